//! Schedules behind pointers, and beside those of the other trait.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{ReduceOnPlateau, ScheduleError};

#[test]
fn pointers_are_schedules_too() -> Result<(), ScheduleError> {
    fn train(mut schedule: impl MetricSchedule) -> f64 {
        schedule.observe(1.0);
        schedule.observe(1.0)
    }
    let mut plateau = ReduceOnPlateau::new(0.1)?.with_patience(0);
    assert_eq!(train(&mut plateau), 0.1 * 0.1);
    assert_eq!(plateau.learning_rate(), 0.1 * 0.1);
    let boxed: Box<dyn MetricSchedule + Send + Sync> = Box::new(plateau);
    assert_eq!(boxed.learning_rate(), 0.1 * 0.1);
    assert_eq!(train(boxed), 0.1 * 0.1 * 0.1 * 0.1);
    Ok(())
}

/// The two traits have a method of the same name; a pointer to a schedule of one is none of the other.
#[test]
fn both_traits_can_be_in_scope() -> Result<(), ScheduleError> {
    use glidepath_core::LearningRateSchedule;

    let by_step: Box<dyn LearningRateSchedule> = Box::new(glidepath_schedules::Constant::new(0.5)?);
    let by_metric: Box<dyn MetricSchedule> = Box::new(ReduceOnPlateau::new(0.25)?);
    assert_eq!(by_step.learning_rate(7), 0.5);
    assert_eq!(by_metric.learning_rate(), 0.25);
    Ok(())
}
