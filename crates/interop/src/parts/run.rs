//! The end of a run.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, ScheduleError, Sequential};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use super::pieces::{Course, Piece, pieces};

/// The same rates in a run of so many steps, and in a swing that is not at its end by then. Behind it the last one stays.
///
/// Many schedules do something behind the end of their run that other frameworks do not: a cosine of PyTorch or of
/// transformers rises again. Whoever knows how long the run is can leave that out.
///
/// ```
/// use glidepath_core::LearningRateSchedule;
/// use glidepath_interop::{end_with_run, to_keras3};
/// use glidepath_schedules::CosineAnnealing;
/// use glidepath_serde::IntoBoxSchedule;
///
/// let annealing = CosineAnnealing::new(0.5, 100)?.boxed().into();
/// assert!(to_keras3(&annealing).is_err());
///
/// let ended = end_with_run(&annealing, 100)?;
/// assert_eq!(ended.learning_rate(50), 0.25);
/// assert_eq!(ended.learning_rate(200), 0.0);
/// assert!(to_keras3(&ended)?.json.to_string().contains("CosineDecay"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// If `total_steps` is 0 and there is no swing.
pub fn end_with_run(learning_rate: &LearningRate, total_steps: u64) -> Result<LearningRate, ScheduleError> {
    let schedule = learning_rate.to_schedule();
    let end = end_of_swing(&pieces(&schedule)).unwrap_or(0).max(total_steps);
    let last = Constant::new(learning_rate.learning_rate(end))?;
    Ok(Sequential::new([schedule, last.boxed()], [end])?.boxed().into())
}

/// The step at which a rate that swings without an end turns back for the first time.
fn end_of_swing(pieces: &[Piece]) -> Option<u64> {
    let (last, before) = pieces.split_last()?;
    let Course::Swing(way) = last.course else { return None };
    let begin = before.iter().try_fold(0_u64, |begin, piece| begin.checked_add(piece.steps?))?;
    begin.checked_add(way.length.whole().filter(|_| last.begins())?)
}
