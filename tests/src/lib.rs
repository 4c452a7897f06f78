//! What the tests share: the reference vectors, random schedules, and the distance between doubles.
#![expect(clippy::missing_panics_doc, reason = "a test that panics has failed")]

pub mod arbitrary;
pub mod arbitrary_by_schema;
pub mod arbitrary_composites;
pub mod arbitrary_parts;
pub mod cards;
pub mod misread;
pub mod references;

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::Value;

/// The folder `tests/data`.
#[must_use]
pub fn data_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

/// One file of reference values: a class of one framework.
#[derive(Debug, Deserialize)]
pub struct VectorFile {
    /// Where the framework's values come from.
    pub framework: String,
    /// The framework's name of the class.
    pub class: String,
    /// Configurations and their values.
    pub cases: Vec<VectorCase>,
}

/// A configuration and its values.
#[derive(Debug, Deserialize)]
pub struct VectorCase {
    /// The name of the case.
    pub name: String,
    /// What the framework writes into a file, or was called with.
    pub serialized: Value,
    /// The steps that were asked for.
    pub steps: Vec<u64>,
    /// The documented formula on the exact doubles of the configuration, rounded to the nearest double; none
    /// where the documentation defines no value.
    #[serde(default)]
    exact: Option<Vec<Option<f64>>>,
    /// What the framework gave in double precision.
    #[serde(default)]
    framework_f64: Option<Vec<Option<f64>>>,
}

impl VectorCase {
    /// The steps for which there is an exact value, with it.
    ///
    /// # Panics
    ///
    /// If there are not as many values as steps.
    pub fn points(&self) -> impl Iterator<Item = (u64, f64)> {
        self.with_steps(self.exact.as_deref())
    }

    /// The same, with the values that the framework gave.
    ///
    /// # Panics
    ///
    /// If there are not as many values as steps.
    pub fn framework_points(&self) -> impl Iterator<Item = (u64, f64)> {
        self.with_steps(self.framework_f64.as_deref())
    }

    fn with_steps(&self, values: Option<&[Option<f64>]>) -> impl Iterator<Item = (u64, f64)> {
        assert!(
            values.is_none_or(|values| values.len() == self.steps.len()),
            "{}: values for all steps",
            self.name
        );
        self.steps.iter().zip(values.unwrap_or_default()).filter_map(|(&step, &value)| Some((step, value?)))
    }
}

/// All vector files of a folder of `tests/data/vectors`, by name.
///
/// # Panics
///
/// If a file cannot be read, or is none.
#[must_use]
pub fn vector_files(folder: &str) -> Vec<VectorFile> {
    json_files(&data_dir().join("vectors").join(folder)).iter().map(|path| read_vector_file(path)).collect()
}

/// One vector file of a folder of `tests/data/vectors`.
///
/// # Panics
///
/// If it cannot be read, or is none.
#[must_use]
pub fn vector_file(folder: &str, name: &str) -> VectorFile {
    read_vector_file(&data_dir().join("vectors").join(folder).join(format!("{name}.json")))
}

fn read_vector_file(path: &Path) -> VectorFile {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The JSON files of a folder, by name.
///
/// # Panics
///
/// If there is none.
#[must_use]
pub fn json_files(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<PathBuf> = entries
        .map(|entry| entry.expect("a readable folder").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    assert!(!paths.is_empty(), "no JSON in {}", folder.display());
    paths.sort();
    paths
}

/// How many doubles lie from `a` to `b`, neither of which is negative.
#[must_use]
pub fn ulps_between(a: f64, b: f64) -> u64 {
    (a + 0.0).to_bits().abs_diff((b + 0.0).to_bits())
}

/// Runs the code of pages as tests.
macro_rules! pages {
    ($($name:ident: $path:literal),+ $(,)?) => {
        $(
            #[cfg(doctest)]
            #[doc = include_str!(concat!("../../", $path))]
            pub mod $name {}
        )+
    };
}

pages! {
    accumulation: "docs/accumulation.md",
    burn: "docs/coming-from/burn.md",
    comparison: "docs/comparison.md",
    custom: "docs/custom.md",
    file_format: "docs/file-format.md",
    groups: "docs/groups.md",
    keras: "docs/coming-from/keras.md",
    optax: "docs/coming-from/optax.md",
    plateau: "docs/plateau.md",
    pytorch: "docs/coming-from/pytorch.md",
    readme: "README.md",
    schedules: "docs/schedules.md",
    transformers: "docs/coming-from/transformers.md",
    units: "docs/units.md",
}
