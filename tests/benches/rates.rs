//! How long a rate takes: one by one through a trait object, a million at once, and reading a schedule from JSON.

use divan::{Bencher, black_box};
use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, from_json};

fn main() {
    divan::main();
}

const MILLION: usize = 1_000_000;

/// The classes, each with a configuration that takes its usual way, and shapes that take another.
const SCHEDULES: &[(&str, &str)] = &[
    ("Constant", r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#),
    (
        "CosineDecay",
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"alpha":0.1}}"#,
    ),
    (
        "CosineDecay, warmup",
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.0,"decay_steps":990000,"alpha":0.0,
            "warmup_target":0.1,"warmup_steps":10000}}"#,
    ),
    (
        "CosineDecayRestarts",
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":1000}}"#,
    ),
    (
        "CosineDecayRestarts, t_mul 1, m_mul 0.9",
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":10000,
            "t_mul":1.0,"m_mul":0.9}}"#,
    ),
    (
        "ExponentialDecay",
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.96}}"#,
    ),
    (
        "ExponentialDecay, staircase",
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.96,"staircase":true}}"#,
    ),
    (
        "InverseTimeDecay",
        r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.5}}"#,
    ),
    (
        "LinearCosineDecay",
        r#"{"class_name":"LinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}"#,
    ),
    (
        "NoisyLinearCosineDecay",
        r#"{"class_name":"NoisyLinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}"#,
    ),
    (
        "PiecewiseConstantDecay",
        r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[300000,600000,900000],
            "values":[0.1,0.01,0.001,0.0001]}}"#,
    ),
    (
        "PolynomialDecay",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}"#,
    ),
    (
        "PolynomialDecay, power 2",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"power":2.0}}"#,
    ),
    (
        "PolynomialDecay, power 0.9",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"power":0.9}}"#,
    ),
    (
        "Sequential of 2",
        r#"{"class_name":"Sequential","config":{"boundaries":[10000],"schedules":[
            {"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.0,"decay_steps":10000,
                "end_learning_rate":0.1}},
            {"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":990000}}]}}"#,
    ),
];

fn names() -> impl Iterator<Item = &'static str> {
    SCHEDULES.iter().map(|&(name, _)| name)
}

fn text(name: &str) -> &'static str {
    SCHEDULES.iter().find(|&&(other, _)| other == name).expect("a name of the list").1
}

fn schedule(name: &str) -> BoxSchedule {
    from_json(text(name)).expect("a schedule")
}

/// Steps that jump about, so that no branch is predicted by habit.
fn steps() -> [u64; 1_024] {
    std::array::from_fn(|index| (index as u64 * 611_953) % 1_000_003)
}

/// One rate through `dyn`: the time divided by 1,024 steps.
#[divan::bench(args = names())]
fn one_rate(bencher: Bencher, name: &str) {
    let schedule = schedule(name);
    let steps = steps();
    bencher.counter(divan::counter::ItemsCount::new(steps.len())).bench_local(|| {
        for &step in &steps {
            black_box(black_box(&*schedule).learning_rate(step));
        }
    });
}

#[divan::bench(args = names())]
fn fill_a_million(bencher: Bencher, name: &str) {
    let schedule = schedule(name);
    let mut rates = vec![0.0; MILLION];
    bencher
        .counter(divan::counter::ItemsCount::new(MILLION))
        .bench_local(|| schedule.fill(0, black_box(&mut rates)));
}

#[divan::bench(args = names())]
fn parse_json(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.bench_local(|| from_json(black_box(text)));
}
