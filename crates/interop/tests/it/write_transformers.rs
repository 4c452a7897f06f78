//! The training arguments of transformers: exact texts, the way back, and what is refused.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ExportOptions, Target, Written, export};
use glidepath_schedules::{
    Constant, CosineAnnealing, CosineDecay, CosineHardRestarts, Curve, InverseSquareRoot, Noam,
    PolynomialDecay, ScheduleExt, Stretched, Transition, Warmup, WarmupStableDecay,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule};
use serde_json::{Value, json};

use crate::common::{imported, json_of, to};

fn written(schedule: impl IntoBoxSchedule, total_steps: Option<u64>) -> Written {
    let options = ExportOptions::new();
    let options = total_steps.map_or(options, |total_steps| options.with_total_steps(total_steps));
    export(&[schedule.boxed().into()], Target::Transformers, &options).unwrap()
}

/// Checks the type, its parameters, the warmup and the length of the run. What is written must be read as the
/// same.
#[track_caller]
fn check(schedule: impl IntoBoxSchedule, kind: &str, kwargs: &Value, warmup_steps: u64, max_steps: u64) {
    let schedule = schedule.boxed();
    let text = json_of(&written(schedule.clone(), None)).to_string();
    let arguments: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(arguments["lr_scheduler_type"], json!(kind));
    assert_eq!(arguments["lr_scheduler_kwargs"], *kwargs);
    assert_eq!(arguments["warmup_steps"], json!(warmup_steps));
    assert_eq!(arguments["max_steps"], json!(max_steps));
    let again = imported(&text);
    for step in 0..max_steps {
        let [want, got] = [schedule.learning_rate(step), again.learning_rate.learning_rate(step)];
        assert!((want - got).abs() <= 1e-16, "step {step}: {got:?} for {want:?}");
    }
}

fn line(end: f64) -> Transition {
    Transition::new(0.1, end, 90).unwrap()
}

fn cosine(end: f64) -> CosineAnnealing {
    CosineAnnealing::new(0.1, 90).unwrap().with_end_learning_rate(end).unwrap()
}

#[test]
fn every_type_is_written() {
    check(line(0.0).with_warmup(10).unwrap(), "linear", &json!({}), 10, 100);
    check(line(0.01), "polynomial", &json!({"lr_end": 0.01, "power": 1.0}), 0, 90);
    check(
        PolynomialDecay::new(0.1, 90, 0.01).unwrap().with_power(2.0).unwrap().with_warmup(10).unwrap(),
        "polynomial",
        &json!({"lr_end": 0.01, "power": 2.0}),
        10,
        100,
    );
    check(cosine(0.0).with_warmup(10).unwrap(), "cosine", &json!({}), 10, 100);
    let restarts = CosineHardRestarts::new(0.1, 90, 3.0).unwrap();
    check(restarts.scaled(0.5).unwrap(), "cosine_with_restarts", &json!({"num_cycles": 3}), 0, 90);
    check(cosine(0.01), "cosine_with_min_lr", &json!({"min_lr": 0.01}), 0, 90);
    check(
        CosineDecay::new(0.0, 90).unwrap().with_alpha(0.5).unwrap().with_warmup_target(0.1, 10).unwrap(),
        "cosine_with_min_lr",
        &json!({"min_lr": 0.05}),
        10,
        100,
    );
    check(
        CosineHardRestarts::new(0.1, 90, 3.0).unwrap().with_warmup(10).unwrap(),
        "cosine_with_restarts",
        &json!({"num_cycles": 3}),
        10,
        100,
    );
    check(
        cosine(0.01).with_warmup(10).unwrap().shifted(1),
        "cosine_warmup_with_min_lr",
        &json!({"min_lr": 0.01}),
        10,
        100,
    );
    check(cosine(0.0).shifted(1), "cosine_warmup_with_min_lr", &json!({"min_lr": 0.0}), 0, 90);
    check(
        Warmup::new(cosine(0.01), 9).unwrap().with_initial_learning_rate(0.025).unwrap(),
        "cosine_warmup_with_min_lr",
        &json!({"min_lr": 0.01, "warmup_lr_rate": 0.25}),
        10,
        100,
    );
    check(
        WarmupStableDecay::new(0.1, 10, 60, 30)
            .unwrap()
            .with_initial_learning_rate(0.025)
            .unwrap()
            .with_end_learning_rate(0.025)
            .unwrap()
            .with_decay_curve(Curve::Power { power: 0.5 })
            .unwrap(),
        "warmup_stable_decay",
        &json!({"num_decay_steps": 30, "num_stable_steps": 60, "warmup_type": "linear", "decay_type": "1-sqrt",
            "min_lr_ratio": 0.25}),
        10,
        100,
    );
}

#[test]
fn a_rate_without_an_end_leaves_the_length_of_the_run_open() {
    for (schedule, kind, kwargs) in [
        (Constant::new(0.1).unwrap().boxed(), "constant", json!({})),
        (Constant::new(0.1).unwrap().with_warmup(10).unwrap().boxed(), "constant_with_warmup", json!({})),
        (InverseSquareRoot::new(0.1, 10).unwrap().boxed(), "inverse_sqrt", json!({})),
        (
            InverseSquareRoot::new(0.1, 10).unwrap().with_timescale(50).unwrap().boxed(),
            "inverse_sqrt",
            json!({"timescale": 50}),
        ),
    ] {
        let open = written(schedule.clone(), None);
        let arguments = json!(json_of(&open));
        assert_eq!(arguments["lr_scheduler_type"], json!(kind));
        assert_eq!(arguments["lr_scheduler_kwargs"], kwargs);
        assert_eq!(arguments.get("max_steps"), None);
        let notes: Vec<_> = open.notes().iter().map(ToString::to_string).collect();
        assert_eq!(
            notes,
            [
                "`max_steps` is not written, since the schedule does not tell how long the run is; the rates do not depend \
                 on it"
            ]
        );
        let told = written(schedule, Some(500));
        assert_eq!(json!(json_of(&told))["max_steps"], json!(500));
        assert!(told.notes().is_empty());
    }
}

#[test]
fn waves_are_counted_in_the_run_that_is_told() {
    let waves = |schedule: BoxSchedule, total_steps| {
        let arguments = json!(json_of(&written(schedule, total_steps)));
        (arguments["lr_scheduler_kwargs"].clone(), arguments["max_steps"].clone())
    };
    assert_eq!(waves(cosine(0.0).boxed(), Some(360)), (json!({"num_cycles": 2.0}), json!(360)));
    let short = CosineAnnealing::new(0.1, 22.5).unwrap();
    assert_eq!(waves(short.boxed(), None), (json!({"num_cycles": 1.0}), json!(45)));
    let ahead = cosine(0.0).boxed().shifted(1);
    assert_eq!(waves(ahead.boxed(), Some(360)), (json!({"min_lr": 0.0, "num_cycles": 2.0}), json!(360)));
    // A third of a hundred steps is no double.
    let thirds = Stretched::new(CosineAnnealing::new(0.1, 100).unwrap(), 1.0 / 3.0).unwrap();
    assert_eq!(waves(thirds.boxed(), None), (json!({"num_cycles": 1.5}), json!(100)));
}

#[test]
fn a_cosine_that_stays_at_its_end_is_the_same_in_its_run() {
    let decay = written(CosineDecay::new(0.1, 90).unwrap(), None);
    let notes: Vec<_> = decay.notes().iter().map(ToString::to_string).collect();
    assert_eq!(
        notes,
        [
            "the cosine of transformers rises again after step 90, where the run ends; this one stays at its end"
        ]
    );
}

#[test]
fn a_run_that_is_longer_than_the_cosine_does_not_see_it_rise() {
    let longer = written(CosineDecay::new(0.1, 90).unwrap(), Some(180));
    assert_eq!(json!(json_of(&longer))["max_steps"], json!(90));
    assert_eq!(json!(json_of(&longer))["lr_scheduler_kwargs"], json!({}));
    assert_eq!(
        longer.notes()[1].to_string(),
        "`max_steps` is 90, which gives these rates in transformers, though the run has 180 steps"
    );
}

#[test]
fn a_run_that_goes_on_after_the_decay_is_refused() {
    let to_run = |schedule: BoxSchedule, total_steps| {
        let options = ExportOptions::new().with_total_steps(total_steps);
        export(&[schedule.into()], Target::Transformers, &options).map_err(|error| error.to_string())
    };
    let refusal = "cannot be written for transformers: with these rates `max_steps` is 80, where transformers ends the run; \
                   this run goes on to step 100, and at step 80 its rate is 0.01";
    let square = PolynomialDecay::new(0.1, 80, 0.01).unwrap().with_power(2.0).unwrap();
    assert!(to_run(square.clone().boxed(), 80).is_ok());
    assert_eq!(to_run(square.boxed(), 100).unwrap_err(), refusal);
    // A wave is at no bottom where the run ends.
    let wave = CosineAnnealing::new(0.1, 80).unwrap().boxed();
    assert!(to_run(wave.clone(), 120).is_ok());
    assert!(to_run(wave, 110).unwrap_err().contains("this run goes on to step 110, and at step 81"));
    // What has a `lr_scheduler_type` whose decay may end before the run.
    for schedule in [
        CosineDecay::new(0.5, 80).unwrap().with_alpha(0.125).unwrap().boxed(),
        Transition::new(0.1, 0.01, 80).unwrap().boxed(),
    ] {
        let written = to_run(schedule, 100).unwrap();
        let json = json!(json_of(&written));
        assert_eq!(
            (&json["lr_scheduler_type"], &json["max_steps"]),
            (&json!("warmup_stable_decay"), &json!(100))
        );
        assert!(written.notes().is_empty(), "{:?}", written.notes());
    }
    let stable = WarmupStableDecay::new(0.1, 10, 50, 20).unwrap().boxed();
    assert_eq!(json!(json_of(&to_run(stable, 100).unwrap()))["max_steps"], json!(100));
}

#[test]
fn a_warmup_may_take_the_whole_run() {
    let jump = |end| Constant::new(end).unwrap().boxed();
    let warmup = |end| Warmup::new(jump(end), 10).unwrap().with_target_learning_rate(0.1).unwrap();
    check(warmup(0.0), "linear", &json!({}), 10, 10);
    check(warmup(0.01), "polynomial", &json!({"lr_end": 0.01, "power": 1.0}), 10, 9);
}

#[test]
fn what_transformers_has_not_is_refused() {
    let refusal = to(Target::Transformers, &Noam::new(512, 4000).unwrap().boxed().into()).unwrap_err();
    assert_eq!(
        refusal.to_string(),
        "cannot be written for transformers: no `lr_scheduler_type` has the rates of this `Noam`; `transformers` supports \
         a linear warmup from 0 followed by a constant, linear, polynomial, cosine, inverse square root or WSD decay"
    );
    for schedule in [
        // A warmup from above 0, a rise after the warmup, an end above the beginning.
        Warmup::new(line(0.0), 10).unwrap().with_initial_learning_rate(0.01).unwrap().boxed(),
        Transition::new(0.1, 0.2, 90).unwrap().boxed(),
        line(0.01).with_curve(Curve::Geometric).unwrap().boxed(),
        line(0.0).shifted(5).boxed(),
        // Shares of a peak of 0.
        CosineAnnealing::new(0.0, 90).unwrap().with_end_learning_rate(0.1).unwrap().boxed(),
        Transition::new(0.0, 0.1, 90).unwrap().with_curve(Curve::Cosine { exponent: 1.0 }).unwrap().boxed(),
        line(0.0).then(50, Constant::new(0.1).unwrap()).unwrap().boxed(),
    ] {
        assert!(to(Target::Transformers, &schedule.clone().into()).is_err(), "{schedule:?}");
    }
}
