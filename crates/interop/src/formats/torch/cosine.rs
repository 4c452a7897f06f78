//! The classes along a cosine: `CosineAnnealingLR`, `CosineAnnealingWarmRestarts`.

use std::num::NonZeroU64;

use glidepath_schedules::{CosineAnnealing, CosineDecay, CosineDecayRestarts, StepCount, TransitionRestarts};
use glidepath_serde::BoxSchedule;

use super::notes;
use super::scheduler::{Effect, Scheduler, Start, State};
use crate::model::{InteropError, Note};
use crate::parts::HALF_COSINE;
use crate::values::arguments::{Arguments, NonNegative, PositiveSteps};

/// `eta_min + (b - eta_min) * (1 + cos(π n / T_max)) / 2`, down and up again for ever.
#[derive(Debug)]
pub(super) struct CosineAnnealingLr {
    t_max: PositiveSteps,
    eta_min: NonNegative,
}

impl CosineAnnealingLr {
    pub(super) fn read(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let t_max = arguments.required("T_max")?;
        Ok(Box::new(Self { t_max, eta_min: arguments.or("eta_min", NonNegative(0.0))? }))
    }
}

impl Scheduler for CosineAnnealingLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let annealing = CosineAnnealing::new(start.base()?, self.t_max.0);
        start.build(annealing.and_then(|annealing| annealing.with_end_learning_rate(self.eta_min.0)))
    }

    fn effect(&self) -> Effect {
        if self.eta_min.0 != 0.0 {
            return Effect::Mixes(
                "with an `eta_min` other than 0 it is no factor of the rate that others set",
            );
        }
        // At a step where the rate is 0 it begins anew; fractions leave it out.
        self.t_max.0.whole().map_or(Effect::Multiplies, Effect::MultipliesUntil)
    }

    fn factor(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        match self.effect() {
            Effect::MultipliesUntil(step) => start.build(CosineDecay::new(start.base()?, step)),
            _ => self.schedule(start),
        }
    }
}

/// The same from the beginning again and again, each time `T_mult` times as long.
#[derive(Debug)]
pub(super) struct WarmRestarts {
    t_0: NonZeroU64,
    t_mult: NonZeroU64,
    eta_min: NonNegative,
    /// The epoch at which the run is, if the scheduler was stepped by fractions.
    epoch: Option<f64>,
}

impl WarmRestarts {
    pub(super) fn from_arguments(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self::read(arguments)?))
    }

    pub(super) fn from_state(state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let arguments = &mut state.arguments;
        let t_cur: f64 = arguments.required("T_cur")?;
        let last_epoch: f64 = arguments.required("last_epoch")?;
        let fraction = t_cur.fract();
        let epoch = (fraction != 0.0).then_some(last_epoch + fraction);
        Ok(Box::new(Self { epoch, ..Self::read(arguments)? }))
    }

    fn read(arguments: &mut Arguments<'_>) -> Result<Self, InteropError> {
        Ok(Self {
            t_0: arguments.required("T_0")?,
            t_mult: arguments.or("T_mult", NonZeroU64::MIN)?,
            eta_min: arguments.or("eta_min", NonNegative(0.0))?,
            epoch: None,
        })
    }
}

impl Scheduler for WarmRestarts {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let base = start.base()?;
        #[expect(clippy::cast_precision_loss, reason = "the second period of such a one is never reached")]
        let t_mul = self.t_mult.get() as f64;
        if self.eta_min.0 > base {
            let rising = TransitionRestarts::new(base, self.eta_min.0, StepCount::from(self.t_0.get()));
            return start.build(rising.and_then(|rising| rising.with_curve(HALF_COSINE)?.with_t_mul(t_mul)));
        }
        let alpha = if base == 0.0 { 0.0 } else { self.eta_min.0 / base };
        let restarts = CosineDecayRestarts::new(base, StepCount::from(self.t_0.get()));
        start.build(restarts.and_then(|restarts| restarts.with_t_mul(t_mul)?.with_alpha(alpha)))
    }

    fn effect(&self) -> Effect {
        Effect::Overwrites
    }

    fn notes(&self) -> Vec<Note> {
        self.epoch.map(notes::fractional_epochs).into_iter().collect()
    }
}
