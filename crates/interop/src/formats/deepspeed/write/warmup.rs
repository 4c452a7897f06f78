//! `WarmupLR`, `WarmupDecayLR` and `WarmupCosineLR`.

use glidepath_schedules::{Curve, StepCount};

use super::scheduler::Scheduler;
use crate::parts::piece::{Course, HALF_COSINE, Piece, Ramp};
use crate::parts::share::share;
use crate::values::Json;

/// A constant rate; or one step at the first rate, a warmup, and a constant, a linear or a cosine decay.
pub(super) fn scheduler(pieces: &[Piece]) -> Option<Scheduler> {
    match pieces {
        [Piece { course: Course::Hold(rate), .. }] => {
            let warmup = Warmup { from: *rate, to: *rate, steps: 2, is_log: false };
            Some(Scheduler::new("WarmupLR", warmup.parameters()))
        }
        [Piece { course: Course::Hold(first), steps: Some(1), .. }, rest @ ..] => {
            let (warmup, rest) = Warmup::split(rest)?;
            cosine(*first, warmup, rest).or_else(|| line(warmup, rest).filter(|_| *first == warmup.from))
        }
        _ => None,
    }
}

/// Whether there is a warmup that does not wait for one step first.
pub(super) fn is_early(pieces: &[Piece]) -> bool {
    matches!(pieces, [Piece { course: Course::Ramp(ramp), .. }, _, ..] if ramp.from < ramp.to)
}

/// The rise to the peak.
#[derive(Clone, Copy)]
struct Warmup {
    from: f64,
    to: f64,
    steps: u64,
    is_log: bool,
}

impl Warmup {
    /// Splits the pieces into a warmup and the rest. A logarithmic warmup arrives one step sooner and waits
    /// there.
    fn split(pieces: &[Piece]) -> Option<(Self, &[Piece])> {
        let (first, rest) = pieces.split_first()?;
        let (ramp, length) = first.ramp_in_whole_steps()?;
        let late = length.checked_add(1)?;
        let of = |steps, is_log| Self { from: ramp.from, to: ramp.to, steps, is_log };
        match (ramp.curve, rest) {
            (Curve::Linear, rest) if length >= 2 => Some((of(length, false), rest)),
            (Curve::Logarithmic { base }, [Piece { course: Course::Hold(rate), steps, .. }, after @ ..])
                if *rate == ramp.to && base == StepCount::from(late).to_f64() =>
            {
                // The last rate may also be held for ever.
                let after = if steps.is_none() { rest } else { after };
                (steps.is_none() || *steps == Some(1)).then(|| (of(late, true), after))
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

fn line(warmup: Warmup, rest: &[Piece]) -> Option<Scheduler> {
    let decay_steps = match rest {
        [Piece { course: Course::Hold(rate), .. }] if *rate == warmup.to => {
            return Some(Scheduler::new("WarmupLR", warmup.parameters()));
        }
        [Piece { course: Course::Hold(rate), .. }] if *rate == warmup.from => 0,
        [piece, Piece { course: Course::Hold(end), .. }] => {
            let (ramp, steps) = piece.ramp_in_whole_steps()?;
            let is_back = ramp.curve == Curve::Linear && ramp.from == warmup.to && ramp.to == warmup.from;
            Some(steps).filter(|_| is_back && ramp.to == *end)?
        }
        _ => return None,
    };
    let total = ("total_num_steps", warmup.steps.checked_add(decay_steps)?.into());
    Some(Scheduler::new("WarmupDecayLR", std::iter::once(total).chain(warmup.parameters()).collect()))
}

/// A warmup whose first rate is 0, and a cosine that is one step ahead.
fn cosine(first: f64, warmup: Warmup, rest: &[Piece]) -> Option<Scheduler> {
    let (length, end) = match rest {
        // A cosine of one step is already at its end.
        [Piece { course: Course::Hold(end), .. }] if *end != warmup.to && *end != warmup.from => (1, *end),
        [Piece { course: Course::Ramp(ramp), offset, steps }, Piece { course: Course::Hold(end), .. }] => {
            let Ramp { from, to, length, curve } = *ramp;
            let is_cosine = curve == HALF_COSINE && from == warmup.to && to == *end;
            let length = length.whole().filter(|_| is_cosine && offset.whole() == Some(1))?;
            (Some(length).filter(|_| *steps == length.checked_sub(1))?, *end)
        }
        _ => return None,
    };
    let share = |rate: f64| share(rate, warmup.to).map(Json::from);
    let parameters = vec![
        ("total_num_steps", warmup.steps.checked_add(length)?.into()),
        ("warmup_min_ratio", share(warmup.from)?),
        ("warmup_num_steps", warmup.steps.into()),
        ("cos_min_ratio", share(end)?),
        ("warmup_type", warmup.kind()),
    ];
    (first == 0.0).then(|| Scheduler::new("WarmupCosineLR", parameters).of_optimizer_rate(warmup.to))
}
