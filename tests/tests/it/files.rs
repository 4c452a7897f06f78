//! What becomes of every example file: `docs/files.md` is written by this test, from what `import_path` says.
//!
//! After a change: `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it files`.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_path};
use glidepath_serde::LearningRate;
use glidepath_tests::data_dir;

use crate::hold::hold;

const HEAD: &str = "\
# What is read from which file

Every file below `tests/data` that a framework saved, and what `glidepath show` and `import_path` make of it.
The test that writes this page (`cargo test -p glidepath-tests --test it files`) reads them all. Others
compare the rates: with the values that the frameworks gave, and with the exact ones (`docs/coverage.md`).
";

/// The folders, and whose files they hold.
const FOLDERS: [(&str, &str); 18] = [
    ("keras", "Keras"),
    ("keras_hdf5", "Keras, HDF5"),
    ("keras_folder", "Keras, in folders"),
    ("torch", "PyTorch"),
    ("accelerate", "Hugging Face accelerate"),
    ("transformers", "Hugging Face transformers"),
    ("timm", "timm"),
    ("deepspeed", "DeepSpeed"),
    ("deepspeed_checkpoint", "DeepSpeed, checkpoints"),
    ("axolotl", "Axolotl"),
    ("composer", "MosaicML Composer and llm-foundry"),
    ("torch_config", "PyTorch's classes in configurations"),
    ("torch_addons", "schedulers of packages beside PyTorch"),
    ("mmengine", "mmengine"),
    ("burn", "burn"),
    ("model_garden", "TensorFlow Model Garden"),
    ("keras_custom", "schedules that packages bring into Keras's files"),
    ("runs", "Configurations of runs"),
];

/// What stands beside the files.
const NOT_SAVED: [&str; 3] = ["README.md", "LICENSE", "generate.py"];

/// What a folder has that is read as one.
const OF_FOLDERS: [&str; 3] = ["trainer_state.json", "metadata.json", "scheduler.bin"];

/// The files in a folder and the folders in it, sorted; a folder that is read is one of them.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(files(&path));
            if OF_FOLDERS.iter().any(|name| path.join(name).exists()) {
                found.push(path);
            }
        } else if path.file_name().is_some_and(|name| !NOT_SAVED.iter().any(|other| name == *other)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn schedule(rate: &LearningRate) -> String {
    match rate {
        LearningRate::Constant(constant) => format!("the rate {:?}", constant.learning_rate(0)),
        LearningRate::Schedule(schedule) => format!("`{}`", schedule.class_name()),
    }
}

fn in_words(imported: &Imported) -> String {
    let groups: Vec<_> = imported.groups().map(schedule).collect();
    let step = imported.step.map_or_else(String::new, |step| format!(", saved after {step} steps"));
    format!("{}{step}", groups.join(", "))
}

fn document() -> String {
    let mut text = HEAD.to_owned();
    for (folder, title) in FOLDERS {
        let directory = data_dir().join(folder);
        write!(text, "\n## {title}\n\n| file in `tests/data/{folder}` | is |\n|---|---|\n")
            .expect("text grows");
        for path in files(&directory) {
            let name = path.strip_prefix(&directory).expect("a file of the folder").display();
            let result = match import_path(&path) {
                Ok(imported) => in_words(&imported),
                Err(error) => format!("refused: {}", error.to_string().replace('|', "\\|")),
            };
            writeln!(text, "| {name} | {result} |").expect("text grows");
        }
    }
    text
}

#[test]
fn the_page_says_what_becomes_of_every_file() {
    hold("docs/files.md", &document(), "files");
}
