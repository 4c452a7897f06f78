//! The training arguments of Hugging Face transformers.

mod cosine;
mod late_cosine;
mod line;
mod trapezoid;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::Curve;
use glidepath_serde::{BoxSchedule, LearningRate};

use crate::formats::transformers::TransformersNote;
use crate::model::{InteropError, Note, Target, Written};
use crate::parts::pieces::{Course, Piece, pieces};
use crate::values::{Json, object};

/// Writes a learning rate as the `TrainingArguments` of Hugging Face transformers: `learning_rate`, `lr_scheduler_type`,
/// `lr_scheduler_kwargs`, `warmup_steps`, and `max_steps`, where the schedule or `total_steps` tells the length of the run.
///
/// The rates are the same at every step of the run; a note says where they are not behind its end.
///
/// ```
/// use glidepath_interop::to_transformers;
///
/// let text = r#"{"class_name": "CosineDecay", "config":
///     {"initial_learning_rate": 0.0, "decay_steps": 900, "warmup_target": 0.1, "warmup_steps": 100}}"#;
/// let written = to_transformers(&glidepath_serde::from_json(text)?.into(), None)?;
/// assert_eq!(
///     written.json.to_string(),
///     r#"{"learning_rate":0.1,"lr_scheduler_type":"cosine","lr_scheduler_kwargs":{},"warmup_steps":100,"max_steps":1000}"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If no `lr_scheduler_type` has such rates.
pub fn to_transformers(
    learning_rate: &LearningRate,
    total_steps: Option<u64>,
) -> Result<Written, InteropError> {
    let schedule = learning_rate.to_schedule();
    let pieces = pieces(&schedule);
    let (warmup_steps, rest) = split_warmup(&pieces);
    let run = Run { warmup_steps, total_steps };
    let arguments = line::arguments(run, rest)
        .or_else(|| cosine::arguments(run, rest))
        .or_else(|| late_cosine::arguments(&pieces, total_steps))
        .or_else(|| trapezoid::arguments(&pieces));
    arguments.map(|arguments| arguments.written(total_steps)).ok_or_else(|| refuse(&schedule))
}

fn refuse(schedule: &BoxSchedule) -> InteropError {
    let reason = format!(
        "no `lr_scheduler_type` has the rates of this `{}`; there are a warmup in a line from 0, and behind it a constant, \
         a fall along a line, a power, a cosine or an inverse square root, or a plateau and a fall",
        schedule.class_name()
    );
    InteropError::NotWritable { target: Target::Transformers, path: String::new(), reason }
}

/// The run that the arguments are for.
#[derive(Clone, Copy)]
struct Run {
    warmup_steps: u64,
    /// Its length, if somebody told it.
    total_steps: Option<u64>,
}

type Kwargs = Vec<(&'static str, Json)>;

/// What decides the rate.
struct Arguments {
    learning_rate: f64,
    lr_scheduler_type: &'static str,
    lr_scheduler_kwargs: Kwargs,
    warmup_steps: u64,
    max_steps: Option<u64>,
    note: Option<TransformersNote>,
}

impl Run {
    /// Arguments whose run ends so many steps behind the warmup.
    fn ends(
        self,
        peak: f64,
        lr_scheduler_type: &'static str,
        kwargs: Kwargs,
        steps: u64,
    ) -> Option<Arguments> {
        let max_steps = Some(self.warmup_steps.checked_add(steps)?);
        Some(Arguments { max_steps, ..self.endless(peak, lr_scheduler_type, kwargs) })
    }

    /// Arguments that say nothing of the run's end.
    fn endless(self, peak: f64, lr_scheduler_type: &'static str, lr_scheduler_kwargs: Kwargs) -> Arguments {
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
    fn written(self, total_steps: Option<u64>) -> Written {
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
            (None, _) => Some(TransformersNote::NoMaxSteps),
            (Some(max_steps), Some(told)) if told != max_steps => {
                Some(TransformersNote::OtherMaxSteps { max_steps, told })
            }
            _ => None,
        };
        Written { json, notes: self.note.into_iter().chain(length).map(Note::Transformers).collect() }
    }
}

/// The steps of a warmup in a line from 0, if there is one, and the rest.
fn split_warmup(pieces: &[Piece]) -> (u64, &[Piece]) {
    match pieces {
        [first, rest @ ..] => match first.way_in_whole_steps() {
            Some((way, steps))
                if way.from == 0.0
                    && way.curve == Curve::Linear
                    && rest.first().and_then(first_rate) == Some(way.to) =>
            {
                (steps, rest)
            }
            _ => (0, pieces),
        },
        [] => (0, pieces),
    }
}

/// The rate at the beginning of a piece, if that is the beginning of its course.
fn first_rate(piece: &Piece) -> Option<f64> {
    match &piece.course {
        Course::Hold(rate) => Some(*rate),
        Course::Way(way) | Course::Swing(way) => piece.begins().then_some(way.from),
        Course::Other(schedule) => Some(schedule.learning_rate(0)),
    }
}
