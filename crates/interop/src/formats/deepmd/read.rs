//! From an input to its schedule.

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

use super::decay::Phase;
use super::{decay, length, notes};
use crate::containers::Document;
use crate::formats::notes as shared;
use crate::model::{Import, Imported, InteropError, Note, Source};
use crate::parts::fraction_of;
use crate::values::arguments::{Arguments, NonNegative, Positive};
use crate::values::text;
use crate::values::{Object, Value};

/// An input of a training.
const SOURCE: Source = Source::text("deepmd", "a DeePMD-kit input");

const RATE: &str = "learning_rate";

pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Import, InteropError> {
    let mut input = Arguments::new(&document.values, "")?;
    let mut config: Arguments<'_> = input.required(RATE)?;
    let mut training: Arguments<'_> = input.required("training")?;
    refuse_filter(&document.values)?;
    let (total, note) = length::read(&mut training, horizon)?;
    let mut notes: Vec<_> = note.into_iter().collect();
    let Positive(start) = config.required("start_lr")?;
    let stop = stop(&mut config, start, &mut notes)?;
    let warmup = warmup(&mut config, total)?;
    let NonNegative(factor) = config.or("warmup_start_factor", NonNegative(0.0))?;
    if stop > start {
        let problem = format!("must be at most `start_lr`, {start:?}, got {stop:?}");
        return Err(config.refuse("stop_lr", problem));
    }
    if config.has("decay_rate") && training.has(length::OF_OLD_RELEASES) {
        let problem = format!(
            "beside `training.{}`, of old releases, has a meaning of its own in each: DeePMD-kit 1 has no `stop_lr`, and 2 \
             passes it over; with `numb_steps` the file is read as that of DeePMD-kit 3",
            length::OF_OLD_RELEASES
        );
        return Err(config.refuse("decay_rate", problem));
    }
    let phase = Phase { start, stop, initial: fraction_of(start, factor), warmup, length: total - warmup };
    let how: Option<&str> = config.optional("scale_by_worker")?;
    notes.extend(how.filter(|&how| how != "none").map(notes::scaled_by_worker));
    let schedule = decay::build(&mut config, phase, &mut notes)?;
    refuse_unknown(document.values.get(RATE).and_then(Value::as_object))?;
    Ok(Import::Rate(Imported {
        total_steps: Some(total),
        path: RATE.to_owned(),
        ..Imported::new(schedule, SOURCE, notes)
    }))
}

/// Refuses the optimizer that has no rate.
fn refuse_filter(root: &Value) -> Result<(), InteropError> {
    const PLACES: [[&str; 2]; 2] = [["optimizer", "type"], ["training", "opt_type"]];
    let is_filter = |place: &[&str; 2]| root.at(place).and_then(Value::as_str) == Some("LKF");
    match PLACES.iter().find(|place| is_filter(place)) {
        Some(place) => {
            let problem = "must not be `LKF`, a Kalman filter, which does not use the rate";
            Err(InteropError::invalid(place.join("."), problem))
        }
        None => Ok(()),
    }
}

/// The rate at the end.
fn stop(config: &mut Arguments<'_>, start: f64, notes: &mut Vec<Note>) -> Result<f64, InteropError> {
    let stop: Option<NonNegative> = config.optional("stop_lr")?;
    let ratio: Option<NonNegative> = config.optional("stop_lr_ratio")?;
    match (stop, ratio) {
        (Some(_), Some(_)) => Err(config.refuse("stop_lr_ratio", "must not stand beside `stop_lr`")),
        (Some(NonNegative(stop)), None) => Ok(stop),
        (None, Some(NonNegative(ratio))) => Ok(fraction_of(start, ratio)),
        (None, None) => {
            notes.push(shared::default_argument("learning_rate.stop_lr", "5e-8", "DeePMD-kit"));
            Ok(5e-8)
        }
    }
}

/// The steps of the warmup, a share of the training rounded down.
fn warmup(config: &mut Arguments<'_>, total: u64) -> Result<u64, InteropError> {
    let steps: u64 = config.or("warmup_steps", 0)?;
    let share: Option<NonNegative> = config.optional("warmup_ratio")?;
    let (field, warmup) = match share {
        Some(_) if steps > 0 => {
            return Err(config.refuse("warmup_ratio", "must not stand beside `warmup_steps`"));
        }
        Some(NonNegative(share)) => {
            let warmup = StepCount::from((share * StepCount::from(total).to_f64()).trunc()).whole();
            ("warmup_ratio", warmup.unwrap_or(u64::MAX))
        }
        None => ("warmup_steps", steps),
    };
    if warmup < total {
        return Ok(warmup);
    }
    Err(config.refuse(field, format!("must be below the {total} steps of the training, got {warmup}")))
}

/// Refuses what DeePMD-kit refuses; what begins with `_` is a comment.
fn refuse_unknown(config: Option<&Object>) -> Result<(), InteropError> {
    let Some(config) = config else { return Ok(()) };
    let Some(key) = config.keys().find(|key| !config.is_taken(key) && !key.starts_with('_')) else {
        return Ok(());
    };
    let key = text::shortened(key);
    Err(InteropError::invalid(format!("{RATE}.{key}"), format!("unknown field `{key}`")))
}
