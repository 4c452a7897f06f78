//! Records: what a checkpoint holds, and what loading makes of one that is not ours.

use burn::lr_scheduler::noam::NoamLrSchedulerConfig;
use burn::lr_scheduler::sequential::SequentialLrSchedulerConfig;
use burn::lr_scheduler::{LrScheduler, LrSchedulerConfig, LrSchedulerRecord};
use glidepath_burn::{BurnScheduler, SchedulerRecordError};
use glidepath_core::{LearningRateSchedule, schedule_fn};
use glidepath_schedules::{Constant, PiecewiseConstantDecay, PolynomialDecay};

use crate::logged::logged;

fn falling() -> BurnScheduler<PolynomialDecay> {
    BurnScheduler::new(PolynomialDecay::new(0.5, 1_000, 0.0).unwrap())
}

fn at<S>(scheduler: BurnScheduler<S>, step: u64) -> BurnScheduler<S>
where
    S: LearningRateSchedule + Clone,
{
    BurnScheduler::resume(scheduler.schedule().clone(), step)
}

#[test]
fn a_record_goes_on_at_its_step() {
    for step in [0, 1, 17, 999, 1_000, 1 << 53, u64::MAX - 1, u64::MAX] {
        let before = at(falling(), step);
        let mut after = falling();
        assert_eq!(logged(|| after.load_record(before.to_record())), [""; 0]);
        assert_eq!(after, before, "step {step}");
    }
}

#[test]
fn bytes_and_files_keep_it() {
    let before = at(falling(), u64::MAX);
    let bytes = before.to_record().into_bytes().unwrap();
    assert_eq!(falling().check_record(&LrSchedulerRecord::from_bytes(bytes).unwrap()), Ok(u64::MAX));

    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("scheduler.bpk");
    before.to_record().save(&path).unwrap();
    assert_eq!(falling().check_record(&LrSchedulerRecord::load(&path).unwrap()), Ok(u64::MAX));
}

/// Computed apart from this crate: FNV-1a over the bytes of the rates, lowest first.
#[test]
#[expect(clippy::cast_precision_loss, reason = "no step that is looked at is beyond 2^53")]
fn fingerprints_are_the_same_in_every_version() {
    let fingerprint = |step| {
        let scheduler = BurnScheduler::resume(schedule_fn(|step| step as f64), step);
        scheduler.to_record().scalar::<u64>("glidepath_fingerprint")
    };
    assert_eq!(fingerprint(0), Some(6085222496437959941));
    assert_eq!(fingerprint(500), Some(4059866911494838416));
}

#[test]
fn another_schedule_is_told_and_goes_on_at_the_step() {
    let mut scheduler = falling();
    let record = BurnScheduler::resume(Constant::new(0.5).unwrap(), 7).to_record();
    let error = scheduler.check_record(&record).unwrap_err();
    assert_eq!(error, SchedulerRecordError::OtherSchedule { step: 7 });
    assert_eq!(
        error.to_string(),
        "the record at step 7 must be one of this schedule, got one of other rates"
    );
    assert_eq!(scheduler.next_step(), 0);

    let said = logged(|| scheduler.load_record(record.clone()));
    assert_eq!(
        said,
        ["WARN the record at step 7 must be one of this schedule, got one of other rates; \
          the scheduler goes on at that step with its own rates"]
    );
    assert_eq!(scheduler.next_step(), 7);
}

#[test]
fn a_rate_that_differs_near_the_step_is_enough() {
    let with_boundary = |boundary: u64| {
        BurnScheduler::resume(PiecewiseConstantDecay::new([boundary], [0.1, 0.01]).unwrap(), 10_000)
    };
    for boundary in [9_990, 10_010] {
        let record = with_boundary(boundary).to_record();
        assert_eq!(with_boundary(boundary).check_record(&record), Ok(10_000));
        let moved = with_boundary(boundary + 1).check_record(&record);
        assert_eq!(moved, Err(SchedulerRecordError::OtherSchedule { step: 10_000 }), "boundary {boundary}");
    }
}

#[test]
fn a_rate_that_differs_by_one_bit_is_enough() {
    let record = BurnScheduler::new(schedule_fn(|_| 0.1)).to_record();
    let next = BurnScheduler::new(schedule_fn(|_| 0.1_f64.next_up()));
    assert_eq!(next.check_record(&record), Err(SchedulerRecordError::OtherSchedule { step: 0 }));
}

#[test]
fn a_record_without_a_step_is_told_and_changes_nothing() {
    let noam = NoamLrSchedulerConfig::new(0.1).init().unwrap().to_record().record("0");
    let sequential = SequentialLrSchedulerConfig::new(vec![LrSchedulerConfig::Constant(0.1)], vec![])
        .init()
        .unwrap()
        .to_record()
        .record("0");
    assert_eq!(sequential.scalar::<u64>("step"), Some(0));
    let step_of_another_kind = LrSchedulerRecord::new().with_scalar("glidepath_step", 7.0_f64);
    let group_of_another_name = LrSchedulerRecord::new().with_record("0", falling().to_record());

    for record in [LrSchedulerRecord::new(), noam, sequential, step_of_another_kind, group_of_another_name] {
        let mut scheduler = at(falling(), 3);
        assert_eq!(scheduler.check_record(&record), Err(SchedulerRecordError::NoStep), "{record:?}");
        let said = logged(|| scheduler.load_record(record.clone()));
        assert_eq!(
            said,
            [
                "ERROR the record must hold a `glidepath_step`, got none: another scheduler wrote it, or none did; \
              the scheduler stays at step 3"
            ]
        );
        assert_eq!(scheduler.next_step(), 3);
    }
}

#[test]
fn a_step_without_its_fingerprint_is_of_another_schedule() {
    let record = LrSchedulerRecord::new().with_scalar("glidepath_step", 7_u64);
    assert_eq!(falling().check_record(&record), Err(SchedulerRecordError::OtherSchedule { step: 7 }));
}
