//! The door for logs.

use super::request::{LogFile, LogRequest, LogRow};
use super::rows::Rows;
use super::{events, lines, notes, records, sheet, trainer};
use crate::containers::json as parse_json;
use crate::model::InteropError;

/// Reads the rates of a log, which is recognized by its content: one of TensorBoard's event files, CSV, JSON
/// lines, or `trainer_state.json`. Each row is given to `take`, in the order of the file. What is damaged is
/// passed over, with a note.
///
/// ```
/// use glidepath_interop::{LogRequest, LogRow, LoggedRate, read_log};
///
/// let mut rows = Vec::new();
/// let log = b"epoch,step,lr-AdamW\n0,49,1e-3\n1,99,5e-4\n";
/// let file = read_log(log, &LogRequest::default(), &mut |row: LogRow<'_>| rows.push((row.step, format!("{:?}", row.rate))))?;
/// assert_eq!(file.metric, "lr-AdamW");
/// assert_eq!(rows, [(49.0, "Text(\"1e-3\")".to_owned()), (99.0, "Text(\"5e-4\")".to_owned())]);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If the file is none of these, no column is certainly that of the rate or of the steps, or no row has both.
pub fn read_log(
    bytes: &[u8],
    request: &LogRequest,
    take: &mut dyn FnMut(LogRow<'_>),
) -> Result<LogFile, InteropError> {
    let mut rows = Rows::new(take);
    let mut file = if records::are(bytes) {
        events::read(bytes, request, &mut rows)?
    } else {
        text(bytes, request, &mut rows)?
    };
    file.rows = rows.count();
    file.notes.extend(rows.notes());
    if rows.count() == 0 {
        return Err(notes::nothing("no row with a rate and a step in the log", &file.notes));
    }
    Ok(file)
}

fn text(bytes: &[u8], request: &LogRequest, rows: &mut Rows<'_>) -> Result<LogFile, InteropError> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    if text.trim().is_empty() {
        return Err(InteropError::new("the log is empty"));
    }
    if !text.trim_start().starts_with(['{', '[']) {
        return sheet::read(text, request, rows);
    }
    if lines::are(text) {
        return lines::read(text, request, rows);
    }
    let value = parse_json(text.trim().as_bytes())?;
    match trainer::history(&value) {
        Some(history) => trainer::read(history, request, rows),
        None => lines::read_array(&value, request, rows),
    }
}
