//! `WSDLRScheduler`.

use glidepath_schedules::{
    Clamped, Constant, Curve, PowerLaw, Product, ScheduleError, Sequential, StepCount, Sum, Transition,
    WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::builder::Builder;
use crate::model::{Built, InteropError};
use crate::parts::HALF_COSINE;

/// `WSDLRScheduler`: a plateau, or a slow fall, and a faster fall at its end.
pub(super) fn warmup_stable_decay(mut builder: Builder<'_>) -> Result<Built, InteropError> {
    let t_initial: u64 = builder.arguments.required("t_initial")?;
    let decay_t: u64 = builder.arguments.required("decay_t")?;
    if decay_t == 0 || decay_t > t_initial {
        let problem = format!("must be from 1 to `t_initial`, {t_initial}, got {decay_t}");
        return Err(builder.arguments.refuse("decay_t", problem));
    }
    let stable = stable(&mut builder)?;
    let parts = Parts {
        base: builder.base,
        lr_min: builder.non_negative_or("lr_min", 0.0)?,
        stable_t: t_initial - decay_t,
        decay_t,
        curve: decay_curve(&mut builder)?,
    };
    let schedule = match stable {
        None => parts.plateau(),
        Some(slope) => parts.slope(slope),
    };
    builder.built(schedule)
}

/// A fall by `(1 + step / timescale) ^ -power`.
#[derive(Clone, Copy)]
struct Slope {
    timescale: f64,
    power: f64,
}

fn stable(builder: &mut Builder<'_>) -> Result<Option<Slope>, InteropError> {
    let stable_fn = builder.arguments.or("stable_fn", "constant")?;
    let timescale: Option<f64> = builder.arguments.optional("stable_timescale")?;
    let stable_power = builder.positive_or("stable_power", 0.5)?;
    let power = match stable_fn {
        "constant" => return Ok(None),
        "rsqrt" => 0.5,
        "power" => stable_power,
        other => {
            let problem = format!("must be `constant`, `rsqrt` or `power`, got {other:?}");
            return Err(builder.arguments.refuse("stable_fn", problem));
        }
    };
    let timescale = timescale.unwrap_or_else(|| StepCount::from(builder.warmup_t()).to_f64());
    if timescale > 0.0 {
        return Ok(Some(Slope { timescale, power }));
    }
    let problem = format!("must be greater than 0 (without it, it is `warmup_t`), got {timescale:?}");
    Err(builder.arguments.refuse("stable_timescale", problem))
}

fn decay_curve(builder: &mut Builder<'_>) -> Result<Curve, InteropError> {
    let decay_fn = builder.arguments.or("decay_fn", "1-sqrt")?;
    let power = builder.positive_or("decay_power", 0.5)?;
    let base = builder.arguments.or("decay_ratio", 0.1)?;
    if !(base > 0.0 && base < 1.0) {
        return Err(builder
            .arguments
            .refuse("decay_ratio", format!("must be between 0 and 1, got {base:?}")));
    }
    match decay_fn {
        "linear" => Ok(Curve::Linear),
        "1-sqrt" => Ok(Curve::Power { power: 0.5 }),
        "cosine" => Ok(HALF_COSINE),
        "power" => Ok(Curve::Power { power }),
        "exp" => Ok(Curve::Exponential { base }),
        other => {
            let problem = format!("must be `linear`, `1-sqrt`, `cosine`, `power` or `exp`, got {other:?}");
            Err(builder.arguments.refuse("decay_fn", problem))
        }
    }
}

struct Parts {
    base: f64,
    lr_min: f64,
    stable_t: u64,
    decay_t: u64,
    curve: Curve,
}

impl Parts {
    /// The base rate, and from there down to `lr_min`.
    fn plateau(&self) -> Result<BoxSchedule, ScheduleError> {
        if self.lr_min >= self.base {
            return Ok(Constant::new(self.lr_min)?.boxed());
        }
        Ok(WarmupStableDecay::new(self.base, 0, self.stable_t, self.decay_t)?
            .with_end_learning_rate(self.lr_min)?
            .with_decay_curve(self.curve)?
            .boxed())
    }

    /// A rate that falls all the time, kept above `lr_min`: `top * d + lr_min * (1 - d)`, where `d` falls
    /// from 1 to 0.
    fn slope(&self, slope: Slope) -> Result<BoxSchedule, ScheduleError> {
        let law = PowerLaw::new(self.base, slope.timescale, -slope.power)?.with_offset(1.0)?;
        if self.lr_min == 0.0 {
            return Ok(Product::new([law.boxed(), self.decay(1.0, 0.0)?])?.boxed());
        }
        let top = Clamped::new(law, self.lr_min, f64::MAX)?.boxed();
        let product = Product::new([top, self.decay(1.0, 0.0)?])?.boxed();
        Ok(Sum::new([product, self.decay(0.0, self.lr_min)?])?.boxed())
    }

    /// From one rate to another, in the steps of the decay.
    fn decay(&self, from: f64, to: f64) -> Result<BoxSchedule, ScheduleError> {
        let way = Transition::new(from, to, self.decay_t)?.with_curve(self.curve)?.boxed();
        if self.stable_t == 0 {
            return Ok(way);
        }
        Ok(Sequential::new([Constant::new(from)?.boxed(), way], [self.stable_t])?.boxed())
    }
}
