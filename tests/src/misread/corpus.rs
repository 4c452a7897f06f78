//! The example files, as trees of values in all forms that are read alike.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use glidepath_interop::{FormatInfo, ImportOptions, Imported, formats};
use glidepath_serde::Horizon;
use serde_json::{Value, json};
use zip::ZipArchive;

use super::form::Form;
use crate::data_dir;

/// A tree of values that is read.
#[derive(Clone, Debug)]
pub struct Example {
    /// The file, and the place in it where it is a part.
    pub name: String,
    /// The values.
    pub tree: Value,
    /// In what they are written.
    pub form: Form,
    /// The name of the format.
    pub format: &'static str,
    /// What is read.
    pub imported: Imported,
    /// How it is read.
    pub options: ImportOptions,
}

impl Example {
    /// The values in this form, if they are read.
    #[must_use]
    pub fn new(name: &str, tree: &Value, form: Form) -> Option<Self> {
        let file = form.write(tree)?;
        let told =
            Horizon::new().with_total_steps(1_000).and_then(|horizon| horizon.with_steps_per_epoch(100.0));
        let told = ImportOptions::new().with_horizon(told.expect("a horizon"));
        let (options, imported) = [ImportOptions::new(), told]
            .into_iter()
            .find_map(|options| options.import_bytes(&file).ok().map(|imported| (options, imported)))?;
        let mut names: Vec<_> = formats().into_iter().map(FormatInfo::name).collect();
        // Most kinds of source are called as their format.
        names.sort_by_key(|&name| name != imported.source.name());
        let format = names.into_iter().find(|&name| {
            let again = options.clone().with_format(name).import_bytes(&file);
            again.is_ok_and(|again| again == imported)
        })?;
        Some(Self { name: name.to_owned(), tree: tree.clone(), form, format, imported, options })
    }
}

/// All examples.
///
/// # Panics
///
/// If the folder of example files cannot be read.
#[must_use]
pub fn examples() -> Vec<Example> {
    let mut files = Vec::new();
    walk(&data_dir(), &mut files);
    files.sort();
    files.iter().flat_map(|file| of_file(file)).collect()
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { walk(&path, files) } else { files.push(path) }
    }
}

fn of_file(file: &Path) -> Vec<Example> {
    let name = file.strip_prefix(data_dir()).unwrap_or(file).display().to_string();
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    if extension == "keras" {
        return archived(file)
            .and_then(|tree| Example::new(&name, &tree, Form::KerasArchive))
            .into_iter()
            .collect();
    }
    let Some(root) = fs::read_to_string(file).ok().and_then(|text| parse(extension, &text)) else {
        return Vec::new();
    };
    let all = parts(&name, &root).into_iter().flat_map(|(name, tree)| {
        let saved = in_checkpoint(tree)
            .and_then(|saved| Example::new(&format!("{name}, in a checkpoint"), &saved, Form::Torch));
        in_all_forms(&name, tree).into_iter().chain(saved)
    });
    all.collect()
}

/// A checkpoint with the state of a scheduler, or with the configuration of DeepSpeed's engine.
fn in_checkpoint(tree: &Value) -> Option<Value> {
    let has = |key: &str| tree.get(key).is_some();
    if has("last_epoch") || has("base_values") {
        let args = json!({"lr": 0.1, "epochs": 90});
        return Some(json!({"epoch": 3, "model": {"bias": 0.5}, "args": args, "lr_scheduler": tree}));
    }
    has("scheduler").then(
        || json!({"module": {"bias": 0.5}, "ds_config": tree, "lr_scheduler": {"last_batch_iteration": 9}}),
    )
}

fn archived(file: &Path) -> Option<Value> {
    let mut archive = ZipArchive::new(File::open(file).ok()?).ok()?;
    let mut text = String::new();
    archive.by_name("config.json").ok()?.read_to_string(&mut text).ok()?;
    serde_json::from_str(&text).ok()
}

fn parse(extension: &str, text: &str) -> Option<Value> {
    match extension {
        "json" => serde_json::from_str(text).ok(),
        "yaml" | "yml" => serde_saphyr::from_str(text).ok(),
        "toml" => toml::from_str(text).ok(),
        // Dictionaries of Python, which are nearly JSON.
        "txt" => {
            let line = text.lines().next()?.trim_start_matches("- optimizer: ");
            let json = line
                .replace('\'', "\"")
                .replace("None", "null")
                .replace("True", "true")
                .replace("False", "false");
            serde_json::from_str(&json).ok()
        }
        _ => None,
    }
}

/// The file itself, and of reference vectors the first cases.
fn parts<'v>(name: &str, root: &'v Value) -> Vec<(String, &'v Value)> {
    const CASES: usize = 3;
    let cases = root.get("cases").unwrap_or(root).as_array();
    let cases = cases.into_iter().flatten().take(CASES).enumerate().flat_map(|(index, case)| {
        let keys: [&[&str]; 4] =
            [&["serialized"], &["serialized", "kwargs"], &["serialized", "state_dict"], &["config"]];
        keys.into_iter().filter_map(move |keys| {
            let part = keys.iter().try_fold(case, |value, key| value.get(key))?;
            Some((format!("{name}, case {index}, {}", keys.join(".")), part))
        })
    });
    let whole = std::iter::once((name.to_owned(), root)).filter(|_| root.get("cases").is_none());
    whole.chain(cases).collect()
}

fn in_all_forms(name: &str, tree: &Value) -> Vec<Example> {
    if !tree.is_object() {
        return Vec::new();
    }
    Form::ALL
        .into_iter()
        .filter(|form| form.may_hold(tree))
        .filter_map(|form| Example::new(name, tree, form))
        .collect()
}
