//! How much a log must show before a cause is named.

use glidepath_core::LearningRateSchedule;
use glidepath_report::{LogSteps, Report, ReportOptions, Story};
use glidepath_serde::{BoxSchedule, Horizon};
use serde_json::{Value, json};

use crate::common::{class, csv, only, options, report, stories};

fn cosine() -> Value {
    class("CosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 90_000}))
}

fn stairs() -> Value {
    class("PiecewiseConstantDecay", json!({"boundaries": [300, 600], "values": [0.1, 0.01, 0.001]}))
}

fn with(file: &Value, log: &str) -> Report {
    report(&options(None).with_log("log.csv", format!("step,lr\n{log}")), file)
}

/// The log of a schedule at other steps.
fn at(file: &Value, steps: impl Iterator<Item = u64>, other: impl Fn(u64) -> f64) -> Report {
    report(&options(None).with_log("log.csv", csv(steps.map(|step| (step, other(step))))), file)
}

fn rates(file: &Value) -> BoxSchedule {
    glidepath_serde::deserialize(file).unwrap()
}

#[track_caller]
fn is_open(report: &Report, end: &str) {
    assert!(matches!(stories(report)[..], [Story::Unexplained { .. }]), "{:?}", report.findings);
    let message = &only(report, "log-differs").message;
    assert!(message.ends_with(end), "{message}");
}

#[test]
fn two_rows_of_one_digit_prove_no_speed() {
    let report = with(&cosine(), "0,0.1\n10,0.05\n");
    assert_eq!(
        only(&report, "log-differs").message,
        "at step 10 the log has the rate 0.05, but the schedule gives 0.1 (-50.00 %); 1 of 2 points differ, and there is \
         too little evidence to be sure of the cause; perhaps since step 10 the rates in the log are 0.5 times those of \
         the schedule"
    );
}

#[test]
fn few_rows_prove_neither_shift_nor_scale_nor_restart() {
    let steep = class("CosineDecay", json!({"initial_learning_rate": 0.1, "decay_steps": 100}));
    // A shift, a factor, a run that falls behind.
    is_open(&with(&steep, "10,0.07\n20,0.05\n"), "too little evidence to tell the cause");
    is_open(&with(&steep, "0,0.08\n"), "perhaps the rates in the log are 0.8 times those of the schedule");
    is_open(&with(&steep, "0,1.00e-1\n60,3.45e-2\n70,9.05e-2\n"), "steps behind the schedule");
}

#[test]
fn few_rows_with_all_their_digits_are_enough() {
    let schedule = rates(&cosine());
    let rate = |step| schedule.learning_rate(step);
    let steps = || [9_000, 30_000, 60_000].into_iter();
    let told = |other: &dyn Fn(u64) -> f64| stories(&at(&cosine(), steps(), other));
    assert_eq!(told(&|step| rate(step + 40)), [Story::Shifted { steps: 40 }]);
    assert_eq!(told(&|step| 0.5 * rate(step)), [Story::Scaled { factor: 0.5, since: 0 }]);
    assert_eq!(told(&|step| rate(step / 8)), [Story::Slower { factor: 8.0 }]);
}

/// A thousand equal rates say no more than one.
#[test]
fn a_flat_part_is_one_rate() {
    let flat = |rate: &str| (0..200).map(|step| format!("{step},{rate}\n")).collect::<String>();
    is_open(
        &with(&stairs(), &flat("0.02")),
        "perhaps the rates in the log are 0.2 times those of the schedule",
    );
    assert_eq!(stories(&with(&stairs(), &flat("0.1"))), []);
    // Where the rate falls is evidence, too.
    let schedule = rates(&stairs());
    let faster = at(&stairs(), (0..200).map(|row| 2 * row), |step| schedule.learning_rate(4 * step));
    assert_eq!(stories(&faster), [Story::Faster { factor: 4.0 }]);
    let once = at(&stairs(), (0..200).map(|row| 2 * row), |step| if step < 100 { 0.1 } else { 0.01 });
    is_open(&once, "perhaps the log is 201 steps ahead of the schedule");
}

/// From 17 times on, every factor fits.
#[test]
fn the_simplest_speed_is_told() {
    let falling =
        class("CosineDecay", json!({"initial_learning_rate": 2.9e-5, "decay_steps": 170, "alpha": 0.1}));
    let log = at(&falling, (0..50).map(|row| 10 * row), |step| if step == 0 { 2.9e-5 } else { 2.9e-6 });
    assert_eq!(stories(&log), [Story::Faster { factor: 32.0 }]);
}

/// That the log is at 0 one step before the schedule is as much evidence as that it falls one step before.
#[test]
fn the_place_where_a_log_agrees_again_is_evidence() {
    let falling = class(
        "Sequential",
        json!({"boundaries": [50], "schedules": [
            class("Constant", json!({"learning_rate": 0.28})),
            class("PolynomialDecay",
                json!({"initial_learning_rate": 0.28, "decay_steps": 50, "end_learning_rate": 0.0})),
        ]}),
    );
    let schedule = rates(&falling);
    let ahead = |last: u64| stories(&at(&falling, 0..last, |step| schedule.learning_rate(step + 1)));
    assert_eq!(ahead(200), [Story::Shifted { steps: 1 }]);
    // A schedule that falls to 0 in fewer steps gives the same zeros, but this log does not turn there.
    let at_zero = at(&falling, 0..200, |step| if step < 40 { 0.28 } else { 0.0 });
    assert!(matches!(stories(&at_zero)[..], [Story::Unexplained { .. }]), "{:?}", at_zero.findings);
}

/// The only rate that is not 0 is also that of 1,003 steps later.
#[test]
fn a_likely_story_does_not_hide_one_that_is_much_simpler() {
    let falling = class(
        "Warmup",
        json!({"warmup_steps": 201, "schedule": class("Transition",
            json!({"initial_learning_rate": 0.024, "end_learning_rate": 0.0, "transition_steps": 1_708}))}),
    );
    let zeros: String = (2..=10).map(|row| format!("{},0.0000e0\n", 500 * row)).collect();
    let report = with(&falling, &("500,5.7049e-3\n".to_owned() + &zeros));
    assert_eq!(stories(&report), [Story::Faster { factor: 3.0 }, Story::Shifted { steps: 1 }]);
}

/// A slow scheduler that is restarted would fit as well.
#[test]
fn updates_that_were_skipped_come_before_combinations() {
    let annealing = class(
        "CosineAnnealing",
        json!({"initial_learning_rate": 7.9e-5, "end_learning_rate": 7.9e-6, "decay_steps": 23}),
    );
    let log = "0,7.900e-5\n1,7.900e-5\n2,7.900e-5\n3,7.900e-5\n4,7.900e-5\n5,7.900e-5\n6,7.900e-5\n7,7.900e-5\n\
               9,7.867e-5\n10,7.900e-5\n";
    assert!(matches!(stories(&with(&annealing, log))[..], [Story::Behind { steps: -10, .. }]));
}

/// The nearest number with this many bits after the point.
fn rounded(rate: f64, bits: i32) -> f64 {
    let spacing = 2_f64.powi(rate.log2().floor() as i32 - bits);
    (rate / spacing).round() * spacing
}

#[test]
fn rates_of_16_bits() {
    let file = class("CosineDecay", json!({"initial_learning_rate": 1e-3, "decay_steps": 1_000}));
    let schedule = rates(&file);
    for bits in [7, 10] {
        let log = |factor: f64| {
            let rate = |step| rounded(factor * schedule.learning_rate(step), bits);
            // Down to rates that are normal numbers of both formats.
            (0..80).map(|row| 10 * row).map(|step| format!("{step},{:e}\n", rate(step))).collect::<String>()
        };
        assert_eq!(stories(&with(&file, &log(1.0))), [], "{bits}");
        assert_eq!(stories(&with(&file, &log(2.0))), [Story::Scaled { factor: 2.0, since: 0 }], "{bits}");
        // One number of more bits, and they are no 16-bit floats.
        let more = log(1.0) + "800,9.5491e-5\n";
        assert!(matches!(stories(&with(&file, &more))[..], [Story::Unexplained { .. }]), "{bits}");
    }
    // Halves of halves are numbers of every format, and exact.
    let halves: String = (0..9).map(|row| format!("{},{:e}\n", 10 * row, 0.75 * 0.5_f64.powi(row))).collect();
    let halving = class(
        "ExponentialDecay",
        json!({"initial_learning_rate": 0.752, "decay_steps": 10, "decay_rate": 0.5}),
    );
    assert_ne!(stories(&with(&halving, &halves)), []);
}

#[test]
fn steps_that_may_be_samples() {
    let linear = class(
        "PolynomialDecay",
        json!({"initial_learning_rate": 0.123, "decay_steps": 1_000, "end_learning_rate": 0.0}),
    );
    let schedule = rates(&linear);
    let log = csv((0..90).map(|row| (640 * row, schedule.learning_rate(10 * row))));
    let help = |total_steps| {
        let report = report(&options(total_steps).with_log("log.csv", log.clone()), &linear);
        assert_eq!(stories(&report), [Story::Slower { factor: 64.0 }]);
        only(&report, "log-differs").help.clone()
    };
    assert!(
        help(None).ends_with(
            "; or, if the log counts samples, tokens or micro-batches, 64 per update, set the unit of its steps, and how many \
             make an update"
        ),
        "{}",
        help(None)
    );
    assert_eq!(
        help(Some(1_000)),
        "the log goes on to step 56960 in a run of 1000 updates, so it probably counts samples, tokens or micro-batches, \
         64 per update: set the unit of its steps, and how many make an update"
    );
    let tokens = csv((0..90).map(|row| (10 * 524_288 * row, schedule.learning_rate(10 * row))));
    let slow = stories(&report(&options(None).with_log("log.csv", tokens), &linear));
    assert_eq!(slow, [Story::Slower { factor: 524_288.0 }]);
    // In a run that is as long as the log, the scheduler is slow.
    assert!(!help(Some(56_960)).contains("samples"));
    let horizon = Horizon::new().with_samples_per_step(64.0).unwrap();
    let told = ReportOptions::new().with_horizon(horizon).with_log_steps(LogSteps::Samples);
    assert_eq!(stories(&report(&told.with_log("log.csv", log.clone()), &linear)), []);
}
