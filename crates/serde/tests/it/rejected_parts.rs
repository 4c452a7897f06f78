//! What is refused of the parts that curves are made of, and in which words.

use crate::common::check_parameters;

#[test]
fn transition() {
    check_parameters(
        "Transition",
        &[("initial_learning_rate", "0.1"), ("end_learning_rate", "0.01"), ("transition_steps", "100")],
        &[
            (
                "initial_learning_rate",
                "-0.1",
                "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -0.1",
            ),
            (
                "end_learning_rate",
                "-0.0",
                "config.end_learning_rate: `end_learning_rate` must be finite and at least 0, got -0.0",
            ),
            (
                "transition_steps",
                "0",
                "config.transition_steps: `transition_steps` must be greater than 0, got 0",
            ),
            (
                "transition_steps",
                "-3",
                "config.transition_steps: `transition_steps` must be greater than 0, got -3",
            ),
            (
                "curve",
                r#""quadratic""#,
                "config.curve: unknown variant `quadratic`, expected one of `linear`, `polynomial`, `power`, `cosine`, `geometric`, `exponential`, `rational`, `logarithmic`, `tanh`, `stairs`",
            ),
            (
                "curve",
                r#"{"power":{"power":0}}"#,
                "config.curve.power.power: `curve.power.power` must be finite and greater than 0, got 0.0",
            ),
            (
                "curve",
                r#"{"polynomial":{"power":-1.5}}"#,
                "config.curve.polynomial.power: `curve.polynomial.power` must be finite and greater than 0, got -1.5",
            ),
            (
                "curve",
                r#"{"cosine":{"exponent":0}}"#,
                "config.curve.cosine.exponent: `curve.cosine.exponent` must be finite and greater than 0, got 0.0",
            ),
            (
                "curve",
                r#"{"exponential":{"base":1}}"#,
                "config.curve.exponential.base: `curve.exponential.base` must be other than 1, got 1",
            ),
            (
                "curve",
                r#"{"exponential":{"base":0}}"#,
                "config.curve.exponential.base: `curve.exponential.base` must be finite and greater than 0, got 0.0",
            ),
            (
                "curve",
                r#"{"rational":{"beta":1}}"#,
                "config.curve.rational.beta: `curve.rational.beta` must be from -1e100 to below 1, got 1.0",
            ),
            (
                "curve",
                r#"{"logarithmic":{"base":0}}"#,
                "config.curve.logarithmic.base: `curve.logarithmic.base` must be between 1e-100 and 1e100, got 0.0",
            ),
            (
                "curve",
                r#"{"logarithmic":{"base":1}}"#,
                "config.curve.logarithmic.base: `curve.logarithmic.base` must be other than 1, got 1",
            ),
            (
                "curve",
                r#"{"tanh":{"lower":-301,"upper":3}}"#,
                "config.curve.tanh.lower: `curve.tanh.lower` must be from -300 to 300, got -301.0",
            ),
            ("curve", r#"{"tanh":{"lower":-7}}"#, "config.curve.tanh: missing field `upper`"),
            (
                "curve",
                r#"{"tanh":{"lower":3,"upper":-7}}"#,
                "config.curve.tanh.upper: `curve.tanh.upper` must be greater than `lower`, got -7.0",
            ),
            ("curve", r#""cosine""#, r#"config.curve: `cosine` needs its parameters, as {"cosine": {…}}"#),
            ("curve", "{}", "config.curve: invalid value: map, expected an object with a single key"),
            ("curve", "2", "config.curve: invalid type: integer `2`, expected a string or an object"),
            (
                "curve",
                r#"{"stairs":{"count":0}}"#,
                "config.curve.stairs.count: `curve.stairs.count` must be greater than 0, got 0",
            ),
            (
                "curve",
                r#"{"stairs":{"count":-1}}"#,
                "config.curve.stairs.count: invalid value: integer `-1`, expected a whole number from 0",
            ),
            (
                "curve",
                r#"{"linear":{"power":2}}"#,
                "config.curve.linear: invalid type: an object, expected no parameters",
            ),
            (
                "steps",
                "5",
                "config.steps: unknown field `steps`, expected one of `initial_learning_rate`, `end_learning_rate`, `transition_steps`, `curve`, `name`",
            ),
        ],
    );
    check_parameters(
        "Transition",
        &[("initial_learning_rate", "0.0"), ("end_learning_rate", "0.1"), ("transition_steps", "100")],
        &[(
            "curve",
            r#""geometric""#,
            "config.initial_learning_rate: `initial_learning_rate` must be greater than 0 with a geometric curve, got 0.0",
        )],
    );
}

#[test]
fn warmup_stable_decay() {
    check_parameters(
        "WarmupStableDecay",
        &[
            ("peak_learning_rate", "0.1"),
            ("warmup_steps", "10"),
            ("stable_steps", "50"),
            ("decay_steps", "20"),
        ],
        &[
            (
                "peak_learning_rate",
                "-1",
                "config.peak_learning_rate: `peak_learning_rate` must be finite and at least 0, got -1.0",
            ),
            ("warmup_steps", "-1", "config.warmup_steps: `warmup_steps` must be at least 0, got -1"),
            ("stable_steps", "-1", "config.stable_steps: `stable_steps` must be at least 0, got -1"),
            ("decay_steps", "-1", "config.decay_steps: `decay_steps` must be at least 0, got -1"),
            (
                "initial_learning_rate",
                "-1",
                "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -1.0",
            ),
            (
                "end_learning_rate",
                "-1",
                "config.end_learning_rate: `end_learning_rate` must be finite and at least 0, got -1.0",
            ),
            (
                "warmup_curve",
                r#""geometric""#,
                "config: `initial_learning_rate` must be greater than 0 with a geometric curve, got 0.0",
            ),
            (
                "decay_curve",
                r#"{"power":{"power":0}}"#,
                "config.decay_curve.power.power: `decay_curve.power.power` must be finite and greater than 0, got 0.0",
            ),
        ],
    );
}

#[test]
fn power_law() {
    check_parameters(
        "PowerLaw",
        &[("learning_rate", "0.1"), ("timescale", "100"), ("power", "-0.5")],
        &[
            (
                "learning_rate",
                "-1",
                "config.learning_rate: `learning_rate` must be finite and at least 0, got -1.0",
            ),
            ("timescale", "0", "config.timescale: `timescale` must be greater than 0, got 0"),
            ("offset", "-1", "config.offset: `offset` must be 0 or between 1e-100 and 1e100, got -1.0"),
            ("offset", "1e-200", "config.offset: `offset` must be 0 or between 1e-100 and 1e100, got 1e-200"),
            (
                "inner_power",
                "0",
                "config.inner_power: `inner_power` must be greater than 0 and at most 100, got 0.0",
            ),
            (
                "inner_power",
                "101",
                "config.inner_power: `inner_power` must be greater than 0 and at most 100, got 101.0",
            ),
            ("power", "-101", "config.power: `power` must be between -100 and 100, got -101.0"),
            ("power", r#""half""#, r#"config.power: invalid type: string "half", expected a number"#),
        ],
    );
}

#[test]
fn interpolated() {
    check_parameters(
        "Interpolated",
        &[("steps", "[0,10]"), ("learning_rates", "[0.1,0.2]")],
        &[
            ("steps", "[]", "config.steps: `steps` must have at least 1 element, got 0"),
            ("steps", "[0,-1]", "config.steps[1]: `steps[1]` must be at least 0, got -1"),
            ("steps", "[10,10]", "config.steps: `steps` must increase strictly, got 10 before 10 at index 1"),
            (
                "learning_rates",
                "[0.1]",
                "config.learning_rates: `learning_rates` must have as many elements as `steps`, 2, got 1",
            ),
            (
                "learning_rates",
                "[0.1,-0.2]",
                "config.learning_rates[1]: `learning_rates[1]` must be finite and at least 0, got -0.2",
            ),
            (
                "interpolation",
                r#""cubic""#,
                "config.interpolation: unknown variant `cubic`, expected one of `linear`, `cos`, `cosine`",
            ),
        ],
    );
}

#[test]
fn table() {
    check_parameters(
        "Table",
        &[("learning_rates", "[0.1]")],
        &[
            (
                "learning_rates",
                "[]",
                "config.learning_rates: `learning_rates` must have at least 1 element, got 0",
            ),
            (
                "learning_rates",
                "[0.1,-1]",
                "config.learning_rates[1]: `learning_rates[1]` must be finite and at least 0, got -1.0",
            ),
        ],
    );
}
