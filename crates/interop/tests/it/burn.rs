//! burn: parameter groups, messages, and what is written.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ExportOptions, Target, export, import_bytes};
use glidepath_schedules::{
    Constant, CosineAnnealing, CosineDecay, Curve, ExponentialDecay, Noam, PiecewiseConstantDecay,
    PolynomialDecay, Product, ScheduleExt, Sum, Transition,
};
use glidepath_serde::{IntoBoxSchedule, LearningRate};
use serde_json::json;

fn written(schedule: impl IntoBoxSchedule) -> Result<String, String> {
    let groups = [LearningRate::from(schedule.boxed())];
    let written = export(&groups, Target::Burn, &ExportOptions::new());
    written.map(|written| written.to_string()).map_err(|error| error.to_string())
}

/// The rates of what is written are those of the schedule, but for the last bits of a line that begins at 0.
#[track_caller]
fn check_written(schedule: impl IntoBoxSchedule, least_variants: &[&str]) {
    let schedule = schedule.boxed();
    let text = written(schedule.clone()).unwrap();
    for variant in least_variants {
        assert!(text.contains(&format!("\"{variant}\"")), "{variant} in {text}");
    }
    let imported = import_bytes(text.as_bytes()).unwrap();
    assert_eq!((imported.source.name(), imported.notes.as_slice()), ("burn", [].as_slice()));
    for step in (0..300).chain([1_000, 123_456, 1 << 40]) {
        let (got, want) = (imported.learning_rate.learning_rate(step), schedule.learning_rate(step));
        assert!((got - want).abs() <= 4e-16 * want, "step {step}: got {got:?}, want {want:?}, by {text}");
    }
}

#[test]
fn what_burn_has_is_written() {
    check_written(Constant::new(0.01).unwrap(), &["Constant"]);
    check_written(Transition::new(0.01, 0.1, 50).unwrap(), &["Linear"]);
    check_written(Transition::new(0.1, 0.0, 50).unwrap(), &["Linear"]);
    check_written(CosineAnnealing::new(0.1, 50).unwrap(), &["Cosine"]);
    check_written(
        CosineDecay::new(0.1, 200).unwrap().with_warmup(100).unwrap(),
        &["Sequential", "Linear", "Cosine", "Constant"],
    );
    check_written(
        CosineDecay::new(0.1, 200).unwrap().with_alpha(0.1).unwrap().with_warmup(1).unwrap(),
        &["Cosine"],
    );
    check_written(ExponentialDecay::new(0.1, 1, 0.99).unwrap(), &["Exponential"]);
    check_written(ExponentialDecay::new(0.1, 30, 0.5).unwrap().with_staircase(true), &["Step"]);
    check_written(Noam::new(512, 40).unwrap().with_factor(2.0).unwrap(), &["Noam"]);
    check_written(
        PiecewiseConstantDecay::new([10, 20], [0.3, 0.2, 0.1]).unwrap(),
        &["Sequential", "Constant"],
    );
    check_written(PolynomialDecay::new(0.1, 60, 0.01).unwrap(), &["Linear"]);
    let parts = || [Noam::new(64, 4).unwrap().boxed(), ExponentialDecay::new(0.1, 1, 0.9).unwrap().boxed()];
    check_written(Product::new(parts()).unwrap(), &["Composed", "Prod"]);
    check_written(Sum::new(parts()).unwrap().scaled(0.5).unwrap(), &["Composed", "Sum"]);
    check_written(
        Transition::new(0.0, 0.1, 10).unwrap().then(10, parts()[1].clone()).unwrap(),
        &["Exponential"],
    );
}

#[test]
fn what_burn_has_not_is_refused() {
    let cases: [(_, &str); 5] = [
        (
            Transition::new(2.0, 0.1, 50).unwrap().boxed(),
            "this `Transition`: a curve of burn begins above 0 and has rates up to 1",
        ),
        (
            Transition::new(0.1, 0.2, 50)
                .unwrap()
                .with_curve(Curve::Cosine { exponent: 1.0 })
                .unwrap()
                .boxed(),
            "this `Transition`: a cosine of burn falls, in a whole number of steps",
        ),
        (
            PolynomialDecay::new(0.1, 50, 0.0).unwrap().with_power(2.0).unwrap().boxed(),
            "this `PolynomialDecay`: burn has lines and half cosines of whole steps, no other curve",
        ),
        (
            ExponentialDecay::new(0.1, 50, 0.5).unwrap().boxed(),
            "this `ExponentialDecay`: burn multiplies by `gamma` at every step, or after whole numbers of steps",
        ),
        (
            CosineDecay::new(0.1, 50).unwrap().shifted(10).boxed(),
            "this `Shifted`: burn has no curve that begins in its middle",
        ),
    ];
    for (schedule, want) in cases {
        assert_eq!(written(schedule), Err(format!("cannot be written for burn: {want}")));
    }
}

#[test]
fn the_groups_of_a_module_are_parameter_groups() {
    let config = json!({"epochs": 3, "lr_scheduler": {
        "base": {"Constant": 0.1},
        "scheduler_groups": [{
            "group": {"Path": "decoder"},
            "scheduler": {"Exponential": {"initial_lr": 0.5, "gamma": 0.5}},
        }],
    }});
    let imported = import_bytes(config.to_string().as_bytes()).unwrap();
    assert_eq!(imported.path, "lr_scheduler.base");
    let rates: Vec<_> = imported.groups().map(|group| group.learning_rate(1)).collect();
    assert_eq!(rates, [0.1, 0.25]);
}

#[test]
fn what_is_wrong_is_named() {
    let error =
        |config: serde_json::Value| import_bytes(config.to_string().as_bytes()).unwrap_err().to_string();
    assert_eq!(
        error(json!({"Linear": {"initial_lr": 0.1, "final_lr": 1.5, "num_iters": 10}})),
        "Linear.final_lr: must be at least 0 and at most 1.0, got 1.5"
    );
    assert_eq!(
        error(json!({"scheduler": {"Step": {"initial_lr": 0.1, "step_size": 3}}})),
        "scheduler.Step: missing field `gamma`"
    );
    assert_eq!(
        error(json!({"Composed": {"schedulers": [], "reduction": "Prod"}})),
        "Composed.schedulers: must have at least 1 element, got 0"
    );
    assert_eq!(
        error(json!({"Composed": {"schedulers": [{"Constant": 0.1}], "reduction": "Max"}})),
        "Composed.reduction: must be `Prod`, `Sum` or `Avg`, got \"Max\""
    );
    assert_eq!(
        error(json!({"Sequential": {"schedulers": [{"Constant": 0.1}, {"Cosine": 1}], "milestones": [0]}})),
        "Sequential.schedulers[1].Cosine: must be an object, got the number 1"
    );
    assert_eq!(
        error(
            json!({"a": {"Cosine": {"initial_lr": 0.1, "min_lr": 0.0, "num_iters": 9}}, "warmup_steps": 5})
        ),
        "warmup_steps: `warmup_steps` belongs to a schedule and is not read here, so the rates may differ"
    );
}
