//! What a checkpoint of burn holds of a schedule: the step, and a number to know the schedule by.

use burn_optim::lr_scheduler::LrSchedulerRecord;
use glidepath_core::LearningRateSchedule;

use crate::fingerprint::fingerprint;

/// Not `step`: burn's own schedulers use that, and not all of them count from 0.
const STEP: &str = "glidepath_step";
const FINGERPRINT: &str = "glidepath_fingerprint";

/// Why a record is not one of this scheduler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum SchedulerRecordError {
    /// The record is empty, or another kind of scheduler wrote it.
    #[error("the record must hold a `{STEP}`, got none: another scheduler wrote it, or none did")]
    NoStep,
    /// The record was written with a schedule of other rates.
    #[error("the record at step {step} must be one of this schedule, got one of other rates")]
    OtherSchedule {
        /// The step in the record.
        step: u64,
    },
}

pub(crate) fn write(schedule: &dyn LearningRateSchedule, step: u64) -> LrSchedulerRecord {
    LrSchedulerRecord::new().with_scalar(STEP, step).with_scalar(FINGERPRINT, fingerprint(schedule, step))
}

pub(crate) fn read(
    schedule: &dyn LearningRateSchedule,
    record: &LrSchedulerRecord,
) -> Result<u64, SchedulerRecordError> {
    let step = record.scalar(STEP).ok_or(SchedulerRecordError::NoStep)?;
    if record.scalar(FINGERPRINT) == Some(fingerprint(schedule, step)) {
        Ok(step)
    } else {
        Err(SchedulerRecordError::OtherSchedule { step })
    }
}
