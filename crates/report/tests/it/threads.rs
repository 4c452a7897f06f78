//! What people reported, rebuilt: each with what the thread ended with.

use glidepath_core::LearningRateSchedule;
use glidepath_report::Story;
use glidepath_serde::BoxSchedule;
use serde_json::{Value, json};

use crate::common::{class, csv, only, options, report, rules, stories};

fn cosine(steps: u64) -> Value {
    class("CosineAnnealing", json!({"initial_learning_rate": 1e-3, "decay_steps": steps}))
}

fn schedule(file: &Value) -> BoxSchedule {
    glidepath_serde::deserialize(file).unwrap()
}

/// The stories of a log with these rates.
#[track_caller]
fn told(file: &Value, rows: impl Iterator<Item = (u64, f64)>) -> Vec<Story> {
    stories(&report(&options(None).with_log("log.csv", csv(rows)), file))
}

/// ScrollPrize/villa#1495: 1,000 epochs as the horizon of a cosine that makes a step per iteration, 250 an epoch: it falls
/// to 0 at epoch 4 and decays 140 times.
#[test]
fn villa_1495() {
    let report = report(&options(Some(250_000)), &cosine(1_000));
    assert_eq!(rules(&report), ["cycles-in-run"]);
    let finding = only(&report, "cycles-in-run");
    assert!(finding.help.contains("count epochs"), "{}", finding.help);
}

/// PrimeIntellect-ai/prime-rl#3318 and #968: all steps are warmup.
#[test]
fn prime_rl_3318() {
    let file =
        json!({"learning_rate": 1e-5, "lr_scheduler_type": "linear", "warmup_steps": 2000, "max_steps": 10});
    assert!(rules(&report(&options(None), &file)).contains(&"warmup-longer-than-run"));
}

/// huggingface/transformers#4940, google-research/bert#1374: the decay counts during the warmup.
#[test]
fn transformers_4940() {
    let decay = class(
        "PolynomialDecay",
        json!({"initial_learning_rate": 1e-4, "decay_steps": 1_000, "end_learning_rate": 0.0}),
    );
    let file = class(
        "Warmup",
        json!({"warmup_steps": 100, "warmup_prefix": false, "target_learning_rate": 1e-4,
        "schedule": decay}),
    );
    let report = report(&options(Some(1_000)), &file);
    assert_eq!(rules(&report), ["first-update-zero", "drop-after-warmup"]);
}

/// huggingface/transformers#34754: the first update has the rate 0.
#[test]
fn transformers_34754() {
    let file =
        json!({"learning_rate": 1e-4, "lr_scheduler_type": "linear", "warmup_steps": 10, "max_steps": 100});
    assert_eq!(rules(&report(&options(None), &file)), ["first-update-zero"]);
}

/// huggingface/diffusers#3954: twice as many steps as the cosine was made for.
#[test]
fn diffusers_3954() {
    assert_eq!(rules(&report(&options(Some(2_000)), &cosine(1_000))), ["rises-after-end"]);
}

/// huggingface/accelerate#2926, #2773: a step per process.
#[test]
fn accelerate_2926() {
    let file = cosine(400);
    let schedule = schedule(&file);
    let rows = (0..100).map(|step| (step, schedule.learning_rate(4 * step)));
    assert_eq!(told(&file, rows), [Story::Faster { factor: 4.0 }]);
}

/// huggingface/transformers#34053, #27749 and others: the counter is lost on a resume.
#[test]
fn transformers_34053() {
    let file = cosine(1_000);
    let schedule = schedule(&file);
    let rows = (0..100)
        .map(|row| 10 * row)
        .map(|step| (step, schedule.learning_rate(if step < 500 { step } else { step - 500 })));
    assert_eq!(told(&file, rows), [Story::Restarted { since: 500 }]);
}

/// Lightning#4655: behind by one epoch after a resume; #20495: ahead by one.
#[test]
fn lightning_4655_and_20495() {
    let file = cosine(20);
    let schedule = schedule(&file);
    let rows = |shift: i64| {
        let schedule = &schedule;
        (0..20).map(move |step: u64| {
            (step, schedule.learning_rate(if step < 4 { step } else { step.saturating_add_signed(shift) }))
        })
    };
    for steps in [-1, 1] {
        assert_eq!(told(&file, rows(steps)), [Story::Behind { since: 4, steps, changes: vec![(4, steps)] }]);
    }
}

/// Lightning#18588: after the resume, the rate of a `LambdaLR` is that of the schedule times its first factor.
#[test]
fn lightning_18588() {
    let file = class(
        "Warmup",
        json!({"warmup_steps": 1_000, "initial_learning_rate": 1e-4,
        "schedule": class("Constant", json!({"learning_rate": 1e-3}))}),
    );
    let schedule = schedule(&file);
    let rows = (0..150)
        .map(|row| 10 * row)
        .map(|step| (step, schedule.learning_rate(step) * if step < 400 { 1.0 } else { 0.1 }));
    let [Story::Scaled { factor, since: 400 }] = told(&file, rows)[..] else { panic!() };
    assert!((factor - 0.1).abs() < 1e-6);
}

/// Lightning#1476, ludwig#3555 and others: a step in several updates.
#[test]
fn lightning_1476() {
    let file = cosine(100);
    let schedule = schedule(&file);
    let rows = (0..800).map(|step| (step, schedule.learning_rate(step / 8)));
    assert_eq!(told(&file, rows), [Story::Slower { factor: 8.0 }]);
}

/// A run that was extended: transformers computes the horizon anew.
#[test]
fn extended() {
    let file = class(
        "CosineDecay",
        json!({"initial_learning_rate": 0.0, "warmup_target": 1e-3, "warmup_steps": 100,
        "decay_steps": 900}),
    );
    let longer = schedule(&class(
        "CosineDecay",
        json!({"initial_learning_rate": 0.0, "warmup_target": 1e-3,
        "warmup_steps": 100, "decay_steps": 1_900}),
    ));
    let schedule = schedule(&file);
    let rows = (0..200).map(|row| 10 * row).map(|step| {
        (step, if step < 800 { schedule.learning_rate(step) } else { longer.learning_rate(step) })
    });
    assert_eq!(told(&file, rows), [Story::Extended { since: 800, end: 2_000 }]);
}
