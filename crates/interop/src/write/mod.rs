//! From a learning rate to the files of other frameworks.

mod approximate;
mod changed;
mod deepspeed;
mod formula;
mod glidepath;
mod keras;
mod keras_class;
mod path;
mod piece;
mod pieces;
mod run;
mod share;
mod simple;
mod target;
mod torch;
mod transformers;
mod written;

pub use approximate::{Approximation, Deviation, approximate};
pub use deepspeed::to_deepspeed;
pub use glidepath::{to_glidepath, to_toml, to_yaml};
pub use keras::{to_keras2, to_keras3};
pub use run::end_with_run;
pub use target::Target;
pub use torch::{TorchScheduler, to_torch};
pub use transformers::to_transformers;
pub use written::Written;

use crate::Json;

/// An object with its keys in order.
fn object<'k>(entries: impl IntoIterator<Item = (&'k str, Json)>) -> Json {
    Json::Object(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}
