//! Several parameter groups as one scheduler of PyTorch.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{TorchScheduler, import_bytes, to_torch_groups};
use glidepath_schedules::{
    Constant, CosineDecay, Cyclic, ExponentialDecay, OneCycle, PolynomialDecay, ScheduleExt, Transition,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, LearningRate};
use serde_json::json;

/// Several groups as one scheduler, which is read again unless it is a formula.
#[track_caller]
fn groups(schedules: impl IntoIterator<Item = BoxSchedule>, step: u64) -> TorchScheduler {
    let groups: Vec<_> = schedules.into_iter().map(LearningRate::from).collect();
    let scheduler = to_torch_groups(&groups, step).unwrap();
    if !scheduler.to_string().contains("lambda") {
        let again = import_bytes(scheduler.to_json().to_string().as_bytes()).unwrap();
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
    assert_eq!((scheduler.class(), scheduler.base_lrs().collect::<Vec<_>>()), ("StepLR", vec![0.5, 0.25]));
    assert_eq!(json!(scheduler.kwargs()), json!({"step_size": 5, "gamma": 0.5}));
    let state = json!(scheduler.state_dict());
    assert_eq!((&state["base_lrs"], &state["_last_lr"]), (&json!([0.5, 0.25]), &json!([0.25, 0.125])));
    let written = json!(scheduler.to_json());
    assert_eq!(written["base_lr"], json!([0.5, 0.25]));
    let of_groups = json!([{"lr": 0.25, "initial_lr": 0.5}, {"lr": 0.125, "initial_lr": 0.25}]);
    assert_eq!(written["optimizer"]["param_groups"], of_groups);
}

#[test]
fn what_pytorch_takes_for_each_group_is_a_list() {
    let cycles = [0.5, 0.25].map(|rate| OneCycle::new(rate, 40).unwrap().boxed());
    let scheduler = groups(cycles, 0);
    assert_eq!(json!(scheduler.kwargs())["max_lr"], json!([0.5, 0.25]));
    assert!(scheduler.to_string().contains("OneCycleLR(optimizer, max_lr=[0.5, 0.25], total_steps=40,"));
    let cycles = [0.5, 0.25].map(|rate| Cyclic::new(0.125, rate, 6).unwrap().boxed());
    let scheduler = groups(cycles, 0);
    let kwargs = json!(scheduler.kwargs());
    assert_eq!((&kwargs["base_lr"], &kwargs["max_lr"]), (&json!(0.125), &json!([0.5, 0.25])));
    assert_eq!(json!(scheduler.state_dict())["max_lrs"], json!([0.5, 0.25]));
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
    assert_eq!(groups(warm, 3).class(), "LinearLR");
    let falls = [0.5, 0.25].map(|rate| {
        let fall = CosineDecay::new(rate, 20).unwrap();
        Constant::new(rate).unwrap().then(5, fall).unwrap().boxed()
    });
    let scheduler = groups(falls, 9);
    assert_eq!(scheduler.class(), "SequentialLR");
    let state = json!(scheduler.state_dict());
    assert_eq!(state["_schedulers"][1]["base_lrs"], json!([0.5, 0.25]));
    assert_eq!(state["_schedulers"][1]["last_epoch"], json!(4));
}

#[test]
fn groups_of_other_kinds_get_a_formula_each() {
    let decay = ExponentialDecay::new(0.5, 1, 0.5).unwrap().boxed();
    let line = PolynomialDecay::new(0.25, 8, 0.0).unwrap().boxed();
    let scheduler = groups([decay, line], 0);
    assert_eq!(scheduler.class(), "LambdaLR");
    let text = scheduler.to_string();
    assert!(text.contains("lr_lambda=[lambda step: "), "{text}");
    assert!(text.contains("{\"params\": parameter_groups[1], \"lr\": 0.25},"), "{text}");
    assert_eq!(scheduler.notes().len(), 1);
    assert_eq!(
        to_torch_groups(&[], 0).unwrap_err().to_string(),
        "cannot be written for PyTorch: an optimizer has at least one parameter group"
    );
}
