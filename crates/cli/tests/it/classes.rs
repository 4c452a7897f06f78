//! `glidepath list` and `schema`.

use serde_json::{Value, json};

use crate::common::run;

#[test]
fn list_shows_every_class_with_what_it_does() {
    let result = run(&["list"]);
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    assert!(result.stdout.lines().all(|line| line.chars().count() <= 80), "{}", result.stdout);
    let names: Vec<&str> = result.stdout.lines().filter_map(|line| line.split(' ').next()).collect();
    let names: Vec<_> = names.into_iter().filter(|name| !name.is_empty()).collect();
    assert_eq!(names, glidepath_serde::class_names());
    assert!(result.stdout.contains("\nConstant                The same rate at every step.\n"));
}

#[test]
fn list_prints_json() {
    let value: Value = serde_json::from_str(&run(&["list", "--format", "json"]).stdout).unwrap();
    let class = value.as_array().unwrap().iter().find(|class| class["class_name"] == "Constant").unwrap();
    assert_eq!(*class, json!({"class_name": "Constant", "description": "The same rate at every step."}));
}

#[test]
fn list_shows_the_parameters_of_a_class() {
    let result = run(&["list", "ExponentialDecay"]);
    assert_eq!((result.code, result.stderr.as_str()), (0, ""));
    assert_eq!(
        result.stdout,
        "\
ExponentialDecay
Falls by the factor `decay_rate` every `decay_steps` steps.

  initial_learning_rate  number from 0; required
                         The rate at step 0.
  decay_steps            steps above 0; required
                         The number of steps in which the rate falls by the
                         factor `decay_rate`.
  decay_rate             number from 0; required
                         The factor.
  staircase              true or false; default false
                         Whether the rate falls in jumps, at whole multiples of
                         `decay_steps`.
  name                   string, or null; default null
                         The name that pictures show. It has no influence on the
                         rates.

Steps are numbers, or text with a unit: \"10ep\", \"0.06dur\", \"2e9tok\", \"64e3sp\",
\"500ba\".
"
    );
    // No steps, no units.
    assert!(!run(&["list", "Constant"]).stdout.contains("10ep"));
    for class_name in glidepath_serde::class_names() {
        let text = run(&["list", class_name]).stdout;
        assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    }
}

#[test]
fn list_prints_the_parameters_as_json() {
    let value: Value = serde_json::from_str(&run(&["list", "Scaled", "--format", "json"]).stdout).unwrap();
    let name = "The name that pictures show. It has no influence on the rates.";
    assert_eq!(
        value,
        json!({
            "class_name": "Scaled",
            "description": "Another schedule's rate, times a factor.",
            "parameters": [
                {"name": "schedule", "kind": "schedule", "required": true, "description": "The schedule inside."},
                {"name": "factor", "kind": "number from 0", "required": true, "description": "The factor."},
                {"name": "name", "kind": "string, or null", "required": false, "default": null, "description": name},
            ],
        })
    );
}

#[test]
fn schema_prints_that_of_files_or_of_a_class() {
    let schema = |arguments: &[&str]| {
        let result = run(arguments);
        assert_eq!((result.code, result.stderr.as_str()), (0, ""));
        serde_json::from_str::<Value>(&result.stdout).unwrap()
    };
    assert_eq!(schema(&["schema"]), glidepath_serde::learning_rate_schema());
    assert_eq!(schema(&["schema", "Cyclic"]), glidepath_serde::config_schema("Cyclic").unwrap());
}

#[test]
fn a_class_that_is_none_is_wrong_usage() {
    for command in ["list", "schema"] {
        let result = run(&[command, "cosine_decay"]);
        assert_eq!((result.code, result.stdout.as_str()), (2, ""));
        let first = result.stderr.lines().next().unwrap();
        assert_eq!(
            first,
            "error: invalid value 'cosine_decay' for '[CLASS]': unknown class; did you mean `CosineDecay`?"
        );
        let result = run(&[command, "zzz"]);
        assert_eq!(result.code, 2);
        assert!(result.stderr.contains("unknown class; `glidepath list` lists them"), "{}", result.stderr);
    }
}
