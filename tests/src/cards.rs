//! A card for each class: when to use it, a configuration, and some of its rates.
//!
//! `docs/schedules.md`, the README of glidepath-schedules, round trips, benchmarks, pictures and random
//! schedules are made of the cards, so a class needs one line here and none there.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, from_json};

/// What there is to say of a class beside what its documentation says.
#[derive(Debug)]
pub struct Card {
    /// Its name.
    pub class: &'static str,
    /// When one would choose it.
    pub when: &'static str,
    /// The `config` of an example.
    pub config: &'static str,
    /// Rates of the example that must not move, from a computation with many digits.
    pub rates: &'static [(u64, f64)],
}

impl Card {
    const fn with_rates(self, rates: &'static [(u64, f64)]) -> Self {
        Self { rates, ..self }
    }

    /// The example as a file has it.
    #[must_use]
    pub fn text(&self) -> String {
        format!(r#"{{"class_name": "{}", "config": {}}}"#, self.class, self.config)
    }

    /// The example.
    #[must_use]
    pub fn schedule(&self) -> BoxSchedule {
        from_json(&self.text()).unwrap_or_else(|error| panic!("the card of {}: {error}", self.class))
    }

    /// Compares the rates of the example with those of the card, bit for bit.
    #[track_caller]
    pub fn assert_rates(&self) {
        let schedule = self.schedule();
        for &(step, want) in self.rates {
            let got = schedule.learning_rate(step);
            assert_eq!(
                got.to_bits(),
                want.to_bits(),
                "{}, step {step}: got {got:?}, want {want:?}",
                self.class
            );
        }
    }
}

const fn card(class: &'static str, when: &'static str, config: &'static str) -> Card {
    Card { class, when, config, rates: &[] }
}

/// All cards, in the order of the page.
pub fn cards() -> impl Iterator<Item = &'static Card> {
    GROUPS.iter().flat_map(|(_, cards)| *cards)
}

/// The cards under the headings of the page.
pub const GROUPS: [(&str, &[Card]); 5] = [
    ("Decays", DECAYS),
    ("Warmup and decay in one", WARMUPS),
    ("Cycles and restarts", CYCLES),
    ("From points and lists", POINTS),
    ("Made of other schedules", COMPOSITES),
];

const DECAYS: &[Card] = &[
    card(
        "CosineDecay",
        "The default of most recipes when the length of the run is known; has a warmup of its own.",
        r#"{"initial_learning_rate": 0.0, "decay_steps": 9000, "warmup_target": 0.1, "warmup_steps": 1000}"#,
    ),
    card(
        "CosineAnnealing",
        "A cosine as PyTorch's, which rises again after its end; choose `CosineDecay` to hold the end.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 1000, "end_learning_rate": 0.001}"#,
    ),
    card(
        "PolynomialDecay",
        "Linear decay (`power` 1), the usual choice for fine-tuning, or a power of the time that is left.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 1000, "end_learning_rate": 0.0}"#,
    ),
    card(
        "ExponentialDecay",
        "By the same factor every `decay_steps` steps; with `staircase` the step decay of vision models.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 30, "decay_rate": 0.1, "staircase": true}"#,
    ),
    card(
        "PiecewiseConstantDecay",
        "Rates by hand: drops at given steps.",
        r#"{"boundaries": [29, 59], "values": [0.1, 0.01, 0.001]}"#,
    ),
    card(
        "InverseTimeDecay",
        "Classic theory: falls as 1 / t, needs no end.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 1000, "decay_rate": 1.0}"#,
    ),
    card(
        "LinearCosineDecay",
        "Models of TensorFlow 1 that were tuned with it.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 1000}"#,
    ),
    card(
        "NoisyLinearCosineDecay",
        "The same with noise; the noise depends on seed and step, so a run can be repeated.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 1000, "seed": 7}"#,
    ),
    card(
        "PowerLaw",
        "Rates that scale with the step by a power, such as schedules that need no end.",
        r#"{"learning_rate": 0.1, "timescale": 1000, "offset": 1.0, "power": -0.5}"#,
    ),
    card(
        "Transition",
        "From one rate to another along any curve: linear, cosine, geometric, square root and others.",
        r#"{"initial_learning_rate": 0.1, "end_learning_rate": 0.001, "transition_steps": 1000, "curve": "geometric"}"#,
    ),
    card("Constant", "A rate that never changes; a part of others.", r#"{"learning_rate": 0.1}"#),
];

const WARMUPS: &[Card] = &[
    card(
        "WarmupStableDecay",
        "Pretraining whose length is open: hold as long as you like, then cool down.",
        r#"{"peak_learning_rate": 0.001, "warmup_steps": 100, "stable_steps": 700, "decay_steps": 200}"#,
    ),
    card(
        "InverseSquareRoot",
        "Pretraining without an end: warmup, then 1 / sqrt(t).",
        r#"{"peak_learning_rate": 0.001, "warmup_steps": 1000}"#,
    ),
    card("Noam", "The original Transformer.", r#"{"model_size": 512, "warmup_steps": 4000}"#).with_rates(&[
        (0, 1.7469281074217108e-7),
        (1, 3.4938562148434215e-7),
        (3999, 0.0006987712429686843),
        (4000, 0.000698683912937353),
        (4001, 0.0006985966156404623),
        (100000, 0.00013975354982773464),
    ]),
    card(
        "OneCycle",
        "Short runs at high rates: up, down and far below where it began, all over the whole run.",
        r#"{"max_learning_rate": 0.1, "total_steps": 1000}"#,
    ),
    card(
        "OneCycleMomentum",
        "The momentum that belongs to `OneCycle`.",
        r#"{"total_steps": 1000, "base_momentum": 0.85, "max_momentum": 0.95}"#,
    ),
];

const CYCLES: &[Card] = &[
    card(
        "CosineDecayRestarts",
        "Warm restarts (SGDR): snapshots at the end of each period.",
        r#"{"initial_learning_rate": 0.1, "first_decay_steps": 140, "t_mul": 2.0, "m_mul": 0.7}"#,
    ),
    card(
        "CosineHardRestarts",
        "A given number of equal cosines in the whole run.",
        r#"{"initial_learning_rate": 0.1, "decay_steps": 1000, "num_cycles": 3}"#,
    ),
    card(
        "TransitionRestarts",
        "Restarts along any curve, with a floor that may shrink too.",
        r#"{"initial_learning_rate": 0.1, "end_learning_rate": 0.001, "transition_steps": 200, "cycle_limit": 4}"#,
    ),
    card(
        "Cyclic",
        "Triangles between two rates, found by a range test.",
        r#"{"base_learning_rate": 0.001, "max_learning_rate": 0.1, "step_size_up": 200}"#,
    ),
];

const POINTS: &[Card] = &[
    card(
        "Interpolated",
        "Any shape by a few points.",
        r#"{"steps": [0, 100, 400, 900], "learning_rates": [0.0, 0.1, 0.06, 0.01]}"#,
    ),
    card(
        "Table",
        "A rate for each step or, stretched, for each epoch: what is no formula.",
        r#"{"learning_rates": [0.1, 0.1, 0.05, 0.01]}"#,
    ),
];

const COMPOSITES: &[Card] = &[
    card(
        "Warmup",
        "A warmup in front of any schedule. In Rust: `schedule.with_warmup(100)?`.",
        r#"{"warmup_steps": 100, "schedule":
    {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 900}}}"#,
    ),
    card(
        "Sequential",
        "One schedule after the other. In Rust: `first.then(100, next)?`.",
        r#"{"boundaries": [100], "schedules": [
    {"class_name": "Constant", "config": {"learning_rate": 0.1}},
    {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 900}}]}"#,
    ),
    card(
        "Product",
        "Factors that multiply, such as a warmup factor and a decay.",
        r#"{"schedules": [
    {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9}},
    {"class_name": "Transition", "config":
        {"initial_learning_rate": 0.0, "end_learning_rate": 1.0, "transition_steps": 50}}]}"#,
    ),
    card(
        "Sum",
        "Rates that add up, such as a floor below a cycle.",
        r#"{"schedules": [
    {"class_name": "Constant", "config": {"learning_rate": 0.01}},
    {"class_name": "CosineAnnealing", "config": {"initial_learning_rate": 0.1, "decay_steps": 100}}]}"#,
    ),
    card(
        "Repeated",
        "The first steps of a schedule again and again. In Rust: `schedule.repeated(100)?`.",
        r#"{"period_steps": 100, "m_mul": 0.7, "schedule":
    {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 100}}}"#,
    ),
    card(
        "Scaled",
        "Parameter groups: a tenth of another rate. In Rust: `schedule.scaled(0.1)?`.",
        r#"{"factor": 0.1, "schedule": {"class_name": "Constant", "config": {"learning_rate": 0.1}}}"#,
    ),
    card(
        "Clamped",
        "Bounds for any schedule. In Rust: `schedule.clamped(1e-5, 0.1)?`.",
        r#"{"min": 0.00001, "max": 0.1, "schedule":
    {"class_name": "ExponentialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.5}}}"#,
    ),
    card(
        "Shifted",
        "A schedule earlier or later. In Rust: `schedule.shifted(1)`.",
        r#"{"shift": 1, "schedule":
    {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 1000}}}"#,
    ),
    card(
        "Stretched",
        "A schedule that counts epochs or updates where the run counts batches. In Rust: `schedule.stretched(937.5)?`.",
        r#"{"factor": 937.5, "schedule":
    {"class_name": "Table", "config": {"learning_rates": [0.1, 0.05, 0.01]}}}"#,
    ),
];
