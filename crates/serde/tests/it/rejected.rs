//! What is refused, and in which words.

use glidepath_serde::{from_json, parse_json_slice};

/// Compares the whole text of the error.
#[track_caller]
fn check(text: &str, expected: &str) {
    match from_json(text) {
        Ok(schedule) => panic!("read as {schedule:?}"),
        Err(error) => assert_eq!(error.to_string(), expected),
    }
}

/// A configuration of `class_name`.
#[track_caller]
fn check_config(class_name: &str, config: &str, expected: &str) {
    check(&format!(r#"{{"class_name":"{class_name}","config":{{{config}}}}}"#), expected);
}

/// An `ExponentialDecay` with one of its parameters replaced.
#[track_caller]
fn check_parameter(name: &str, value: &str, expected: &str) {
    let mut config = vec![("initial_learning_rate", "0.1"), ("decay_steps", "10"), ("decay_rate", "0.9")];
    config.retain(|&(key, _)| key != name);
    config.push((name, value));
    let config: Vec<String> = config.iter().map(|(key, value)| format!("\"{key}\":{value}")).collect();
    check_config("ExponentialDecay", &config.join(","), expected);
}

#[test]
fn an_unknown_class() {
    check_config("Nope", "", "class_name: unknown class `Nope`; no registered class has a name like it");
    check_config("", "", "class_name: unknown class ``; no registered class has a name like it");
    check_config("CosineDecayy", "", "class_name: unknown class `CosineDecayy`; did you mean `CosineDecay`?");
    check_config("Cosine", "", "class_name: unknown class `Cosine`; did you mean `CosineDecay`?");
    check_config(
        "pkg>ExponentialDecay",
        "",
        "class_name: unknown class `pkg>ExponentialDecay`; did you mean `ExponentialDecay`?",
    );
}

#[test]
fn a_class_in_another_case() {
    check_config(
        "exponentialdecay",
        "",
        "class_name: unknown class `exponentialdecay`; did you mean `ExponentialDecay`?",
    );
    check_config(
        "exponential_decay",
        "",
        "class_name: unknown class `exponential_decay`; did you mean `ExponentialDecay`?",
    );
    check_config(
        "COSINEDECAY",
        "",
        "class_name: unknown class `COSINEDECAY`; did you mean `CosineDecay` or `CosineDecayRestarts`?",
    );
}

#[test]
fn a_class_of_someone_elses_package() {
    // The bare name is one of ours, the registered one says that another is meant.
    check(
        r#"{"module":"m","class_name":"CosineDecay","config":{},"registered_name":"pkg>CosineDecay"}"#,
        "class_name: unknown class `pkg>CosineDecay`; did you mean `CosineDecay` or `CosineDecayRestarts`?",
    );
    check(
        r#"{"module":"m","class_name":"Noam","config":{},"registered_name":"pkg>Noam"}"#,
        "class_name: unknown class `pkg>Noam`; did you mean `Noam`?",
    );
}

#[test]
fn a_missing_key() {
    check_config("ExponentialDecay", "", "config: missing field `initial_learning_rate`");
    check_config(
        "ExponentialDecay",
        r#""initial_learning_rate":0.1,"decay_steps":10"#,
        "config: missing field `decay_rate`",
    );
    check_config("PiecewiseConstantDecay", r#""values":[1.0]"#, "config: missing field `boundaries`");
    check_config("Sequential", r#""boundaries":[]"#, "config: missing field `schedules`");
}

#[test]
fn an_unknown_key() {
    check_parameter(
        "staircases",
        "true",
        "config.staircases: unknown field `staircases`; did you mean `staircase`?",
    );
    check_config(
        "CosineDecayRestarts",
        r#""initial_learning_rate":0.1,"decay_steps":10"#,
        "config.decay_steps: unknown field `decay_steps`, expected one of `initial_learning_rate`, \
         `first_decay_steps`, `t_mul`, `m_mul`, `alpha`, `name`",
    );
}

#[test]
fn a_rate_of_the_wrong_type() {
    check_parameter(
        "initial_learning_rate",
        r#""0.1""#,
        r#"config.initial_learning_rate: invalid type: string "0.1", expected a number"#,
    );
    check_parameter("decay_rate", "null", "config.decay_rate: invalid type: null, expected a number");
    check_parameter(
        "initial_learning_rate",
        "[0.1]",
        "config.initial_learning_rate: invalid type: a list, expected a number",
    );
    // As Keras writes a tensor.
    check_parameter(
        "initial_learning_rate",
        r#"{"class_name":"__tensor__","config":{"value":0.1,"dtype":"float32"}}"#,
        "config.initial_learning_rate: invalid type: an object, expected a number",
    );
}

#[test]
fn other_parameters_of_the_wrong_type() {
    check_parameter(
        "staircase",
        r#""False""#,
        r#"config.staircase: invalid type: string "False", expected a boolean"#,
    );
    check_parameter("staircase", "1", "config.staircase: invalid type: integer `1`, expected a boolean");
    check_parameter("name", "7", "config.name: invalid type: integer `7`, expected a string");
    let noisy = |seed: &str| format!(r#""initial_learning_rate":0.1,"decay_steps":10,"seed":{seed}"#);
    check_config(
        "NoisyLinearCosineDecay",
        &noisy("1.5"),
        "config.seed: invalid type: floating point `1.5`, expected a whole number",
    );
    check_config(
        "NoisyLinearCosineDecay",
        &noisy("9223372036854775808"),
        "config.seed: invalid value: integer `9223372036854775808`, expected a whole number",
    );
}

#[test]
fn steps_that_are_none() {
    check_parameter("decay_steps", "0", "config.decay_steps: `decay_steps` must be greater than 0, got 0");
    check_parameter("decay_steps", "0.0", "config.decay_steps: `decay_steps` must be greater than 0, got 0");
    check_parameter("decay_steps", "-2", "config.decay_steps: `decay_steps` must be greater than 0, got -2");
    check_parameter(
        "decay_steps",
        "-0.5",
        "config.decay_steps: `decay_steps` must be greater than 0, got -0.5",
    );
    check_parameter(
        "decay_steps",
        r#""10""#,
        r#"config.decay_steps: invalid type: string "10", expected a number of steps"#,
    );
    check_parameter(
        "decay_steps",
        "null",
        "config.decay_steps: invalid type: null, expected a number of steps",
    );
    check_parameter(
        "decay_steps",
        "true",
        "config.decay_steps: invalid type: boolean `true`, expected a number of steps",
    );
    check_config(
        "CosineDecayRestarts",
        r#""initial_learning_rate":0.1,"first_decay_steps":0"#,
        "config.first_decay_steps: `first_decay_steps` must be greater than 0, got 0",
    );
    let warmup = |steps: &str| {
        format!(r#""initial_learning_rate":0.1,"decay_steps":10,"warmup_target":0.2,"warmup_steps":{steps}"#)
    };
    check_config(
        "CosineDecay",
        &warmup("-5"),
        "config.warmup_steps: `warmup_steps` must be at least 0, got -5",
    );
}

/// Keras writes these, though they are not JSON.
#[test]
fn numbers_that_json_does_not_have() {
    check_parameter("decay_steps", "NaN", "not valid JSON: expected value at line 1 column 103");
    check_parameter(
        "initial_learning_rate",
        "Infinity",
        "not valid JSON: expected value at line 1 column 102",
    );
    check_parameter(
        "initial_learning_rate",
        "1e400",
        "not valid JSON: number out of range at line 1 column 106",
    );
    check_parameter("decay_steps", "1e400", "not valid JSON: number out of range at line 1 column 107");
}

#[test]
fn rates_out_of_range() {
    check_parameter(
        "initial_learning_rate",
        "-0.1",
        "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -0.1",
    );
    check_parameter(
        "initial_learning_rate",
        "-1",
        "config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -1.0",
    );
    check_parameter(
        "decay_rate",
        "-1e300",
        "config.decay_rate: `decay_rate` must be finite and at least 0, got -1e300",
    );
    check_config(
        "Constant",
        r#""learning_rate":-5e-324"#,
        "config.learning_rate: `learning_rate` must be finite and at least 0, got -5e-324",
    );
}

#[test]
fn other_parameters_out_of_range() {
    let check_one = |class_name: &str, steps: &str, name: &str, value: &str, expected: &str| {
        let config = format!(r#""initial_learning_rate":0.1,"{steps}":10,"{name}":{value}"#);
        check_config(class_name, &config, &format!("config.{name}: `{name}` must be {expected}"));
    };
    check_one("CosineDecay", "decay_steps", "alpha", "1.5", "between 0 and 1, got 1.5");
    check_one("CosineDecay", "decay_steps", "alpha", "-0.1", "between 0 and 1, got -0.1");
    check_one("CosineDecay", "decay_steps", "warmup_target", "-0.2", "finite and at least 0, got -0.2");
    check_one("CosineDecayRestarts", "first_decay_steps", "alpha", "2", "between 0 and 1, got 2.0");
    check_one("CosineDecayRestarts", "first_decay_steps", "t_mul", "0", "finite and greater than 0, got 0.0");
    check_one("CosineDecayRestarts", "first_decay_steps", "m_mul", "-1", "finite and at least 0, got -1.0");
    check_one("PolynomialDecay", "decay_steps", "power", "-1", "finite and at least 0, got -1.0");
    check_one("PolynomialDecay", "decay_steps", "end_learning_rate", "-1", "finite and at least 0, got -1.0");
    check_one("LinearCosineDecay", "decay_steps", "num_periods", "-1", "finite and at least 0, got -1.0");
    check_one("LinearCosineDecay", "decay_steps", "num_periods", "1e16", "at most 2^53, got 1e16");
    check_one("LinearCosineDecay", "decay_steps", "alpha", "-1", "between 0 and 1e100, got -1.0");
    check_one("LinearCosineDecay", "decay_steps", "beta", "-1", "between 0 and 1e100, got -1.0");
    let noisy = "NoisyLinearCosineDecay";
    check_one(noisy, "decay_steps", "initial_variance", "-1", "finite and at least 0, got -1.0");
    check_one(noisy, "decay_steps", "variance_decay", "-1", "finite and at least 0, got -1.0");
}

#[test]
fn boundaries_and_values_that_do_not_fit() {
    let check_table = |boundaries: &str, values: &str, expected: &str| {
        let config = format!(r#""boundaries":{boundaries},"values":{values}"#);
        check_config("PiecewiseConstantDecay", &config, expected);
    };
    check_table(
        "[20,10]",
        "[1.0,0.5,0.1]",
        "config.boundaries: `boundaries` must increase strictly, got 20 before 10 at index 1",
    );
    check_table(
        "[5,10,10.0]",
        "[1.0,0.5,0.1,0.0]",
        "config.boundaries: `boundaries` must increase strictly, got 10 before 10 at index 2",
    );
    check_table("[-1]", "[0.1,0.2]", "config.boundaries[0]: `boundaries[0]` must be at least 0, got -1");
    check_table(
        r#"[1,"10"]"#,
        "[0.1,0.2,0.3]",
        r#"config.boundaries[1]: invalid type: string "10", expected a number of steps"#,
    );
    check_table("10", "[0.1,0.2]", "config.boundaries: invalid type: integer `10`, expected a list");
    // As Keras writes an array of NumPy's.
    check_table(
        r#"{"class_name":"__numpy__","config":{"value":[10],"dtype":"int64"}}"#,
        "[0.1,0.2]",
        "config.boundaries: invalid type: an object, expected a list",
    );
    check_table(
        "[10,20]",
        "[1.0,0.5]",
        "config.values: `values` must have 3 elements, one more than `boundaries`, got 2",
    );
    check_table("[]", "[]", "config.values: `values` must have 1 element, one more than `boundaries`, got 0");
    check_table(
        "[10]",
        "[0.1,-0.2]",
        "config.values[1]: `values[1]` must be finite and at least 0, got -0.2",
    );
    check_table("[10]", "[0.1,null]", "config.values[1]: invalid type: null, expected a number");
}

#[test]
fn a_sequence_that_does_not_fit() {
    let constant = r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#;
    let check_sequence = |count: usize, boundaries: &str, expected: &str| {
        let parts = vec![constant; count].join(",");
        check_config("Sequential", &format!(r#""schedules":[{parts}],"boundaries":{boundaries}"#), expected);
    };
    check_sequence(
        1,
        "[5]",
        "config.schedules: `schedules` must have 2 elements, one more than `boundaries`, got 1",
    );
    check_sequence(
        0,
        "[]",
        "config.schedules: `schedules` must have 1 element, one more than `boundaries`, got 0",
    );
    check_sequence(2, "[0]", "config.boundaries[0]: `boundaries[0]` must be greater than 0, got 0");
    check_sequence(2, "[-1]", "config.boundaries[0]: must be a whole number from 0, got -1");
    check_sequence(2, "[1.5]", "config.boundaries[0]: must be a whole number from 0, got 1.5");
    check_sequence(
        3,
        "[10,10]",
        "config.boundaries: `boundaries` must increase strictly, got 10 before 10 at index 1",
    );
    check_config(
        "Sequential",
        r#""schedules":{},"boundaries":[]"#,
        "config.schedules: invalid type: an object, expected a list",
    );
}

#[test]
fn a_config_that_is_no_object() {
    check(r#"{"class_name":"ExponentialDecay","config":null}"#, "config: must be an object, got null");
    check(r#"{"class_name":"ExponentialDecay","config":[]}"#, "config: must be an object, got a list");
    check(
        r#"{"class_name":"ExponentialDecay","config":[0.1,10,0.9]}"#,
        "config: must be an object, got a list",
    );
    check(
        r#"{"class_name":"ExponentialDecay","config":"0.1"}"#,
        r#"config: must be an object, got the string "0.1""#,
    );
    check(r#"{"class_name":"ExponentialDecay"}"#, "missing field `config`, which holds the parameters");
}

#[test]
fn a_class_name_that_is_none() {
    check(r#"{"config":{}}"#, "missing field `class_name`");
    check("{}", "missing field `class_name`");
    check(r#"{"class_name":3,"config":{}}"#, "class_name: must be a string, got the number 3");
    check(r#"{"class_name":null,"config":{}}"#, "class_name: must be a string, got null");
    check(r#"{"class_name":["Constant"],"config":{}}"#, "class_name: must be a string, got a list");
}

#[test]
fn what_is_no_object() {
    let expected = "must be a schedule, an object with `class_name` and `config`, got";
    check("0.1", &format!("{expected} the number 0.1"));
    check(r#""ExponentialDecay""#, &format!(r#"{expected} the string "ExponentialDecay""#));
    check("[]", &format!("{expected} a list"));
    check(r#"["Constant",{"learning_rate":0.1}]"#, &format!("{expected} a list"));
    check("null", &format!("{expected} null"));
    check("true", &format!("{expected} true"));
}

#[test]
fn a_key_twice() {
    check(
        r#"{"class_name":"ExponentialDecay","class_name":"CosineDecay","config":{}}"#,
        "not valid JSON: duplicate key `class_name` at line 1 column 45",
    );
    check_config(
        "Constant",
        r#""learning_rate":0.1,"learning_rate":0.2"#,
        "not valid JSON: duplicate key `learning_rate` at line 1 column 70",
    );
}

#[test]
fn what_is_no_json() {
    check("", "not valid JSON: EOF while parsing a value at line 1 column 0");
    check("\n \n", "not valid JSON: EOF while parsing a value at line 3 column 0");
    check("learning rate", "not valid JSON: expected value at line 1 column 1");
    check(
        r#"{"class_name":"Constant","config":{"learning_r"#,
        "not valid JSON: EOF while parsing a string at line 1 column 46",
    );
    check(
        r#"{"class_name":"Constant","config":{"learning_rate":0.1}"#,
        "not valid JSON: EOF while parsing an object at line 1 column 55",
    );
    check(
        r#"{"class_name":"Constant","config":{"learning_rate":0.1}} x"#,
        "not valid JSON: trailing characters at line 1 column 58",
    );
    check(r#"{'class_name': 'Constant'}"#, "not valid JSON: key must be a string at line 1 column 2");
    let error = parse_json_slice(b"{\"class_name\":\"\xff\"}").expect_err("not UTF-8");
    assert_eq!(error.to_string(), "not valid JSON: invalid unicode code point at line 1 column 16");
}

/// Parts of a `Sequential`, two levels down.
#[test]
fn an_error_inside_names_the_place() {
    let check_inside = |part: &str, expected: &str| {
        let inner =
            format!(r#"{{"class_name":"Sequential","config":{{"schedules":[{part}],"boundaries":[]}}}}"#);
        let first = r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#;
        let config = format!(r#""schedules":[{first},{inner}],"boundaries":[5]"#);
        check_config("Sequential", &config, &format!("config.schedules[1].config.schedules[0]{expected}"));
    };
    check_inside(
        r#"{"class_name":"CosineDeca","config":{}}"#,
        ".class_name: unknown class `CosineDeca`; did you mean `CosineDecay` or `CosineDecayRestarts`?",
    );
    check_inside(
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":"x"}}"#,
        r#".config.decay_steps: invalid type: string "x", expected a number of steps"#,
    );
    check_inside(
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":-0.1,"decay_steps":10}}"#,
        ".config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -0.1",
    );
    check_inside(
        r#"{"config":{"initial_learning_rate":-0.1,"decay_steps":10},"class_name":"CosineDecay"}"#,
        ".config.initial_learning_rate: `initial_learning_rate` must be finite and at least 0, got -0.1",
    );
    check_inside(
        r#"{"class_name":"Constant","config":{"learning_rate":0.1,"x":1}}"#,
        ".config.x: unknown field `x`, expected `learning_rate` or `name`",
    );
    check_inside(r#"{"class_name":"Constant","config":{}}"#, ".config: missing field `learning_rate`");
    check_inside(r#"{"class_name":"Constant","config":null}"#, ".config: must be an object, got null");
    // What typetag and serde would take.
    check_inside(
        r#"{"class_name":"Constant","config":[0.1,null]}"#,
        ".config: must be an object, got a list",
    );
    check_inside(
        r#"["Constant",{"learning_rate":0.1}]"#,
        ": must be a schedule, an object with `class_name` and `config`, got a list",
    );
    check_inside(r#"{"class_name":"Constant"}"#, ": missing field `config`, which holds the parameters");
    check_inside(r#"{"config":{}}"#, ": missing field `class_name`");
    check_inside("0.1", ": must be a schedule, an object with `class_name` and `config`, got the number 0.1");
    check_inside(
        r#""Constant""#,
        r#": must be a schedule, an object with `class_name` and `config`, got the string "Constant""#,
    );
    check_inside("null", ": must be a schedule, an object with `class_name` and `config`, got null");
    check_inside("[]", ": must be a schedule, an object with `class_name` and `config`, got a list");
    check_inside(r#"{"class_name":3,"config":{}}"#, ".class_name: must be a string, got the number 3");
}

/// Keras's models have a class of the same name.
#[test]
fn a_model_is_no_schedule() {
    check_config(
        "Sequential",
        r#""name":"sequential","layers":[{"module":"keras.layers","class_name":"Dense","config":{"units":1}}]"#,
        "config.layers: unknown field `layers`, expected one of `schedules`, `boundaries`, `name`",
    );
}

#[test]
fn an_error_in_a_larger_file_tells_the_place_in_that_file() {
    let error = from_json(r#"{"class_name":"Constant","config":{}}"#)
        .expect_err("no rate")
        .under("config.learning_rate");
    assert_eq!(error.to_string(), "config.learning_rate.config: missing field `learning_rate`");
    let error = from_json("0").expect_err("a number").under("learning_rates[3]");
    assert_eq!(
        error.to_string(),
        "learning_rates[3]: must be a schedule, an object with `class_name` and `config`, got the number 0"
    );
    let error = from_json(r#"{"class_name":"X","config":{}}"#).expect_err("unknown").under("learning_rate");
    assert_eq!(
        error.to_string(),
        "learning_rate.class_name: unknown class `X`; no registered class has a name like it"
    );
}
