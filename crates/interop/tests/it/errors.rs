//! The whole text of every error.

use glidepath_interop::{ExportOptions, Target, export, import_bytes};
use serde_json::json;

use crate::common::{self, archive, error};

const NO_LEARNING_RATE: &str = "no learning rate found: expected a schedule (`class_name` and `config`), an \
                                optimizer (`learning_rate`) or a compiled model (`compile_config`), got";

#[track_caller]
fn check(text: impl AsRef<[u8]>, want: &str) {
    assert_eq!(error(text), want);
}

#[test]
fn files_that_are_nothing() {
    check("", "the file is empty");
    check(" \n\t", "the file is empty");
    check("\u{feff}", "the file is empty");
    check(
        "hello\n",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected value at line 1 column 1",
    );
    check(
        "nonsense",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected ident at line 1 column 2",
    );
    check(
        b"\x80\x06",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: byte 0x80 at offset 0 is not UTF-8",
    );
    check(
        b"{\"name\": \"\xff\"}",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: byte 0xff at offset 10 is not UTF-8",
    );
    check(b"\xff\xfe{\0}\0", "the text is UTF-16; JSON must be UTF-8");
    check(
        b"\x89HDF\r\n\x1a\n\0\0",
        "unreadable HDF5: at byte 0: needs 11 bytes there, the file has 10 in all",
    );
}

#[test]
fn json_that_is_wrong() {
    check(
        r#"{"class_name": "CosineD"#,
        "the JSON breaks off: EOF while parsing a string at line 1 column 23",
    );
    check("[0.1,\n", "the JSON breaks off: EOF while parsing a value at line 2 column 0");
    check(r#"{"a": 1,}"#, "not valid JSON: trailing comma at line 1 column 9");
    check(r#"{"a": 1} x"#, "not valid JSON: trailing characters at line 1 column 10");
    check(r#"{"a": 1, "a": 2}"#, "not valid JSON: duplicate key `a` at line 1 column 12");
    check("1e999", "not valid JSON: number out of range at line 1 column 5");
}

#[test]
fn texts_that_need_braces_say_so() {
    let needs = |language: &str| {
        format!("{language} without the braces around it; put `{{` before and `}}` after it")
    };
    check("\"lr\": 0.1, \"momentum\": 0.9\n", &needs("JSON"));
    check("'name': 'Adam', 'learning_rate': 0.1, 'nesterov': False", &needs("a Python literal"));
    check(
        "lr: 0.1\n\tmomentum: 0.9\n",
        "not valid YAML: while scanning a plain scalar, found a tab at line 1, column 5",
    );
    // What looks like Python is wrong as that.
    check(
        "{'name': 'Adam', 'learning_rate': np.float32(0.1)}",
        "not valid Python literal: `np.float32(…)` is a call, which is code and not data at line 1, column 35",
    );
}

#[test]
fn a_scheduler_that_is_wrong() {
    let check_parts = |schedule: &str, step: &str, want: &str| {
        check(format!(r#"{{"schedule": {schedule}, "step": {step}}}"#), want);
    };
    let step = "must be an integer that is not negative, got";
    check_parts("0.1", "-1", &format!("step: {step} the number -1"));
    check_parts("0.1", "1.5", &format!("step: {step} the number 1.5"));
    check_parts("0.1", "null", &format!("step: {step} null"));
    check_parts("0.1", r#"7, "rate": 0.1"#, "rate: unknown field `rate`, expected `schedule` or `step`");
    check_parts("-0.1", "7", "schedule: `learning_rate` must be finite and at least 0, got -0.1");
    check_parts(
        "[1]",
        "7",
        "schedule: must be a schedule, an object with `class_name` and `config`, got a list",
    );
}

#[test]
fn json_that_holds_no_learning_rate() {
    check("[]", &format!("{NO_LEARNING_RATE} a list"));
    check("\"0.1\"", &format!("{NO_LEARNING_RATE} the string \"0.1\""));
    check("null", &format!("{NO_LEARNING_RATE} null"));
    check("{}", &format!("{NO_LEARNING_RATE} an empty object"));
    check(r#"{"rate": 0.1}"#, &format!("{NO_LEARNING_RATE} an object of `rate`"));
    check(
        r#"{"a": 0, "b": 0, "c": 0, "d": 0, "e": 0, "f": 0}"#,
        &format!("{NO_LEARNING_RATE} an object of `a`, `b`, `c`, `d`, `e`, …"),
    );
}

#[test]
fn archives_that_are_wrong() {
    const NEITHER: &str =
        "a zip archive without `config.json` or `data.pkl`, so neither of Keras nor of PyTorch";
    check(archive("my_data.pkl", b"x"), NEITHER);
    check(archive("keras/config.json", b"{}"), NEITHER);
    check(archive("config.json", b""), "the file is empty");
    check(
        archive("config.json", b"text"),
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected ident at line 1 column 2",
    );
    let whole = common::example("keras3_model_CosineDecay.keras");
    check(&whole[..whole.len() / 2], "damaged zip archive: Could not find EOCD");
}

#[test]
fn models_without_a_schedule() {
    const NOT_COMPILED: &str = "the model was never compiled, so it has no optimizer and no learning rate";
    let model = r#"{"module": "keras", "class_name": "Sequential", "config": {"layers": []}}"#;
    check(
        model,
        "a Keras model (`Sequential`), not a schedule; a compiled model's schedule is in \
         `compile_config.optimizer.config.learning_rate`, which is missing",
    );
    check(
        r#"{"class_name": "MyModel", "config": {}, "build_config": null}"#,
        "a Keras model (`MyModel`), not a schedule; a compiled model's schedule is in \
         `compile_config.optimizer.config.learning_rate`, which is missing",
    );
    check(archive("config.json", model.as_bytes()), NOT_COMPILED);
    check(r#"{"class_name": "Functional", "config": {}, "compile_config": null}"#, NOT_COMPILED);
    check(r#"{"class_name": "Functional", "config": {}, "compile_config": {}}"#, NOT_COMPILED);
    check(r#"{"backend": "jax", "keras_version": "3.15.1", "model_config": "{}"}"#, NOT_COMPILED);
    check(r#"{"compile_config": {"loss": "mse"}}"#, "compile_config: missing field `optimizer`");
    check(r#"{"compile_config": 1}"#, "compile_config: must be an object, got the number 1");
    check(
        r#"{"compile_config": {"optimizer": null, "loss": "mse"}}"#,
        "compile_config.optimizer: must be an optimizer, got null",
    );
    check(
        r#"{"compile_config": {"optimizer": "lion"}}"#,
        "compile_config.optimizer: the optimizer is only named, `lion`; its learning rate is not in the file",
    );
    check(
        r#"{"compile_config": {"optimizer": {"class_name": "MultiOptimizer", "config": {"optimizer_map": []}}}}"#,
        "compile_config.optimizer.config: missing field `learning_rate`",
    );
    check(
        r#"{"optimizer": {"class_name": "SGD", "config": 1}}"#,
        "optimizer.config: must be an object, got the number 1",
    );
    check(r#"{"optimizer": {"class_name": "SGD"}}"#, "optimizer: missing field `config`");
    check(r#"{"training_config": "0.1"}"#, "training_config: must be an object, got the number 0.1");
    check(
        r#"{"model_config": "{}", "training_config": 1}"#,
        "training_config: must be an object, got the number 1",
    );
}

#[test]
fn rates_that_are_wrong() {
    check("-0.5", "`learning_rate` must be finite and at least 0, got -0.5");
    check(
        r#"{"learning_rate": -1, "momentum": 0.9}"#,
        "learning_rate: `learning_rate` must be finite and at least 0, got -1.0",
    );
    check(r#"{"learning_rate": null}"#, &format!("{NO_LEARNING_RATE} an object of `learning_rate`"));
    check("NaN", "must be a finite number, got NaN");
    check(
        r#"{"learning_rate": {"class_name": "PiecewiseConstantDecay", "config":
            {"boundaries": [1], "values": [1.0, -Infinity]}}}"#,
        "learning_rate.config.values[1]: must be a finite number, got -Infinity",
    );
    check(
        r#"{"class_name": "SGD", "config": {"decay": 0.1, "learning_rate":
            {"class_name": "Constant", "config": {"learning_rate": 1}}}}"#,
        "config.decay: an optimizer's own `decay` on top of a schedule is not read, got 0.1",
    );
}

#[test]
fn schedules_that_are_wrong_say_where() {
    check(
        r#"{"compile_config": {"optimizer": {"class_name": "SGD", "config":
            {"learning_rate": {"class_name": "piecewise_constant_decay", "config": {}}}}}}"#,
        "compile_config.optimizer.config.learning_rate.class_name: unknown class \
         `piecewise_constant_decay`; did you mean `PiecewiseConstantDecay`?",
    );
    check(
        r#"{"compile_config": {"optimizer": {"class_name": "SGD", "config": {"learning_rate":
            {"class_name": "ExponentialDecay", "config":
                {"initial_learning_rate": 0.1, "decay_steps": 0, "decay_rate": 0.9}}}}}}"#,
        "compile_config.optimizer.config.learning_rate.config.decay_steps: `decay_steps` must be greater than \
         0, got 0",
    );
    check(r#"{"class_name": 5, "config": {}}"#, "class_name: must be a string, got the number 5");
    check(r#"{"class_name": "CosineDecay"}"#, "missing field `config`, which holds the parameters");
    check(
        r#"{"module": null, "class_name": "Mine", "registered_name": "Mine", "config": {"learning_rate": 0.1}}"#,
        "class_name: unknown class `Mine`; no registered class has a name like it",
    );
    check(
        r#"{"module": null, "class_name": "Mine", "registered_name": "my_package>Mine", "config": {}}"#,
        "registered_name: unknown class `my_package>Mine`; is the crate that registers it linked? `use that_crate as _;` links it",
    );
}

#[test]
fn deep_nesting_is_refused_in_a_small_thread() {
    let nested = |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let texts = [
        nested("[", "]"),
        nested(r#"{"config":"#, "}"),
        nested(r#"{"learning_rate":"#, "}"),
        nested(r#"{"class_name": "Sequential", "config": {"boundaries": [], "schedules": ["#, "]}}"),
    ];
    let errors = std::thread::Builder::new()
        .stack_size(512 << 10)
        .spawn(move || texts.map(|text| import_bytes(text.as_bytes()).unwrap_err().to_string()))
        .unwrap()
        .join()
        .unwrap();
    for (error, column) in errors.iter().zip([128, 1271, 2160, 3064]) {
        assert_eq!(*error, format!("not valid JSON: recursion limit exceeded at line 1 column {column}"));
    }
}

#[test]
fn code_is_no_class() {
    for class_name in ["__lambda__", "function"] {
        check(
            format!(
                r#"{{"class_name": "SGD", "config":
                    {{"learning_rate": {{"class_name": "{class_name}", "config": "f"}}, "decay": 0.0}}}}"#
            ),
            &format!(
                "config.learning_rate.class_name: `{class_name}` stands for Python code, which is never run; the rate must be \
                 a number or a schedule with a class"
            ),
        );
    }
}

#[test]
fn a_program_can_tell_what_is_wrong() {
    let error = |text: &str| import_bytes(text.as_bytes()).unwrap_err();
    let lacking = error(r#"{"layers": []}"#);
    assert!(lacking.lacks_learning_rate() && !lacking.follows_metric() && !lacking.is_not_writable());
    assert_eq!(lacking.path(), "");
    let plateau =
        error(r#"{"learning_rate": 0.1, "lr_scheduler_type": "reduce_lr_on_plateau", "max_steps": 9}"#);
    assert!(plateau.follows_metric() && !plateau.lacks_learning_rate());
    assert_eq!(plateau.path(), "lr_scheduler_type");
    let schedule = error(
        r#"{"class_name": "ExponentialDecay", "config":
        {"initial_learning_rate": 0.1, "decay_steps": 0, "decay_rate": 0.9}}"#,
    );
    assert_eq!(schedule.path(), "config.decay_steps");
    let missing = glidepath_interop::import_path("no/such/file").unwrap_err();
    assert_eq!(missing.io_error().unwrap().kind(), std::io::ErrorKind::NotFound);
    assert!(lacking.io_error().is_none());
    let decay = common::imported(
        r#"{"class_name": "ExponentialDecay", "config":
        {"initial_learning_rate": 0.1, "decay_steps": 5, "decay_rate": 0.9}}"#,
    );
    assert!(
        export(&[decay.learning_rate], Target::DeepSpeed, &ExportOptions::new())
            .unwrap_err()
            .is_not_writable()
    );
}

/// A key may have a dot in it, and be so long that the place is shortened in a message.
#[test]
fn a_rate_that_an_unknown_class_takes() {
    let problem = "is an argument of `my.Model`, which may make a schedule of it";
    let config = json!({"_target_": "my.Model", "lr": 0.1});
    check(json!({"model": config}).to_string(), &format!("model.lr: {problem}"));
    check(json!({"my.model": config}).to_string(), &format!("my.model.lr: {problem}"));
    let long = "m".repeat(1_200);
    let text = error(json!({long: config}).to_string());
    assert!(text.ends_with(problem), "{text}");
}

#[test]
fn a_rate_of_some_parameters_only() {
    let problem = "is the rate of some parameters only; that of the others is not in the file";
    check(r#"{"param_groups": {"a": {"lr": 0.1}}}"#, &format!("param_groups.a.lr: {problem}"));
    check(r#"{"my.param_groups": {"a.b": {"lr": 0.1}}}"#, &format!("my.param_groups.a.b.lr: {problem}"));
    check(r#"{"my.paramwise_cfg": {"a": {"lr": 0.1}}}"#, &format!("my.paramwise_cfg.a.lr: {problem}"));
}
