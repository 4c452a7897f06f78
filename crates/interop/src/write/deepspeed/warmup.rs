//! `WarmupLR`, `WarmupDecayLR` and `WarmupCosineLR`.

use glidepath_schedules::{Curve, StepCount};

use super::Scheduler;
use crate::Json;
use crate::torch::shortest;
use crate::write::pieces::{Course, HALF_COSINE, Piece, Way};

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
        let Course::Way(way) = first.course else { return None };
        let length = way.length.whole().filter(|_| first.begins())?;
        let of = |steps, is_log| Self { from: way.from, to: way.to, steps, is_log };
        let fits = first.steps == Some(length);
        match (way.curve, rest) {
            (Curve::Linear, rest) if fits && length >= 2 => Some((of(length, false), rest)),
            (Curve::Logarithmic { base }, [Piece { course: Course::Hold(rate), steps, .. }, behind @ ..])
                if fits && *rate == way.to && base == StepCount::from(length + 1).to_f64() =>
            {
                // The last rate may also be the one that stays.
                let behind = if steps.is_none() { rest } else { behind };
                (steps.is_none() || *steps == Some(1)).then(|| (of(length + 1, true), behind))
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
        [Piece { course: Course::Way(way), offset, .. }, Piece { course: Course::Hold(_), .. }] => {
            let is_back = way.curve == Curve::Linear && way.from == ramp.to && way.to == ramp.from;
            way.length.whole().filter(|_| is_back && *offset == StepCount::default())?
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
        [Piece { course: Course::Way(way), offset, .. }, Piece { course: Course::Hold(end), .. }] => {
            let Way { from, to, length, curve } = *way;
            let fits = curve == HALF_COSINE && from == ramp.to && to == *end && offset.whole() == Some(1);
            (length.whole().filter(|_| fits)?, *end)
        }
        _ => return None,
    };
    let share = |rate: f64| Json::from(shortest(rate / ramp.to, |share| share * ramp.to == rate));
    let parameters = vec![
        ("total_num_steps", ramp.steps.checked_add(length)?.into()),
        ("warmup_min_ratio", share(ramp.from)),
        ("warmup_num_steps", ramp.steps.into()),
        ("cos_min_ratio", share(end)),
        ("warmup_type", ramp.kind()),
    ];
    (first == 0.0)
        .then(|| Scheduler { optimizer_rate: Some(ramp.to), ..Scheduler::new("WarmupCosineLR", parameters) })
}
