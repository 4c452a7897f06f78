//! Reads the configuration of an optimizer.

use super::choice::{Choice, chosen};
use super::decay::{self, Decay};
use super::marks::{TYPES, place};
use super::{notes, powers, warmup};
use crate::model::{Imported, InteropError, Note, Source};
use crate::values::arguments::{Argument, Arguments, NonNegative};
use crate::values::path::join;
use crate::values::{Object, Value};

/// The configuration of an experiment.
const SOURCE: Source = Source::text("model-garden", "a Model Garden experiment");

/// Reads an experiment.
pub(super) fn read(root: &Value) -> Result<Imported, InteropError> {
    let keys = place(root).unwrap_or(&["trainer", "optimizer_config"]);
    let path = keys.iter().fold(String::new(), |path, key| join(&path, key));
    let mut config = Arguments::new(root.take_at(keys).unwrap_or(root), &path)?;
    let (rate, warmup): (&Value, Option<&Value>) =
        (config.required("learning_rate")?, config.optional("warmup")?);
    let path = config.path_of("learning_rate");
    let mut notes = Vec::new();
    let decay = learning_rate(rate, &path, &mut notes)?;
    let nothing = Object::default();
    let warmup = match warmup {
        Some(warmup) => chosen(warmup, &config.path_of("warmup"), &warmup::TYPES, &nothing)?,
        None => None,
    };
    let schedule = match warmup {
        Some(warmup) => warmup::before(decay, warmup)?,
        None => decay.uncovered()?,
    };
    let optimizer = optimizer(&mut config)?;
    let total_steps = root.at(&["trainer", "train_steps"]).and_then(Value::as_u64).filter(|&steps| steps > 0);
    Ok(Imported { path, optimizer, total_steps, ..Imported::new(schedule, SOURCE, notes) })
}

fn learning_rate(rate: &Value, path: &str, notes: &mut Vec<Note>) -> Result<Decay, InteropError> {
    let nothing = Object::default();
    let Some(Choice { kind, mut own }) = chosen(rate, path, &TYPES, &nothing)? else {
        return Err(InteropError::invalid(join(path, "type"), "must name the kind of the learning rate"));
    };
    own.ignore(&["name"]);
    let decay = match kind {
        "constant" => constant(&mut own, notes),
        "stepwise" => decay::stepwise(&mut own),
        "polynomial" => decay::polynomial(&mut own),
        "exponential" => decay::exponential(&mut own),
        "cosine" => decay::cosine(&mut own),
        "power" => powers::power(&mut own),
        "power_linear" => powers::power_linear(&mut own),
        "power_with_offset" => powers::power_with_offset(&mut own),
        other => {
            let problem =
                format!("`{other}` divides by 0 from its last boundary on, so that it has no rate there");
            Err(InteropError::invalid(join(path, "type"), problem))
        }
    }?;
    own.finish()?;
    Ok(decay)
}

fn constant(own: &mut Arguments<'_>, notes: &mut Vec<Note>) -> Result<Decay, InteropError> {
    const DEFAULT: f64 = 0.1;
    let rate: Option<NonNegative> = own.optional("learning_rate")?;
    if rate.is_none() {
        notes.push(notes::default_rate(DEFAULT));
    }
    decay::constant(rate.map_or(DEFAULT, |rate| rate.0), own.path())
}

/// The kind of the optimizer. A legacy one may decay the rate itself.
fn optimizer(config: &mut Arguments<'_>) -> Result<Option<String>, InteropError> {
    let Some(optimizer) = config.optional::<&Value>("optimizer")? else { return Ok(None) };
    let path = config.path_of("optimizer");
    let Some(kind) = optimizer.get("type").and_then(Value::as_str) else { return Ok(None) };
    if let Some(decay) = optimizer.take_at(&[kind, "decay"]).filter(|decay| !decay.is_null()) {
        let path = join(&join(&path, kind), "decay");
        let rate = f64::read(decay, &path)?;
        if rate != 0.0 {
            let problem = format!("must be 0, got {rate:?}: the optimizer decays the rate itself with it");
            return Err(InteropError::invalid(path, problem));
        }
    }
    Ok(Some(kind.to_owned()))
}
