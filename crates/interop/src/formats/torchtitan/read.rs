//! From a configuration to its schedule.

use std::num::NonZeroU64;

use glidepath_schedules::{Curve, ScheduleError, Shifted, StepCount, WarmupStableDecay};
use glidepath_serde::{BoxSchedule, Horizon, IntoBoxSchedule};

use super::notes;
use crate::containers::Document;
use crate::formats::notes as shared;
use crate::model::{Import, Imported, InteropError, Note, Source};
use crate::parts::{HALF_COSINE, fraction_of};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;

/// A configuration of a job.
const SOURCE: Source = Source::text("torchtitan", "a TorchTitan job");

const DEFAULT_WARMUP: u64 = 200;

pub(super) fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let mut config = Arguments::new(&document.values, "")?;
    let mut optimizer: Arguments<'_> = config.required("optimizer")?;
    let name: Option<&str> = optimizer.optional("name")?;
    let NonNegative(rate) = optimizer.required("lr")?;
    let mut training: Arguments<'_> = config.required("training")?;
    let steps: NonZeroU64 = training.required("steps")?;
    let old_warmup: Option<u64> = training.optional("warmup_steps")?;
    let table: Option<Arguments<'_>> = config.optional("lr_scheduler")?;
    let (schedule, notes, path) = match (table, old_warmup) {
        (Some(_), Some(_)) => {
            let problem = "must not stand beside `lr_scheduler`, which took its place in 0.1.0";
            return Err(training.refuse("warmup_steps", problem));
        }
        (Some(mut table), None) => {
            let mut notes = Vec::new();
            let plan = Plan::read(&mut table, rate, steps.get(), &mut notes)?;
            let schedule = plan.schedule().map_err(InteropError::unfit(table.path()))?;
            if !table.has("min_lr_factor") {
                notes.push(notes::older_lengths());
            }
            table.finish()?;
            (schedule, notes, "lr_scheduler")
        }
        (None, Some(warmup)) => {
            let schedule = before_0_1(rate, warmup, steps.get());
            (schedule.map_err(InteropError::unfit("training"))?, Vec::new(), "training")
        }
        (None, None) => {
            let problem = "missing field `lr_scheduler.warmup_steps`: without it TorchTitan warms up for 200 steps, \
                           which it counts in another way since 0.1.0";
            return Err(InteropError::new(problem));
        }
    };
    Ok(Import::Rate(Imported {
        total_steps: Some(steps.get()),
        path: path.to_owned(),
        optimizer: name.map(str::to_owned),
        ..Imported::new(schedule, SOURCE, notes)
    }))
}

/// A line up and a line down to 0; the first rate is not 0.
fn before_0_1(rate: f64, warmup: u64, steps: u64) -> Result<BoxSchedule, ScheduleError> {
    let decay = steps.saturating_sub(warmup).max(1);
    let lines = WarmupStableDecay::new(rate, warmup.saturating_add(1), 0_u64, decay)?;
    Ok(Shifted::new(lines, 1).boxed())
}

/// What `[lr_scheduler]` says.
struct Plan {
    rate: f64,
    warmup: u64,
    stable: u64,
    decay: u64,
    curve: Curve,
    end: f64,
}

impl Plan {
    fn read(
        table: &mut Arguments<'_>,
        rate: f64,
        steps: u64,
        notes: &mut Vec<Note>,
    ) -> Result<Self, InteropError> {
        let total = table.optional("total_steps")?.map_or(steps, NonZeroU64::get);
        let given = table.optional("warmup_steps")?.unwrap_or_else(|| {
            notes.push(shared::default_argument("lr_scheduler.warmup_steps", "200", "TorchTitan"));
            DEFAULT_WARMUP
        });
        let warmup = given.min(total);
        if warmup < given {
            notes.push(notes::cut_warmup(given, total));
        }
        let left = total - warmup;
        let decay = match table.optional("decay_ratio")? {
            Some(NonNegative(ratio)) => {
                let decay = Self::share(total, ratio).ok_or_else(|| {
                    table.refuse("decay_ratio", format!("must make fewer than 2^64 steps, got {ratio:?}"))
                })?;
                if decay > left {
                    notes.push(notes::cut_decay(decay, left));
                }
                decay.min(left)
            }
            None => left,
        };
        Ok(Self {
            rate,
            warmup,
            // One more step, so that the last rate of the run is that before the end.
            stable: (left - decay).saturating_add(1),
            decay,
            curve: Self::curve(table)?,
            end: Self::end(table, rate)?,
        })
    }

    /// A share of the steps, half to even.
    fn share(total: u64, ratio: f64) -> Option<u64> {
        StepCount::from((StepCount::from(total).to_f64() * ratio).round_ties_even()).whole()
    }

    fn curve(table: &mut Arguments<'_>) -> Result<Curve, InteropError> {
        match table.or("decay_type", "linear")? {
            "linear" => Ok(Curve::Linear),
            "sqrt" => Ok(Curve::Power { power: 0.5 }),
            "cosine" => Ok(HALF_COSINE),
            other => {
                let got = text::shortened(other);
                Err(table.refuse("decay_type", format!("must be `linear`, `sqrt` or `cosine`, got {got:?}")))
            }
        }
    }

    fn end(table: &mut Arguments<'_>, rate: f64) -> Result<f64, InteropError> {
        let factor: Option<NonNegative> = table.optional("min_lr_factor")?;
        let before: Option<NonNegative> = table.optional("lr_min")?;
        if factor.is_some() && before.is_some() {
            return Err(table.refuse("lr_min", "must not stand beside `min_lr_factor`, its later name"));
        }
        Ok(factor.or(before).map_or(0.0, |NonNegative(factor)| fraction_of(rate, factor)))
    }

    fn schedule(&self) -> Result<BoxSchedule, ScheduleError> {
        let decay = WarmupStableDecay::new(self.rate, self.warmup, self.stable, self.decay)?
            .with_end_learning_rate(self.end)?
            .with_decay_curve(self.curve)?;
        Ok(Shifted::new(decay, 1).boxed())
    }
}
