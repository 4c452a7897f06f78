//! From the arguments of a run to its schedule.

use std::num::NonZeroU64;

use glidepath_schedules::{Curve, Product, ScheduleError, Sequential, Shifted, Stretched, Sum, Transition};
use glidepath_serde::{BoxSchedule, Horizon, IntoBoxSchedule};

use super::clock::Clock;
use super::marks::ARGUMENTS;
use super::notes;
use super::release::Release;
use crate::containers::{Document, Neighbours, open_file};
use crate::formats::notes as shared;
use crate::formats::wanted::WANTED;
use crate::model::{Import, Imported, InteropError, Note, Source};
use crate::parts::{HALF_COSINE, fraction_of};
use crate::values::Value;
use crate::values::account::{self, Harmless};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::text;

/// The arguments of a run.
const SOURCE: Source = Source::text("ultralytics", "Ultralytics arguments");
/// The folder of a run.
const FOLDER: Source = Source::file("ultralytics-run", "the folder of an Ultralytics run");

/// Keys that do not affect the rate: the flipping of pictures.
pub(super) const HARMLESS: Harmless = Harmless { keys: &["fliplr"], branches: &["augmentations"] };

const OPTIMIZERS: [&str; 8] = ["SGD", "MuSGD", "Adam", "Adamax", "AdamW", "NAdam", "RAdam", "RMSProp"];

pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let Neighbours::Folder(folder) = &document.neighbours else {
        return arguments(&document.values, horizon).map(Import::Rate);
    };
    let read = || {
        let document = open_file(&folder.join(ARGUMENTS), &WANTED)?;
        let imported = arguments(&document.values, horizon)?;
        account::check(&document.values, HARMLESS)?;
        Ok(Imported { source: FOLDER, path: ARGUMENTS.to_owned(), ..imported })
    };
    read().map(Import::Rate).map_err(|error: InteropError| error.in_file(ARGUMENTS))
}

fn arguments(values: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    let mut arguments = Arguments::new(values, "")?;
    let mut notes = Vec::new();
    let optimizer = optimizer(&mut arguments)?;
    refuse_others(&mut arguments)?;
    let run = Run::read(&mut arguments, horizon, &mut notes)?;
    if optimizer.eq_ignore_ascii_case("MuSGD") {
        notes.push(shared::other_rates("MuSGD"));
    }
    let unfit = InteropError::unfit("");
    let schedule = run.group(0.0).map_err(&unfit)?;
    let mut further_groups = Vec::new();
    if run.clock.warmup > 0 && run.bias > 0.0 {
        further_groups.push(run.group(run.bias).map_err(unfit)?.into());
        notes.push(notes::biases());
    }
    Ok(Imported {
        total_steps: run.clock.total(),
        optimizer: Some(optimizer.to_owned()),
        further_groups,
        ..Imported::new(schedule, SOURCE, notes)
    })
}

fn optimizer<'v>(arguments: &mut Arguments<'v>) -> Result<&'v str, InteropError> {
    let name: &str = arguments.optional("optimizer")?.unwrap_or("auto");
    if name.eq_ignore_ascii_case("auto") {
        let problem = "must not be `auto`: Ultralytics then leaves `lr0` aside and takes a rate by the number of classes and \
                       of iterations; the log of the run says which optimizer and rate it took, and with these in the place \
                       of `auto` and `lr0`, and `warmup_bias_lr: 0`, the file says the same";
        return Err(arguments.refuse("optimizer", problem));
    }
    if OPTIMIZERS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return Ok(name);
    }
    Err(arguments.refuse("optimizer", text::must_be_one_of(OPTIMIZERS, name)))
}

/// Refuses what is no training, and one whose length follows from the clock.
fn refuse_others(arguments: &mut Arguments<'_>) -> Result<(), InteropError> {
    let mode: &str = arguments.optional("mode")?.unwrap_or("train");
    if mode != "train" {
        let got = text::shortened(mode);
        return Err(arguments.refuse("mode", format!("must be `train`, got {got:?}, which trains nothing")));
    }
    if arguments.optional::<&Value>("time")?.is_some() {
        let problem = "must be null: the number of epochs follows from the hours, and the rate with it";
        return Err(arguments.refuse("time", problem));
    }
    Ok(())
}

struct Run {
    rate: f64,
    end: f64,
    bias: f64,
    curve: Curve,
    is_late: bool,
    clock: Clock,
}

impl Run {
    fn read(
        arguments: &mut Arguments<'_>,
        horizon: &Horizon,
        notes: &mut Vec<Note>,
    ) -> Result<Self, InteropError> {
        let NonNegative(rate) = arguments.required("lr0")?;
        let NonNegative(factor) = arguments.required("lrf")?;
        let epochs: NonZeroU64 = arguments.required("epochs")?;
        let mut default =
            |argument, value| notes.push(shared::default_argument(argument, value, "Ultralytics"));
        let is_cosine = arguments.optional("cos_lr")?.unwrap_or_else(|| {
            default("cos_lr", "false");
            false
        });
        let NonNegative(warmup) = arguments.optional("warmup_epochs")?.unwrap_or_else(|| {
            default("warmup_epochs", "3.0");
            NonNegative(3.0)
        });
        let NonNegative(bias) = arguments.optional("warmup_bias_lr")?.unwrap_or_else(|| {
            default("warmup_bias_lr", "0.1");
            NonNegative(0.1)
        });
        let release = Release::of(arguments);
        if release.is_late {
            notes.push(notes::epoch_late(""));
        }
        if release.may_be_late {
            notes.push(notes::epoch_late("; the file does not tell the release, so this is today's"));
        }
        let clock = Clock::read(arguments, epochs.get(), warmup, horizon, notes)?;
        notes.extend(accumulation(arguments)?);
        Ok(Self {
            rate,
            end: fraction_of(rate, factor),
            bias,
            curve: if is_cosine { HALF_COSINE } else { Curve::Linear },
            is_late: release.is_late,
            clock,
        })
    }

    /// The schedule of the parameters whose warmup begins with a rate.
    fn group(&self, initial: f64) -> Result<BoxSchedule, ScheduleError> {
        let warmup = self.clock.warmup;
        if warmup == 0 {
            return self.by_batch(self.is_late);
        }
        // The warmup itself was never late.
        let rising =
            Product::new([self.by_batch(false)?, Transition::new(0.0, 1.0, warmup)?.boxed()])?.boxed();
        let rising = if initial == 0.0 {
            rising
        } else {
            Sum::new([rising, Transition::new(initial, 0.0, warmup)?.boxed()])?.boxed()
        };
        if !self.is_late {
            return Ok(rising);
        }
        // Nor is the rest of the epoch in which it ends, which keeps the rate that it led to.
        let batches = self.clock.batches;
        let after = (warmup / batches).saturating_add(1).saturating_mul(batches);
        let late = Shifted::new(self.by_batch(true)?, i64::try_from(after).unwrap_or(i64::MAX));
        Ok(Sequential::new([rising, late.boxed()], [after])?.boxed())
    }

    /// The rate of each epoch.
    fn by_batch(&self, is_late: bool) -> Result<BoxSchedule, ScheduleError> {
        let by_epoch = Transition::new(self.rate, self.end, self.clock.epochs)?.with_curve(self.curve)?;
        let by_epoch = if is_late { Shifted::new(by_epoch, -1).boxed() } else { by_epoch.boxed() };
        Ok(Stretched::new(by_epoch, self.clock.batches)?.boxed())
    }
}

/// How many batches an update has, if not one.
fn accumulation(arguments: &mut Arguments<'_>) -> Result<Option<Note>, InteropError> {
    let batch: f64 = arguments.optional("batch")?.unwrap_or(16.0);
    let nominal: f64 = arguments.optional("nbs")?.unwrap_or(64.0);
    let batches = (nominal / batch).round_ties_even();
    Ok((batches > 1.0 && batches < 1e6).then(|| notes::steps_are_batches(batches)))
}
