//! The training arguments that are written.

use crate::formats::transformers::notes;
use crate::model::{Note, Written};
use crate::values::{Json, object};

/// The run that the arguments are for.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) warmup_steps: u64,
    /// The number of its steps, if it is known.
    pub(super) total_steps: Option<u64>,
}

pub(super) type Kwargs = Vec<(&'static str, Json)>;

/// The training arguments that decide the rate.
pub(super) struct Arguments {
    pub(super) learning_rate: f64,
    pub(super) lr_scheduler_type: &'static str,
    pub(super) lr_scheduler_kwargs: Kwargs,
    pub(super) warmup_steps: u64,
    pub(super) max_steps: Option<u64>,
    pub(super) note: Option<Note>,
}

impl Run {
    /// Arguments of a run that ends `steps` after the warmup.
    pub(super) fn ends(
        self,
        peak: f64,
        lr_scheduler_type: &'static str,
        kwargs: Kwargs,
        steps: u64,
    ) -> Option<Arguments> {
        let max_steps = Some(self.warmup_steps.checked_add(steps)?);
        Some(Arguments { max_steps, ..self.endless(peak, lr_scheduler_type, kwargs) })
    }

    /// Arguments that do not decide where the run ends.
    pub(super) fn endless(
        self,
        peak: f64,
        lr_scheduler_type: &'static str,
        lr_scheduler_kwargs: Kwargs,
    ) -> Arguments {
        Arguments {
            learning_rate: peak,
            lr_scheduler_type,
            lr_scheduler_kwargs,
            warmup_steps: self.warmup_steps,
            max_steps: self.total_steps,
            note: None,
        }
    }
}

impl Arguments {
    pub(super) fn written(self, total_steps: Option<u64>) -> Written {
        let mut json = object([
            ("learning_rate", self.learning_rate.into()),
            ("lr_scheduler_type", self.lr_scheduler_type.into()),
            ("lr_scheduler_kwargs", object(self.lr_scheduler_kwargs)),
            ("warmup_steps", self.warmup_steps.into()),
        ]);
        if let (Json::Object(entries), Some(max_steps)) = (&mut json, self.max_steps) {
            entries.push(("max_steps".to_owned(), max_steps.into()));
        }
        let length = match (self.max_steps, total_steps) {
            (None, _) => Some(notes::no_max_steps()),
            (Some(max_steps), Some(told)) if told != max_steps => {
                Some(notes::other_max_steps(max_steps, told))
            }
            _ => None,
        };
        Written::json_form(json, self.note.into_iter().chain(length).collect())
    }
}
