//! The ways down, as `lr_schedule` names them.

use glidepath_schedules::{
    Clamped, Constant, Curve, InverseTimeDecay, PolynomialDecay, PowerLaw, ScheduleError, Sequential,
    Shifted, StepCount, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::{Argument, Arguments, NonNegative, Positive, PositiveSteps};
use crate::values::text;

/// The way down.
#[derive(Clone, Copy, Debug)]
pub(super) enum Decay {
    Constant,
    Cosine { exponent: f64 },
    Polynomial { power: f64 },
    Linear,
    InverseRoot { timescale: StepCount },
    InverseRootOfShare { constant: f64 },
    Inverse,
}

/// From which rate to which, in how many steps, after a warmup of how many.
#[derive(Clone, Copy, Debug)]
pub(super) struct Phase {
    pub(super) rate: f64,
    pub(super) min_ratio: f64,
    pub(super) min: f64,
    pub(super) warmup: u64,
    pub(super) steps: u64,
}

impl Decay {
    pub(super) fn read(value: Option<&Value>, path: &str) -> Result<Self, InteropError> {
        let Some(value) = value else { return Ok(Self::Cosine { exponent: 1.0 }) };
        let (name, mut fields) = match value {
            Value::Object(_) => {
                let mut fields = Arguments::new(value, path)?;
                (fields.required("type")?, Some(fields))
            }
            _ => (<&str>::read(value, path)?, None),
        };
        let decay = match name {
            "constant" => Self::Constant,
            "cosine" => Self::Cosine { exponent: field(&mut fields, "exponent", 1.0)? },
            "linear" => Self::Linear,
            "polynomial" => Self::Polynomial { power: field(&mut fields, "power", 2.0)? },
            "inv_sqrt" => Self::InverseRoot { timescale: timescale(&mut fields)? },
            "inv_sqrt_decay" => {
                Self::InverseRootOfShare { constant: field(&mut fields, "decay_constant", 28.6)? }
            }
            "inv" => Self::Inverse,
            "power" => {
                return Err(InteropError::invalid(path, "`power` counts tokens, not steps, and is not read"));
            }
            other => {
                let got = text::shortened(other);
                let problem = format!(
                    "must be `constant`, `cosine`, `linear`, `polynomial`, `inv_sqrt`, `inv_sqrt_decay` or `inv`, \
                     got {got:?}"
                );
                return Err(InteropError::invalid(path, problem));
            }
        };
        fields.map_or(Ok(()), Arguments::finish)?;
        Ok(decay)
    }

    /// The way from its own step 0.
    pub(super) fn schedule(self, phase: Phase) -> Result<BoxSchedule, ScheduleError> {
        let Phase { rate, min_ratio, min, warmup, steps } = phase;
        let clamped = |schedule: BoxSchedule| Ok(Clamped::new(schedule, min, rate)?.boxed());
        match self {
            Self::Constant => Ok(Constant::new(rate)?.boxed()),
            Self::Cosine { exponent } => {
                Ok(Transition::new(rate, min, steps)?.with_curve(Curve::Cosine { exponent })?.boxed())
            }
            Self::Linear => Ok(Transition::new(rate, min, steps)?.boxed()),
            Self::Polynomial { power } => {
                Ok(PolynomialDecay::new(rate, steps, min)?.with_power(power)?.boxed())
            }
            Self::InverseRoot { timescale } => {
                let shift = i64::try_from(warmup).unwrap_or(i64::MAX);
                clamped(Shifted::new(PowerLaw::new(rate, timescale, -0.5)?, shift).boxed())
            }
            Self::InverseRootOfShare { constant } => {
                let timescale = StepCount::from(steps).to_f64() / constant;
                clamped(PowerLaw::new(rate, timescale, -0.5)?.with_offset(1.0)?.boxed())
            }
            Self::Inverse => {
                // Levanter counts step 0 as step 1.
                let after = Shifted::new(InverseTimeDecay::new(rate, steps, 1.0 / min_ratio - 1.0)?, 1);
                clamped(Sequential::new([after.clone(), after], [1])?.boxed())
            }
        }
    }
}

fn field(fields: &mut Option<Arguments<'_>>, name: &'static str, default: f64) -> Result<f64, InteropError> {
    let Some(fields) = fields else { return Ok(default) };
    fields.or(name, Positive(default)).map(|Positive(number)| number)
}

fn timescale(fields: &mut Option<Arguments<'_>>) -> Result<StepCount, InteropError> {
    let default = StepCount::from(10_000_u64);
    let Some(fields) = fields else { return Ok(default) };
    fields.or("timescale", PositiveSteps(default)).map(|PositiveSteps(steps)| steps)
}

/// Refuses a way that leads to 0 where it would divide by it.
pub(super) fn check(
    decay: Decay,
    NonNegative(min_ratio): NonNegative,
    path: &str,
) -> Result<(), InteropError> {
    if min_ratio == 0.0 && matches!(decay, Decay::Inverse) {
        return Err(InteropError::invalid(
            path,
            "`inv` divides by `min_lr_ratio`, which must be greater than 0",
        ));
    }
    Ok(())
}
