//! HDF5 made to do harm: no panic, no hang, no flood of memory, and no wrong rate where there are checksums.

use std::io::Cursor;

use glidepath_interop::{import, import_bytes};

use crate::common::{Counting, error, example, hdf5, imported, places};

/// The forms that differ, of a few KB each.
const SMALL: [&str; 6] = [
    "made_earliest_fixed.h5",
    "made_earliest_variable.h5",
    "made_continued_header.h5",
    "made_latest_fixed.h5",
    "made_latest_variable.h5",
    "made_dense_attributes.h5",
];

/// Reads a file that may be anything. It must not read more than it is allowed to.
fn read(bytes: &[u8]) {
    let mut reader = Counting::new(Cursor::new(bytes));
    let _ = import(&mut reader);
    assert!(reader.bytes <= (16 << 20) + 8, "read {} bytes", reader.bytes);
}

#[test]
fn truncations_are_errors() {
    let names = ["made_dense_links.h5", "made_deep_tree.h5", "made_circle.h5", "keras3_model_loss_scale.h5"];
    for name in SMALL.iter().chain(&names) {
        let whole = hdf5(name);
        for length in places(whole.len()) {
            let text = error(&whole[..length]);
            let place = if length < 8 { text.contains("offset 0") } else { text.contains("HDF5: at byte") };
            assert!(place || length == 0, "{name} cut at {length}: {text}");
        }
    }
    let whole = example("tfkeras2_model_CosineDecay.h5");
    for length in places(whole.len()) {
        assert!(import_bytes(&whole[..length]).is_err(), "cut at {length}");
    }
}

#[test]
fn no_changed_byte_does_harm() {
    for name in SMALL {
        let mut bytes = hdf5(name);
        for index in places(bytes.len()) {
            for mask in [0x01, 0xff] {
                bytes[index] ^= mask;
                read(&bytes);
                bytes[index] ^= mask;
            }
        }
    }
}

#[test]
fn where_there_are_checksums_a_changed_byte_never_changes_the_rate() {
    for name in ["made_latest_fixed.h5", "made_latest_fixed_ordered.h5", "made_dense_attributes.h5"] {
        let mut bytes = hdf5(name);
        let right = imported(&bytes).learning_rate;
        let mut noticed = 0;
        for index in places(bytes.len()) {
            for mask in [0x10, 0xff] {
                bytes[index] ^= mask;
                match import_bytes(&bytes) {
                    Ok(imported) => assert_eq!(imported.learning_rate, right, "{name} at {index}"),
                    Err(_) => noticed += 1,
                }
                bytes[index] ^= mask;
            }
        }
        assert!(noticed > 60, "{name}: {noticed}");
    }
}

#[test]
fn wild_addresses_and_sizes_do_no_harm() {
    for name in &SMALL[..3] {
        let whole = hdf5(name);
        let length = whole.len().try_into().unwrap();
        let wild = [0, 1, length - 1, length, 1 << 31, 1 << 32, 1 << 60, u64::MAX - 7, u64::MAX];
        for index in places(whole.len() / 4 - 2).map(|place| 4 * place) {
            for value in wild {
                let mut bytes = whole.clone();
                bytes[index..index + 8].copy_from_slice(&value.to_le_bytes());
                read(&bytes);
            }
        }
    }
}

/// Where the structures of a file begin that say what they are, and the header of its root group.
fn structures(bytes: &[u8]) -> Vec<usize> {
    let begins =
        |at: &usize| [b"TREE", b"HEAP", b"SNOD", b"GCOL"].iter().any(|name| bytes[*at..].starts_with(*name));
    (0..bytes.len()).filter(|at| *at == 96 || begins(at)).collect()
}

#[test]
fn addresses_of_anything_else_do_no_harm() {
    for name in &SMALL[..3] {
        let whole = hdf5(name);
        let structures = structures(&whole);
        assert!(structures.len() > 6, "{name}: {structures:?}");
        for index in places(whole.len() / 8 - 1).map(|place| 8 * place) {
            for &value in &structures {
                let mut bytes = whole.clone();
                bytes[index..index + 8].copy_from_slice(&value.to_le_bytes());
                read(&bytes);
            }
        }
    }
}

/// The file with the address of its first structure of a kind replaced wherever it stands.
fn redirected(mut bytes: Vec<u8>, kind: &[u8; 4], to: u64) -> Vec<u8> {
    let from = bytes.windows(4).position(|window| window == kind).unwrap();
    for index in 0..bytes.len() - 8 {
        if bytes[index..index + 8] == from.to_le_bytes() {
            bytes[index..index + 8].copy_from_slice(&to.to_le_bytes());
        }
    }
    bytes
}

/// Why the step of a model is not known.
#[track_caller]
fn unknown_step(bytes: &[u8]) -> String {
    let mut reader = Counting::new(Cursor::new(bytes));
    let imported = import(&mut reader).unwrap();
    assert!(reader.bytes <= (16 << 20) + 8, "read {} bytes", reader.bytes);
    let [note] = &imported.notes[..] else { panic!("{:?}", imported.notes) };
    note.to_string().replace("at which step the file was saved is not known: unreadable HDF5: ", "")
}

#[test]
fn a_tree_that_comes_back_to_itself_ends() {
    let whole = hdf5("made_earliest_fixed.h5");
    let end = whole.len().try_into().unwrap();
    let node = |level: u8, child: u64| {
        let mut node = b"TREE\0".to_vec();
        node.push(level);
        node.extend(1_u16.to_le_bytes());
        node.extend([0xff; 16]);
        node.extend(0_u64.to_le_bytes());
        node.extend(child.to_le_bytes());
        node
    };
    let bytes = [redirected(whole, b"TREE", end), node(3, end)].concat();
    assert_eq!(unknown_step(&bytes), format!("at byte {end}: a B-tree whose levels do not go down by one"));
}

#[test]
fn a_tree_of_the_same_leaf_over_and_over_ends() {
    let whole = hdf5("made_earliest_fixed.h5");
    let end = whole.len().try_into().unwrap();
    let table = whole.windows(4).position(|window| window == b"SNOD").unwrap();
    let mut node = b"TREE\0\0".to_vec();
    node.extend(u16::MAX.to_le_bytes());
    node.extend([0xff; 16]);
    for _ in 0..u16::MAX {
        node.extend(0_u64.to_le_bytes());
        node.extend(table.to_le_bytes());
    }
    let bytes = [redirected(whole, b"TREE", end), node].concat();
    let reason = unknown_step(&bytes);
    assert!(reason.ends_with("needs more than 16 MiB to be read"), "{reason}");
}

#[test]
fn a_header_that_continues_in_itself_ends() {
    let mut bytes = hdf5("made_continued_header.h5");
    // The root group is at 96; its first messages follow 16 bytes later, each after 8 bytes of its own.
    let mut message = 96 + 16;
    while bytes[message] != 0x10 {
        message += 8 + usize::from(u16::from_le_bytes([bytes[message + 2], bytes[message + 3]]));
    }
    bytes[message + 8..message + 16].copy_from_slice(&96_u64.to_le_bytes());
    assert_eq!(
        error(&bytes),
        format!("unreadable HDF5: at byte {}: an object header that is continued in a circle", message + 8)
    );
}

#[test]
fn a_text_of_any_length_is_refused_before_it_is_read() {
    let mut bytes = hdf5("made_long_text_in_heap.h5");
    let text = imported(&bytes);
    assert_eq!(text.source.to_string(), "a Keras HDF5 file");
    // The attribute ends with the length of its text, where the heap is, and the number of the text in it.
    let name = bytes.windows(15).position(|window| window == b"training_config").unwrap();
    let value = name + 16 + 24 + 8;
    assert_eq!(bytes[value + 3], 0);
    bytes[value + 3] = 0x7f;
    let text = error(&bytes);
    assert!(text.ends_with("bytes, more than 2 MiB"), "{text}");
}

#[test]
fn a_large_file_costs_no_more_than_a_small_one() {
    let small = hdf5("keras3_model_accumulation.h5");
    let large = [small.clone(), vec![7; 64 << 20]].concat();
    let count = |bytes: &[u8]| {
        let mut reader = Counting::new(Cursor::new(bytes));
        assert_eq!(import(&mut reader).unwrap().step, Some(5));
        reader.bytes
    };
    assert_eq!(count(&small), count(&large));
    assert!(count(&large) < 8_000, "read {} bytes", count(&large));
}
