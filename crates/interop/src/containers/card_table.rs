//! The table of hyperparameters in a model card of a Keras model.
//!
//! `push_to_hub_keras` of huggingface_hub writes what the optimizer's `get_config()` gives, and
//! `training_precision`: since release 0.9 a line for each (`_create_hyperparameter_table` in
//! `keras_mixin.py`), in which `learning_rate.config.decay_steps` stands for what is nested; before, one line
//! for all.

use serde_json::Number;

use super::python;
use crate::model::InteropError;
use crate::values::{Object, Value};

/// The head of the table with a line for each.
const HEAD: [&str; 2] = ["Hyperparameters", "Value"];

/// What no optimizer has, and only these tables.
const MARK: &str = "training_precision";

/// How deep hyperparameters may be nested: a schedule within a schedule has four names.
const DEPTH: usize = 16;

/// A table and the number of its first line, from 1.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) config: Value,
    pub(crate) line: usize,
}

/// Reads the table of a text that is such a card.
///
/// # Errors
///
/// If the card has several, or one says something twice.
pub(crate) fn parse(text: &str) -> Result<Option<Table>, InteropError> {
    let lines: Vec<_> = text.lines().map(cells).enumerate().collect();
    let mut found: Option<Table> = None;
    for table in lines.chunk_by(|(_, above), (_, below)| above.is_some() == below.is_some()) {
        let Some(config) = read(table.iter().filter_map(|(_, cells)| cells.as_deref()))? else { continue };
        let line = table[0].0 + 1;
        if let Some(first) = found {
            let lines = format!("from the lines {} and {line} on", first.line);
            let problem = format!("two tables of hyperparameters, {lines}; leave only the one of this run");
            return Err(InteropError::new(problem));
        }
        found = Some(Table { config: config.into(), line });
    }
    Ok(found)
}

/// Reads the lines of one table; `None` if it is another.
fn read<'t>(mut lines: impl Iterator<Item = &'t [&'t str]>) -> Result<Option<Object>, InteropError> {
    let (Some(head), Some(rule)) = (lines.next(), lines.next()) else { return Ok(None) };
    if !rule.iter().all(|cell| cell.contains('-') && cell.chars().all(|character| ":-".contains(character))) {
        return Ok(None);
    }
    let rows: Vec<_> = lines.collect();
    let entries: Vec<(&str, &str)> = match rows.as_slice() {
        rows if head == HEAD => rows.iter().map(|row| (row[0], row[1])).collect(),
        [row] if row.len() == head.len() => head.iter().copied().zip(row.iter().copied()).collect(),
        _ => return Ok(None),
    };
    if !entries.iter().any(|&(name, _)| name == MARK) {
        return Ok(None);
    }
    let mut config = Object::default();
    for (name, text) in entries.into_iter().filter(|&(name, _)| name != MARK) {
        let names: Vec<_> = name.split('.').collect();
        if names.len() > DEPTH {
            return Err(InteropError::new(format!("a hyperparameter nested deeper than {DEPTH}")));
        }
        insert(&mut config, &names, value(text))
            .ok_or_else(|| InteropError::invalid(name, "occurs twice; keep the one of this run"))?;
    }
    Ok(Some(config))
}

/// The cells of a line of a table, at least two.
fn cells(line: &str) -> Option<Vec<&str>> {
    let line = line.trim().strip_prefix('|')?.strip_suffix('|')?;
    let cells: Vec<_> = line.split('|').map(str::trim).collect();
    (cells.len() > 1).then_some(cells)
}

/// Puts a value at the place that its names tell; `None` if there is another.
fn insert(object: &mut Object, names: &[&str], value: Value) -> Option<()> {
    let (&name, inner) = names.split_first()?;
    let is_new = !object.contains_key(name);
    if is_new {
        let new = if inner.is_empty() { value.clone() } else { Object::default().into() };
        object.insert(name.to_owned(), new);
    }
    match object.get_mut(name)? {
        _ if inner.is_empty() => is_new.then_some(()),
        Value::Object(object) => insert(object, inner, value),
        _ => None,
    }
}

/// A value as `str` of Python gives it: texts are without quotes.
fn value(text: &str) -> Value {
    let number = || text.parse::<Number>().ok().map(Value::Number);
    let literal = || python::parse(text).ok().filter(|_| text.starts_with(['{', '[', '(']));
    number().or_else(|| python::constant(text)).or_else(literal).unwrap_or_else(|| text.into())
}
