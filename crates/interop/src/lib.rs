#![doc = include_str!("../README.md")]

mod containers;
mod formats;
mod import;
mod model;
mod parts;
mod values;

pub use formats::deepspeed::to_deepspeed;
pub use formats::glidepath::{to_glidepath, to_toml, to_yaml};
pub use formats::keras::{to_keras2, to_keras3};
pub use formats::torch::{TorchScheduler, to_torch, to_torch_groups};
pub use formats::transformers::to_transformers;
pub use formats::{axolotl, composer, deepspeed, flax, optax, timm, torch, transformers};
pub use import::{
    import, import_bytes, import_for, import_metric, import_metric_bytes, import_path, import_path_for,
};
pub use model::{Built, Imported, ImportedMetric, InteropError, Note, Source, Target, Written};
pub use parts::{Approximation, Deviation, approximate, end_with_run};
pub use values::Json;
