//! The schedulers that can begin anew: cosine, polynomial, hyperbolic tangent.

use glidepath_schedules::{Constant, Curve, ScheduleError, TransitionRestarts};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};

use super::builder::Builder;
use super::notes;
use crate::model::{Built, InteropError};
use crate::parts::HALF_COSINE;

/// `CosineLRScheduler`.
pub(super) fn cosine(mut builder: Builder<'_>) -> Result<Built, InteropError> {
    let cycles = Cycles::read(&mut builder)?;
    let k_decay = builder.positive_or("k_decay", 1.0)?;
    let schedule = cycles.along(builder.base, HALF_COSINE, k_decay);
    builder.built(schedule)
}

/// `PolyLRScheduler`.
pub(super) fn polynomial(mut builder: Builder<'_>) -> Result<Built, InteropError> {
    let cycles = Cycles::read(&mut builder)?;
    let power = builder.non_negative_or("power", 0.5)?;
    let k_decay = builder.positive_or("k_decay", 1.0)?;
    // With a power of 0 the rate falls at the end of each cycle, as one stair.
    let curve = if power == 0.0 { Curve::Stairs { count: 1 } } else { Curve::Polynomial { power } };
    let schedule = cycles.along(builder.base, curve, k_decay);
    builder.built(schedule)
}

/// `TanhLRScheduler`.
pub(super) fn tanh(mut builder: Builder<'_>) -> Result<Built, InteropError> {
    let cycles = Cycles::read(&mut builder)?;
    let lower = builder.arguments.or("lb", -7.0)?;
    let upper = builder.arguments.or("ub", 3.0)?;
    for (name, argument) in [("lb", lower), ("ub", upper)] {
        if !(-300.0..=300.0).contains(&argument) {
            return Err(builder
                .arguments
                .refuse(name, format!("must be from -300 to 300, got {argument:?}")));
        }
    }
    if lower >= upper {
        return Err(builder
            .arguments
            .refuse("lb", format!("must be less than `ub`, {upper:?}, got {lower:?}")));
    }
    let schedule = cycles.along(builder.base, Curve::Tanh { lower, upper }, 1.0);
    builder.built_without_jump(schedule)
}

/// The parameters that they share.
struct Cycles {
    t_initial: f64,
    lr_min: f64,
    cycle_mul: f64,
    cycle_decay: f64,
    cycle_limit: u64,
}

impl Cycles {
    fn read(builder: &mut Builder<'_>) -> Result<Self, InteropError> {
        builder.read_warmup_prefix(false)?;
        let cycle_mul = builder.arguments.or("cycle_mul", 1.0)?;
        if cycle_mul < 1.0 {
            let problem = format!("must be at least 1, got {cycle_mul:?}");
            return Err(builder.arguments.refuse("cycle_mul", problem));
        }
        let cycle_limit = builder.arguments.or("cycle_limit", 1)?;
        if cycle_mul != 1.0 && cycle_limit > 1 {
            builder.note(notes::missed_restarts());
        }
        Ok(Self {
            t_initial: builder.positive("t_initial")?,
            lr_min: builder.non_negative_or("lr_min", 0.0)?,
            cycle_mul,
            cycle_decay: builder.non_negative_or("cycle_decay", 1.0)?,
            cycle_limit,
        })
    }

    fn along(&self, base: f64, curve: Curve, k_decay: f64) -> Result<BoxSchedule, ScheduleError> {
        if self.cycle_limit == 0 {
            return Ok(Constant::new(self.lr_min)?.boxed());
        }
        Ok(TransitionRestarts::new(base, self.lr_min, self.t_initial)?
            .with_curve(curve)?
            .with_t_mul(self.cycle_mul)?
            .with_m_mul(self.cycle_decay)?
            .with_cycle_limit(self.cycle_limit)?
            .with_k_decay(k_decay)?
            .boxed())
    }
}
