//! `trainer_state.json` of Hugging Face transformers: `log_history` is a list of what was logged.
//!
//! The Trainer reads the rate before the scheduler goes on (`_get_learning_rate` in `trainer_pt_utils.py`), and counts
//! updates that are done: the row of step 10 has the rate of update 9.

use super::lines;
use super::read::Rows;
use super::request::{LogFile, LogRequest};
use crate::model::InteropError;
use crate::values::Value;

const KIND: &str = "`trainer_state.json`";

pub(super) fn history(value: &Value) -> Option<&Vec<Value>> {
    value.get("log_history")?.as_array()
}

pub(super) fn read(
    history: &[Value],
    request: &LogRequest,
    rows: &mut Rows<'_>,
) -> Result<LogFile, InteropError> {
    let file = lines::of_values(history.iter(), request, rows)?;
    Ok(LogFile { kind: KIND, counts_done: true, ..file })
}
