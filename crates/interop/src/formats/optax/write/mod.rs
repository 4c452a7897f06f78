//! Writes the lines of Python that build a schedule with optax.

mod courses;
mod python;
mod schedules;

use glidepath_serde::{BoxSchedule, LearningRate};

use self::python::Expression;
use super::notes;
use crate::model::{ExportOptions, InteropError, Target, Written};
use crate::parts::piece::{Course, Piece};
use crate::parts::pieces::pieces;

/// Writes a learning rate as Python for optax; see [`Target::Optax`].
pub(crate) fn python(learning_rate: &LearningRate, _: &ExportOptions) -> Result<Written, InteropError> {
    let schedule = expression(&learning_rate.to_schedule(), 0);
    let schedule = schedule.map_err(|problem| InteropError::not_writable(Target::Optax, "", problem))?;
    let numpy = if schedule.contains("jnp.") { "import jax.numpy as jnp\n" } else { "" };
    let text = format!("{numpy}import optax\n\nschedule = {schedule}\n");
    Ok(Written::text_form(text, vec![notes::in_32_bits()]))
}

/// The function of optax, or the function of the step, with the rates of a schedule, so far indented.
fn expression(schedule: &BoxSchedule, indent: usize) -> Expression {
    let mut pieces = pieces(schedule);
    drop_last_hold(&mut pieces);
    if let [only] = pieces.as_slice() {
        return of_piece(only, indent);
    }
    let inner = " ".repeat(indent + 8);
    let mut schedules = String::new();
    let mut boundaries = Vec::new();
    let mut begin = 0_u64;
    for piece in &pieces {
        schedules += &format!("{inner}{},\n", of_piece(piece, indent + 8)?);
        if let Some(steps) = piece.steps {
            begin = begin.saturating_add(steps);
            boundaries.push(begin.to_string());
        }
    }
    boundaries.truncate(pieces.len() - 1);
    let (outer, boundaries) = (" ".repeat(indent), boundaries.join(", "));
    Ok(format!(
        "optax.join_schedules(\n{outer}    schedules=[\n{schedules}{outer}    ],\n{outer}    boundaries=[{boundaries}],\n{outer})"
    ))
}

fn of_piece(piece: &Piece, indent: usize) -> Expression {
    courses::expression(piece, |schedule| schedules::expression(schedule, |inner| expression(inner, indent)))
}

/// Leaves out a hold after a ramp that ends there: the functions of optax stay at their end.
fn drop_last_hold(pieces: &mut Vec<Piece>) {
    if let [.., before, Piece { course: Course::Hold(end), .. }] = pieces.as_slice()
        && before.whole_ramp().is_some_and(|ramp| ramp.to == *end)
    {
        pieces.pop();
    }
}
