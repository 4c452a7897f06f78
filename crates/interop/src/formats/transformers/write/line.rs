//! The types without a cosine.

use glidepath_schedules::Curve;

use super::arguments::{Arguments, Run};
use super::whole::Whole;
use crate::parts::piece::{Course, Piece, Ramp};

/// `constant`, `constant_with_warmup`, `linear`, `polynomial`, `inverse_sqrt`.
pub(super) fn arguments(run: Run, rest: &[Piece]) -> Option<Arguments> {
    match rest {
        [Piece { course: Course::Hold(peak), .. }] => {
            let kind = if run.warmup_steps == 0 { "constant" } else { "constant_with_warmup" };
            Some(run.endless(*peak, kind, vec![]))
        }
        [first, Piece { course: Course::Hold(end), .. }] => {
            if let Some((ramp, steps)) =
                first.ramp_in_whole_steps().filter(|(ramp, _)| ramp.from == 0.0 && *end < ramp.to)
            {
                return jump(run, ramp, steps, *end);
            }
            let (ramp, steps) =
                first.ramp_in_whole_steps().filter(|(ramp, _)| ramp.to == *end && ramp.to < ramp.from)?;
            let power = match ramp.curve {
                Curve::Linear if *end == 0.0 => return run.ends(ramp.from, "linear", vec![], steps),
                Curve::Linear => 1.0,
                Curve::Polynomial { power } => power,
                _ => return None,
            };
            let kwargs = vec![("lr_end", (*end).into()), ("power", power.into())];
            run.ends(ramp.from, "polynomial", kwargs, steps)
        }
        [Piece { course: Course::Other(schedule), .. }] => {
            let law = match Whole::of(schedule)? {
                Whole::PowerLaw(law) => law,
                Whole::HardRestarts(_) | Whole::StretchedWave(..) => return None,
            };
            let is_root = law.offset() == 1.0 && law.inner_power() == 1.0 && law.power() == -0.5;
            let is_warmup = run.warmup_steps > 0 && law.timescale().whole() == Some(run.warmup_steps);
            let kwargs = if is_warmup { vec![] } else { vec![("timescale", law.timescale().into())] };
            is_root.then(|| run.endless(law.learning_rate_at_one(), "inverse_sqrt", kwargs))
        }
        _ => None,
    }
}

/// A linear warmup over the whole run: what follows it starts at the end.
fn jump(run: Run, ramp: Ramp, warmup_steps: u64, end: f64) -> Option<Arguments> {
    if ramp.curve != Curve::Linear {
        return None;
    }
    let (kind, kwargs, latest) = match end {
        0.0 => ("linear", vec![], warmup_steps),
        // Where warmup and run end at once, transformers divides by zero.
        end => ("polynomial", vec![("lr_end", end.into()), ("power", 1.0.into())], warmup_steps - 1),
    };
    let max_steps = run.total_steps.unwrap_or(latest).min(latest);
    let run = Run { warmup_steps, total_steps: Some(max_steps) };
    (max_steps > 0).then(|| run.endless(ramp.to, kind, kwargs))
}
