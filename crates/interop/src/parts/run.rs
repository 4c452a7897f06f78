//! The end of a run.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ScheduleError, Sequential};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use super::piece::{Course, Piece};
use super::pieces::pieces;

/// Returns a schedule with the same rates up to the end of a run, and the last of them after it.
///
/// Many schedules do something after the end of their run that other frameworks do not: a cosine of PyTorch
/// or of transformers rises again. This leaves it out. If the schedule ends with a cosine wave that has not
/// reached the end of its first half by `total_steps`, the rates are the same up to there.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_interop::{ExportOptions, Target, end_with_run, export};
/// use glidepath_schedules::CosineAnnealing;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let annealing = CosineAnnealing::new(0.5, 100)?.boxed().into();
/// let options = ExportOptions::new();
/// assert!(export(std::slice::from_ref(&annealing), Target::Keras3, &options).is_err());
///
/// let ended = end_with_run(&annealing, 100)?;
/// assert_eq!(ended.learning_rate(50), 0.25);
/// assert_eq!(ended.learning_rate(200), 0.0);
/// assert!(export(&[ended], Target::Keras3, &options)?.to_string().contains("CosineDecay"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If `total_steps` is 0 and the schedule does not end with such a wave.
pub fn end_with_run(learning_rate: &LearningRate, total_steps: u64) -> Result<LearningRate, ScheduleError> {
    let schedule = learning_rate.to_schedule();
    let end = end_of_half_wave(&pieces(&schedule)).unwrap_or(0).max(total_steps);
    let last = Constant::new(learning_rate.learning_rate(end))?;
    Ok(Sequential::new([schedule, last.boxed()], [end])?.boxed().into())
}

/// The step at which a cosine wave without an end turns for the first time.
fn end_of_half_wave(pieces: &[Piece]) -> Option<u64> {
    let (last, before) = pieces.split_last()?;
    let Course::Wave(ramp) = last.course else { return None };
    let begin = before.iter().try_fold(0_u64, |begin, piece| begin.checked_add(piece.steps?))?;
    begin.checked_add(ramp.length.whole().filter(|_| last.begins())?)
}
