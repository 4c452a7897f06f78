//! From a configuration to its schedule.

use glidepath_serde::Horizon;

use super::schedule;
use super::solver::Solver;
use crate::containers::{Document, python};
use crate::formats::notes as shared;
use crate::model::{Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative, expect};

/// A configuration of a run.
const SOURCE: Source = Source::text("detectron2", "a detectron2 run");

const SOLVER: &str = "SOLVER";

/// What has no influence on the rate.
const HARMLESS: [&str; 9] = [
    "AMP",
    "CHECKPOINT_PERIOD",
    "CLIP_GRADIENTS",
    "IMS_PER_BATCH",
    "MOMENTUM",
    "NESTEROV",
    "WEIGHT_DECAY",
    "WEIGHT_DECAY_BIAS",
    "WEIGHT_DECAY_NORM",
];

/// What belongs to a scheduler or a warmup, whichever the file has.
const OF_SCHEDULERS: [&str; 10] = [
    "BASE_LR_END",
    "GAMMA",
    "NUM_DECAYS",
    "POLY_LR_CONSTANT_ENDING",
    "POLY_LR_POWER",
    "RESCALE_INTERVAL",
    "STEPS",
    "WARMUP_FACTOR",
    "WARMUP_ITERS",
    "WARMUP_METHOD",
];

pub(super) fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let root = &document.values;
    if root.get("_BASE_").is_some() {
        let problem =
            "the rest of the configuration is in another file; write the whole one with `cfg.dump()`";
        return Err(InteropError::invalid("_BASE_", problem));
    }
    let has_defaults = version(root)? || document.is_forced;
    let given = root.take(SOLVER).ok_or_else(|| InteropError::new(format!("missing field `{SOLVER}`")))?;
    let given_object = expect(given.as_object(), "an object", given, SOLVER)?;
    // What is read is a copy; all keys of it are accounted for in the end.
    given.settle();
    let decoded: Value = given_object.iter().map(|(key, value)| (key.clone(), decoded(value))).collect();
    let mut arguments = Arguments::new(&decoded, SOLVER)?;
    refuse_changes(&mut arguments)?;
    let mut solver = Solver::new(arguments, has_defaults);
    let NonNegative(rate) = solver.arguments.required("BASE_LR")?;
    let run = solver.run()?;
    let schedule = schedule::build(&mut solver, &run, rate)?;
    let (mut arguments, mut notes) = solver.into_parts();
    let NonNegative(bias) = arguments.or("BIAS_LR_FACTOR", NonNegative(1.0))?;
    let NonNegative(backbone) = arguments.or("BACKBONE_MULTIPLIER", NonNegative(1.0))?;
    for (name, factor) in [("BIAS_LR_FACTOR", bias), ("BACKBONE_MULTIPLIER", backbone)] {
        if factor != 1.0 {
            notes.push(shared::other_rates(name));
        }
    }
    let optimizer: Option<&str> = arguments.optional("OPTIMIZER")?;
    arguments.ignore(&HARMLESS);
    arguments.ignore(&OF_SCHEDULERS);
    arguments.finish()?;
    Ok(Import::Rate(Imported {
        total_steps: Some(run.max_iter),
        path: SOLVER.to_owned(),
        optimizer: optimizer.map(str::to_owned),
        ..Imported::new(schedule, SOURCE, notes)
    }))
}

/// Whether the file says of which version it is, so that it is one of detectron2.
fn version(root: &Value) -> Result<bool, InteropError> {
    let Some(version) = root.get("VERSION") else { return Ok(false) };
    let known = version.as_u64().filter(|version| [1, 2].contains(version));
    expect(known, "1 or 2", version, "VERSION").map(|_| true)
}

/// Refuses what would make other rates of the same scheduler.
fn refuse_changes(solver: &mut Arguments<'_>) -> Result<(), InteropError> {
    let workers: u64 = solver.or("REFERENCE_WORLD_SIZE", 0)?;
    if workers != 0 {
        let problem = format!(
            "must be 0, got {workers}: detectron2 scales the rate and the steps by the number of GPUs of the run then"
        );
        return Err(solver.refuse("REFERENCE_WORLD_SIZE", problem));
    }
    let accumulated: u64 = solver.or("GRADIENT_ACCUMULATION_STEPS", 1)?;
    if accumulated != 1 {
        let problem = format!("must be 1, got {accumulated}: the program that has it decides what a step is");
        return Err(solver.refuse("GRADIENT_ACCUMULATION_STEPS", problem));
    }
    Ok(())
}

/// A value as detectron2 decodes it: a text that is a literal of Python is what it stands for.
fn decoded(value: &Value) -> Value {
    let literal = value.as_str().and_then(|text| python::parse(text).ok());
    literal.unwrap_or_else(|| value.clone())
}
