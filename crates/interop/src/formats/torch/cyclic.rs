//! `CyclicLR`.

use std::num::NonZeroU64;

use super::notes;
use super::one_value::OneValue;
use super::scheduler::{Effect, Scheduler, Start, State, not_restorable};
use crate::model::{InteropError, Note};
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative, expect};
use glidepath_schedules::{Cyclic, CyclicMode, StepCount};
use glidepath_serde::BoxSchedule;

const CLASS: &str = "CyclicLR";

/// Triangles between two rates.
#[derive(Debug)]
pub(super) struct CyclicLr {
    base_lr: NonNegative,
    max_lr: NonNegative,
    step_size_up: NonZeroU64,
    step_size_down: NonZeroU64,
    mode: Mode,
    gamma: f64,
    cycle_momentum: bool,
    /// Whether a `scale_fn` may have been lost.
    is_state: bool,
}

impl CyclicLr {
    pub(super) fn from_arguments(arguments: &mut Arguments<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        // Without a `scale_fn` the mode tells the `scale_mode`.
        arguments.ignore(&["scale_mode", "base_momentum", "max_momentum"]);
        if arguments.optional::<&Value>("scale_fn")?.is_some() {
            return Err(custom(arguments));
        }
        let step_size_up = arguments.or("step_size_up", NonZeroU64::new(2_000).unwrap_or(NonZeroU64::MIN))?;
        Ok(Box::new(Self {
            base_lr: arguments.required::<OneValue<_>>("base_lr")?.0,
            max_lr: arguments.required::<OneValue<_>>("max_lr")?.0,
            step_size_up,
            step_size_down: arguments.optional("step_size_down")?.unwrap_or(step_size_up),
            mode: arguments.or("mode", Mode(CyclicMode::Triangular))?,
            gamma: arguments.or("gamma", 1.0)?,
            cycle_momentum: arguments.or("cycle_momentum", true)?,
            is_state: false,
        }))
    }

    pub(super) fn from_state(state: &mut State<'_>) -> Result<Box<dyn Scheduler>, InteropError> {
        let (base_lr, max_lr) = (state.of_group("base_lrs")?, state.of_group("max_lrs")?);
        let arguments = &mut state.arguments;
        let mode: Mode = arguments.required("mode")?;
        let has_own_scale = arguments.optional::<&Value>("_scale_fn_custom")?.is_some();
        if has_own_scale || arguments.required::<&str>("scale_mode")? != mode.scale_mode() {
            return Err(custom(arguments));
        }
        let total_size: f64 = arguments.required("total_size")?;
        let step_ratio: f64 = arguments.required("step_ratio")?;
        let up = (total_size * step_ratio).round();
        let whole = |steps: f64| StepCount::from(steps).whole().and_then(NonZeroU64::new);
        let sizes =
            whole(up).zip(whole(total_size - up)).filter(|_| (up / total_size - step_ratio).abs() < 1e-9);
        let Some((step_size_up, step_size_down)) = sizes else {
            let rule = "must be the share of a whole number of steps, and not all of them";
            return Err(
                arguments.refuse("step_ratio", format!("{rule}, got {step_ratio:?} of {total_size:?}"))
            );
        };
        Ok(Box::new(Self {
            base_lr,
            max_lr,
            step_size_up,
            step_size_down,
            mode,
            gamma: arguments.required("gamma")?,
            cycle_momentum: arguments.or("cycle_momentum", false)?,
            is_state: true,
        }))
    }
}

fn custom(arguments: &Arguments<'_>) -> InteropError {
    not_restorable(arguments.path(), CLASS, "its heights come from a `scale_fn` of its own, which is code")
}

impl Scheduler for CyclicLr {
    fn schedule(&self, start: &Start<'_>) -> Result<BoxSchedule, InteropError> {
        let cyclic = Cyclic::new(self.base_lr.0, self.max_lr.0, self.step_size_up.get()).and_then(|cyclic| {
            let cyclic = cyclic.with_mode(self.mode.0).with_step_size_down(self.step_size_down.get())?;
            // The other modes ignore it.
            if self.mode.0 == CyclicMode::ExpRange { cyclic.with_gamma(self.gamma) } else { Ok(cyclic) }
        });
        start.build(cyclic)
    }

    fn effect(&self) -> Effect {
        Effect::Overwrites
    }

    fn new_initial_rate(&self, is_first: bool) -> Option<f64> {
        // It changes the rate in any case, but only the first scheduler takes that for the initial one.
        is_first.then_some(self.base_lr.0)
    }

    fn notes(&self) -> Vec<Note> {
        let momentum = self.cycle_momentum.then_some(notes::momentum(CLASS));
        let scale = self.is_state.then_some(notes::scale_function());
        let sizes = (self.step_size_up.get(), self.step_size_down.get());
        let overflow = height_overflow(self.mode.0, sizes).map(notes::height_overflow);
        momentum.into_iter().chain(scale).chain(overflow).collect()
    }
}

/// The step from which on PyTorch cannot halve the height once more, for it takes `1 / 2.0 ** cycle` and 2 ^
/// 1024 is beyond the doubles. `None` if there is none.
pub(crate) fn height_overflow(mode: CyclicMode, (up, down): (u64, u64)) -> Option<u64> {
    let is_halved = mode == CyclicMode::Triangular2;
    up.checked_add(down)?.checked_mul(1024).filter(|_| is_halved)
}

/// How the height of the triangles changes.
#[derive(Debug)]
struct Mode(CyclicMode);

impl Mode {
    fn scale_mode(&self) -> &'static str {
        if self.0 == CyclicMode::ExpRange { "iterations" } else { "cycle" }
    }
}

impl Argument<'_> for Mode {
    fn read(value: &Value, path: &str) -> Result<Self, InteropError> {
        let mode = match value.as_str() {
            Some("triangular") => Some(CyclicMode::Triangular),
            Some("triangular2") => Some(CyclicMode::Triangular2),
            Some("exp_range") => Some(CyclicMode::ExpRange),
            _ => None,
        };
        expect(mode.map(Self), "`triangular`, `triangular2` or `exp_range`", value, path)
    }
}
