#![doc = include_str!("../README.md")]

mod archive;
mod arguments;
pub mod axolotl;
mod built;
mod call;
pub mod composer;
pub mod deepspeed;
mod error;
pub mod flax;
mod folder;
mod groups;
mod h5;
mod hdf5;
mod import;
mod json;
mod keras;
mod locate;
mod markup;
mod misspelt;
mod note;
pub mod optax;
mod optimizer;
mod optimizer_map;
mod path;
mod pickle;
mod run_length;
mod source;
mod step;
mod text;
pub mod timm;
pub mod torch;
mod torch_file;
pub mod transformers;
mod warmup;
mod write;

pub use built::Built;
pub use error::InteropError;
pub use import::{
    Imported, ImportedMetric, import, import_bytes, import_for, import_metric, import_metric_bytes,
    import_path, import_path_for,
};
pub use json::Json;
pub use note::Note;
pub use source::Source;
pub use write::{
    Approximation, Deviation, Target, TorchScheduler, Written, approximate, end_with_run, to_deepspeed,
    to_glidepath, to_keras2, to_keras3, to_toml, to_torch, to_torch_groups, to_transformers, to_yaml,
};
