//! JSON lines: one object a row, as many loggers write; also a list of such objects.

use std::collections::BTreeMap;

use super::names;
use super::notes;
use super::request::{LogFile, LogRequest, LogRow, LogSteps, LoggedRate};
use super::rows::Rows;
use crate::containers::json as parse_json;
use crate::model::InteropError;
use crate::values::{Object, Value};

const KIND: &str = "JSON lines";

/// Objects in objects are looked into so deep.
const DEPTH: usize = 3;

/// More keys than this are not told apart.
const MOST_KEYS: usize = 10_000;

/// What LLaMA-Factory writes in every line of `trainer_log.jsonl`: a rate of the Trainer, which counts
/// updates that are done.
const TRAINER: &str = "current_steps";

/// Whether the first line is a whole object.
pub(super) fn are(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().map(|line| parse_json(line.trim().as_bytes()));
    let is_object = matches!(&first, Some(Ok(value)) if value.is_object());
    // A single object may be the whole of a `trainer_state.json`.
    let is_state = matches!(&first, Some(Ok(value)) if value.get("log_history").is_some());
    is_object && !(is_state && lines.next().is_none())
}

pub(super) fn read(text: &str, request: &LogRequest, rows: &mut Rows<'_>) -> Result<LogFile, InteropError> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let object = |line: &str| parse_json(line.as_bytes()).ok().filter(Value::is_object);
    let mut keys = Keys::default();
    let (mut broken, mut last_breaks) = (0, false);
    for line in lines() {
        let read = object(line);
        last_breaks = read.is_none();
        match read {
            Some(value) => keys.add(&value),
            None => broken += 1,
        }
    }
    let columns = keys.columns(request)?;
    lines().filter_map(object).for_each(|value| columns.add(&value, rows));
    let mut file = columns.file(&keys);
    if last_breaks {
        broken -= 1;
        file.notes.push(notes::truncated("the last line of the log breaks off"));
    }
    file.notes.extend(notes::broken_rows(broken));
    Ok(file)
}

/// A list of objects.
pub(super) fn read_array(
    value: &Value,
    request: &LogRequest,
    rows: &mut Rows<'_>,
) -> Result<LogFile, InteropError> {
    let Some(elements) = value.as_array().filter(|elements| !elements.is_empty()) else {
        return Err(notes::not_a_log());
    };
    of_values(elements.iter(), request, rows)
}

/// Objects in memory.
pub(super) fn of_values<'v>(
    values: impl Iterator<Item = &'v Value> + Clone,
    request: &LogRequest,
    rows: &mut Rows<'_>,
) -> Result<LogFile, InteropError> {
    let mut keys = Keys::default();
    values.clone().for_each(|value| keys.add(value));
    let columns = keys.columns(request)?;
    values.for_each(|value| columns.add(value, rows));
    Ok(columns.file(&keys))
}

/// The keys of all rows that have numbers, each with its way through the objects.
#[derive(Default)]
struct Keys {
    names: BTreeMap<String, Vec<String>>,
}

impl Keys {
    fn add(&mut self, row: &Value) {
        if let Some(object) = row.as_object() {
            self.add_object(object, &mut Vec::new());
        }
    }

    fn add_object(&mut self, object: &Object, way: &mut Vec<String>) {
        for (key, value) in object.iter() {
            way.push(key.clone());
            match value {
                Value::Object(inner) if way.len() < DEPTH => self.add_object(inner, way),
                value if logged(value).is_some() && self.names.len() < MOST_KEYS => {
                    self.names.entry(way.join("/")).or_insert_with(|| way.clone());
                }
                _ => {}
            }
            way.pop();
        }
    }

    fn columns(&self, request: &LogRequest) -> Result<Columns<'_>, InteropError> {
        let names: Vec<_> = self.names.keys().map(String::as_str).collect();
        let found = names::rate(&names, request)?;
        let (step, has_unit) = names::steps(&names, request)?;
        Ok(Columns {
            rate: &self.names[found.name],
            step: &self.names[names[step]],
            unit: (!has_unit).then_some(request.steps),
            name: found.name,
            others: found.others,
        })
    }
}

struct Columns<'k> {
    rate: &'k [String],
    step: &'k [String],
    name: &'k str,
    others: Vec<&'k str>,
    /// What the steps are taken as, if their name does not say it.
    unit: Option<LogSteps>,
}

impl Columns<'_> {
    fn add(&self, row: &Value, rows: &mut Rows<'_>) {
        let at = |way: &[String]| way.iter().try_fold(row, |value, key| value.get(key));
        let (Some(rate), Some(step)) = (at(self.rate).and_then(logged), at(self.step).and_then(number))
        else {
            return;
        };
        rows.add(LogRow { step, rate: LoggedRate::Text(&rate) });
    }

    fn file(&self, keys: &Keys) -> LogFile {
        let counts_done = keys.names.contains_key(TRAINER);
        let of_unit = self.unit.map(|unit| notes::unit("the steps of the log", unit));
        let notes = notes::other_rates(self.name, &self.others).into_iter().chain(of_unit).collect();
        LogFile { kind: KIND, metric: self.name.to_owned(), rows: 0, counts_done, notes }
    }
}

/// A rate as text; of a list with a rate for each group, the first.
fn logged(value: &Value) -> Option<String> {
    match value {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => text.trim().parse::<f64>().ok().map(|_| text.trim().to_owned()),
        Value::Array(elements) => elements.first().filter(|first| first.is_number()).and_then(logged),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())
}
