//! `CosineAnnealingWarmupRestarts` of pytorch-cosine-annealing-with-warmup.
//!
//! Each cycle is a line from `min_lr` to its greatest rate in `warmup_steps`, and half a cosine back. The
//! next one has `gamma` times the greatest rate, and after its warmup `cycle_mult` times as many steps,
//! rounded down. The first update has `min_lr`, whatever the warmup (`cosine_annealing_warmup/scheduler.py`
//! at 12d03c0).

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    Constant, ExponentialDecay, Repeated, ScheduleError, Sequential, Shifted, StepCount, Sum, Transition,
    Warmup,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::notes;
use super::scheduler::{Effect, Scheduler, Start, State};
use crate::model::{InteropError, Note};
use crate::parts::HALF_COSINE;
use crate::values::arguments::{Arguments, NonNegative};

/// Cycles, each with a warmup.
#[derive(Debug)]
pub(super) struct WarmupRestarts {
    /// The steps of the first cycle, and of each warmup.
    cycle: u64,
    warmup: u64,
    t_mul: f64,
    peak: f64,
    least: f64,
    gamma: f64,
}

/// How far and how many cycles are written out, if each has another length.
const FAR: u64 = 1 << 40;
const MOST_CYCLES: usize = 256;

impl WarmupRestarts {
    pub(super) fn from_arguments(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        Ok(Box::new(Self::read(arguments, "max_lr")?))
    }

    /// The state has the place in the cycles beside the parameters, which must be that of the step.
    pub(super) fn from_state(state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let own = &mut state.arguments;
        let restarts = Self::read(own, "base_max_lr")?;
        own.ignore(&["max_lr", "cur_cycle_steps"]);
        let (step, cycle, within): (u64, u64, u64) =
            (own.required("last_epoch")?, own.required("cycle")?, own.required("step_in_cycle")?);
        let place = restarts.place(step);
        if place != Some((cycle, within)) {
            let problem = format!("is {within} of cycle {cycle}, which is not where {step} steps lead to");
            return Err(own.refuse("step_in_cycle", problem));
        }
        Ok(Box::new(restarts))
    }

    fn read(own: &mut Arguments<'_>, max_lr: &'static str) -> Result<Self, InteropError> {
        let cycle: u64 = own.required("first_cycle_steps")?;
        let NonNegative(t_mul) = own.or("cycle_mult", NonNegative(1.0))?;
        let NonNegative(peak) = own.or(max_lr, NonNegative(0.1))?;
        let NonNegative(least) = own.or("min_lr", NonNegative(0.001))?;
        let warmup: u64 = own.or("warmup_steps", 0)?;
        let NonNegative(gamma) = own.or("gamma", NonNegative(1.0))?;
        if warmup >= cycle {
            let problem = format!("must be greater than `warmup_steps`, {warmup}, got {cycle}");
            return Err(own.refuse("first_cycle_steps", problem));
        }
        if t_mul < 1.0 {
            let problem = format!("must be at least 1, got {t_mul:?}: the cycles would shrink to nothing");
            return Err(own.refuse("cycle_mult", problem));
        }
        let restarts = Self { cycle, warmup, t_mul, peak, least, gamma };
        if t_mul > 1.0 && restarts.lengths().is_none() {
            let problem = format!("must be 1 or greater, so that few cycles are long, got {t_mul:?}");
            return Err(own.refuse("cycle_mult", problem));
        }
        Ok(restarts)
    }

    /// The length of the cycle after one.
    fn next(&self, cycle: u64) -> u64 {
        let after_warmup = StepCount::from(cycle - self.warmup).to_f64() * self.t_mul;
        StepCount::from(after_warmup.floor()).whole().unwrap_or(u64::MAX).saturating_add(self.warmup)
    }

    /// The lengths of the first cycles, up to a step that no run reaches; `None` if they are too many.
    fn lengths(&self) -> Option<Vec<u64>> {
        let mut lengths = vec![self.cycle];
        let mut end = self.cycle;
        while end < FAR {
            if lengths.len() == MOST_CYCLES {
                return None;
            }
            let next = self.next(lengths[lengths.len() - 1]);
            end = end.saturating_add(next);
            lengths.push(next);
        }
        Some(lengths)
    }

    /// The cycle that a step lies in, and the step within it.
    fn place(&self, step: u64) -> Option<(u64, u64)> {
        if self.t_mul == 1.0 {
            return Some((step / self.cycle, step % self.cycle));
        }
        let mut left = step;
        for (cycle, length) in (0..).zip(self.lengths()?) {
            match left.checked_sub(length) {
                Some(rest) => left = rest,
                None => return Some((cycle, left)),
            }
        }
        None
    }

    /// One cycle of this number of steps.
    fn one(&self, steps: u64, least: f64, peak: f64) -> Result<BoxSchedule, ScheduleError> {
        let fall = Transition::new(peak, least, steps - self.warmup)?.with_curve(HALF_COSINE)?;
        if self.warmup == 0 {
            return Ok(fall.boxed());
        }
        Ok(Warmup::new(fall, self.warmup)?.with_initial_learning_rate(least)?.boxed())
    }

    fn cycles(&self) -> Result<BoxSchedule, ScheduleError> {
        if self.t_mul > 1.0 {
            return self.written_out();
        }
        let repeated = |least, peak, gamma| {
            Repeated::new(self.one(self.cycle, least, peak)?, self.cycle)?.with_m_mul(gamma)
        };
        if self.gamma == 1.0 || self.least == 0.0 {
            return Ok(repeated(self.least, self.peak, self.gamma)?.boxed());
        }
        // The least rate stays while the greatest one changes, so that each has cycles of its own.
        let (bottom, top) = (repeated(self.least, 0.0, 1.0)?, repeated(0.0, self.peak, self.gamma)?);
        Ok(Sum::new([bottom.boxed(), top.boxed()])?.boxed())
    }

    fn written_out(&self) -> Result<BoxSchedule, ScheduleError> {
        let peaks = ExponentialDecay::new(self.peak, 1, self.gamma)?;
        let mut cycles = Vec::new();
        let mut ends = Vec::new();
        for (number, length) in (0..).zip(self.lengths().unwrap_or_default()) {
            cycles.push(self.one(length, self.least, peaks.learning_rate(number))?);
            ends.push(ends.last().copied().unwrap_or(0_u64).saturating_add(length));
        }
        ends.pop();
        Ok(Sequential::new(cycles, ends)?.boxed())
    }
}

impl Scheduler for WarmupRestarts {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let cycles = self.cycles();
        if self.warmup > 0 {
            return cycles.map_err(InteropError::unfit(start.path));
        }
        let late = |cycles| {
            Sequential::new([Constant::new(self.least)?.boxed(), Shifted::new(cycles, 1).boxed()], [1])
        };
        start.build(cycles.and_then(late))
    }

    fn effect(&self) -> Effect {
        Effect::Overwrites
    }

    fn begins_with_base(&self) -> bool {
        false
    }

    fn notes(&self) -> Vec<Note> {
        let end = self
            .lengths()
            .filter(|_| self.t_mul > 1.0)
            .map(|lengths| lengths.into_iter().fold(0, u64::saturating_add));
        end.map(notes::cycles_written_out).into_iter().collect()
    }
}
