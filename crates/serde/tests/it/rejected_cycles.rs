//! What is refused of the schedules that go round, and of those with a name, and in which words.

use crate::common::check_parameters;

#[test]
fn transition_restarts() {
    check_parameters(
        "TransitionRestarts",
        &[("initial_learning_rate", "0.1"), ("end_learning_rate", "0.01"), ("transition_steps", "100")],
        &[
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
                "transition_steps",
                "0",
                "config.transition_steps: `transition_steps` must be greater than 0, got 0",
            ),
            ("curve", r#""geometric""#, "config.curve: `curve` must be other than geometric, got geometric"),
            ("t_mul", "0.5", "config.t_mul: `t_mul` must be finite and at least 1, got 0.5"),
            ("m_mul", "-1", "config.m_mul: `m_mul` must be finite and at least 0, got -1.0"),
            ("end_m_mul", "-0.5", "config.end_m_mul: `end_m_mul` must be finite and at least 0, got -0.5"),
            ("cycle_limit", "0", "config.cycle_limit: `cycle_limit` must be greater than 0, got 0"),
            ("cycle_limit", "1.5", "config.cycle_limit: must be a whole number from 0, got 1.5"),
            ("k_decay", "0", "config.k_decay: `k_decay` must be finite and greater than 0, got 0.0"),
        ],
    );
}

#[test]
fn cosine_hard_restarts() {
    check_parameters(
        "CosineHardRestarts",
        &[("initial_learning_rate", "0.1"), ("decay_steps", "100"), ("num_cycles", "3")],
        &[
            (
                "initial_learning_rate",
                "-1",
                "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -1.0",
            ),
            ("decay_steps", "0", "config.decay_steps: `decay_steps` must be greater than 0, got 0"),
            (
                "num_cycles",
                "0",
                "config.num_cycles: `num_cycles` must be greater than 0 and at most 2^53, got 0.0",
            ),
            (
                "num_cycles",
                "-2",
                "config.num_cycles: `num_cycles` must be greater than 0 and at most 2^53, got -2.0",
            ),
            (
                "num_cycles",
                "1e17",
                "config.num_cycles: `num_cycles` must be greater than 0 and at most 2^53, got 1e17",
            ),
            ("num_cycles", "", "config: missing field `num_cycles`"),
        ],
    );
}

#[test]
fn cosine_annealing() {
    check_parameters(
        "CosineAnnealing",
        &[("initial_learning_rate", "0.1"), ("decay_steps", "100")],
        &[
            (
                "initial_learning_rate",
                "-1",
                "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -1.0",
            ),
            ("decay_steps", "0", "config.decay_steps: `decay_steps` must be greater than 0, got 0"),
            (
                "end_learning_rate",
                "-1",
                "config.end_learning_rate: `end_learning_rate` must be finite and at least 0, got -1.0",
            ),
        ],
    );
}

#[test]
fn cyclic() {
    check_parameters(
        "Cyclic",
        &[("base_learning_rate", "0.01"), ("max_learning_rate", "0.1")],
        &[
            (
                "base_learning_rate",
                "-1",
                "config.base_learning_rate: `base_learning_rate` must be finite and at least 0, got -1.0",
            ),
            (
                "max_learning_rate",
                "-1",
                "config.max_learning_rate: `max_learning_rate` must be finite and at least 0, got -1.0",
            ),
            ("step_size_up", "0", "config.step_size_up: `step_size_up` must be greater than 0, got 0"),
            ("step_size_up", "1.5", "config.step_size_up: must be a whole number from 0, got 1.5"),
            ("step_size_down", "0", "config.step_size_down: `step_size_down` must be greater than 0, got 0"),
            (
                "step_size_down",
                "18446744073709551615",
                "config.step_size_down: `step_size_down` must be such that a cycle is below 2^64, got 18446744073709551615",
            ),
            (
                "mode",
                r#""zigzag""#,
                "config.mode: unknown variant `zigzag`, expected one of `triangular`, `triangular2`, `exp_range`",
            ),
            ("gamma", "1.5", "config.gamma: `gamma` must be between 0 and 1, got 1.5"),
        ],
    );
}

#[test]
fn one_cycle() {
    check_parameters(
        "OneCycle",
        &[("max_learning_rate", "0.1"), ("total_steps", "100")],
        &[
            (
                "max_learning_rate",
                "-1",
                "config.max_learning_rate: `max_learning_rate` must be between 0 and 1e100, got -1.0",
            ),
            (
                "max_learning_rate",
                "1e101",
                "config.max_learning_rate: `max_learning_rate` must be between 0 and 1e100, got 1e101",
            ),
            ("total_steps", "0", "config.total_steps: `total_steps` must be at least 2, got 0"),
            ("total_steps", "1", "config.total_steps: `total_steps` must be at least 2, got 1"),
            ("pct_start", "1.5", "config.pct_start: `pct_start` must be between 0 and 1, got 1.5"),
            (
                "anneal_strategy",
                r#""exp""#,
                "config.anneal_strategy: unknown variant `exp`, expected one of `linear`, `cos`, `cosine`",
            ),
            ("div_factor", "0", "config.div_factor: `div_factor` must be between 1e-100 and 1e100, got 0.0"),
            (
                "final_div_factor",
                "0",
                "config.final_div_factor: `final_div_factor` must be between 1e-100 and 1e100, got 0.0",
            ),
            ("three_phase", "1", "config.three_phase: invalid type: integer `1`, expected a boolean"),
        ],
    );
}

#[test]
fn one_cycle_momentum() {
    check_parameters(
        "OneCycleMomentum",
        &[("total_steps", "100")],
        &[
            ("total_steps", "0", "config.total_steps: `total_steps` must be at least 2, got 0"),
            (
                "base_momentum",
                "-1",
                "config.base_momentum: `base_momentum` must be finite and at least 0, got -1.0",
            ),
            (
                "max_momentum",
                "-1",
                "config.max_momentum: `max_momentum` must be finite and at least 0, got -1.0",
            ),
            ("pct_start", "-0.1", "config.pct_start: `pct_start` must be between 0 and 1, got -0.1"),
        ],
    );
}

#[test]
fn inverse_square_root() {
    check_parameters(
        "InverseSquareRoot",
        &[("peak_learning_rate", "0.1"), ("warmup_steps", "100")],
        &[
            (
                "peak_learning_rate",
                "-1",
                "config.peak_learning_rate: `peak_learning_rate` must be finite and at least 0, got -1.0",
            ),
            ("warmup_steps", "-1", "config.warmup_steps: `warmup_steps` must be at least 0, got -1"),
            ("timescale", "0", "config.timescale: `timescale` must be greater than 0, got 0"),
        ],
    );
}

#[test]
fn noam() {
    check_parameters(
        "Noam",
        &[("model_size", "512"), ("warmup_steps", "4000")],
        &[
            ("model_size", "0", "config.model_size: `model_size` must be greater than 0, got 0"),
            (
                "model_size",
                "1.5",
                "config.model_size: invalid type: floating point `1.5`, expected a whole number from 0",
            ),
            ("warmup_steps", "0", "config.warmup_steps: `warmup_steps` must be greater than 0, got 0"),
            ("factor", "-1", "config.factor: `factor` must be finite and at least 0, got -1.0"),
        ],
    );
}
