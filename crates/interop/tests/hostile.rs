//! Files made to do harm: no panic, no hang, no flood of memory.

mod common;

use std::io::{Cursor, Write};

use common::{Counting, archive, error, example};
use glidepath_interop::{import, import_bytes};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

#[test]
fn every_truncation_is_an_error() {
    for name in [
        "keras3_schedule_CosineDecay.json",
        "keras3_keras_archive_full_config_json.json",
        "tfkeras2_h5_NoisyLinearCosineDecay_training_config.json",
        "keras3_h5_attrs.json",
    ] {
        let whole = example(name);
        let end = whole.trim_ascii_end().len();
        for length in 0..end {
            let text = error(&whole[..length]);
            assert!(!text.is_empty(), "{name} cut at {length}");
        }
    }
    for name in ["keras3_model_CosineDecay_warmup.keras", "tfkeras2_model_PiecewiseConstantDecay.keras"] {
        let whole = example(name);
        for length in 0..whole.len() {
            assert!(import_bytes(&whole[..length]).is_err(), "{name} cut at {length}");
        }
    }
}

#[test]
fn no_changed_byte_does_harm() {
    for name in ["keras3_model_CosineDecay_warmup.keras", "keras3_schedule_PiecewiseConstantDecay.json"] {
        let mut bytes = example(name);
        for index in 0..bytes.len() {
            for mask in [0x01, 0x80] {
                bytes[index] ^= mask;
                // Whether it is an error is not the point; most bytes of an archive are weights.
                let _ = import_bytes(&bytes);
                bytes[index] ^= mask;
            }
        }
    }
}

#[test]
fn a_changed_byte_in_the_configuration_is_noticed() {
    let mut bytes = example("keras3_model_CosineDecay.keras");
    let index = bytes.windows(4).position(|window| window == b"1000").unwrap();
    bytes[index] = b'2';
    assert_eq!(error(bytes), "damaged Keras archive: `config.json`: Invalid checksum");
}

#[test]
fn a_zip_bomb_is_refused() {
    let bomb = archive("config.json", &vec![b' '; (32 << 20) + 1]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(error(bomb), "`config.json` inflates to more than 32 MiB");
}

#[test]
fn a_zip_bomb_that_declares_a_small_size_is_refused() {
    let size = 80_u32 << 20;
    let mut bomb = archive("config.json", &vec![b' '; size.try_into().unwrap()]);
    let places: Vec<_> = (0..bomb.len() - 4).filter(|&at| bomb[at..at + 4] == size.to_le_bytes()).collect();
    assert_eq!(places.len(), 2);
    for at in places {
        bomb[at..at + 4].copy_from_slice(&1_u32.to_le_bytes());
    }
    assert_eq!(
        error(bomb),
        "damaged Keras archive: `config.json`: File is larger than its declared uncompressed size"
    );
}

#[test]
fn a_large_file_of_spaces_is_refused() {
    assert_eq!(error(vec![b' '; (32 << 20) + 1]), "too large: JSON may have 32 MiB");
}

#[test]
fn the_weights_are_not_read() {
    let config = example("keras3_keras_archive_full_config_json.json");
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("config.json", config), ("model.weights.h5", vec![7; 50 << 20])] {
        writer.start_file(name, options).unwrap();
        writer.write_all(&content).unwrap();
    }
    let mut reader = Counting::new(writer.finish().unwrap());
    import(&mut reader).unwrap();
    assert!(reader.bytes < 200_000, "read {} bytes", reader.bytes);
}
