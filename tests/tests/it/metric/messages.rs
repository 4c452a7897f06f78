//! What the constructors say of bad parameters.

use std::fmt::Debug;

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, ReduceOnPlateau, ScheduleError, Threshold};

fn message<S: Debug>(result: Result<S, ScheduleError>) -> String {
    result.expect_err("a bad parameter").to_string()
}

#[test]
fn bad_parameters_of_a_plateau() {
    let plateau = || ReduceOnPlateau::new(0.1).expect("valid parameters");
    let cases = [
        (ReduceOnPlateau::new(-0.1), "`initial_learning_rate` must be finite and at least 0, got -0.1"),
        (
            ReduceOnPlateau::keras(f64::INFINITY),
            "`initial_learning_rate` must be finite and at least 0, got inf",
        ),
        (plateau().with_factor(1.0), "`factor` must be at least 0 and below 1, got 1.0"),
        (plateau().with_factor(-0.0), "`factor` must be at least 0 and below 1, got -0.0"),
        (plateau().with_factor(-0.5), "`factor` must be at least 0 and below 1, got -0.5"),
        (plateau().with_factor(f64::NAN), "`factor` must be at least 0 and below 1, got NaN"),
        (
            plateau().with_threshold(Threshold::Relative(-1e-4)),
            "`threshold` must be finite and at least 0, got -0.0001",
        ),
        (
            plateau().with_threshold(Threshold::Absolute(f64::NAN)),
            "`threshold` must be finite and at least 0, got NaN",
        ),
        (
            plateau().with_min_learning_rate(-1.0),
            "`min_learning_rate` must be finite and at least 0, got -1.0",
        ),
        (plateau().with_eps(f64::INFINITY), "`eps` must be finite and at least 0, got inf"),
    ];
    for (result, expected) in cases {
        assert_eq!(message(result), expected);
    }
}

#[test]
fn bad_parameters_of_greedy() {
    let greedy = || Greedy::new(0.1).expect("valid parameters");
    let mut raised = greedy().with_patience(0);
    raised.observe(1.0);
    let cases = [
        (Greedy::new(f64::NAN), "`initial_learning_rate` must be finite and at least 0, got NaN"),
        (greedy().with_factor(f64::NAN), "`factor` must be greater than 0 and below 1, got NaN"),
        (greedy().with_factor(0.0), "`factor` must be greater than 0 and below 1, got 0.0"),
        (greedy().with_factor(1.0), "`factor` must be greater than 0 and below 1, got 1.0"),
        (
            greedy().with_threshold(Threshold::Absolute(-1.0)),
            "`threshold` must be finite and at least 0, got -1.0",
        ),
        (
            greedy().with_learning_rate_range(-1.0, 1.0),
            "`min_learning_rate` must be finite and at least 0, got -1.0",
        ),
        (
            greedy().with_learning_rate_range(0.0, f64::INFINITY),
            "`max_learning_rate` must be finite and at least 0, got inf",
        ),
        (
            greedy().with_learning_rate_range(0.5, 0.25),
            "`max_learning_rate` must be at least `min_learning_rate`, got 0.25",
        ),
        (
            raised.with_learning_rate_range(0.001, 0.01),
            "`state.learning_rate` must be between the least and the greatest of `initial_learning_rate`, \
             `min_learning_rate` and `max_learning_rate`, got 0.10526315789473685",
        ),
        (greedy().with_eps(-1.0), "`eps` must be finite and at least 0, got -1.0"),
        (greedy().with_smoothing(0), "`window_size` must be greater than 0, got 0"),
        (greedy().with_reset_start(0), "`reset_start` must be greater than 0, got 0"),
    ];
    for (result, expected) in cases {
        assert_eq!(message(result), expected);
    }
}
