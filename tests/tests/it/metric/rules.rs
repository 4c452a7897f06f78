//! Rules that the recorded runs do not come by.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, MetricMode, ReduceOnPlateau, ScheduleError, Threshold};

/// The two frameworks add an absolute threshold on different sides, and round there.
#[test]
fn an_absolute_threshold_is_rounded_as_the_framework_does() -> Result<(), ScheduleError> {
    let is_better = |schedule: ReduceOnPlateau, mode, best, amount, metric| {
        let mut schedule = schedule.with_mode(mode).with_threshold(Threshold::Absolute(amount))?;
        schedule.observe(best);
        schedule.observe(metric);
        Ok::<bool, ScheduleError>(schedule.best() == Some(metric))
    };
    // 0.4 - 0.1 is above 0.3, while 0.3 + 0.1 is 0.4.
    assert!(is_better(ReduceOnPlateau::new(0.1)?, MetricMode::Min, 0.4, 0.1, 0.3)?);
    assert!(!is_better(ReduceOnPlateau::keras(0.1)?, MetricMode::Min, 0.4, 0.1, 0.3)?);
    // 0.3 + 0.1 is 0.4, while 0.4 - 0.1 is above 0.3.
    assert!(!is_better(ReduceOnPlateau::new(0.1)?, MetricMode::Max, 0.3, 0.1, 0.4)?);
    assert!(is_better(ReduceOnPlateau::keras(0.1)?, MetricMode::Max, 0.3, 0.1, 0.4)?);
    Ok(())
}

#[test]
fn raising_the_rate_begins_the_count_to_the_reset_again() -> Result<(), ScheduleError> {
    let mut greedy = Greedy::new(0.25)?
        .with_factor(0.5)?
        .with_patience(0)
        .with_learning_rate_range(0.125, 1.0)?
        .with_reset_start(3)?;
    let counts = [9.0, 9.0, 9.0, 9.0, 8.0].map(|metric| {
        greedy.observe(metric);
        (greedy.learning_rate(), greedy.reset_left())
    });
    assert_eq!(counts, [(0.5, 3), (0.25, 3), (0.125, 2), (0.125, 1), (0.25, 3)]);
    Ok(())
}

/// The product of infinity and 0 is NaN, which nothing is below; that of infinity and -1 is the least there
/// is.
#[test]
fn a_threshold_of_all_is_never_passed() -> Result<(), ScheduleError> {
    for share in [1.0, 2.0] {
        let threshold = Threshold::Relative(share);
        let metrics = [3.0, 0.0, f64::NEG_INFINITY];
        let mut plateau = ReduceOnPlateau::new(1.0)?.with_threshold(threshold)?.with_patience(0);
        let rates = metrics.map(|metric| plateau.observe(metric));
        assert_eq!(rates, [0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.1]);
        assert_eq!(plateau.best(), None);

        let mut greedy = Greedy::new(0.5)?.with_factor(0.5)?.with_threshold(threshold)?.with_patience(0);
        assert_eq!(metrics.map(|metric| greedy.observe(metric)), [0.25, 0.125, 0.0625]);
        assert_eq!(greedy.best(), None);
    }
    Ok(())
}
