//! The solver of detectron2, from the YAML of a configuration.
//!
//! ```yaml
//! SOLVER:
//!   IMS_PER_BATCH: 16
//!   BASE_LR: 0.02
//!   STEPS: (60000, 80000)
//!   MAX_ITER: 90000
//! VERSION: 2
//! ```
//!
//! | `LR_SCHEDULER_NAME` | read as, after the warmup |
//! |---|---|
//! | `WarmupMultiStepLR` | `PiecewiseConstantDecay` |
//! | `WarmupCosineLR` | `Transition` |
//! | `WarmupStepWithFixedGammaLR` | `PiecewiseConstantDecay` |
//! | `WarmupPolyLR` of DeepLab | `PolynomialDecay`, times the warmup |
//!
//! The clock of the schedule runs during the warmup, and the warmup goes to the rate there. With
//! `RESCALE_INTERVAL` the schedule is squeezed into the steps after the warmup. A step is an iteration, which
//! is an update. As YAML has no tuples, detectron2 reads a text as a literal of Python, and so it is read
//! here.
//!
//! The file is laid over the defaults of detectron2, so what it does not say is the default, with a note.
//! Other programs have a `SOLVER` with other defaults, so this holds only in a file with a `VERSION`, which
//! they do not have, or where the caller names the format. A file with a `_BASE_` is refused, as the rest of
//! it is in another file; so is a `REFERENCE_WORLD_SIZE`, with which the number of GPUs changes the rate.
//! Keys of `SOLVER` that detectron2 does not know are refused, as it refuses them, but for a few of projects
//! on top of it that tell what they mean.
//!
//! fvcore adds a millionth of the run to the time before it rounds, which is less than a step in runs below a
//! million iterations; longer ones are refused. The rules are those of `detectron2/solver/build.py` and
//! `lr_scheduler.py` at 02b5c4e, of `projects/DeepLab/deeplab/lr_scheduler.py` there, and of
//! `fvcore/common/param_scheduler.py` at 3378afe. Before release 0.4, the warmup multiplied the cosine.

mod marks;
mod notes;
mod read;
mod schedule;
mod solver;
mod warmup;

use super::format::{Format, Reading};
use crate::values::account::Harmless;

pub(super) const FORMAT: Format = Format {
    name: "detectron2",
    title: "detectron2",
    marks: "`SOLVER.BASE_LR`",
    built_on: &[],
    mark: marks::mark,
    reading: Reading::By(read::read),
    harmless: Harmless { keys: &[], branches: &[] },
    reads_hjson: false,
};
