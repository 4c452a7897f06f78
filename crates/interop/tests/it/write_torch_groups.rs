//! Several parameter groups as one scheduler of PyTorch.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ExportOptions, Target, export, import_bytes};
use glidepath_schedules::{
    Constant, CosineDecay, Cyclic, ExponentialDecay, OneCycle, PolynomialDecay, ScheduleExt, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, LearningRate};
use serde_json::{Value, json};

/// Several groups as one scheduler, which is read again unless it is a formula.
#[track_caller]
fn groups(schedules: impl IntoIterator<Item = BoxSchedule>, step: u64) -> Value {
    let groups: Vec<_> = schedules.into_iter().map(LearningRate::from).collect();
    let written = export(&groups, Target::Torch, &ExportOptions::new().with_step(step)).unwrap();
    let scheduler: Value = json!(written.json());
    let has_formula = scheduler["python"].as_str().unwrap().contains("lambda");
    let tells_formula = written.notes().iter().any(|note| note.to_string().contains("`LambdaLR`"));
    assert_eq!(tells_formula, has_formula, "{:?}", written.notes());
    if !has_formula {
        let again = import_bytes(written.to_string().as_bytes()).unwrap();
        assert_eq!((again.step, again.groups().count()), (Some(step), groups.len()));
        for (read, written) in again.groups().zip(&groups) {
            for step in [0, 1, 3, 7, 30, 200] {
                let [read, written] = [read, written].map(|rate| rate.learning_rate(step));
                assert!((read - written).abs() <= 1e-15, "{read} and {written} at step {step}");
            }
        }
        assert!(
            !again.notes.iter().any(|note| note.to_string().contains("the last rate was")),
            "{:?}",
            again.notes
        );
    }
    scheduler
}

#[test]
fn groups_of_one_class_share_its_arguments() {
    let decays =
        [0.5, 0.25].map(|rate| ExponentialDecay::new(rate, 5, 0.5).unwrap().with_staircase(true).boxed());
    let scheduler = groups(decays, 7);
    assert_eq!((&scheduler["class"], &scheduler["base_lr"]), (&json!("StepLR"), &json!([0.5, 0.25])));
    assert_eq!(scheduler["kwargs"], json!({"step_size": 5, "gamma": 0.5}));
    let state = &scheduler["state_dict"];
    assert_eq!((&state["base_lrs"], &state["_last_lr"]), (&json!([0.5, 0.25]), &json!([0.25, 0.125])));
    let of_groups = json!([{"lr": 0.25, "initial_lr": 0.5}, {"lr": 0.125, "initial_lr": 0.25}]);
    assert_eq!(scheduler["optimizer"]["param_groups"], of_groups);
}

#[test]
fn what_pytorch_takes_for_each_group_is_a_list() {
    let cycles = [0.5, 0.25].map(|rate| OneCycle::new(rate, 40).unwrap().boxed());
    let scheduler = groups(cycles, 0);
    assert_eq!(scheduler["kwargs"]["max_lr"], json!([0.5, 0.25]));
    assert!(
        scheduler["python"]
            .as_str()
            .unwrap()
            .contains("OneCycleLR(optimizer, max_lr=[0.5, 0.25], total_steps=40,")
    );
    let cycles = [0.5, 0.25].map(|rate| Cyclic::new(0.125, rate, 6).unwrap().boxed());
    let scheduler = groups(cycles, 0);
    let kwargs = &scheduler["kwargs"];
    assert_eq!((&kwargs["base_lr"], &kwargs["max_lr"]), (&json!(0.125), &json!([0.5, 0.25])));
    assert_eq!(scheduler["state_dict"]["max_lrs"], json!([0.5, 0.25]));
}

#[test]
fn groups_of_a_sequence_keep_its_parts() {
    // The quotients of these rates differ in their last bits.
    let warm = [0.1, 0.02].map(|rate| {
        Transition::new(rate * 0.1, rate * 0.7, 12)
            .unwrap()
            .then(12, Constant::new(rate * 0.7).unwrap())
            .unwrap()
            .boxed()
    });
    assert_eq!(groups(warm, 3)["class"], "LinearLR");
    let falls = [0.5, 0.25].map(|rate| {
        let fall = CosineDecay::new(rate, 20).unwrap();
        Constant::new(rate).unwrap().then(5, fall).unwrap().boxed()
    });
    let scheduler = groups(falls, 9);
    assert_eq!(scheduler["class"], "SequentialLR");
    let state = &scheduler["state_dict"];
    assert_eq!(state["_schedulers"][1]["base_lrs"], json!([0.5, 0.25]));
    assert_eq!(state["_schedulers"][1]["last_epoch"], json!(4));
}

#[test]
fn groups_of_other_kinds_get_a_formula_each() {
    let decay = ExponentialDecay::new(0.5, 1, 0.5).unwrap().boxed();
    let line = PolynomialDecay::new(0.25, 8, 0.0).unwrap().boxed();
    let scheduler = groups([decay, line], 0);
    assert_eq!(scheduler["class"], "LambdaLR");
    let text = scheduler["python"].as_str().unwrap();
    assert!(text.contains("lr_lambda=[lambda step: "), "{text}");
    assert!(text.contains("{\"params\": parameter_groups[1], \"lr\": 0.25},"), "{text}");
    assert_eq!(
        export(&[], Target::Torch, &ExportOptions::new()).unwrap_err().to_string(),
        "cannot be written for PyTorch: an optimizer has at least one parameter group"
    );
}
