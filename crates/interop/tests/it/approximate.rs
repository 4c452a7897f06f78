//! Constant pieces instead of a schedule.

use glidepath_core::{LearningRateSchedule, schedule_fn};
use glidepath_interop::approximate;
use glidepath_schedules::{CosineDecay, ExponentialDecay, Noam, Table, Transition};

#[test]
fn the_differences_are_the_largest_there_are() {
    let schedules: [&dyn LearningRateSchedule; 3] = [
        &CosineDecay::new(0.0, 900).unwrap().with_warmup_target(0.1, 100).unwrap(),
        &ExponentialDecay::new(0.1, 100, 0.5).unwrap(),
        &Noam::new(512, 200).unwrap(),
    ];
    for schedule in schedules {
        for pieces in [1, 2, 7, 100] {
            let approximation = approximate(schedule, 999, pieces).unwrap();
            assert!(approximation.schedule.values().len() <= pieces);
            let difference =
                |step: u64| (approximation.schedule.learning_rate(step) - schedule.learning_rate(step)).abs();
            let largest = (0..1_000).map(difference).fold(0.0, f64::max);
            let told = approximation.largest_absolute;
            assert_eq!((told.difference, difference(told.step)), (largest, largest));
            let relative = (0..1_000)
                .filter(|&step| schedule.learning_rate(step) > 0.0)
                .map(|step| difference(step) / schedule.learning_rate(step));
            assert_eq!(approximation.largest_relative.difference, relative.fold(0.0, f64::max));
        }
    }
}

#[test]
fn more_pieces_are_nearer_and_as_many_as_steps_are_exact() {
    let line = Transition::new(1.0, 0.0, 100).unwrap();
    let mut before = f64::INFINITY;
    for pieces in 1..=100 {
        let difference = approximate(&line, 99, pieces).unwrap().largest_absolute.difference;
        assert!(difference <= before, "{pieces}: {difference} after {before}");
        before = difference;
    }
    assert_eq!(before, 0.0);
    // A line of 100 rates cannot be cut better than into equal pieces.
    let ten = approximate(&line, 99, 10).unwrap();
    assert!((ten.largest_absolute.difference - 0.045).abs() < 1e-6);
}

#[test]
fn what_is_constant_in_pieces_is_itself() {
    let stairs = schedule_fn(|step| if step < 10 { 0.5 } else { 0.25 });
    let approximation = approximate(&stairs, 99, 5).unwrap();
    assert_eq!(approximation.schedule.values(), [0.5, 0.25]);
    assert_eq!(approximation.largest_absolute.difference, 0.0);
}

#[test]
fn the_least_doubles_are_cut_as_well() {
    let least = Table::new([0.0, 5e-324, 1e-323]).unwrap();
    assert_eq!(approximate(&least, 2, 1).unwrap().schedule.values().len(), 1);
}

#[test]
fn what_cannot_be_looked_at_is_refused() {
    let line = Transition::new(1.0, 0.0, 100).unwrap();
    assert_eq!(
        approximate(&line, 99, 0).unwrap_err().to_string(),
        "cannot be approximated: there must be 1 piece at least, got 0"
    );
    assert_eq!(
        approximate(&line, u64::MAX, 5).unwrap_err().to_string(),
        "cannot be approximated: at most 10000000 steps can be looked at, got 18446744073709551615"
    );
}
