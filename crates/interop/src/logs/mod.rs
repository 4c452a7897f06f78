//! The logs of runs: TensorBoard's event files, CSV, JSON lines, and the logs of the Hugging Face Trainer.

mod events;
mod lines;
mod names;
mod notes;
mod read;
mod records;
mod request;
mod sheet;
mod trainer;

pub use read::read_log;
pub use request::{LogFile, LogRequest, LogRow, LogSteps, LoggedRate};
