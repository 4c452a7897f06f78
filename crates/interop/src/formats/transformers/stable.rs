//! `warmup_stable_decay`.

use glidepath_schedules::{
    Constant, Curve, ScheduleError, Sequential, Shifted, Transition, Warmup, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::cosines::swing;
use super::notes;
use super::run::Run;
use crate::model::{Built, InteropError};
use crate::parts::swing::Swing;
use crate::parts::{HALF_COSINE, fraction_of};
use crate::values::arguments::NonNegative;

/// `warmup_stable_decay`: up from `min_lr_ratio` of the peak, along the plateau, and down again.
pub(super) fn warmup_stable_decay(mut run: Run<'_, '_>) -> Result<Built, InteropError> {
    let (peak, warmup_steps) = (run.peak(), run.warmup_steps()?);
    let decay_steps = run.kwargs.required("num_decay_steps")?;
    let stable = Stable::read(&mut run, warmup_steps, decay_steps)?;
    let warmup_curve = match run.kwargs.or("warmup_type", "linear")? {
        "linear" => Curve::Linear,
        "cosine" => HALF_COSINE,
        "1-sqrt" => Curve::Polynomial { power: 0.5 },
        other => return Err(unknown(&run, "warmup_type", other)),
    };
    let decay_type = run.kwargs.or("decay_type", "cosine")?;
    let num_cycles = run.kwargs.or("num_cycles", 0.5)?;
    let decay = match decay_type {
        "linear" => Decay::Along(Curve::Linear),
        "cosine" if num_cycles == 0.5 => Decay::Along(HALF_COSINE),
        "cosine" => Decay::Swinging(swing(&mut run, decay_steps.max(1), num_cycles)?),
        "1-sqrt" => Decay::Along(Curve::Power { power: 0.5 }),
        other => return Err(unknown(&run, "decay_type", other)),
    };
    let NonNegative(ratio) = run.kwargs.or("min_lr_ratio", NonNegative(0.0))?;
    let end = fraction_of(peak, ratio);
    let parts = Parts { peak, end, warmup_steps, warmup_curve, stable, decay_steps, decay };
    run.built(parts.join())
}

/// The steps between warmup and decay.
#[derive(Clone, Copy)]
enum Stable {
    Steps(u64),
    /// The decay begins this number of steps before the warmup ends.
    Missing(i64),
}

impl Stable {
    fn read(run: &mut Run<'_, '_>, warmup_steps: u64, decay_steps: u64) -> Result<Self, InteropError> {
        let others = warmup_steps.saturating_add(decay_steps);
        if let Some(steps) = run.kwargs.optional::<u64>("num_stable_steps")? {
            let step = others.saturating_add(steps);
            if let Some(max_steps) = run.known_max_steps().filter(|&max_steps| max_steps != step) {
                run.note(notes::decay_ends(step, max_steps));
            }
            return Ok(Self::Steps(steps));
        }
        let max_steps = run.max_steps()?;
        if let Some(steps) = max_steps.checked_sub(others) {
            return Ok(Self::Steps(steps));
        }
        run.note(notes::decay_in_warmup(warmup_steps));
        let missing = i64::try_from(others - max_steps);
        missing.map(Self::Missing).map_err(|_| run.kwargs.refuse("num_decay_steps", "must be below 2^63"))
    }
}

enum Decay {
    Along(Curve),
    /// A cosine with another number of waves than one half.
    Swinging(Swing),
}

struct Parts {
    peak: f64,
    end: f64,
    warmup_steps: u64,
    warmup_curve: Curve,
    stable: Stable,
    decay_steps: u64,
    decay: Decay,
}

impl Parts {
    fn join(&self) -> Result<BoxSchedule, ScheduleError> {
        if let (&Decay::Along(decay_curve), Stable::Steps(stable_steps)) = (&self.decay, self.stable) {
            return Ok(WarmupStableDecay::new(self.peak, self.warmup_steps, stable_steps, self.decay_steps)?
                .with_initial_learning_rate(self.end)?
                .with_end_learning_rate(self.end)?
                .with_warmup_curve(self.warmup_curve)?
                .with_decay_curve(decay_curve)?
                .boxed());
        }
        let rest = match self.stable {
            Stable::Steps(0) => self.decay()?,
            Stable::Steps(steps) => {
                let top = Constant::new(self.peak)?.boxed();
                Sequential::new([top, self.decay()?], [steps])?.boxed()
            }
            Stable::Missing(steps) => Shifted::new(self.decay()?, steps).boxed(),
        };
        if self.warmup_steps == 0 {
            return Ok(rest);
        }
        Ok(Warmup::new(rest, self.warmup_steps)?
            .with_initial_learning_rate(self.end)?
            .with_target_learning_rate(self.peak)?
            .with_curve(self.warmup_curve)?
            .boxed())
    }

    /// The decay, from its own step 0, and what follows it.
    fn decay(&self) -> Result<BoxSchedule, ScheduleError> {
        let bottom = Constant::new(self.end)?.boxed();
        match &self.decay {
            _ if self.decay_steps == 0 => Ok(bottom),
            &Decay::Along(curve) => {
                Ok(Transition::new(self.peak, self.end, self.decay_steps)?.with_curve(curve)?.boxed())
            }
            Decay::Swinging(swing) => {
                Ok(Sequential::new([swing.between(self.peak, self.end)?, bottom], [self.decay_steps])?
                    .boxed())
            }
        }
    }
}

fn unknown(run: &Run<'_, '_>, name: &str, got: &str) -> InteropError {
    run.kwargs.refuse(name, format!("must be `linear`, `cosine` or `1-sqrt`, got {got:?}"))
}
