//! PyTorch's schedulers as schedules.
//!
//! A file that [`import`](crate::import) reads holds the state of a scheduler; [`schedule`] builds the same
//! from the arguments of its constructor, as configuration files have them.

mod accelerate;
mod anneal_strategy;
mod arguments_form;
mod bolts;
mod build;
mod chained;
mod class;
mod construct;
mod cosine;
mod cyclic;
mod factors;
mod find;
mod glidepath_lr;
mod gradual;
mod lightning;
mod marks;
mod metric;
mod named;
mod notes;
mod one_cycle;
mod one_value;
mod part;
mod position;
mod read;
mod restore;
mod scheduler;
mod sequential;
mod steps;
mod swa;
mod warmup_restarts;
pub(crate) mod write;

use glidepath_serde::Horizon;

pub(crate) use build::build_named;
pub(crate) use lightning::is_run as is_lightning_run;
pub(crate) use named::{ARGUMENTS, Named};

use super::format::{Format, Reading};
use crate::containers::{Document, Neighbours};
use crate::model::{Built, Import, Imported, InteropError, Source};
use crate::values::Value;
use crate::values::account::Harmless;
use crate::values::arguments::NonNegative;

/// The state of a scheduler, alone or in a checkpoint, as text.
const STATE: Source = Source::text("torch-state", "a PyTorch scheduler's state");

pub(super) const FORMAT: Format = Format {
    name: "torch",
    title: "PyTorch",
    marks: "the keys of a scheduler's `state_dict`, alone or in a checkpoint; `class`, `base_lr` and `kwargs`; \
            accelerate's `scheduler.bin`; a run of Lightning with checkpoints",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read),
    harmless: Harmless { keys: &[], branches: &["optimizer.param_groups", "state_dict_mid"] },
    reads_hjson: false,
};

/// Whether `torch.optim.lr_scheduler` has such a class.
pub(crate) fn is_class(name: &str) -> bool {
    class::find(name).is_some()
}

/// The names of all classes.
pub(crate) fn class_names() -> impl Iterator<Item = &'static str> {
    class::names()
}

/// Builds the schedule of a class from arguments that stand at `path`.
pub(crate) fn build(class: &str, base_lr: f64, arguments: &Value, path: &str) -> Result<Built, InteropError> {
    build::build(class::named(class, path)?, NonNegative::new(base_lr, path)?, arguments, path)
}

/// Whether a checkpoint holds the state of a scheduler, which tells the schedule however else it is
/// described.
pub(crate) fn has_state(root: &Value) -> bool {
    marks::has_state(root)
}

/// Reads the state of glidepath's own scheduler, which holds the schedules themselves; `None` if it is
/// another's.
pub(crate) fn own_state(root: &Value, source: Source) -> Result<Option<Imported>, InteropError> {
    if root.get(glidepath_lr::SCHEDULES).is_none() {
        return Ok(None);
    }
    read::import(root, source)?.map(Import::into_rate).transpose()
}

fn read(document: &Document<'_>, _: &Horizon) -> Result<Import, InteropError> {
    let root = &document.values;
    if let Neighbours::Folder(folder) = &document.neighbours {
        return if accelerate::is(folder) { accelerate::read(folder) } else { lightning::read(folder) };
    }
    if marks::is_arguments(root) {
        return arguments_form::read(root).map(Import::Rate);
    }
    let is_pickled = document.container.is_pickled();
    let source = if is_pickled { document.container.pickled_source() } else { STATE };
    read::import(root, source)?.ok_or_else(|| read::nothing(root))
}

/// Builds the schedule of a PyTorch scheduler from the arguments of its constructor.
///
/// `class` is the name, as `StepLR`, with or without its module; `base_lr` the `lr` of the optimizer;
/// `arguments` an object of the keyword arguments, without the optimizer. What is left out has PyTorch's
/// default. A scheduler within `SequentialLR` or `ChainedScheduler` is given as `{"class": …, "kwargs":
/// {…}}`. Where PyTorch takes a list with a value for each parameter group, this takes one value, or a list
/// of one.
///
/// The rate at step n is the one for update n + 1, after n calls of `scheduler.step()`.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_interop::torch;
/// use serde_json::json;
///
/// let warmup = json!({"class": "LinearLR", "kwargs": {"start_factor": 0.1, "total_iters": 5}});
/// let cosine = json!({"class": "CosineAnnealingLR", "kwargs": {"T_max": 95}});
/// let arguments = json!({"schedulers": [warmup, cosine], "milestones": [5]});
/// let built = torch::schedule("SequentialLR", 0.5, &arguments)?;
/// assert_eq!(built.schedule.learning_rate(0), 0.05);
/// assert_eq!(built.schedule.learning_rate(5), 0.5);
/// assert_eq!(built.schedule.learning_rate(100), 0.0);
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
///
/// # Errors
///
/// If there is no such class, an argument is missing, unknown or out of its range, or the rate is no function
/// of the step that can be written down: `LambdaLR` and `MultiplicativeLR` run code, `ReduceLROnPlateau`
/// follows a metric, and some chains mix absolute rates with factors.
pub fn schedule(class: &str, base_lr: f64, arguments: &serde_json::Value) -> Result<Built, InteropError> {
    let base = NonNegative::new(base_lr, "base_lr")?;
    build::build(class::named(class, "class")?, base, &arguments.clone().into(), "")
}
