//! `join_schedules`, `sgdr_schedule`.

use glidepath_schedules::Sequential;
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::{notes, warmup};
use crate::formats::call::{Context, checked};
use crate::model::InteropError;
use crate::values::arguments::Arguments;

pub(super) fn schedules(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let calls: Vec<Arguments<'_>> = arguments.required("schedules")?;
    let boundaries: Vec<u64> = arguments.required("boundaries")?;
    if calls.len() != boundaries.len() + 1 {
        let problem = format!(
            "must have one element fewer than `schedules`, which has {}, got {}; optax would leave schedules out",
            calls.len(),
            boundaries.len()
        );
        return Err(arguments.refuse("boundaries", problem));
    }
    let mut begins = vec![0];
    begins.extend(boundaries);
    if let Some(pair) = begins.windows(2).find(|pair| pair[0] > pair[1]) {
        let problem = format!("must not decrease, got {} before {}", pair[0], pair[1]);
        return Err(arguments.refuse("boundaries", problem));
    }
    let mut parts = Vec::with_capacity(calls.len());
    for (index, call) in calls.into_iter().enumerate() {
        let call_path = call.path().to_owned();
        let (_, schedule) = context.read(call)?;
        let never_runs = begins.get(index + 1) == Some(&begins[index]);
        if never_runs {
            context.note(notes::part_never_runs(&call_path));
        } else {
            parts.push((begins[index], schedule));
        }
    }
    sequential(parts, arguments.path())
}

pub(super) fn sgdr(
    arguments: &mut Arguments<'_>,
    context: &mut Context<'_>,
) -> Result<BoxSchedule, InteropError> {
    let cycles: Vec<Arguments<'_>> = arguments.required("cosine_kwargs")?;
    if cycles.is_empty() {
        return Err(arguments.refuse("cosine_kwargs", "must have at least 1 element, got 0"));
    }
    let mut parts = Vec::with_capacity(cycles.len());
    let mut begin: u64 = 0;
    for mut cycle in cycles {
        let (schedule, length) = warmup::cosine_cycle(&mut cycle, context)?;
        parts.push((begin, schedule));
        begin = begin
            .checked_add(length)
            .ok_or_else(|| cycle.refuse("decay_steps", format!("must end before step 2^64, got {length}")))?;
        cycle.finish()?;
    }
    sequential(parts, arguments.path())
}

/// Schedules one after the other, each with the step at which it begins.
fn sequential(mut parts: Vec<(u64, BoxSchedule)>, path: &str) -> Result<BoxSchedule, InteropError> {
    if parts.len() == 1 {
        return Ok(parts.remove(0).1);
    }
    let (begins, schedules): (Vec<u64>, Vec<BoxSchedule>) = parts.into_iter().unzip();
    checked(Sequential::new(schedules, &begins[1..]), path).map(IntoBoxSchedule::boxed)
}
