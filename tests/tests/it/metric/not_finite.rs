//! NaN and the infinities.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, MetricMode, ReduceOnPlateau, ScheduleError};

#[test]
fn nan_is_never_better() -> Result<(), ScheduleError> {
    let mut plateau = ReduceOnPlateau::new(1.0)?.with_factor(0.5)?.with_patience(1);
    let rates = [f64::NAN, f64::NAN, 7.0, f64::NAN, f64::NAN].map(|metric| plateau.observe(metric));
    assert_eq!(rates, [1.0, 0.5, 0.5, 0.5, 0.25]);
    assert_eq!(plateau.best(), Some(7.0));

    // DIFFERENCE: Keras takes a first NaN as the best, and nothing is ever better.
    let mut plateau = ReduceOnPlateau::keras(1.0)?.with_factor(0.5)?.with_patience(2);
    let rates = [f64::NAN, 7.0, f64::NAN, f64::NAN, 6.0].map(|metric| plateau.observe(metric));
    assert_eq!(rates, [1.0, 1.0, 1.0, 0.5, 0.5]);
    assert_eq!(plateau.best(), Some(6.0));

    let mut greedy = Greedy::new(0.25)?.with_factor(0.5)?.with_patience(1);
    let rates = [f64::NAN, f64::NAN, 3.0, f64::NAN, 2.0, 1.0].map(|metric| greedy.observe(metric));
    assert_eq!(rates, [0.25, 0.125, 0.125, 0.125, 0.125, 0.25]);
    assert_eq!(greedy.best(), Some(1.0));
    Ok(())
}

#[test]
fn nothing_is_better_than_the_good_infinity() -> Result<(), ScheduleError> {
    for rules in [ReduceOnPlateau::new, ReduceOnPlateau::keras] {
        for (mode, best) in [(MetricMode::Min, f64::NEG_INFINITY), (MetricMode::Max, f64::INFINITY)] {
            let mut plateau = rules(1.0)?.with_mode(mode).with_factor(0.5)?.with_patience(2);
            let rates = [best, best, best, best].map(|metric| plateau.observe(metric));
            assert_eq!(plateau.best(), Some(best));
            assert_eq!(rates[3], 0.5);
        }
    }
    Ok(())
}

/// As in transformers: what is no number never leaves the running sum, until everything begins anew.
#[test]
fn nan_stays_in_the_running_sum_until_a_reset() -> Result<(), ScheduleError> {
    let mut greedy = Greedy::new(0.25)?
        .with_factor(0.5)?
        .with_patience(0)
        .with_learning_rate_range(0.125, 1.0)?
        .with_smoothing(1)?
        .with_reset_start(3)?;
    let metrics = [f64::NAN, 3.0, 2.0, 1.0, 1.0];
    let rates = metrics.map(|metric| greedy.observe(metric));
    // 1.0 is the first that can be better again.
    assert_eq!(rates, [0.125, 0.125, 0.25, 0.5, 0.25]);
    assert_eq!(greedy.best(), Some(1.0));
    Ok(())
}
