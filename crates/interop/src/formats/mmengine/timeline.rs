//! Schedulers side by side, and one after the other.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Product, Sequential, Stretched};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, serialize};

use super::course::{Course, Start, rests_from};
use crate::model::InteropError;

/// A scheduler in a run.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) course: Course,
    /// Its first step and the one after its last, counted as it counts.
    pub(super) begin: u64,
    pub(super) end: Option<u64>,
    /// The iterations of one of its steps.
    pub(super) tick: u64,
    pub(super) path: String,
}

impl Part {
    /// The iteration at which it begins.
    fn first(&self) -> u64 {
        self.begin.saturating_mul(self.tick)
    }

    /// The iteration from which on the rate is no longer its business.
    fn after(&self) -> u64 {
        self.end.map_or(u64::MAX, |end| end.saturating_mul(self.tick))
    }

    fn steps(&self) -> Option<u64> {
        self.end.map(|end| end.saturating_sub(self.begin))
    }
}

/// The rates of a run that begins with `base`.
pub(super) fn schedule(mut parts: Vec<Part>, base: f64) -> Result<BoxSchedule, InteropError> {
    parts.sort_by_key(|part| (part.first(), part.after()));
    let is_apart = parts.iter().zip(parts.iter().skip(1)).all(|(one, next)| one.after() <= next.first());
    let schedule = if is_apart { sequence(&parts, base) } else { product(&parts, base) }?;
    // What cannot be written, because it is nested too deep, is not read.
    serialize(&*schedule).map_err(|error| error.under("param_scheduler"))?;
    Ok(schedule)
}

/// One after the other.
fn sequence(parts: &[Part], base: f64) -> Result<BoxSchedule, InteropError> {
    let mut schedules = Vec::new();
    let mut boundaries = Vec::new();
    let mut rate = base;
    for part in parts {
        let unfit = InteropError::unfit(&part.path);
        let first = part.first();
        if first > boundaries.last().copied().unwrap_or(0) {
            schedules.push(Constant::new(rate).map_err(&unfit)?.boxed());
            boundaries.push(first);
        }
        let own = part.course.schedule(&Start { rate, base, steps: part.steps(), path: &part.path })?;
        let last = part.steps().map(|steps| steps.saturating_sub(1));
        rate = last.map_or(rate, |last| own.learning_rate(last));
        let rests = last.is_none_or(|last| rests_from(&own, last));
        let by_iteration =
            if part.tick == 1 { Ok(own) } else { Stretched::new(own, part.tick).map(IntoBoxSchedule::boxed) };
        schedules.push(by_iteration.map_err(&unfit)?);
        let is_last = std::ptr::eq(part, &parts[parts.len() - 1]);
        if part.end.is_some() && !(is_last && rests) {
            boundaries.push(part.after());
            if is_last {
                schedules.push(Constant::new(rate).map_err(&unfit)?.boxed());
            }
        }
    }
    if schedules.is_empty() {
        return Constant::new(base).map(IntoBoxSchedule::boxed).map_err(InteropError::unfit("optim_wrapper"));
    }
    match schedules.len() {
        1 => Ok(schedules.remove(0)),
        _ => {
            let sequential =
                Sequential::new(schedules, boundaries).map_err(InteropError::unfit("param_scheduler"))?;
            Ok(sequential.boxed())
        }
    }
}

/// Side by side: each multiplies the rate by a factor.
fn product(parts: &[Part], base: f64) -> Result<BoxSchedule, InteropError> {
    if let Some(part) = parts.iter().find(|part| !part.course.multiplies(part.steps())) {
        let problem = "overlaps with another scheduler and does more than to multiply the rate, as one with `eta_min` \
                       above 0 does; what each finds then depends on the other";
        return Err(InteropError::invalid(&*part.path, problem));
    }
    let longest = parts.iter().map(Part::after).max();
    let mut base = Some(base);
    let factor = |part: &Part| {
        let of_base = if Some(part.after()) == longest { base.take() } else { None };
        sequence(std::slice::from_ref(part), of_base.unwrap_or(1.0))
    };
    let factors: Vec<_> = parts.iter().map(factor).collect::<Result<_, _>>()?;
    Product::new(factors).map(IntoBoxSchedule::boxed).map_err(InteropError::unfit("param_scheduler"))
}
