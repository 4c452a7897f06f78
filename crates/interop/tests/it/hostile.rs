//! Files made to do harm: no panic, no hang, no flood of memory.

use std::io::{Cursor, Write};

use glidepath_interop::import;
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::common::{Counting, archive, error, example};

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
