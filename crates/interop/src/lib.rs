#![doc = include_str!("../README.md")]

mod containers;
mod convert;
mod export;
mod formats;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod import;
mod logs;
mod model;
mod parts;
mod values;

pub use convert::{Advice, Conversion, ConversionError, Converted};
pub use export::export;
pub use formats::{
    FormatInfo, axolotl, composer, deepspeed, flax, formats, optax, timm, torch, transformers,
};
pub use import::{ImportOptions, import, import_bytes, import_metric_bytes, import_path};
pub use logs::{LogFile, LogRequest, LogRow, LogSteps, LoggedRate, read_log};
pub use model::{
    Built, ExportOptions, Imported, ImportedMetric, InteropError, MetricRate, NOTE_RULES, Note, Remedy,
    Source, StepUnit, Target, UnknownTarget, Written,
};
pub use parts::{Approximation, Deviation, approximate, end_with_run};
pub use values::Json;
