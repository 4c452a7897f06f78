//! The values of a solver, and the defaults of detectron2 for those that are not in the file.

use std::num::NonZeroU64;

use crate::formats::notes as shared;
use crate::model::{InteropError, Note};
use crate::values::arguments::{Argument, Arguments};

/// From this many iterations on, the millionth of the run that fvcore adds to the time is a step.
const TOO_LONG: u64 = 1_000_000;

/// The solver of a file.
#[derive(Debug)]
pub(super) struct Solver<'v> {
    pub(super) arguments: Arguments<'v>,
    /// Whether the file is one of detectron2 for sure, so that its defaults hold.
    has_defaults: bool,
    /// The defaults that counted.
    defaults: Vec<(&'static str, &'static str)>,
    notes: Vec<Note>,
}

/// The length of a run.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) max_iter: u64,
}

impl<'v> Solver<'v> {
    pub(super) fn new(arguments: Arguments<'v>, has_defaults: bool) -> Self {
        Self { arguments, has_defaults, defaults: Vec::new(), notes: Vec::new() }
    }

    /// A value, or what detectron2 takes where there is none.
    pub(super) fn or<T: Argument<'v>>(
        &mut self,
        name: &'static str,
        default: T,
        shown: &'static str,
    ) -> Result<T, InteropError> {
        if self.arguments.has(name) {
            return self.arguments.required(name);
        }
        if !self.has_defaults {
            let problem = format!(
                "missing field `{name}`: without a `VERSION` beside `SOLVER`, the default of detectron2 is not certain"
            );
            return Err(InteropError::invalid(self.arguments.path(), problem).needs_format());
        }
        self.defaults.push((name, shown));
        Ok(default)
    }

    /// The length of the run.
    pub(super) fn run(&mut self) -> Result<Run, InteropError> {
        let default = NonZeroU64::MIN.saturating_add(39_999);
        let max_iter = self.or("MAX_ITER", default, "40000")?.get();
        if max_iter >= TOO_LONG {
            let problem = format!(
                "must be below {TOO_LONG}, got {max_iter}: fvcore adds a millionth of the run to the time, which is a step or \
                 more then"
            );
            return Err(self.arguments.refuse("MAX_ITER", problem));
        }
        Ok(Run { max_iter })
    }

    pub(super) fn note(&mut self, note: Note) {
        self.notes.push(note);
    }

    /// What is left to read, and the notes.
    pub(super) fn into_parts(mut self) -> (Arguments<'v>, Vec<Note>) {
        if !self.defaults.is_empty() {
            self.notes
                .push(shared::default_arguments(&self.defaults, "detectron2").at(self.arguments.path()));
        }
        (self.arguments, self.notes)
    }
}
