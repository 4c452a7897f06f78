//! What a schedule is written as: the text itself, with Keras's keys in Keras's order.

use glidepath_schedules::{
    Constant, CosineDecay, CosineDecayRestarts, ExponentialDecay, InverseTimeDecay, LinearCosineDecay,
    NoisyLinearCosineDecay, PiecewiseConstantDecay, PolynomialDecay, ScheduleError, Sequential, StepCount,
};
use glidepath_serde::{BoxSchedule, SerializableSchedule, to_json};

#[track_caller]
fn check(schedule: Result<impl SerializableSchedule, ScheduleError>, expected: &str) {
    assert_eq!(to_json(&schedule.expect("valid parameters")).expect("a text"), expected);
}

#[test]
fn constant() {
    check(Constant::new(0.01), r#"{"class_name":"Constant","config":{"learning_rate":0.01,"name":null}}"#);
}

#[test]
fn exponential_decay() {
    check(
        ExponentialDecay::new(0.1, 1_000, 0.96),
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"decay_rate":0.96,"staircase":false,"name":null}}"#,
    );
}

#[test]
fn inverse_time_decay() {
    check(
        InverseTimeDecay::new(0.1, 1_000, 0.5).map(|schedule| schedule.with_staircase(true)),
        r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"decay_rate":0.5,"staircase":true,"name":null}}"#,
    );
}

#[test]
fn piecewise_constant_decay() {
    check(
        PiecewiseConstantDecay::new([100.0, 200.5], [1.0, 0.5, 0.1]),
        r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[100,200.5],"values":[1.0,0.5,0.1],"name":null}}"#,
    );
}

#[test]
fn polynomial_decay() {
    check(
        PolynomialDecay::new(0.1, 1_000, 0.0001).map(|schedule| schedule.with_cycle(true)),
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"end_learning_rate":0.0001,"power":1.0,"cycle":true,"name":null}}"#,
    );
}

#[test]
fn cosine_decay() {
    check(
        CosineDecay::new(0.1, 1_000),
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"alpha":0.0,"name":null,"warmup_target":null,"warmup_steps":0}}"#,
    );
}

#[test]
fn cosine_decay_with_warmup() {
    check(
        CosineDecay::new(0.0, 1_000)
            .and_then(|schedule| schedule.with_alpha(0.25))
            .and_then(|schedule| schedule.with_warmup_target(0.1, 937.5)),
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.0,"decay_steps":1000,"alpha":0.25,"name":null,"warmup_target":0.1,"warmup_steps":937.5}}"#,
    );
}

#[test]
fn cosine_decay_restarts() {
    check(
        CosineDecayRestarts::new(0.1, 1_000),
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":1000,"t_mul":2.0,"m_mul":1.0,"alpha":0.0,"name":null}}"#,
    );
}

#[test]
fn linear_cosine_decay() {
    check(
        LinearCosineDecay::new(0.1, 1_000),
        r#"{"class_name":"LinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"num_periods":0.5,"alpha":0.0,"beta":0.001,"name":null}}"#,
    );
}

#[test]
fn noisy_linear_cosine_decay() {
    check(
        NoisyLinearCosineDecay::new(0.1, 1_000),
        r#"{"class_name":"NoisyLinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"initial_variance":1.0,"variance_decay":0.55,"num_periods":0.5,"alpha":0.0,"beta":0.001,"seed":null,"name":null}}"#,
    );
}

#[test]
fn a_seed_of_either_sign() {
    check(
        NoisyLinearCosineDecay::new(0.1, 1_000).map(|schedule| schedule.with_seed(i64::MIN)),
        r#"{"class_name":"NoisyLinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"initial_variance":1.0,"variance_decay":0.55,"num_periods":0.5,"alpha":0.0,"beta":0.001,"seed":-9223372036854775808,"name":null}}"#,
    );
}

#[test]
fn sequential() {
    let parts = || {
        let warmup = BoxSchedule::new(PolynomialDecay::new(0.0, 5, 0.1)?);
        Ok([warmup, BoxSchedule::new(Constant::new(0.1)?)])
    };
    check(
        parts().and_then(|parts| Sequential::new(parts, [5])),
        r#"{"class_name":"Sequential","config":{"schedules":[{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.0,"decay_steps":5,"end_learning_rate":0.1,"power":1.0,"cycle":false,"name":null}},{"class_name":"Constant","config":{"learning_rate":0.1,"name":null}}],"boundaries":[5],"name":null}}"#,
    );
}

#[test]
fn a_name_with_anything_in_it() {
    check(
        Constant::new(0.5).map(|schedule| schedule.with_name("\"Überlauf\"\n")),
        r#"{"class_name":"Constant","config":{"learning_rate":0.5,"name":"\"Überlauf\"\n"}}"#,
    );
}

/// An integer rate makes Keras compute with integers, so a rate always has a point or an exponent.
#[test]
fn a_whole_rate_has_a_decimal_point() {
    check(Constant::new(1.0), r#"{"class_name":"Constant","config":{"learning_rate":1.0,"name":null}}"#);
    check(Constant::new(1e300), r#"{"class_name":"Constant","config":{"learning_rate":1e+300,"name":null}}"#);
    check(
        Constant::new(5e-324),
        r#"{"class_name":"Constant","config":{"learning_rate":5e-324,"name":null}}"#,
    );
}

/// Steps are counted, so whole ones have none.
#[test]
fn whole_steps_have_no_decimal_point() {
    #[track_caller]
    fn check_steps(steps: impl Into<StepCount>, expected: &str) {
        let schedule = CosineDecay::new(0.1, steps).expect("valid parameters");
        let config = serde_json::to_string(&schedule).expect("a text");
        let start = format!(r#"{{"initial_learning_rate":0.1,"decay_steps":{expected},"#);
        assert!(config.starts_with(&start), "{config}");
    }
    check_steps(1e3, "1000");
    check_steps(0.1, "0.1");
    check_steps(390.625, "390.625");
    check_steps((1_u64 << 53) + 1, "9007199254740993");
    check_steps(u64::MAX, "18446744073709551615");
    check_steps(1e20, "1e+20");
}
