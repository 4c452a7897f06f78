//! What is refused of the schedules that are made of others, and in which words.

use crate::common::check_parameters;

const PART: &str = r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#;

#[test]
fn scaled() {
    check_parameters(
        "Scaled",
        &[("schedule", PART), ("factor", "2")],
        &[
            ("factor", "-1", "config.factor: `factor` must be finite and at least 0, got -1.0"),
            (
                "schedule",
                "0.1",
                "config.schedule: must be a schedule, an object with `class_name` and `config`, got the number 0.1",
            ),
        ],
    );
}

#[test]
fn clamped() {
    check_parameters(
        "Clamped",
        &[("schedule", PART), ("min", "0.1"), ("max", "0.5")],
        &[
            ("min", "-1", "config.min: `min` must be finite and at least 0, got -1.0"),
            ("max", "0.05", "config.max: `max` must be at least `min`, got 0.05"),
        ],
    );
}

#[test]
fn shifted() {
    check_parameters(
        "Shifted",
        &[("schedule", PART), ("shift", "5")],
        &[
            ("shift", "1.5", "config.shift: must be a whole number below 2^63, got 1.5"),
            (
                "shift",
                "9223372036854775808",
                "config.shift: must be a whole number below 2^63, got 9223372036854775808",
            ),
        ],
    );
}

#[test]
fn stretched() {
    check_parameters(
        "Stretched",
        &[("schedule", PART), ("factor", "10")],
        &[("factor", "0", "config.factor: `factor` must be greater than 0, got 0")],
    );
}

#[test]
fn product() {
    check_parameters(
        "Product",
        &[("schedules", &format!("[{PART}]"))],
        &[("schedules", "[]", "config.schedules: `schedules` must have at least 1 element, got 0")],
    );
}

#[test]
fn sum() {
    check_parameters(
        "Sum",
        &[("schedules", &format!("[{PART}]"))],
        &[("schedules", "[]", "config.schedules: `schedules` must have at least 1 element, got 0")],
    );
}

#[test]
fn warmup() {
    check_parameters(
        "Warmup",
        &[("schedule", PART), ("warmup_steps", "10")],
        &[
            ("warmup_steps", "-1", "config.warmup_steps: must be a whole number from 0, got -1"),
            ("warmup_steps", "1.5", "config.warmup_steps: must be a whole number from 0, got 1.5"),
            (
                "initial_learning_rate",
                "-1",
                "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -1.0",
            ),
            (
                "target_learning_rate",
                "-1",
                "config.target_learning_rate: `target_learning_rate` must be finite and at least 0, got -1.0",
            ),
            (
                "curve",
                r#""geometric""#,
                "config: `initial_learning_rate` must be greater than 0 with a geometric curve, got 0.0",
            ),
            ("warmup_prefix", "1", "config.warmup_prefix: invalid type: integer `1`, expected a boolean"),
        ],
    );
}

#[test]
fn repeated() {
    check_parameters(
        "Repeated",
        &[("schedule", PART), ("period_steps", "10")],
        &[
            ("period_steps", "0", "config.period_steps: `period_steps` must be greater than 0, got 0"),
            ("period_steps", "2.5", "config.period_steps: must be a whole number from 0, got 2.5"),
            ("t_mul", "0.9", "config.t_mul: `t_mul` must be finite and at least 1, got 0.9"),
            ("m_mul", "-1", "config.m_mul: `m_mul` must be finite and at least 0, got -1.0"),
            ("cycle_limit", "0", "config.cycle_limit: `cycle_limit` must be greater than 0, got 0"),
            ("mirror", r#""yes""#, r#"config.mirror: invalid type: string "yes", expected a boolean"#),
        ],
    );
}
