//! The schedulers of DeepSpeed: exact texts, the way back, and what is refused.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{InteropError, Target, Written, import_path};
use glidepath_schedules::{
    Constant, CosineDecay, Curve, Interpolated, InverseTimeDecay, PowerLaw, ScheduleExt, Stretched,
    Transition,
};
use glidepath_serde::{IntoBoxSchedule, LearningRate};
use serde_json::{Value, json};

use crate::common::{data, imported, json_of, to};

fn to_deepspeed(learning_rate: &LearningRate) -> Result<Written, InteropError> {
    to(Target::DeepSpeed, learning_rate)
}

/// Checks the configuration. What is written must be read as the same.
#[track_caller]
fn check(schedule: impl IntoBoxSchedule, want: &Value) {
    let schedule = schedule.boxed();
    let written = json_of(&to_deepspeed(&schedule.clone().into()).unwrap());
    assert_eq!(json!(written), *want);
    let again = imported(written.to_string());
    for step in 0..1_000 {
        let [want, got] = [schedule.learning_rate(step), again.learning_rate.learning_rate(step)];
        assert!((want - got).abs() <= 1e-16, "step {step}: {got:?} for {want:?}");
    }
}

fn scheduler(kind: &str, params: &Value) -> Value {
    json!({"scheduler": {"type": kind, "params": params}})
}

fn late_ramp() -> Transition {
    Transition::new(0.001, 0.1, 100).unwrap()
}

#[test]
fn every_type_is_written() {
    check(
        Constant::new(0.1).unwrap(),
        &scheduler(
            "WarmupLR",
            &json!({"warmup_min_lr": 0.1, "warmup_max_lr": 0.1, "warmup_num_steps": 2, "warmup_type": "linear"}),
        ),
    );
    check(
        late_ramp().shifted(-1),
        &scheduler(
            "WarmupLR",
            &json!({"warmup_min_lr": 0.001, "warmup_max_lr": 0.1, "warmup_num_steps": 100, "warmup_type": "linear"}),
        ),
    );
    let down = Transition::new(0.1, 0.001, 400).unwrap();
    check(
        late_ramp().then(100, down).unwrap().shifted(-1),
        &scheduler(
            "WarmupDecayLR",
            &json!({"total_num_steps": 500, "warmup_min_lr": 0.001, "warmup_max_lr": 0.1, "warmup_num_steps": 100,
                "warmup_type": "linear"}),
        ),
    );
    let half_cosine = Curve::Cosine { exponent: 1.0 };
    let cosine = Transition::new(0.1, 0.05, 400).unwrap().with_curve(half_cosine).unwrap();
    let logarithm = Transition::new(0.0, 0.1, 99).unwrap();
    let logarithm = logarithm.with_curve(Curve::Logarithmic { base: 100.0 }).unwrap();
    let first = Constant::new(0.0).unwrap();
    check(
        first.then(1, logarithm).unwrap().then(101, cosine.shifted(1)).unwrap(),
        &json!({
            "optimizer": {"params": {"lr": 0.1}},
            "scheduler": {"type": "WarmupCosineLR", "params": {"total_num_steps": 500, "warmup_min_ratio": 0.0,
                "warmup_num_steps": 100, "cos_min_ratio": 0.5, "warmup_type": "log"}},
        }),
    );
    let rise = |steps| PowerLaw::new(0.001, steps, 1.0).unwrap().with_offset(1.0).unwrap();
    check(
        rise(200.0),
        &scheduler(
            "LRRangeTest",
            &json!({"lr_range_test_min_lr": 0.001, "lr_range_test_step_size": 200, "lr_range_test_step_rate": 1.0,
                "lr_range_test_staircase": false}),
        ),
    );
    check(
        Stretched::new(rise(0.5), 50).unwrap(),
        &scheduler(
            "LRRangeTest",
            &json!({"lr_range_test_min_lr": 0.001, "lr_range_test_step_size": 50, "lr_range_test_step_rate": 2.0,
                "lr_range_test_staircase": true}),
        ),
    );
    let triangle = Interpolated::new([0_u64, 100, 300], [0.01, 0.1, 0.01]).unwrap();
    let fall = InverseTimeDecay::new(0.01, 50, 0.5).unwrap();
    check(
        triangle.then(300, fall).unwrap(),
        &scheduler(
            "OneCycle",
            &json!({"cycle_min_lr": 0.01, "cycle_max_lr": 0.1, "cycle_first_step_size": 100,
                "cycle_second_step_size": 200, "cycle_first_stair_count": 0, "cycle_second_stair_count": 0,
                "cycle_momentum": false, "decay_lr_rate": 0.5, "decay_step_size": 50}),
        ),
    );
}

#[test]
fn the_examples_come_back() {
    for kind in ["WarmupLR", "WarmupDecayLR", "WarmupCosineLR", "LRRangeTest", "OneCycle"] {
        let read = import_path(data("deepspeed").join(format!("{kind}.config.json"))).unwrap();
        let written = json!(json_of(&to_deepspeed(&read.learning_rate).unwrap()));
        assert_eq!(written["scheduler"]["type"], json!(kind));
        assert_eq!(imported(written.to_string()).learning_rate, read.learning_rate, "{kind}");
    }
}

#[test]
fn what_deepspeed_has_not_is_refused() {
    let refusal =
        |schedule: glidepath_serde::BoxSchedule| to_deepspeed(&schedule.into()).unwrap_err().to_string();
    assert_eq!(
        refusal(Constant::new(0.1).unwrap().with_warmup(100).unwrap().boxed()),
        "cannot be written for DeepSpeed: the warmup of this `Warmup` begins with the first update, those of DeepSpeed with \
         the second"
    );
    assert_eq!(
        refusal(CosineDecay::new(0.1, 100).unwrap().boxed()),
        "cannot be written for DeepSpeed: DeepSpeed has no scheduler with the rates of this `CosineDecay`; it has a \
         constant, warmups that begin one update late, with a linear or a cosine decay after them, one cycle of lines, and a rise \
         without an end"
    );
    // What is cut off, or goes on elsewhere.
    let ramp = || Constant::new(0.001).unwrap().then(1, late_ramp()).unwrap();
    let down = || Transition::new(0.1, 0.001, 400).unwrap();
    let behind =
        |end, rate| ramp().then(101, down()).unwrap().then(end, Constant::new(rate).unwrap()).unwrap();
    for schedule in [behind(501, 0.05), behind(301, 0.001)] {
        assert!(to_deepspeed(&schedule.boxed().into()).is_err());
    }
    let cycle = Interpolated::new([0_u64, 100, 300], [0.01, 0.1, 0.01]).unwrap();
    let rise = InverseTimeDecay::new(0.01, 50, -0.5).unwrap();
    assert!(to_deepspeed(&cycle.then(300, rise).unwrap().boxed().into()).is_err());
    let endless = Transition::new(0.0, 0.1, u64::MAX).unwrap().with_curve(Curve::Logarithmic { base: 2.0 });
    assert!(to_deepspeed(&endless.unwrap().shifted(-1).boxed().into()).is_err());
    // Stairs down are not stairs up backwards.
    let stairs =
        |from, to| Transition::new(from, to, 100).unwrap().with_curve(Curve::Stairs { count: 5 }).unwrap();
    let both = stairs(0.01, 0.1).then(100, stairs(0.1, 0.01)).unwrap().boxed();
    assert!(to_deepspeed(&both.into()).is_err());
}
