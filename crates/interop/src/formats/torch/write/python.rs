//! The lines of Python that build a scheduler.

use std::collections::BTreeSet;
use std::fmt::{self, Formatter};

use super::scheduler::{Choice, Scheduler};
use crate::parts::formula::{FIND_CYCLE, FIND_CYCLE_LINES, number};
use crate::values::Json;

/// Writes an optimizer and its scheduler at the start of a run; a state may follow. Each group has its own
/// choice, and the arguments are those of all groups.
pub(super) fn write(
    f: &mut Formatter<'_>,
    choices: &[&Choice],
    kwargs: &Json,
    has_state: bool,
) -> fmt::Result {
    let [Choice { scheduler, base }, ..] = choices else { return Ok(()) };
    let uses = |text: &str| choices.iter().any(|choice| uses(&choice.scheduler, text));
    let is_math = uses("math.");
    let is_counter = has_state && has_milestones(scheduler);
    if is_math {
        writeln!(f, "import math")?;
    }
    if is_counter {
        writeln!(f, "from collections import Counter")?;
    }
    if is_math || is_counter {
        writeln!(f)?;
    }
    writeln!(f, "import torch")?;
    writeln!(f, "from torch.optim.lr_scheduler import {}\n", classes(scheduler).join(", "))?;
    if uses(FIND_CYCLE) {
        writeln!(f, "\n{FIND_CYCLE_LINES}\n")?;
    }
    if choices.len() == 1 {
        writeln!(f, "optimizer = torch.optim.SGD(model.parameters(), lr={})", number(*base))?;
    } else {
        write_groups(f, choices)?;
    }
    f.write_str("scheduler = ")?;
    write_call(f, scheduler, kwargs)?;
    writeln!(f)
}

fn write_groups(f: &mut Formatter<'_>, choices: &[&Choice]) -> fmt::Result {
    writeln!(f, "optimizer = torch.optim.SGD([")?;
    for (index, choice) in choices.iter().enumerate() {
        let lr = number(choice.base);
        writeln!(f, "    {{\"params\": parameter_groups[{index}], \"lr\": {lr}}},")?;
    }
    writeln!(f, "])")
}

/// Writes the lines that resume a run.
pub(super) fn write_state(f: &mut Formatter<'_>, state_dict: &Json, step: u64) -> fmt::Result {
    writeln!(f, "\n# The run goes on after {step} steps.")?;
    f.write_str("scheduler.load_state_dict(")?;
    write_value(f, state_dict, 0)?;
    writeln!(f, ")")?;
    writeln!(f, "for group, lr in zip(optimizer.param_groups, scheduler.get_last_lr()):")?;
    writeln!(f, "    group[\"lr\"] = lr")
}

fn write_call(f: &mut Formatter<'_>, scheduler: &Scheduler, kwargs: &Json) -> fmt::Result {
    let class = scheduler.class();
    match scheduler {
        Scheduler::Sequential { schedulers, milestones } => {
            writeln!(f, "{class}(\n    optimizer,\n    schedulers=[")?;
            write_parts(f, schedulers, kwargs)?;
            writeln!(f, "    ],\n    milestones={milestones:?},")?;
            f.write_str(")")
        }
        Scheduler::Chained { schedulers } => {
            writeln!(f, "{class}(\n    [")?;
            write_parts(f, schedulers, kwargs)?;
            f.write_str("    ],\n    optimizer=optimizer,\n)")
        }
        _ => {
            write!(f, "{class}(optimizer")?;
            for (name, value) in kwargs.entries() {
                write!(f, ", {name}=")?;
                if name == "lr_lambda" { write_code(f, value)? } else { write_value(f, value, 0)? }
            }
            f.write_str(")")
        }
    }
}

fn write_parts(f: &mut Formatter<'_>, schedulers: &[Scheduler], kwargs: &Json) -> fmt::Result {
    let calls = kwargs.get("schedulers").map_or(&[][..], Json::elements);
    schedulers.iter().zip(calls).try_for_each(|(part, call)| {
        f.write_str("        ")?;
        write_call(f, part, call.get("kwargs").unwrap_or(&Json::Null))?;
        writeln!(f, "{}", if part.is_hold() { ",  # stays there" } else { "," })
    })
}

/// Writes a function, or one for each group.
fn write_code(f: &mut Formatter<'_>, value: &Json) -> fmt::Result {
    match value {
        Json::String(code) => f.write_str(code),
        functions => {
            let functions: Vec<_> = functions.elements().iter().filter_map(Json::as_str).collect();
            write!(f, "[{}]", functions.join(", "))
        }
    }
}

/// Writes a JSON value as Python. The entries of a dictionary at a level of indentation have a line each.
fn write_value(f: &mut Formatter<'_>, value: &Json, level: usize) -> fmt::Result {
    match value {
        Json::Null => f.write_str("None"),
        Json::Bool(true) => f.write_str("True"),
        Json::Bool(false) => f.write_str("False"),
        Json::Array(elements) => {
            f.write_str("[")?;
            for (index, element) in elements.iter().enumerate() {
                f.write_str(if index == 0 { "" } else { ", " })?;
                write_value(f, element, level)?;
            }
            f.write_str("]")
        }
        Json::Object(entries) => {
            writeln!(f, "{{")?;
            for (key, value) in entries {
                write!(f, "{:1$}{key:?}: ", "", 4 * (level + 1))?;
                match value {
                    Json::Object(counts) if key == "milestones" => write_counter(f, counts)?,
                    value => write_value(f, value, level + 1)?,
                }
                writeln!(f, ",")?;
            }
            write!(f, "{:1$}}}", "", 4 * level)
        }
        other => write!(f, "{other}"),
    }
}

/// Writes how often each milestone counts: in Python the keys are numbers.
fn write_counter(f: &mut Formatter<'_>, counts: &[(String, Json)]) -> fmt::Result {
    f.write_str("Counter({")?;
    for (index, (milestone, count)) in counts.iter().enumerate() {
        write!(f, "{}{milestone}: {count}", if index == 0 { "" } else { ", " })?;
    }
    f.write_str("})")
}

/// The names of all classes, sorted.
fn classes(scheduler: &Scheduler) -> Vec<&'static str> {
    let mut names = BTreeSet::from([scheduler.class()]);
    names.extend(scheduler.schedulers().iter().map(Scheduler::class));
    names.into_iter().collect()
}

fn has_milestones(scheduler: &Scheduler) -> bool {
    matches!(scheduler, Scheduler::MultiStep { .. }) || scheduler.schedulers().iter().any(has_milestones)
}

/// Whether a formula has that text.
fn uses(scheduler: &Scheduler, text: &str) -> bool {
    match scheduler {
        Scheduler::Lambda { formula } => formula.contains(text),
        other => other.schedulers().iter().any(|part| uses(part, text)),
    }
}
