//! The step that is in the weights of an archive.

use std::io::{Cursor, Read, Write};

use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

use crate::common::{error, example, hdf5, imported};

const CONFIG: &str =
    r#"{"compile_config": {"optimizer": {"class_name": "SGD", "config": {"learning_rate": 0.5}}}}"#;

/// The weights in an archive.
fn weights(archive: Vec<u8>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(archive)).unwrap();
    let mut weights = Vec::new();
    archive.by_name("model.weights.h5").unwrap().read_to_end(&mut weights).unwrap();
    weights
}

/// An archive with these weights.
fn archive(config: &str, weights: &[u8], method: CompressionMethod) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(method);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [("config.json", config.as_bytes()), ("model.weights.h5", weights)] {
        writer.start_file(name, options).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// The step, or why it is not known.
fn step(archive: Vec<u8>) -> Result<Option<u64>, String> {
    let imported = imported(archive);
    match imported.notes.first() {
        Some(note) => Err(note.to_string()),
        None => Ok(imported.step),
    }
}

#[test]
fn of_an_optimizer_within_another_it_is_the_inner_ones() {
    let tf_keras = imported(hdf5("tfkeras2_model_loss_scale.keras"));
    assert_eq!(tf_keras.path, "compile_config.optimizer.config.inner_optimizer.config.learning_rate");
    assert_eq!(tf_keras.step, Some(5));

    // Keras 3 leaves the optimizer out of the configuration, but not out of the weights.
    let keras3 = hdf5("keras3_model_loss_scale.keras");
    assert_eq!(error(&keras3), "compile_config: missing field `optimizer`");
    let with = |config: &str| step(archive(config, &weights(keras3.clone()), CompressionMethod::Stored));
    let inner = r#"{"compile_config": {"optimizer": {"class_name": "LossScaleOptimizer", "config":
        {"inner_optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.5}}}}}}"#;
    assert_eq!(with(inner), Ok(Some(5)));
    assert_eq!(with(CONFIG), Ok(Some(5)));
}

/// Keras saves the optimizer as the program gave it, but the weights of the one that it wrapped around.
#[test]
fn of_a_model_in_16_bits_it_is_that_of_the_optimizer_in_the_configuration() {
    let mixed = imported(hdf5("keras3_model_mixed_precision.keras"));
    assert_eq!(mixed.path, "compile_config.optimizer.config.learning_rate");
    assert_eq!(mixed.step, Some(5));
    assert_eq!(mixed.notes, []);
}

#[test]
fn weights_may_be_compressed() {
    let weights = weights(example("keras3_model_CosineDecay.keras"));
    assert_eq!(step(archive(CONFIG, &weights, CompressionMethod::Deflated)), Ok(Some(2)));
    let bomb = archive(CONFIG, &vec![0; (32 << 20) + 1], CompressionMethod::Deflated);
    assert_eq!(
        step(bomb),
        Err("at which step the file was saved is not known: `model.weights.h5` inflates to more than 32 MiB"
            .to_owned())
    );
}

#[test]
fn weights_without_a_step_are_no_fault() {
    // The legacy optimizers of tf_keras are saved without their variables.
    let legacy = imported(hdf5("tfkeras2_model_legacy.keras"));
    assert_eq!(legacy.step, None);
    assert_eq!(legacy.notes.len(), 1, "{:?}", legacy.notes);
    assert!(legacy.notes[0].to_string().starts_with("the `name` of CosineDecay is null"));

    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file("config.json", SimpleFileOptions::default()).unwrap();
    writer.write_all(CONFIG.as_bytes()).unwrap();
    assert_eq!(step(writer.finish().unwrap().into_inner()), Ok(None));
}

#[test]
fn damaged_weights_do_not_lose_the_schedule() {
    let whole = weights(example("keras3_model_CosineDecay.keras"));
    let of = |weights: &[u8]| {
        let unknown = step(archive(CONFIG, weights, CompressionMethod::Stored)).unwrap_err();
        unknown.strip_prefix("at which step the file was saved is not known: ").unwrap().to_owned()
    };
    assert_eq!(of(b""), "unreadable HDF5: at byte 0: needs 11 bytes there, the file has 0 in all");
    assert_eq!(of(b"numbers of some other kind"), "unreadable HDF5: at byte 0: is no HDF5 signature");
    assert_eq!(
        of(&whole[..9_000]),
        "unreadable HDF5: at byte 9000: the file breaks off there, it should have 12208 bytes"
    );
    let mut changed = whole.clone();
    let table = changed.windows(4).position(|window| window == b"SNOD").unwrap();
    changed[table] = b'X';
    assert_eq!(of(&changed), format!("unreadable HDF5: at byte {table}: is no symbol table"));
}
