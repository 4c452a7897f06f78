//! The door for logs.

use super::request::{LogFile, LogRequest, LogRow};
use super::{events, lines, notes, records, sheet, trainer};
use crate::containers::json as parse_json;
use crate::model::{InteropError, Note};

/// Reads the rates of a log, which is recognized by its content: one of TensorBoard's event files, CSV, JSON lines, or
/// `trainer_state.json`. Each row is given to `take`, in the order of the file. What is damaged is passed over, with a
/// note.
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
/// If the file is none of these, the rate or the steps cannot be told among its columns, or no row has both.
pub fn read_log(
    bytes: &[u8],
    request: &LogRequest,
    take: &mut dyn FnMut(LogRow<'_>),
) -> Result<LogFile, InteropError> {
    let mut rows = Rows { take, count: 0, not_finite: 0, negative: 0 };
    let mut file = if records::are(bytes) {
        events::read(bytes, request, &mut rows)?
    } else {
        text(bytes, request, &mut rows)?
    };
    file.rows = rows.count;
    file.notes.extend(rows.notes());
    if rows.count == 0 {
        let notes: Vec<_> = file.notes.iter().map(ToString::to_string).collect();
        let because = if notes.is_empty() { String::new() } else { format!(": {}", notes.join("; ")) };
        return Err(InteropError::new(format!("no row with a rate and a step in the log{because}")));
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

/// Takes the rows that are usable, and counts the others.
pub(super) struct Rows<'t> {
    take: &'t mut dyn FnMut(LogRow<'_>),
    count: usize,
    not_finite: usize,
    negative: usize,
}

impl Rows<'_> {
    pub(super) fn add(&mut self, row: LogRow<'_>) {
        let rate = match row.rate {
            super::LoggedRate::Number(rate) => rate,
            super::LoggedRate::Text(text) => text.parse().unwrap_or(f64::NAN),
        };
        if !rate.is_finite() || !row.step.is_finite() {
            self.not_finite += 1;
        } else if row.step < 0.0 || rate < 0.0 {
            self.negative += 1;
        } else {
            self.count += 1;
            (self.take)(row);
        }
    }

    fn notes(&self) -> impl Iterator<Item = Note> {
        let not_finite =
            notes::unusable_rows(self.not_finite, "has no finite number", "have no finite number");
        let negative = notes::unusable_rows(self.negative, "has a number below 0", "have a number below 0");
        not_finite.into_iter().chain(negative)
    }
}
