//! In what a tree of values is written.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

use super::pickle;

/// In what a tree of values is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
    /// What Python prints.
    Python,
    /// A line of a model card with what Python prints.
    ModelCard,
    /// JSON with a comment and a comma too many, as DeepSpeed takes it.
    Hjson,
    /// The `config.json` in an archive of Keras.
    KerasArchive,
    /// The text of an attribute, in an object of the attributes of an HDF5 file.
    Attribute,
    /// A pickle in the archive that `torch.save` writes.
    Torch,
    /// A pickle alone.
    Pickle,
    /// The object that the Trainer of transformers pickles.
    TrainingArguments,
}

impl Form {
    /// All but the archive of Keras, of which there are examples.
    pub const ALL: [Self; 10] = [
        Self::Json,
        Self::Yaml,
        Self::Toml,
        Self::Python,
        Self::ModelCard,
        Self::Hjson,
        Self::Attribute,
        Self::Torch,
        Self::Pickle,
        Self::TrainingArguments,
    ];

    /// Whether a program writes such values in this form.
    #[must_use]
    pub fn may_hold(self, tree: &Value) -> bool {
        let has = |key: &str| tree.get(key).is_some();
        match self {
            Self::ModelCard => has("learning_rate") && has("name"),
            Self::Attribute => has("optimizer_config"),
            Self::Torch | Self::Pickle => !has("class") && !has("function"),
            _ => true,
        }
    }

    /// The file; `None` if this form cannot hold the values, as TOML no null.
    #[must_use]
    pub fn write(self, tree: &Value) -> Option<Vec<u8>> {
        Some(match self {
            Self::Json => tree.to_string().into_bytes(),
            Self::Yaml => serde_saphyr::to_string(tree).ok()?.into_bytes(),
            Self::Toml => toml::to_string(tree).ok()?.into_bytes(),
            Self::Python => python(tree).into_bytes(),
            Self::ModelCard => {
                format!("- optimizer: {}\n- training_precision: float32\n", python(tree)).into_bytes()
            }
            Self::Hjson => {
                let text = tree.to_string();
                format!("# for DeepSpeed\n{},\n}}", text.strip_suffix('}')?).into_bytes()
            }
            Self::KerasArchive => archive("config.json", tree.to_string().as_bytes()),
            Self::Attribute => {
                serde_json::json!({"training_config": tree.to_string()}).to_string().into_bytes()
            }
            Self::Torch => archive("archive/data.pkl", &pickle::plain(tree)),
            Self::Pickle => pickle::plain(tree),
            Self::TrainingArguments => archive(
                "archive/data.pkl",
                &pickle::object("transformers.training_args", "TrainingArguments", tree),
            ),
        })
    }
}

fn archive(name: &str, content: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, options).expect("a new member");
    writer.write_all(content).expect("memory");
    writer.finish().expect("an archive").into_inner()
}

/// As Python prints a value.
fn python(value: &Value) -> String {
    let joined = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Array(elements) => format!("[{}]", joined(elements.iter().map(python).collect())),
        Value::Object(entries) => {
            let entry = |(key, value): (&String, &Value)| format!("{}: {}", quoted(key), python(value));
            format!("{{{}}}", joined(entries.iter().map(entry).collect()))
        }
        Value::String(text) => quoted(text),
        Value::Number(number) => number.to_string(),
    }
}

fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'").replace('\n', "\\n");
    format!("'{text}'")
}
