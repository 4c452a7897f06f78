//! Columns of text: CSV, as spreadsheets, pandas, Lightning, Keras and Weights & Biases write it.

use super::names;
use super::notes;
use super::request::{LogFile, LogRequest, LogRow, LoggedRate};
use super::rows::Rows;
use crate::model::{InteropError, Remedy};

const KIND: &str = "CSV";

pub(super) fn read(text: &str, request: &LogRequest, rows: &mut Rows<'_>) -> Result<LogFile, InteropError> {
    let delimiter = delimiter(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    let damaged = |error: csv::Error| InteropError::new(format!("not CSV: {error}"));
    reader.read_record(&mut record).map_err(damaged)?;
    let header = record.clone();
    let names: Vec<_> = header.iter().map(str::trim).collect();
    if names.len() < 2 {
        return Err(notes::not_a_log());
    }
    let (rate, (step, has_unit), others, is_header) = if names.iter().all(|name| number(name).is_some()) {
        let rate = headless(&names, request)?;
        (rate, (0, true), Vec::new(), false)
    } else {
        let wanted: Vec<_> = names.iter().map(|name| if is_range(name) { "" } else { name }).collect();
        let found = names::rate(&wanted, request)?;
        (found.index, names::steps(&names, request)?, found.others, true)
    };
    let mut broken = 0;
    let mut buffer = String::new();
    let mut more = true;
    while more {
        if !is_header || record != header {
            let (logged, counted) =
                (record.get(rate).map_or("", str::trim), record.get(step).map_or("", str::trim));
            let is_blank =
                |text: &str| text.is_empty() || text.eq_ignore_ascii_case("null") || text == "None";
            // Rows of other columns have no rate.
            if !is_blank(logged) {
                buffer.clear();
                match (with_point(logged, &mut buffer), number(counted)) {
                    (Some(rate), Some(step)) => rows.add(LogRow { step, rate: LoggedRate::Text(rate) }),
                    _ => broken += 1,
                }
            }
        }
        more = reader.read_record(&mut record).map_err(damaged)?;
    }
    let metric = names[rate].to_owned();
    let of_unit = || notes::unit("the steps of the log", request.steps);
    let notes = notes::broken_rows(broken).into_iter().chain(notes::other_rates(&metric, &others));
    let notes = notes.chain((!has_unit).then(of_unit)).collect();
    let metric = if is_header { metric } else { format!("column {}", rate + 1) };
    Ok(LogFile { kind: KIND, metric, rows: 0, counts_done: false, notes })
}

/// Without names, the first column has the steps and the second the rates.
fn headless(names: &[&str], request: &LogRequest) -> Result<usize, InteropError> {
    if request.metric.is_some() {
        let numbers: Vec<_> = (1..=names.len()).map(|number| number.to_string()).collect();
        let numbers: Vec<_> = numbers.iter().map(String::as_str).collect();
        return names::rate(&numbers, request).map(|found| found.index);
    }
    match names.len() {
        2 => Ok(1),
        count => {
            let problem = format!("the {count} columns of the log have no names, but numbers from 1 on");
            Err(InteropError::new(problem).with_remedy(Remedy::Metric))
        }
    }
}

/// Weights & Biases writes the least and the greatest value of each point beside it.
fn is_range(name: &str) -> bool {
    name.ends_with("__MIN") || name.ends_with("__MAX")
}

/// What stands most often between the names.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or("");
    let count = |delimiter: char| header.matches(delimiter).count();
    // A comma may be a decimal one where the others separate.
    [(';', b';'), ('\t', b'\t')]
        .into_iter()
        .find(|&(letter, _)| count(letter) > 0)
        .map_or(b',', |(_, byte)| byte)
}

/// A number whose comma is a decimal one, with a point.
fn with_point<'b>(text: &'b str, buffer: &'b mut String) -> Option<&'b str> {
    if text.parse::<f64>().is_ok() {
        return Some(text);
    }
    buffer.extend(text.chars().map(|letter| if letter == ',' { '.' } else { letter }));
    buffer.parse::<f64>().is_ok().then_some(&*buffer)
}

fn number(text: &str) -> Option<f64> {
    text.parse().ok().or_else(|| text.replace(',', ".").parse().ok())
}
