//! Reads the states in a checkpoint.

use glidepath_serde::{Horizon, LearningRate};

use super::config::NO_END;
use super::run::{Run, told_epoch};
use super::timeline::{self, Part};
use super::{classes, notes};
use crate::containers::Document;
use crate::model::groups::check_count;
use crate::model::{Imported, InteropError, Note, Source};
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative, expect};
use crate::values::path::element;

/// The states, as text.
const STATE: Source = Source::text("mmengine-state", "mmengine schedulers' states");

const STATES: &str = "param_schedulers";

/// What all states have, beside what is read.
const SHARED: [&str; 7] =
    ["_global_step", "_last_value", "base_values", "last_step", "param_name", "verbose", "total_iters"];

/// Which class has these keys in its state.
const CLASSES: [(&str, &[&str]); 10] = [
    ("ReduceOnPlateauLR", &["monitor"]),
    ("OneCycleLR", &["eta_max"]),
    ("CosineRestartLR", &["periods"]),
    ("CosineAnnealingLR", &["T_max"]),
    ("LinearLR", &["start_factor"]),
    ("PolyLR", &["power"]),
    ("MultiStepLR", &["milestones"]),
    ("StepLR", &["step_size"]),
    ("ConstantLR", &["factor"]),
    ("ExponentialLR", &["gamma"]),
];

/// Reads the schedulers of a checkpoint.
pub(super) fn read(document: &Document<'_>, horizon: &Horizon) -> Result<Imported, InteropError> {
    let root = &document.values;
    let mut notes = Vec::new();
    let run = run(root, horizon, &mut notes)?;
    let states = root.get(STATES).and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let of_rate: Vec<_> = states.iter().enumerate().filter(|(_, state)| is_of_rate(state)).collect();
    let Some(&(first, state)) = of_rate.first() else {
        return Err(InteropError::no_learning_rate(
            STATES,
            "no scheduler of the learning rate, only of other parameters",
        ));
    };
    let bases = bases(state, &element(STATES, first), group_count(root))?;
    check_count(bases.len(), root.get(STATES).unwrap_or(root), "base_values")?;
    let group = |base: &f64| {
        let part = |(index, state): &(usize, &Value)| part(state, &element(STATES, *index), &run);
        let parts = of_rate.iter().map(part).collect::<Result<Vec<_>, _>>()?;
        timeline::schedule(parts, *base).map(LearningRate::from)
    };
    let mut groups = bases.iter().map(group).collect::<Result<Vec<_>, _>>()?.into_iter();
    let Some(learning_rate) = groups.next() else {
        return Err(InteropError::invalid(STATES, "has no parameter group"));
    };
    let step = step(root, states);
    // The states are what counts; the rest of a checkpoint is not their business.
    root.settle();
    let source = if document.container.is_pickled() { document.container.pickled_source() } else { STATE };
    let path = STATES.to_owned();
    Ok(Imported {
        path,
        step,
        further_groups: groups.collect(),
        ..Imported::new(learning_rate, source, notes)
    })
}

fn is_of_rate(state: &Value) -> bool {
    state.get("param_name").and_then(Value::as_str) == Some("lr")
}

/// The iterations of an epoch: the caller's, or those computed from the numbers in the checkpoint.
fn run(root: &Value, horizon: &Horizon, notes: &mut Vec<Note>) -> Result<Run, InteropError> {
    if let Some(epoch) = told_epoch(horizon)? {
        return Ok(Run { epoch: Some(epoch), ..Run::default() });
    }
    let number = |name: &str| root.at(&["meta", name]).and_then(Value::as_u64);
    let epoch = number("iter").zip(number("epoch")).and_then(|(iterations, epochs)| {
        let steps =
            iterations.checked_div(epochs).filter(|steps| steps * epochs == iterations && *steps > 0)?;
        notes.push(notes::epoch_from_meta(steps, iterations, epochs));
        Some(steps)
    });
    Ok(Run { epoch, ..Run::default() })
}

/// The number of parameter groups that the optimizer has.
fn group_count(root: &Value) -> Option<usize> {
    root.at(&["optimizer", "param_groups"])?.as_array().map(Vec::len)
}

/// The optimizer's rate of each group. After those of the groups there may be the one of the whole optimizer.
fn bases(state: &Value, path: &str, count: Option<usize>) -> Result<Vec<f64>, InteropError> {
    let mut state = Arguments::new(state, path)?;
    let mut bases: Vec<NonNegative> = state.required("base_values")?;
    if let Some(count) = count.filter(|&count| count > 0) {
        bases.truncate(count);
    }
    Ok(bases.into_iter().map(|NonNegative(base)| base).collect())
}

/// How many iterations were made.
fn step(root: &Value, states: &[Value]) -> Option<u64> {
    let of_iterations =
        states.iter().find(|state| state.get("by_epoch").and_then(Value::as_bool) == Some(false));
    let counted = of_iterations.and_then(|state| state.get("_global_step")?.as_u64());
    counted.or_else(|| root.at(&["meta", "iter"])?.as_u64())
}

fn part(state: &Value, path: &str, run: &Run) -> Result<Part, InteropError> {
    let has = |keys: &[&str]| keys.iter().all(|key| state.get(key).is_some());
    let class = CLASSES.iter().find(|(_, keys)| has(keys)).map(|(class, _)| *class);
    let class = expect(class, "the state of a scheduler of mmengine", state, path)?;
    classes::refuse_metric(class, path)?;
    let mut own = Arguments::new(state, path)?;
    own.ignore(&SHARED);
    if class == "OneCycleLR" {
        return Err(InteropError::invalid(
            path,
            "the state of `OneCycleLR` does not tell how its rate is annealed",
        ));
    }
    let by_epoch: bool = own.required("by_epoch")?;
    let begin: u64 = own.required("begin")?;
    let end: u64 = own.required("end")?;
    if end <= begin {
        return Err(own.refuse("end", format!("must be greater than `begin`, {begin}, got {end}")));
    }
    let end = Some(end).filter(|&end| end != NO_END);
    let tick = if by_epoch { run.epoch(path)? } else { 1 };
    if class == "CosineRestartLR" {
        own.ignore(&["cumulative_periods"]);
    }
    let course = classes::course(class, &mut own, end.map(|end| end - begin), 1)?;
    own.finish()?;
    Ok(Part { course, begin, end, tick, path: path.to_owned() })
}
