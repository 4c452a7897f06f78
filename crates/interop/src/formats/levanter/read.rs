//! From a configuration to its schedule.

use std::num::NonZeroU64;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ScheduleError, Sequential, Transition};
use glidepath_serde::{BoxSchedule, Horizon, IntoBoxSchedule, did_you_mean};

use super::cycles;
use super::decay::{self, Decay, Phase};
use super::lengths::Length;
use crate::containers::Document;
use crate::formats::notes as shared;
use crate::model::{Import, Imported, InteropError, Note, Source};
use crate::parts::fraction_of;
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;
use crate::values::{Object, Value};

/// A configuration of a run.
const SOURCE: Source = Source::text("levanter", "a Levanter run");

/// Optimizers all of whose parameters have the rate of the schedule.
const OPTIMIZERS: [&str; 10] =
    ["adam", "adopt", "cautious", "kron", "lion", "mars", "rmsprop", "soap", "sophia-g", "sophia-h"];

/// The length of a run whose configuration has none.
const DEFAULT_LENGTH: u64 = 400_000;

pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let mut config = Arguments::new(&document.values, "")?;
    let mut trainer: Arguments<'_> = config.required("trainer")?;
    let length: Option<NonZeroU64> = trainer.optional("num_train_steps")?;
    let mut notes = Vec::new();
    let total = match (length, horizon.total_steps()) {
        (Some(length), _) => length.get(),
        (None, Some(told)) => told,
        (None, None) => {
            let length = DEFAULT_LENGTH.to_string();
            notes.push(shared::default_argument("trainer.num_train_steps", &length, "Levanter"));
            DEFAULT_LENGTH
        }
    };
    let defaults = Object::default();
    let mut optimizer = match config.optional("optimizer")? {
        Some(optimizer) => optimizer,
        None => Arguments::of(&defaults, "optimizer"),
    };
    let class: Option<&str> = optimizer.optional("type")?;
    check_class(&mut optimizer, class)?;
    let schedule = Run::read(&mut optimizer, &mut notes)?.schedule(&mut optimizer, total, &mut notes)?;
    Ok(Import::Rate(Imported {
        total_steps: Some(total),
        path: "optimizer".to_owned(),
        optimizer: class.map(str::to_owned),
        ..Imported::new(schedule, SOURCE, notes)
    }))
}

fn check_class(optimizer: &mut Arguments<'_>, class: Option<&str>) -> Result<(), InteropError> {
    let Some(class) = class else { return Ok(()) };
    if !OPTIMIZERS.contains(&class) {
        let known = OPTIMIZERS.map(|name| format!("`{name}`")).join(", ");
        let got = text::shortened(class);
        let meant = did_you_mean(class, OPTIMIZERS);
        let problem =
            format!("must be one of {known}, all of whose parameters have one rate, got {got:?}{meant}");
        return Err(optimizer.refuse("type", problem));
    }
    if class.starts_with("sophia") {
        // That of its second moments.
        optimizer.ignore(&["gamma"]);
    }
    Ok(())
}

/// What the optimizer says of all cycles.
struct Run {
    rate: f64,
    min_ratio: f64,
    warmup: Length,
    rewarmup: Length,
    decay: Option<Length>,
    cooldown: Option<Length>,
    way: Decay,
}

impl Run {
    fn read(optimizer: &mut Arguments<'_>, notes: &mut Vec<Note>) -> Result<Self, InteropError> {
        let mut default = |field, value| notes.push(shared::default_argument(field, value, "Levanter"));
        let rate = optimizer.optional("learning_rate")?.unwrap_or_else(|| {
            default("optimizer.learning_rate", "6e-4");
            NonNegative(6e-4)
        });
        let min_ratio = optimizer.optional("min_lr_ratio")?.unwrap_or_else(|| {
            default("optimizer.min_lr_ratio", "0.1");
            NonNegative(0.1)
        });
        let warmup = optimizer.optional("warmup")?.unwrap_or_else(|| {
            default("optimizer.warmup", "0.01");
            Length(0.01)
        });
        // `null` is no schedule, and not the default.
        let form: Option<&Value> = optimizer.optional("lr_schedule")?;
        if form.is_none() && optimizer.has("lr_schedule") {
            return Err(optimizer.refuse("lr_schedule", "must be a schedule, got null"));
        }
        let path = optimizer.path_of("lr_schedule");
        let way = Decay::read(form, &path)?;
        decay::check(way, min_ratio, &path)?;
        Ok(Self {
            rate: rate.0,
            min_ratio: min_ratio.0,
            warmup,
            rewarmup: optimizer.or("rewarmup", Length(0.0))?,
            decay: optimizer.optional("decay")?,
            cooldown: optimizer.optional("cooldown")?,
            way,
        })
    }

    fn schedule(
        &self,
        optimizer: &mut Arguments<'_>,
        total: u64,
        notes: &mut Vec<Note>,
    ) -> Result<BoxSchedule, InteropError> {
        let cooldown =
            self.cooldown.map_or(Ok(0), |length| length.of(total, &optimizer.path_of("cooldown")))?;
        let Some(main) = total.checked_sub(cooldown).filter(|&steps| steps > 0) else {
            let problem = format!("must leave at least 1 of the {total} steps, got {cooldown}");
            return Err(optimizer.refuse("cooldown", problem));
        };
        let boundaries = cycles::boundaries(optimizer, main, notes)?;
        let mut parts = Parts::default();
        let mut last = 0.0;
        for (index, cycle) in boundaries.windows(2).enumerate() {
            let &[start, end] = cycle else { continue };
            let (warmup, field) =
                if index == 0 { (self.warmup, "warmup") } else { (self.rewarmup, "rewarmup") };
            let path = optimizer.path_of(field);
            let warmup = warmup.of(end - start, &path)?;
            if warmup > end - start {
                let problem = format!("must fit into a cycle of {} steps, got {warmup}", end - start);
                return Err(InteropError::invalid(path, problem));
            }
            let left = end - start - warmup;
            let path = optimizer.path_of("decay");
            let decay = self.decay.map_or(Ok(left), |length| length.of(end - start, &path))?;
            if decay > left {
                let problem =
                    format!("must fit after the warmup, which leaves {left} steps of a cycle, got {decay}");
                return Err(InteropError::invalid(path, problem));
            }
            let is_followed = end < main || cooldown > 0;
            let stays = matches!(self.way, Decay::Constant | Decay::Linear | Decay::Polynomial { .. });
            if decay == 0 && is_followed && !stays {
                let problem =
                    "must leave steps for the decay: the rate that the next cycle begins with is at its end";
                return Err(InteropError::invalid(optimizer.path_of(field), problem));
            }
            let cycle = Cycle { run: self, start, warmup, stable: left - decay, decay };
            last = cycle.add_to(&mut parts, last).map_err(InteropError::unfit(optimizer.path()))?;
        }
        let end = fraction_of(self.rate, self.min_ratio);
        let schedule = parts.cooled_down(main, cooldown, last, end);
        schedule.map_err(InteropError::unfit(optimizer.path()))
    }
}

struct Cycle<'r> {
    run: &'r Run,
    start: u64,
    warmup: u64,
    stable: u64,
    decay: u64,
}

impl Cycle<'_> {
    /// Adds the cycle, which begins with a rate, and gives the one that it ends with.
    fn add_to(&self, parts: &mut Parts, from: f64) -> Result<f64, ScheduleError> {
        let Run { rate, min_ratio, way, .. } = *self.run;
        let Self { start, warmup, stable, decay, .. } = *self;
        if warmup > 0 {
            parts.add(start, Transition::new(from, rate, warmup)?.boxed());
        }
        if stable > 0 {
            parts.add(start + warmup, Constant::new(rate)?.boxed());
        }
        if decay == 0 {
            return Ok(rate);
        }
        let min = fraction_of(rate, min_ratio);
        let down = way.schedule(Phase { rate, min_ratio, min, warmup, steps: decay })?;
        let end = down.learning_rate(decay);
        parts.add(start + warmup + stable, down);
        Ok(end)
    }
}

/// Schedules one after the other, each with the step that it begins at.
#[derive(Default)]
struct Parts {
    schedules: Vec<BoxSchedule>,
    starts: Vec<u64>,
}

impl Parts {
    fn add(&mut self, start: u64, schedule: BoxSchedule) {
        self.schedules.push(schedule);
        self.starts.push(start);
    }

    fn cooled_down(
        mut self,
        start: u64,
        steps: u64,
        from: f64,
        to: f64,
    ) -> Result<BoxSchedule, ScheduleError> {
        if steps > 0 {
            self.add(start, Transition::new(from, to, steps)?.boxed());
        }
        if self.schedules.len() == 1 {
            return Ok(self.schedules.remove(0));
        }
        Ok(Sequential::new(self.schedules, self.starts.split_off(1))?.boxed())
    }
}
