//! Reads a configuration.

use glidepath_serde::Horizon;

use super::run::Run;
use super::timeline::{self, Part};
use super::{classes, notes};
use crate::model::{Imported, InteropError, Note, Source};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::path::element;
use crate::values::{Value, text};

/// A whole configuration.
const SOURCE: Source = Source::text("mmengine", "an mmengine configuration");

const SCHEDULERS: &str = "param_scheduler";

/// Reads the schedulers of a whole configuration.
pub(super) fn read(root: &Value, horizon: &Horizon) -> Result<Imported, InteropError> {
    refuse_changes(root)?;
    let mut notes = Vec::new();
    let (rate, optimizer) = optimizer(root, &mut notes)?;
    let run = Run::read(root, horizon)?;
    let mut parts = Vec::new();
    for (scheduler, path) in listed(root)? {
        parts.extend(part(scheduler, &path, &run)?);
    }
    let schedule = timeline::schedule(parts, rate)?;
    let path =
        if root.get(SCHEDULERS).is_some_and(|value| !value.is_null()) { SCHEDULERS } else { "optim_wrapper" };
    Ok(Imported {
        path: path.to_owned(),
        optimizer,
        total_steps: run.max_iters,
        ..Imported::new(schedule, SOURCE, notes)
    })
}

/// Refuses what changes the rates elsewhere.
fn refuse_changes(root: &Value) -> Result<(), InteropError> {
    if root.get("_base_").is_some() {
        let problem =
            "the rest of the configuration is in other files; write the whole one with `Config.dump`";
        return Err(InteropError::invalid("_base_", problem));
    }
    let is_scaled = root.take_at(&["auto_scale_lr", "enable"]).and_then(Value::as_bool) == Some(true);
    if is_scaled {
        let problem = "must not be enabled: mmengine scales the rate by the batch size of the run then";
        return Err(InteropError::invalid("auto_scale_lr", problem));
    }
    let hook = root.take_at(&["default_hooks", "param_scheduler"]);
    match hook.and_then(|hook| hook.get("type")).and_then(Value::as_str) {
        None => Ok(()),
        Some(name) if without_module(name) == "ParamSchedulerHook" => Ok(()),
        Some(other) => {
            let problem = format!("`{}` moves the rate, which is code of a project", text::shortened(other));
            Err(InteropError::invalid("default_hooks.param_scheduler.type", problem))
        }
    }
}

/// The optimizer's rate and class.
fn optimizer(root: &Value, notes: &mut Vec<Note>) -> Result<(f64, Option<String>), InteropError> {
    let mut config = Arguments::new(root, "")?;
    let mut wrapper: Arguments<'_> = config.required("optim_wrapper")?;
    let counts: u64 = wrapper.or("accumulative_counts", 1)?;
    if counts != 1 {
        let problem = format!(
            "must be 1, got {counts}: the schedulers count iterations, and each update takes that many"
        );
        return Err(wrapper.refuse("accumulative_counts", problem));
    }
    if let Some(paramwise) = wrapper.optional::<&Value>("paramwise_cfg")? {
        paramwise.settle();
        notes.push(notes::paramwise());
    }
    let mut optimizer: Arguments<'_> = wrapper.required("optimizer")?;
    let class: Option<&str> = optimizer.optional("type")?;
    let NonNegative(rate) = optimizer.required("lr")?;
    Ok((rate, class.map(str::to_owned)))
}

/// The schedulers and their places.
fn listed(root: &Value) -> Result<Vec<(&Value, String)>, InteropError> {
    match root.take(SCHEDULERS) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(all)) => {
            Ok(all.iter().enumerate().map(|(index, one)| (one, element(SCHEDULERS, index))).collect())
        }
        Some(one) if one.get("type").is_some() => Ok(vec![(one, SCHEDULERS.to_owned())]),
        Some(other) => {
            let problem = format!(
                "must be one scheduler or a list of them, not one for each optimizer, got {}",
                text::describe(other)
            );
            Err(InteropError::invalid(SCHEDULERS, problem))
        }
    }
}

/// The name of a class of mmengine, which may stand with its scope, `mmengine.LinearLR`, or with the module
/// that it is in, as a configuration of Python has it.
fn without_module(class: &str) -> &str {
    match class.strip_prefix("mmengine.") {
        Some(path) => path.rsplit('.').next().unwrap_or(path),
        None => class,
    }
}

/// A scheduler in the run; `None` if it does not move the rate.
fn part(scheduler: &Value, path: &str, run: &Run) -> Result<Option<Part>, InteropError> {
    let mut own = Arguments::new(scheduler, path)?;
    let class: &str = own.required("type")?;
    let class = without_module(class);
    if !classes::is_of_rate(class, own.optional("param_name")?) {
        scheduler.settle();
        return Ok(None);
    }
    classes::refuse_metric(class, path)?;
    own.ignore(&["verbose", "_scope_"]);
    let last_step = own.or("last_step", -1_i64)?;
    if last_step != -1 {
        return Err(own.refuse("last_step", format!("must be -1, got {last_step}")));
    }
    let by_epoch: bool = own.or("by_epoch", true)?;
    let converts: bool = own.or("convert_to_iter_based", false)?;
    let epoch = if by_epoch { run.epoch(path)? } else { 1 };
    let begin: u64 = own.or("begin", 0)?;
    let end: Option<u64> = own.optional("end")?;
    let end = end.filter(|&end| end != NO_END).or(if by_epoch { run.max_epochs } else { run.max_iters });
    if let Some(end) = end.filter(|&end| end <= begin) {
        return Err(own.refuse("end", format!("must be greater than `begin`, {begin}, got {end}")));
    }
    let (scale, tick) = if by_epoch && converts { (epoch, 1) } else { (1, epoch) };
    let (begin, end) = (begin.saturating_mul(scale), end.map(|end| end.saturating_mul(scale)));
    let course = classes::course(class, &mut own, end.map(|end| end - begin), scale)?;
    own.finish()?;
    Ok(Some(Part { course, begin, end, tick, path: path.to_owned() }))
}

/// What mmengine has for the end of a scheduler without one.
pub(super) const NO_END: u64 = 1_000_000_000;
