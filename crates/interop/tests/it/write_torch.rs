//! Schedulers of PyTorch: the lines that build them, their states, and what is refused.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ExportOptions, Json, Target, Written, export};
use glidepath_schedules::{
    Clamped, Constant, CosineAnnealing, CosineDecayRestarts, CosineHardRestarts, Curve, Cyclic, CyclicMode,
    ExponentialDecay, InverseSquareRoot, InverseTimeDecay, LinearCosineDecay, Noam, NoisyLinearCosineDecay,
    OneCycle, PiecewiseConstantDecay, PolynomialDecay, PowerLaw, Product, Repeated, ScheduleExt, Stretched,
    Sum, Table, Transition, TransitionRestarts,
};
use glidepath_serde::{IntoBoxSchedule, LearningRate};
use serde_json::{Value, json};

use crate::common::{error, imported, json_of, to, torch_example};

fn written(schedule: impl IntoBoxSchedule) -> Written {
    to(Target::Torch, &schedule.boxed().into()).unwrap()
}

/// The lines of Python. They are the same alone and within the JSON.
#[track_caller]
fn lines(schedule: impl IntoBoxSchedule) -> String {
    let learning_rate = schedule.boxed().into();
    let lines = to(Target::TorchPython, &learning_rate).unwrap().to_string();
    let json = json_of(&to(Target::Torch, &learning_rate).unwrap());
    assert_eq!(json.get("python").and_then(Json::as_str), Some(&*lines));
    lines
}

/// Writes a scheduler after that many steps.
fn at_step(learning_rate: &LearningRate, target: Target, step: u64) -> Written {
    export(std::slice::from_ref(learning_rate), target, &ExportOptions::new().with_step(step)).unwrap()
}

/// Checks the base rate and the call that builds the scheduler.
#[track_caller]
fn check(schedule: impl IntoBoxSchedule, base_lr: f64, call: &str) {
    let schedule = schedule.boxed();
    assert_eq!(json!(json_of(&written(schedule.clone())))["base_lr"], json!(base_lr));
    let lines = lines(schedule);
    let (_, got) = lines.split_once("scheduler = ").unwrap();
    assert_eq!(got, format!("{call}\n"));
}

/// Checks a formula.
#[track_caller]
fn check_formula(schedule: impl IntoBoxSchedule, base_lr: f64, formula: &str) {
    check(schedule, base_lr, &format!("LambdaLR(optimizer, lr_lambda=lambda step: {formula})"));
}

#[test]
fn what_pytorch_has_is_its_class() {
    check(Constant::new(0.1).unwrap(), 0.1, "ConstantLR(optimizer, factor=1.0, total_iters=0)");
    check(
        ExponentialDecay::new(0.1, 30, 0.5).unwrap().with_staircase(true),
        0.1,
        "StepLR(optimizer, step_size=30, gamma=0.5)",
    );
    check(ExponentialDecay::new(0.1, 1, 0.5).unwrap(), 0.1, "ExponentialLR(optimizer, gamma=0.5)");
    check(
        PiecewiseConstantDecay::new([9_u64, 19, 29], [0.8, 0.4, 0.1, 0.05]).unwrap(),
        0.8,
        "MultiStepLR(optimizer, milestones=[10, 20, 20, 30], gamma=0.5)",
    );
    check(
        PiecewiseConstantDecay::new([9_u64], [0.05, 0.1]).unwrap(),
        0.1,
        "ConstantLR(optimizer, factor=0.5, total_iters=10)",
    );
    check(
        Transition::new(0.025, 0.1, 50).unwrap(),
        0.1,
        "LinearLR(optimizer, start_factor=0.25, end_factor=1.0, total_iters=50)",
    );
    check(
        PolynomialDecay::new(0.1, 50, 0.0).unwrap().with_power(0.9).unwrap(),
        0.1,
        "PolynomialLR(optimizer, total_iters=50, power=0.9)",
    );
    check(
        CosineDecayRestarts::new(0.1, 50).unwrap().with_alpha(0.5).unwrap(),
        0.1,
        "CosineAnnealingWarmRestarts(optimizer, T_0=50, T_mult=2, eta_min=0.05)",
    );
    check(
        Cyclic::new(0.01, 0.1, 50).unwrap().with_mode(CyclicMode::Triangular2),
        0.01,
        "CyclicLR(optimizer, base_lr=0.01, max_lr=0.1, step_size_up=50, step_size_down=50, mode=\"triangular2\", \
         gamma=1.0, cycle_momentum=False)",
    );
    check(
        OneCycle::new(1.0, 100).unwrap(),
        0.04,
        "OneCycleLR(optimizer, max_lr=1.0, total_steps=100, pct_start=0.3, anneal_strategy=\"cos\", \
         cycle_momentum=False, div_factor=25.0, final_div_factor=10000.0, three_phase=False)",
    );
    let halving = ExponentialDecay::new(0.5, 1, 0.5).unwrap().boxed();
    let line = Transition::new(1.0, 0.5, 10).unwrap().boxed();
    check(
        Product::new([halving, line]).unwrap(),
        0.5,
        "ChainedScheduler(\n    [\n        ExponentialLR(optimizer, gamma=0.5),\n        LinearLR(optimizer, \
         start_factor=1.0, end_factor=0.5, total_iters=10),\n    ],\n    optimizer=optimizer,\n)",
    );
}

#[test]
fn what_runs_one_after_the_other_is_a_sequence() {
    let cooldown = Transition::new(0.1, 0.0, 20).unwrap().with_curve(Curve::Power { power: 0.5 }).unwrap();
    check(
        Constant::new(0.1).unwrap().with_warmup(10).unwrap().then(80, cooldown).unwrap(),
        0.1,
        "SequentialLR(
    optimizer,
    schedulers=[
        LambdaLR(optimizer, lr_lambda=lambda step: step / 10),
        ConstantLR(optimizer, factor=1.0, total_iters=0),
        LambdaLR(optimizer, lr_lambda=lambda step: 1.0 - ((step / 20) ** 0.5)),
        MultiStepLR(optimizer, milestones=[0], gamma=0.0),  # stays there
    ],
    milestones=[10, 80, 100],
)",
    );
}

#[test]
fn a_warmup_may_end_between_two_steps() {
    check(
        InverseSquareRoot::new(0.1, 2.5).unwrap(),
        0.1,
        "SequentialLR(
    optimizer,
    schedulers=[
        LambdaLR(optimizer, lr_lambda=lambda step: step / 2.5),
        LambdaLR(optimizer, lr_lambda=lambda step: (1.2 + step / 2.5) ** (-0.5)),
    ],
    milestones=[3],
)",
    );
}

#[test]
fn a_line_that_is_cut_off_does_not_stay() {
    let line = Transition::new(0.5, 1.0, 50).unwrap();
    check(
        line.then(40, Constant::new(1.0).unwrap()).unwrap(),
        1.0,
        "SequentialLR(
    optimizer,
    schedulers=[
        LinearLR(optimizer, start_factor=0.5, end_factor=1.0, total_iters=50),
        ConstantLR(optimizer, factor=1.0, total_iters=0),
    ],
    milestones=[40],
)",
    );
}

#[test]
fn a_swing_that_turns_between_two_steps_is_a_formula() {
    check_formula(
        CosineAnnealing::new(0.1, 2.5).unwrap(),
        0.1,
        "(1 + math.cos(math.pi * (step % 5) / 2.5)) / 2",
    );
}

#[test]
fn conditions_within_conditions_are_enclosed() {
    let restarts = CosineHardRestarts::new(0.1, 100, 2.0).unwrap();
    let both = restarts.then(50, Constant::new(0.05).unwrap()).unwrap().clamped(0.025, 0.1).unwrap();
    check_formula(
        both,
        0.1,
        "min(max(((1 + math.cos(math.pi * (2 * step % 100) / 100)) / 2 if step < 100 else 0.0) if step < 50 else 0.5, \
         0.25), 1.0)",
    );
}

#[test]
fn a_cycle_whose_rise_has_no_length_begins_with_its_only_step() {
    check(
        OneCycle::new(0.1, 10).unwrap().with_pct_start(0.1).unwrap(),
        0.1,
        "SequentialLR(
    optimizer,
    schedulers=[
        MultiStepLR(optimizer, milestones=[0], gamma=0.04),  # stays there
        LambdaLR(optimizer, lr_lambda=lambda step: 4e-6 + 0.999996 * ((1 + math.cos(math.pi * (step + 1) / 9)) / 2)),
        MultiStepLR(optimizer, milestones=[0], gamma=4e-6),  # stays there
    ],
    milestones=[1, 9],
)",
    );
}

#[test]
fn a_cycle_whose_rise_begins_and_ends_at_once_begins_where_the_schedule_does() {
    check(
        OneCycle::new(1.0, 2).unwrap().with_pct_start(0.5).unwrap().with_final_div_factor(10.0).unwrap(),
        1.0,
        "MultiStepLR(optimizer, milestones=[1], gamma=0.004)",
    );
}

#[test]
fn a_cycle_without_a_fall_ends_at_the_top_in_pytorch_too() {
    let rise = OneCycle::new(1.0, 11).unwrap().with_pct_start(1.0).unwrap().with_div_factor(4.0).unwrap();
    assert_eq!(rise.learning_rate(10), 1.0);
    for three_phase in [false, true] {
        let written = written(rise.clone().with_three_phase(three_phase));
        assert_eq!(json!(json_of(&written))["class"], json!("OneCycleLR"));
    }
}

#[test]
fn a_line_to_0_is_followed_by_0() {
    let line = Transition::new(0.05, 0.0, 7).unwrap();
    check(
        Constant::new(0.1).unwrap().then(5, line).unwrap(),
        0.1,
        "SequentialLR(
    optimizer,
    schedulers=[
        ConstantLR(optimizer, factor=1.0, total_iters=0),
        LinearLR(optimizer, start_factor=0.5, end_factor=0.0, total_iters=7),
        MultiStepLR(optimizer, milestones=[0], gamma=0.0),  # stays there
    ],
    milestones=[5, 12],
)",
    );
}

#[test]
fn what_has_no_class_is_a_formula() {
    check_formula(ExponentialDecay::new(0.1, 100, 0.5).unwrap(), 0.1, "0.5 ** (step / 100)");
    check_formula(
        ExponentialDecay::new(0.1, 2.5, 0.5).unwrap().with_staircase(true),
        0.1,
        "0.5 ** (step * 10 // 25)",
    );
    check_formula(
        ExponentialDecay::new(0.1, 100, 2.0).unwrap(),
        0.1,
        "2.0 ** min(step / 100, 1009.8865286222745)",
    );
    check_formula(
        CosineAnnealing::new(0.1, 1_u64 << 40).unwrap(),
        0.1,
        "(1 + math.cos(math.pi * (step % 2199023255552) / 1099511627776)) / 2",
    );
    check_formula(InverseTimeDecay::new(0.1, 100, 0.5).unwrap(), 0.1, "1.0 / (1 + 0.5 * (step / 100))");
    check_formula(
        PolynomialDecay::new(0.1, 10, 0.025).unwrap().with_cycle(true),
        0.1,
        "0.25 + 0.75 * (((10 * max(1, -(-step // 10))) - step) / (10 * max(1, -(-step // 10))))",
    );
    check_formula(
        LinearCosineDecay::new(0.1, 100).unwrap(),
        0.1,
        "(0.0 + (100 - min(step, 100)) / 100) * (1 + math.cos(math.pi * 1.0 * min(step, 100) / 100)) / 2 + 0.001",
    );
    check_formula(PowerLaw::new(0.1, 100, -0.5).unwrap(), 0.1, "(max(step, 1) / 100) ** (-0.5)");
    check_formula(Noam::new(256, 4).unwrap(), 0.0625, "min((step + 1) ** -0.5, (step + 1) * 4 ** -1.5)");
    check_formula(
        CosineDecayRestarts::new(0.1, 50).unwrap().with_t_mul(1.0).unwrap().with_m_mul(0.5).unwrap(),
        0.1,
        "0.5 ** (step // 50) * ((1 + math.cos(math.pi * (step % 50) / 50)) / 2)",
    );
    check_formula(
        TransitionRestarts::new(0.1, 0.0, 50).unwrap().with_cycle_limit(3).unwrap(),
        0.1,
        "1.0 * ((50 - (step % 50)) / 50) if (step // 50) < 3 else 0.0",
    );
    check_formula(
        CosineHardRestarts::new(0.1, 50, 3.0).unwrap(),
        0.1,
        "(1 + math.cos(math.pi * (3 * step % 50) / 50)) / 2 if step < 50 else 0.0",
    );
    let rates: Vec<_> = (0..101).map(|step| if step % 2 == 0 { 1.0 } else { 0.5 }).collect();
    let list = format!("{rates:?}[min(step, 100)]");
    check_formula(Table::new(rates).unwrap(), 1.0, &list);
}

#[test]
fn a_short_table_is_rates_that_stay() {
    check(
        Table::new([0.1, 0.1, 0.05, 0.025]).unwrap(),
        0.1,
        "MultiStepLR(optimizer, milestones=[2, 3], gamma=0.5)",
    );
}

#[test]
fn what_only_seems_to_change_a_schedule_does_not_hide_its_class() {
    let decay = || ExponentialDecay::new(0.1, 10, 0.5).unwrap().with_staircase(true);
    check(decay().scaled(0.5).unwrap(), 0.05, "StepLR(optimizer, step_size=10, gamma=0.5)");
    check(
        decay().with_warmup(0).unwrap().scaled(1.0).unwrap(),
        0.1,
        "StepLR(optimizer, step_size=10, gamma=0.5)",
    );
    check(Sum::new([decay().boxed()]).unwrap(), 0.1, "StepLR(optimizer, step_size=10, gamma=0.5)");
    let still = "ConstantLR(optimizer, factor=1.0, total_iters=0)";
    check(ExponentialDecay::new(0.1, 7, 1.0).unwrap(), 0.1, still);
    check(
        ExponentialDecay::new(0.0, 7, 2.0).unwrap().then(5, Constant::new(0.1).unwrap()).unwrap(),
        0.1,
        "SequentialLR(
    optimizer,
    schedulers=[
        MultiStepLR(optimizer, milestones=[0], gamma=0.0),  # stays there
        ConstantLR(optimizer, factor=1.0, total_iters=0),
    ],
    milestones=[5],
)",
    );
    check(InverseTimeDecay::new(0.1, 7, 0.0).unwrap(), 0.1, still);
    check(
        Transition::new(0.1, 0.05, 10).unwrap().clamped(0.01, 1.0).unwrap(),
        0.1,
        "LinearLR(optimizer, start_factor=1.0, end_factor=0.5, total_iters=10)",
    );
    check(
        TransitionRestarts::new(0.1, 0.05, 10).unwrap().with_cycle_limit(1).unwrap(),
        0.1,
        "LinearLR(optimizer, start_factor=1.0, end_factor=0.5, total_iters=10)",
    );
}

#[test]
fn composites_are_formulas_of_their_parts() {
    let decay = || ExponentialDecay::new(0.1, 100, 0.5).unwrap();
    check_formula(
        decay().clamped(0.0125, 0.05).unwrap(),
        0.05,
        "min(max(2.0 * (0.5 ** (step / 100)), 0.25), 1.0)",
    );
    check_formula(Stretched::new(decay(), 10).unwrap(), 0.1, "0.5 ** ((step // 10) / 100)");
    check_formula(decay().shifted(7), 0.1, "0.5 ** ((step + 7) / 100)");
    let constant = Constant::new(0.1).unwrap().boxed();
    check_formula(Sum::new([decay().boxed(), constant]).unwrap(), 0.2, "(0.5 * (0.5 ** (step / 100))) + 0.5");
    check_formula(
        Repeated::new(decay(), 50).unwrap().with_mirror(true),
        0.1,
        "0.5 ** ((50 - abs(step % 100 - 50)) / 100)",
    );
    check_formula(Clamped::new(decay(), 0.0, f64::MAX).unwrap(), 0.1, "0.5 ** (step / 100)");
    check_formula(decay().scaled(0.5).unwrap(), 0.05, "0.5 ** (step / 100)");
    let waves = Cyclic::new(0.1, 0.2, 5).unwrap();
    check_formula(
        waves.scaled(0.5).unwrap(),
        0.05,
        "0.5 * (2.0 + 2.0 * min((step % 10) / 5, (10 - (step % 10)) / 5))",
    );
}

#[test]
fn cycles_that_become_longer_are_found_by_a_function() {
    let lines = lines(CosineDecayRestarts::new(0.1, 50).unwrap().with_t_mul(1.5).unwrap());
    assert_eq!(
        lines,
        "\
import math

import torch
from torch.optim.lr_scheduler import LambdaLR


def find_cycle(step, length, t_mul):
    cycle = 0
    while step >= length:
        cycle, step, length = cycle + 1, step - length, length * t_mul
    return cycle, step, length


optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = LambdaLR(optimizer, lr_lambda=lambda step: (lambda cycle, time, length: (1 + math.cos(math.pi * time / length)) / 2)(*find_cycle(step, 50, 1.5)))
"
    );
}

#[test]
fn lines_go_on_where_a_run_stood() {
    let decay = PiecewiseConstantDecay::new([2_u64, 7], [0.1, 0.05, 0.025]).unwrap().boxed();
    assert_eq!(
        at_step(&decay.into(), Target::TorchPython, 5).to_string(),
        "\
from collections import Counter

import torch
from torch.optim.lr_scheduler import MultiStepLR

optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
scheduler = MultiStepLR(optimizer, milestones=[3, 8], gamma=0.5)

# The run goes on after 5 steps.
scheduler.load_state_dict({
    \"milestones\": Counter({3: 1, 8: 1}),
    \"gamma\": 0.5,
    \"base_lrs\": [0.1],
    \"last_epoch\": 5,
    \"_step_count\": 6,
    \"_is_initial\": False,
    \"_get_lr_called_within_step\": False,
    \"_last_lr\": [0.05],
})
for group, lr in zip(optimizer.param_groups, scheduler.get_last_lr()):
    group[\"lr\"] = lr
"
    );
}

/// Whether two states are the same but for the rounding of rates.
fn same(want: &Value, got: &Value) -> bool {
    match (want, got) {
        (Value::Object(want), Value::Object(got)) => {
            want.len() == got.len()
                && want.iter().all(|(key, value)| got.get(key).is_some_and(|got| same(value, got)))
        }
        (Value::Array(want), Value::Array(got)) => {
            want.len() == got.len() && want.iter().zip(got).all(|(want, got)| same(want, got))
        }
        (Value::Number(want), Value::Number(got)) => {
            let [want, got] = [want, got].map(|number| number.as_f64().unwrap());
            (want - got).abs() <= 1e-14 * want.abs()
        }
        (want, got) => want == got,
    }
}

#[test]
fn a_state_is_the_one_that_pytorch_saved() {
    let classes = [
        "StepLR",
        "MultiStepLR",
        "ConstantLR",
        "LinearLR",
        "ExponentialLR",
        "PolynomialLR",
        "CosineAnnealingLR",
        "CosineAnnealingWarmRestarts",
        "SequentialLR",
        "ChainedScheduler",
    ];
    for class in classes {
        let saved = imported(torch_example(&format!("{class}.pt")));
        let scheduler = json!(json_of(&at_step(&saved.learning_rate, Target::Torch, saved.step.unwrap())));
        let want: Value =
            serde_json::from_slice(&torch_example(&format!("{class}.state_dict.json"))).unwrap();
        assert_eq!(scheduler["class"], json!(class));
        let got = &scheduler["state_dict"];
        assert!(same(&want, got), "{class}: {got:#} for {want:#}");
    }
}

#[test]
fn what_is_written_is_read_at_the_same_step() {
    let one_cycle = OneCycle::new(1.0, 100).unwrap().with_three_phase(true).boxed();
    let written = json_of(&at_step(&one_cycle.clone().into(), Target::Torch, 42));
    let again = imported(written.to_string());
    assert_eq!(again.source.to_string(), "JSON of a PyTorch scheduler");
    assert_eq!(again.step, Some(42));
    assert_eq!(again.scheduler().learning_rate(), one_cycle.learning_rate(42));
    // A state alone, with the optimizer's rates, says the same.
    let state = json!({"scheduler": written.get("state_dict"), "optimizer": written.get("optimizer")});
    let restored = imported(state.to_string());
    assert_eq!(restored.step, Some(42));
    for step in 0..100 {
        let [want, got] = [&again, &restored].map(|read| read.learning_rate.learning_rate(step));
        assert!((want - got).abs() <= 1e-15, "step {step}: {got:?} for {want:?}");
    }
}

#[test]
fn notes_tell_what_a_reader_should_know() {
    let notes = |written: Written| -> Vec<_> { written.notes().iter().map(ToString::to_string).collect() };
    assert_eq!(
        notes(written(Noam::new(512, 4000).unwrap())),
        [
            "no class of PyTorch has such a rate, so a `LambdaLR` has its formula; a state does not hold it, so keep the \
             lines that build it"
        ]
    );
    assert_eq!(
        notes(written(OneCycle::new(0.1, 100).unwrap())),
        ["from step 100 on PyTorch overshoots or raises an error; here the last rate stays"]
    );
    let triangles = Cyclic::new(0.01, 0.1, 2).unwrap();
    assert_eq!(
        notes(written(triangles.clone().with_mode(CyclicMode::Triangular2))),
        [
            "from step 4096 on PyTorch raises an error, since \"triangular2\" divides by 2 to the number of the cycle, which no \
             double holds then"
        ]
    );
    assert!(notes(written(triangles)).is_empty());
    assert!(notes(written(Constant::new(0.1).unwrap())).is_empty());
}

#[track_caller]
fn check_refused(schedule: impl IntoBoxSchedule, reason: &str) {
    let refusal = to(Target::Torch, &schedule.boxed().into()).unwrap_err().to_string();
    assert_eq!(refusal, format!("cannot be written for PyTorch: {reason}"));
}

#[test]
fn what_python_cannot_express_is_refused() {
    check_refused(
        NoisyLinearCosineDecay::new(0.1, 100).unwrap(),
        "the noise of `NoisyLinearCosineDecay` is a function of this library, which Python does not have",
    );
    check_refused(
        InverseTimeDecay::new(0.1, 100, -0.5).unwrap(),
        "with `decay_rate` below 0 the formula has a pole",
    );
    check_refused(
        CosineDecayRestarts::new(0.1, 100).unwrap().with_t_mul(0.5).unwrap(),
        "with `t_mul` below 1 the cycles come to an end, which the formula does not",
    );
    check_refused(
        Table::new([0.1, 0.2].repeat(5_001)).unwrap(),
        "a list of 10002 rates is too long for an expression; 10000 may be written",
    );
    check_refused(PowerLaw::new(0.1, 1e-9, 30.0).unwrap(), "its power is too great for Python's doubles");
    check_refused(
        ExponentialDecay::new(1e-200, 1, 1e200).unwrap().boxed().shifted(3),
        "it grows from a rate below 1e-30, too far for Python",
    );
    check_refused(
        PiecewiseConstantDecay::new([5_u64], [1e300, 1e-300]).unwrap(),
        "the rates 1e300 and 1e-300 are too far apart for a factor",
    );
}

#[test]
fn arguments_that_are_wrong_say_where() {
    assert_eq!(
        error(r#"{"class": "StepLR", "base_lr": 0.1, "kwargs": {"step_size": 0}}"#),
        "kwargs.step_size: must be a whole number above 0, got the number 0"
    );
    assert_eq!(
        error(r#"{"class": "StepLR", "base_lr": -1, "kwargs": {"step_size": 5}}"#),
        "base_lr: must be a finite number, at least 0, got the number -1"
    );
    assert_eq!(
        error(
            r#"{"class": "StepLR", "base_lr": 1, "kwargs": {"step_size": 5}, "state_dict": {"last_epoch": -3}}"#
        ),
        "state_dict.last_epoch: must be a whole number from 0, got the number -3"
    );
    assert_eq!(
        error(r#"{"class": "LambdaLR", "base_lr": 1, "kwargs": {"lr_lambda": "lambda step: 1"}}"#),
        "kwargs: `LambdaLR` cannot be restored: its rate is computed by code, which is in no file"
    );
}
