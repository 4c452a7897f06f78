//! What is read and written, whatever the format.

mod built;
mod error;
mod export_options;
pub(crate) mod groups;
mod imported;
pub(crate) mod metric_rate;
mod note;
mod note_rules;
mod source;
mod step_unit;
mod target;
mod written;

pub use built::Built;
pub use error::{InteropError, Remedy};
pub use export_options::ExportOptions;
pub(crate) use imported::Import;
pub use imported::{Imported, ImportedMetric};
pub use metric_rate::MetricRate;
pub use note::Note;
pub use note_rules::NOTE_RULES;
pub use source::Source;
pub use step_unit::StepUnit;
pub use target::{Target, UnknownTarget};
pub use written::Written;
