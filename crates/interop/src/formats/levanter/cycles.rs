//! The cycles that a run is made of.

use glidepath_schedules::StepCount;

use super::lengths::Length;
use super::notes;
use crate::model::{InteropError, Note};
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments};
use crate::values::path::element;

/// The most cycles that are read.
const MAX_CYCLES: u64 = 1_000;

/// Where the cycles begin, and where the last one ends.
pub(super) fn boundaries(
    optimizer: &mut Arguments<'_>,
    total: u64,
    notes: &mut Vec<Note>,
) -> Result<Vec<u64>, InteropError> {
    let cycle_length: Option<&Value> = optimizer.optional("cycle_length")?;
    let cycles: Option<&Value> = optimizer.optional("cycles")?;
    let haps: Option<&Value> = optimizer.optional("haps")?;
    let (field, value) = match (cycle_length, cycles, haps) {
        (None, None, None) => return Ok(vec![0, total]),
        (Some(value), None, None) => ("cycle_length", value),
        (None, Some(value), None) => ("cycles", value),
        (None, None, Some(value)) => ("haps", value),
        _ => {
            let problem = "must have at most one of `cycle_length`, `cycles` and `haps`";
            return Err(InteropError::invalid(optimizer.path(), problem));
        }
    };
    let path = optimizer.path_of(field);
    let inner = match (field, value) {
        ("cycle_length", Value::Array(_)) => sums(value, &path)?,
        ("cycle_length", _) => equal(value, &path, total, notes)?,
        ("cycles", Value::Number(_)) => parts(value, &path, total)?,
        _ => Vec::<u64>::read(value, &path)?,
    };
    let mut boundaries = vec![0];
    for (index, boundary) in inner.into_iter().enumerate() {
        let last = *boundaries.last().unwrap_or(&0);
        if boundary <= last || boundary > total {
            let problem =
                format!("must end after step {last} and at most at step {total}, the end, got {boundary}");
            return Err(InteropError::invalid(element(&path, index), problem));
        }
        boundaries.push(boundary);
    }
    if boundaries.last() != Some(&total) {
        boundaries.push(total);
    }
    Ok(boundaries)
}

/// The ends of cycles of these lengths.
fn sums(lengths: &Value, path: &str) -> Result<Vec<u64>, InteropError> {
    let lengths = Vec::<u64>::read(lengths, path)?;
    let sum = |sum: &mut u64, length: u64| {
        *sum = sum.saturating_add(length);
        Some(*sum)
    };
    Ok(lengths.into_iter().scan(0, sum).collect())
}

/// The ends of cycles of one length but the last; what is left over is a part of it.
fn equal(value: &Value, path: &str, total: u64, notes: &mut Vec<Note>) -> Result<Vec<u64>, InteropError> {
    let length = Length::read(value, path)?.of(total, path)?;
    if length == 0 {
        return Err(InteropError::invalid(path, "must be at least 1 step, got 0"));
    }
    check_count(total / length, path)?;
    if !total.is_multiple_of(length) {
        notes.push(notes::shorter_cycle(length, total));
    }
    Ok((1..total / length).map(|index| index * length).collect())
}

/// The ends of all cycles but the last, rounded down.
fn parts(value: &Value, path: &str, total: u64) -> Result<Vec<u64>, InteropError> {
    let cycles = u64::read(value, path)?;
    check_count(cycles, path)?;
    if cycles == 0 {
        return Err(InteropError::invalid(path, "must be at least 1, got 0"));
    }
    let length = StepCount::from(total).to_f64() / StepCount::from(cycles).to_f64();
    let end = |index: u64| StepCount::from((length * StepCount::from(index).to_f64()).trunc()).whole();
    Ok((1..cycles).filter_map(end).collect())
}

fn check_count(count: u64, path: &str) -> Result<(), InteropError> {
    if count <= MAX_CYCLES {
        return Ok(());
    }
    Err(InteropError::invalid(path, format!("must make at most {MAX_CYCLES} cycles, got {count}")))
}
