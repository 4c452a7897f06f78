//! `WarmupLR`, `WarmupDecayLR` and `WarmupCosineLR`.

use glidepath_schedules::{Curve, StepCount};

use super::Scheduler;
use crate::parts::pieces::{Course, HALF_COSINE, Piece, Way};
use crate::parts::share;
use crate::values::Json;

/// A constant rate, or a rate that stands for one step, goes up, and goes on in one of three ways.
pub(super) fn scheduler(pieces: &[Piece]) -> Option<Scheduler> {
    match pieces {
        [Piece { course: Course::Hold(rate), .. }] => {
            let ramp = Ramp { from: *rate, to: *rate, steps: 2, is_log: false };
            Some(Scheduler::new("WarmupLR", ramp.parameters()))
        }
        [Piece { course: Course::Hold(first), steps: Some(1), .. }, rest @ ..] => {
            let (ramp, rest) = Ramp::split(rest)?;
            cosine(*first, ramp, rest).or_else(|| line(ramp, rest).filter(|_| *first == ramp.from))
        }
        _ => None,
    }
}

/// Whether there is a warmup that does not wait for one step.
pub(super) fn is_early(pieces: &[Piece]) -> bool {
    matches!(pieces, [Piece { course: Course::Way(way), .. }, _, ..] if way.from < way.to)
}

/// The way up.
#[derive(Clone, Copy)]
struct Ramp {
    from: f64,
    to: f64,
    steps: u64,
    is_log: bool,
}

impl Ramp {
    /// A ramp and what is behind it. Along a logarithm it is there one step sooner and waits.
    fn split(pieces: &[Piece]) -> Option<(Self, &[Piece])> {
        let (first, rest) = pieces.split_first()?;
        let (way, length) = first.way_in_whole_steps()?;
        let late = length.checked_add(1)?;
        let of = |steps, is_log| Self { from: way.from, to: way.to, steps, is_log };
        match (way.curve, rest) {
            (Curve::Linear, rest) if length >= 2 => Some((of(length, false), rest)),
            (Curve::Logarithmic { base }, [Piece { course: Course::Hold(rate), steps, .. }, behind @ ..])
                if *rate == way.to && base == StepCount::from(late).to_f64() =>
            {
                // The last rate may also be the one that stays.
                let behind = if steps.is_none() { rest } else { behind };
                (steps.is_none() || *steps == Some(1)).then(|| (of(late, true), behind))
            }
            _ => None,
        }
    }

    fn parameters(self) -> Vec<(&'static str, Json)> {
        vec![
            ("warmup_min_lr", self.from.into()),
            ("warmup_max_lr", self.to.into()),
            ("warmup_num_steps", self.steps.into()),
            ("warmup_type", self.kind()),
        ]
    }

    fn kind(self) -> Json {
        if self.is_log { "log" } else { "linear" }.into()
    }
}

fn line(ramp: Ramp, rest: &[Piece]) -> Option<Scheduler> {
    let decay_steps = match rest {
        [Piece { course: Course::Hold(rate), .. }] if *rate == ramp.to => {
            return Some(Scheduler::new("WarmupLR", ramp.parameters()));
        }
        [Piece { course: Course::Hold(rate), .. }] if *rate == ramp.from => 0,
        [piece, Piece { course: Course::Hold(end), .. }] => {
            let (way, steps) = piece.way_in_whole_steps()?;
            let is_back = way.curve == Curve::Linear && way.from == ramp.to && way.to == ramp.from;
            Some(steps).filter(|_| is_back && way.to == *end)?
        }
        _ => return None,
    };
    let total = ("total_num_steps", ramp.steps.checked_add(decay_steps)?.into());
    Some(Scheduler::new("WarmupDecayLR", std::iter::once(total).chain(ramp.parameters()).collect()))
}

/// The first rate is 0, and the cosine is one step ahead.
fn cosine(first: f64, ramp: Ramp, rest: &[Piece]) -> Option<Scheduler> {
    let (length, end) = match rest {
        // A cosine of one step is behind its end.
        [Piece { course: Course::Hold(end), .. }] if *end != ramp.to && *end != ramp.from => (1, *end),
        [Piece { course: Course::Way(way), offset, steps }, Piece { course: Course::Hold(end), .. }] => {
            let Way { from, to, length, curve } = *way;
            let is_cosine = curve == HALF_COSINE && from == ramp.to && to == *end;
            let length = length.whole().filter(|_| is_cosine && offset.whole() == Some(1))?;
            (Some(length).filter(|_| *steps == length.checked_sub(1))?, *end)
        }
        _ => return None,
    };
    let share = |rate: f64| share(rate, ramp.to).map(Json::from);
    let parameters = vec![
        ("total_num_steps", ramp.steps.checked_add(length)?.into()),
        ("warmup_min_ratio", share(ramp.from)?),
        ("warmup_num_steps", ramp.steps.into()),
        ("cos_min_ratio", share(end)?),
        ("warmup_type", ramp.kind()),
    ];
    (first == 0.0)
        .then(|| Scheduler { optimizer_rate: Some(ramp.to), ..Scheduler::new("WarmupCosineLR", parameters) })
}
