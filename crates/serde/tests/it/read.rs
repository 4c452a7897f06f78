//! What is read as a schedule.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{from_json, parse_json_slice, to_json};

/// Reads a text and compares what is written again.
#[track_caller]
fn check(text: &str, expected: &str) {
    let schedule = from_json(text).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(to_json(&*schedule).expect("a text"), expected);
}

#[test]
fn defaults_may_be_left_out() {
    check(
        r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#,
        r#"{"class_name":"Constant","config":{"learning_rate":0.1,"name":null}}"#,
    );
    check(
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":0.9}}"#,
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":0.9,"staircase":false,"name":null}}"#,
    );
    check(
        r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":0.9}}"#,
        r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":0.9,"staircase":false,"name":null}}"#,
    );
    check(
        r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[10],"values":[0.1,0.2]}}"#,
        r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[10],"values":[0.1,0.2],"name":null}}"#,
    );
    check(
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10}}"#,
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"end_learning_rate":0.0001,"power":1.0,"cycle":false,"name":null}}"#,
    );
    check(
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10}}"#,
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"alpha":0.0,"name":null,"warmup_target":null,"warmup_steps":0}}"#,
    );
    check(
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":10}}"#,
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":10,"t_mul":2.0,"m_mul":1.0,"alpha":0.0,"name":null}}"#,
    );
    check(
        r#"{"class_name":"LinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10}}"#,
        r#"{"class_name":"LinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"num_periods":0.5,"alpha":0.0,"beta":0.001,"name":null}}"#,
    );
    check(
        r#"{"class_name":"NoisyLinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10}}"#,
        r#"{"class_name":"NoisyLinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"initial_variance":1.0,"variance_decay":0.55,"num_periods":0.5,"alpha":0.0,"beta":0.001,"seed":null,"name":null}}"#,
    );
    check(
        r#"{"class_name":"Sequential","config":{"schedules":[{"class_name":"Constant","config":{"learning_rate":1}}],"boundaries":[]}}"#,
        r#"{"class_name":"Sequential","config":{"schedules":[{"class_name":"Constant","config":{"learning_rate":1.0,"name":null}}],"boundaries":[],"name":null}}"#,
    );
}

#[test]
fn a_step_count_is_a_number_however_written() {
    for (written, read) in [
        ("1000", "1000"),
        ("1000.0", "1000"),
        ("1e3", "1000"),
        ("1E+3", "1000"),
        ("937.5", "937.5"),
        ("0.1", "0.1"),
        ("9007199254740993", "9007199254740993"),
        ("18446744073709551615", "18446744073709551615"),
        ("18446744073709551616", "1.8446744073709552e+19"),
    ] {
        check(
            &format!(
                r#"{{"class_name":"CosineDecay","config":{{"initial_learning_rate":0.1,"decay_steps":{written}}}}}"#
            ),
            &format!(
                r#"{{"class_name":"CosineDecay","config":{{"initial_learning_rate":0.1,"decay_steps":{read},"alpha":0.0,"name":null,"warmup_target":null,"warmup_steps":0}}}}"#
            ),
        );
    }
}

#[test]
fn a_boundary_of_a_sequence_is_a_number_however_written() {
    for written in ["1000", "1000.0", "1e3"] {
        let part = r#"{"class_name":"Constant","config":{"learning_rate":0.1,"name":null}}"#;
        let sequence = |boundary: &str| {
            format!(
                r#"{{"class_name":"Sequential","config":{{"schedules":[{part},{part}],"boundaries":[{boundary}],"name":null}}}}"#
            )
        };
        check(&sequence(written), &sequence("1000"));
    }
}

#[test]
fn an_integer_is_a_rate() {
    check(
        r#"{"class_name":"Constant","config":{"learning_rate":1}}"#,
        r#"{"class_name":"Constant","config":{"learning_rate":1.0,"name":null}}"#,
    );
}

#[test]
fn the_order_of_keys_means_nothing() {
    check(
        r#"{"config":{"name":"c","decay_rate":0.9,"decay_steps":10,"initial_learning_rate":0.1},"class_name":"ExponentialDecay"}"#,
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"decay_rate":0.9,"staircase":false,"name":"c"}}"#,
    );
    check(
        r#"{"config":{"boundaries":[7],"schedules":[{"config":{"learning_rate":0.5},"class_name":"Constant"},{"config":{"learning_rate":0.25},"class_name":"Constant"}]},"class_name":"Sequential"}"#,
        r#"{"class_name":"Sequential","config":{"schedules":[{"class_name":"Constant","config":{"learning_rate":0.5,"name":null}},{"class_name":"Constant","config":{"learning_rate":0.25,"name":null}}],"boundaries":[7],"name":null}}"#,
    );
}

/// As Keras 3 writes it.
#[test]
fn module_and_registered_name_are_read_over() {
    check(
        r#"{"module": "keras.optimizers.schedules", "class_name": "PolynomialDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 10000, "end_learning_rate": 0.01, "power": 0.5, "cycle": false, "name": "PolynomialDecay"}, "registered_name": null}"#,
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,"end_learning_rate":0.01,"power":0.5,"cycle":false,"name":"PolynomialDecay"}}"#,
    );
}

/// As TensorFlow 2 writes it, which has no default for the name.
#[test]
fn a_name_may_be_null() {
    check(
        r#"{"class_name": "CosineDecayRestarts", "config": {"initial_learning_rate": 0.1, "first_decay_steps": 1000, "t_mul": 2.0, "m_mul": 1.0, "alpha": 0.0, "name": null}}"#,
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":1000,"t_mul":2.0,"m_mul":1.0,"alpha":0.0,"name":null}}"#,
    );
}

/// As in Keras: without a target there is no warmup, whatever its steps.
#[test]
fn warmup_steps_without_a_target_count_for_nothing() {
    let text = r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":10,"alpha":0.0,"name":null,"warmup_target":null,"warmup_steps":5}}"#;
    check(text, text);
    assert_eq!(from_json(text).expect("a schedule").learning_rate(5), 0.05);
}

#[test]
fn a_double_is_read_as_the_nearest() {
    // serde_json without `float_roundtrip` reads some of these one unit beside.
    for rate in
        [0.1, 5e-324, 2.225_073_858_507_201e-308, 1.797_693_134_862_315_7e308, 0.066_073_690_521_402_5]
    {
        let text = format!(r#"{{"class_name":"Constant","config":{{"learning_rate":{rate:?}}}}}"#);
        let schedule = from_json(&text).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(schedule.learning_rate(0).to_bits(), f64::to_bits(rate), "{text}");
    }
}

#[test]
fn bytes_are_read_as_text() {
    let bytes = br#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#;
    let value = parse_json_slice(bytes).expect("JSON");
    let schedule = glidepath_serde::deserialize(&value).expect("a schedule");
    assert_eq!(schedule.class_name(), "Constant");
}
