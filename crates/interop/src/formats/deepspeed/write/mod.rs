//! The `scheduler` of a configuration of DeepSpeed.

mod cycle;
mod range_test;
mod warmup;

use glidepath_serde::{BoxSchedule, LearningRate};

use crate::model::{InteropError, Target, Written};
use crate::parts::pieces::{Piece, pieces};
use crate::values::{Json, object};

/// Writes a learning rate as the `scheduler` of a configuration of DeepSpeed, with the rate of the `optimizer` where the
/// scheduler takes shares of it.
///
/// DeepSpeed's warmups begin one update late, so that most schedules with a warmup are no schedules of DeepSpeed.
///
/// ```
/// use glidepath_interop::to_deepspeed;
/// use glidepath_schedules::{Constant, ScheduleExt};
/// use glidepath_serde::IntoBoxSchedule;
///
/// let late = Constant::new(0.001)?.with_warmup(100).shifted(-1);
/// assert_eq!(
///     to_deepspeed(&late.boxed().into())?.json.to_string(),
///     r#"{"scheduler":{"type":"WarmupLR","params":{"warmup_min_lr":0.0,"warmup_max_lr":0.001,"warmup_num_steps":100,"warmup_type":"linear"}}}"#
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If DeepSpeed has no such scheduler.
pub fn to_deepspeed(learning_rate: &LearningRate) -> Result<Written, InteropError> {
    let schedule = learning_rate.to_schedule();
    let pieces = pieces(&schedule);
    let scheduler = warmup::scheduler(&pieces)
        .or_else(|| cycle::scheduler(&pieces))
        .or_else(|| range_test::scheduler(&pieces))
        .ok_or_else(|| refuse(&schedule, &pieces))?;
    Ok(Written { json: scheduler.json(), notes: Vec::new() })
}

fn refuse(schedule: &BoxSchedule, pieces: &[Piece]) -> InteropError {
    let class = schedule.class_name();
    let reason = if warmup::is_early(pieces) {
        format!(
            "the warmup of this `{class}` begins with the first update, those of DeepSpeed with the second"
        )
    } else {
        format!(
            "DeepSpeed has no scheduler with the rates of this `{class}`; it has a constant, warmups that begin one \
             update late, with a line or a cosine behind them, one cycle of lines, and a rise without an end"
        )
    };
    InteropError::NotWritable { target: Target::DeepSpeed, path: String::new(), reason }
}

/// A type and its parameters.
struct Scheduler {
    kind: &'static str,
    parameters: Vec<(&'static str, Json)>,
    /// The rate of the optimizer, if the parameters are shares of it.
    optimizer_rate: Option<f64>,
}

impl Scheduler {
    fn new(kind: &'static str, parameters: Vec<(&'static str, Json)>) -> Self {
        Self { kind, parameters, optimizer_rate: None }
    }

    fn json(self) -> Json {
        let scheduler = object([("type", self.kind.into()), ("params", object(self.parameters))]);
        match self.optimizer_rate {
            None => object([("scheduler", scheduler)]),
            Some(rate) => object([
                ("optimizer", object([("params", object([("lr", rate.into())]))])),
                ("scheduler", scheduler),
            ]),
        }
    }
}
