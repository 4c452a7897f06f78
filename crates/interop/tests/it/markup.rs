//! YAML and TOML: the forms that are known from JSON, the text of every error, and what is made to do harm.

use std::time::Instant;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::import_bytes;
use glidepath_serde::LearningRate;

use crate::common::{error, imported, notes, rates};

const NO_LEARNING_RATE: &str = "no learning rate found: expected a schedule (`class_name` and `config`), an optimizer \
                                (`learning_rate`) or a compiled model (`compile_config`), got";

#[track_caller]
fn check(text: &str, want: &str) {
    assert_eq!(error(text), want);
}

#[test]
fn a_schedule_is_the_same_in_all_three() {
    let json = r#"{"class_name": "CosineDecay", "config":
        {"initial_learning_rate": 0.0, "decay_steps": 900, "warmup_target": 1e-3, "warmup_steps": 100, "name": null}}"#;
    let yaml = "# by hand\n---\nclass_name: CosineDecay\nconfig:\n  initial_learning_rate: 0.0\n  decay_steps: 900\n  \
                warmup_target: 1e-3\n  warmup_steps: 100\n  name: null\n";
    let toml = "class_name = \"CosineDecay\"\n\n[config]\ninitial_learning_rate = 0.0\ndecay_steps = 900\n\
                warmup_target = 1e-3\nwarmup_steps = 100\n";
    let schedule = imported(json).learning_rate;
    for (text, source) in
        [(json, "JSON of a schedule"), (yaml, "YAML of a schedule"), (toml, "TOML of a schedule")]
    {
        let imported = imported(text);
        assert_eq!(imported.learning_rate, schedule);
        assert_eq!(imported.source.name(), "schedule");
        assert_eq!(imported.source.to_string(), source);
    }
}

#[test]
fn so_is_what_other_frameworks_write() {
    let arguments = "learning_rate: 0.5\nlr_scheduler_type: linear\nmax_steps: 4\n";
    assert_eq!(rates(arguments), [0.5, 0.375, 0.25, 0.125, 0.0]);
    assert_eq!(imported(arguments).source.to_string(), "YAML of Hugging Face TrainingArguments");
    assert!(notes(arguments).is_empty());
    let timm = "class: StepLRScheduler\nbase_lr: 0.5\nkwargs: {decay_t: 2, decay_rate: 0.5}\n";
    assert_eq!(rates(timm), [0.5, 0.5, 0.25]);
    let deepspeed = "[optimizer]\ntype = 'Adam'\n[scheduler]\ntype = 'WarmupLR'\n[scheduler.params]\n\
                     warmup_max_lr = 0.5\nwarmup_num_steps = 2\nwarmup_type = 'linear'\n";
    assert_eq!(imported(deepspeed).source.name(), "deepspeed");
    assert_eq!(imported(deepspeed).optimizer.as_deref(), Some("Adam"));
    assert_eq!(imported(deepspeed).source.to_string(), "a DeepSpeed configuration");
    let model = "\"compile_config\":\n  optimizer: {class_name: SGD, config: {learning_rate: 0.25}}\n";
    assert_eq!(rates(model), [0.25]);
}

#[test]
fn a_number_is_a_constant_rate() {
    for (text, source) in [
        ("learning_rate: 0.1", "YAML of an optimizer"),
        ("learning_rate: 1e-1\n", "YAML of an optimizer"),
        ("%YAML 1.2\n---\n'learning_rate': .1\n", "YAML of an optimizer"),
        ("\u{feff}# utf-8\r\nlearning_rate: 0.1\r\n", "YAML of an optimizer"),
        ("x: &rate 0.1\nlearning_rate: *rate\n", "YAML of an optimizer"),
        ("base: &base {learning_rate: 0.1}\n<<: *base\n", "YAML of an optimizer"),
        ("learning_rate = 0.1", "TOML of an optimizer"),
        ("# toml\n\"learning_rate\" = 1e-1\n", "TOML of an optimizer"),
    ] {
        let LearningRate::Constant(_) = imported(text).learning_rate else { panic!("{text}") };
        assert_eq!(rates(text), [0.1], "{text}");
        assert_eq!(imported(text).source.to_string(), source, "{text}");
        assert!(notes(text).is_empty(), "{text}");
    }
}

#[test]
fn json_stays_json() {
    check("{\"a\": 1,}", "not valid JSON: trailing comma at line 1 column 9");
    check("[0.1,\n", "the JSON breaks off: EOF while parsing a value at line 2 column 0");
    check("{a: 1}", "not valid JSON: key must be a string at line 1 column 2");
    check(
        "nonsense",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected ident at line 1 column 2",
    );
    check("- 1\n- 2\n", "not valid JSON: invalid number at line 1 column 2");
    check(
        "# only a comment\n",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected value at line 1 column 1",
    );
    check("\"a: b\"", &format!("{NO_LEARNING_RATE} the string \"a: b\""));
    check(
        "time 12:30",
        "neither JSON, YAML or TOML nor a file of Keras or PyTorch: expected ident at line 1 column 2",
    );
    assert!(notes("0.5").is_empty());
}

#[test]
fn yaml_that_is_wrong() {
    check("hello: world", &format!("{NO_LEARNING_RATE} an object of `hello`"));
    check("- a: 1\n", &format!("{NO_LEARNING_RATE} a list"));
    check("1: 2\nnull: 3\ntrue: 4\n", &format!("{NO_LEARNING_RATE} an object of `1`, `null`, `true`"));
    check("learning_rate: .nan", "learning_rate: must be a finite number, got NaN");
    check("learning_rate: -.inf", "learning_rate: must be a finite number, got -Infinity");
    check("learning_rate: \"a tenth\"", "learning_rate: must be a number, got the string \"a tenth\"");
    check("a: b: c", "not valid YAML: mapping values are not allowed in this context at line 1, column 5");
    check(
        "a:\n\tb: 1",
        "not valid YAML: tabs disallowed within this context (block indentation) at line 2, column 2",
    );
    check("a: [1, 2\n", "not valid YAML: unclosed bracket '[' at line 1, column 4");
    check("a: *b\n", "not valid YAML: reference to unknown value at line 1, column 4");
    check(
        "a: {[1]: 2}",
        "not valid YAML: a key must be a text, a number or a truth value at line 1, column 5",
    );
    check(
        "a: 1\nb: 2\na: 3\n",
        "not valid YAML: duplicate mapping key `a` is not allowed here at line 3, column 1",
    );
    check(
        "a: 1\n---\nb: 2\n",
        "not valid YAML: only single YAML document expected but multiple found at line 3, column 1",
    );
}

#[test]
fn toml_that_is_wrong() {
    check("[a]\nb = 1\n", &format!("{NO_LEARNING_RATE} an object of `a`"));
    check("[[a.b]] # x\nday = 1979-05-27\n", &format!("{NO_LEARNING_RATE} an object of `a`"));
    check("learning_rate = nan", "learning_rate: must be a finite number, got NaN");
    check("a = 1\na = 2\n", "not valid TOML: duplicate key at line 2, column 1");
    check(
        "a = \n",
        "not valid TOML: string values must be quoted, expected literal string at line 1, column 5",
    );
}

#[test]
fn schedules_are_nested_as_deep_as_in_json() {
    let leaf = r#"{"class_name": "Constant", "config": {"learning_rate": 0.25}}"#.to_owned();
    let nested = (1..16).fold(leaf, |inner, _| {
        format!(r#"{{"class_name": "Sequential", "config": {{"schedules": [{inner}], "boundaries": []}}}}"#)
    });
    let want = imported(&nested).learning_rate;
    // The same in YAML, in whose braces JSON may stand.
    let config = nested.split_once("\"config\": ").unwrap().1;
    let yaml = format!("class_name: Sequential\nconfig: {}\n", &config[..config.len() - 1]);
    assert_eq!(imported(yaml).learning_rate, want);
}

/// Each is answered within a second; here, where nothing is optimized and others run beside it, within half a
/// minute.
#[track_caller]
fn check_hostile(text: &str, want: &str) {
    let start = Instant::now();
    let error = import_bytes(text.as_bytes()).unwrap_err().to_string();
    assert!(error.starts_with(want), "{error}");
    assert!(start.elapsed().as_secs() < 30, "{want}: {:?}", start.elapsed());
}

#[test]
fn what_is_too_large_is_refused() {
    check_hostile(&format!("a: {}", "x".repeat(1 << 20)), "too large: YAML may have 1024 KiB");
    check_hostile(&format!("a = '{}'", "x".repeat(1 << 20)), "too large: TOML may have 256 KiB");
    check_hostile(&"[".repeat(10 << 20), "not valid JSON: recursion limit exceeded");
    check_hostile(&"- ".repeat(5 << 20), "not valid JSON: invalid number");
    check_hostile(&"&a [*a,*a]\n".repeat(1 << 20), "neither JSON, YAML or TOML nor");
    check_hostile(&"a: &a [*a,*a]\n".repeat(1 << 16), "not valid YAML: Recursive reference not allowed here");
    let many = "not valid YAML: more than 65536 values";
    check_hostile(&format!("a: [{}", "1,".repeat(500_000)), many);
    check_hostile(&format!("a:\n{}", "- 1\n".repeat(250_000)), many);
    check_hostile(&(0..90_000).map(|key| format!("k{key}: 1\n")).collect::<String>(), many);
    check_hostile(&format!("a = [{}]", "1,".repeat(100_000)), "not valid TOML: more than 65536 values");
}

#[test]
fn what_is_too_deep_is_refused_in_a_small_thread() {
    let texts = [
        (format!("a: {}", "[".repeat(500_000)), "not valid YAML: recursion limit exceeded"),
        (format!("a: {}", "{a: ".repeat(200_000)), "not valid YAML: nested deeper than 48"),
        (format!("a: {}1{}", "[".repeat(70), "]".repeat(70)), "not valid YAML: nested deeper than 48"),
        ((0..300).map(|depth| " ".repeat(depth) + "a:\n").collect(), "not valid YAML: nested deeper than 48"),
        (format!("a:\n{}", "? ".repeat(500_000)), "not valid YAML: YAML document too large or too complex"),
        (format!("a = {}", "[".repeat(200_000)), "not valid TOML: cannot recurse further"),
        (format!("a = {}1{}", "[".repeat(70), "]".repeat(70)), "not valid TOML: nested deeper than 48"),
        (format!("[{}]", ["a"; 1000].join(".")), "not valid TOML: recursion limit"),
    ];
    let read = move || {
        for (text, want) in &texts {
            check_hostile(text, want);
        }
    };
    std::thread::Builder::new().stack_size(3 << 19).spawn(read).unwrap().join().unwrap();
}

#[test]
fn what_aliases_multiply_is_bounded() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (new, old) in "bcdefghij".chars().zip("abcdefghi".chars()) {
        bomb += &format!("{new}: &{new} [{}]\n", vec![format!("*{old}"); 10].join(", "));
    }
    check_hostile(&bomb, "not valid YAML: more than 65536 values");
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(500_000), vec!["*a"; 5000].join(", "));
    check_hostile(&text, "not valid YAML: more than 4 MiB of text");
}

#[test]
fn no_tag_does_anything() {
    for tag in ["!!python/object/apply:os.system ['ls']", "!include /etc/passwd", "!!binary aGk=", "!<x> 1"] {
        check(&format!("a: {tag}"), &format!("{NO_LEARNING_RATE} an object of `a`"));
    }
}

#[test]
fn what_python_prints_may_stand_in_yaml() {
    let text = "optimizer: {'name': 'Adam', 'learning_rate': {'class_name': 'CosineDecay', 'config': \
                {'initial_learning_rate': 0.5, 'decay_steps': 10, 'alpha': 0.0, 'warmup_target': None, 'warmup_steps': 0, \
                'name': None}}, 'decay': 0.0, 'amsgrad': False}\n";
    let imported = imported(text);
    assert_eq!(imported.path, "optimizer.learning_rate");
    assert_eq!(imported.learning_rate.learning_rate(5), 0.25);
}
