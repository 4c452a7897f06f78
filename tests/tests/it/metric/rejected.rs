//! Files that are refused, and what is said of them.

use std::fmt::Debug;
use std::path::Path;

use glidepath_schedules::{Greedy, ReduceOnPlateau, ScheduleError};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Changes a saved schedule at one place and tells how reading it fails.
fn refusal<S: DeserializeOwned + Debug>(saved: &Value, path: &str, value: Value) -> String {
    let mut changed = saved.clone();
    let (parent, key) = Path::new(path)
        .parent()
        .and_then(Path::to_str)
        .zip(Path::new(path).file_name().and_then(|name| name.to_str()))
        .expect("a path");
    let parent = if parent == "/" { "" } else { parent };
    changed.pointer_mut(parent).expect("an object")[key] = value;
    serde_json::from_value::<S>(changed).expect_err(path).to_string()
}

#[test]
fn no_invalid_plateau_is_read() -> Result<(), ScheduleError> {
    let saved = json!(ReduceOnPlateau::new(0.1)?.with_patience(3).with_cooldown(2));
    let cases = [
        (
            "/initial_learning_rate",
            json!(-1),
            "`initial_learning_rate` must be finite and at least 0, got -1.0",
        ),
        ("/factor", json!(-0.0), "`factor` must be at least 0 and below 1, got -0.0"),
        ("/factor", json!(1), "`factor` must be at least 0 and below 1, got 1.0"),
        ("/threshold", json!(-1), "`threshold` must be finite and at least 0, got -1.0"),
        ("/min_learning_rate", json!(-1), "`min_learning_rate` must be finite and at least 0, got -1.0"),
        ("/eps", json!(-1), "`eps` must be finite and at least 0, got -1.0"),
        ("/patience", json!(-1), "invalid value: integer `-1`, expected u64"),
        ("/patience", json!(1.5), "invalid type: floating point `1.5`, expected u64"),
        ("/mode", json!("auto"), "unknown variant `auto`, expected `min` or `max`"),
        ("/threshold_mode", json!("relative"), "unknown variant `relative`, expected `rel` or `abs`"),
        ("/rules", json!("torch"), "unknown variant `torch`, expected `pytorch` or `keras`"),
        (
            "/min_lr",
            json!(0),
            "unknown field `min_lr`, expected one of `initial_learning_rate`, `rules`, `mode`, `factor`, \
             `patience`, `threshold`, `threshold_mode`, `cooldown`, `min_learning_rate`, `eps`, `state`",
        ),
        (
            "/state/wait",
            json!(0),
            "unknown field `wait`, expected one of `learning_rate`, `best`, `num_bad`, `cooldown_left`",
        ),
        ("/state/learning_rate", json!(-1), "`state.learning_rate` must be finite and at least 0, got -1.0"),
        (
            "/state/learning_rate",
            json!(0.2),
            "`state.learning_rate` must be at most `initial_learning_rate`, got 0.2",
        ),
        ("/state/learning_rate", json!("NaN"), "invalid type: string \"NaN\", expected f64"),
        ("/state/best", json!("NaN"), "`state.best` must be a number, got NaN"),
        (
            "/state/best",
            json!("inf"),
            "invalid value: string \"inf\", expected a number, or one of \"Infinity\", \"-Infinity\" and \"NaN\"",
        ),
        ("/state/num_bad", json!(4), "`state.num_bad` must be at most `patience`, got 4"),
        ("/state/cooldown_left", json!(3), "`state.cooldown_left` must be at most `cooldown`, got 3"),
        (
            "/state",
            json!({ "learning_rate": 0.1, "num_bad": 1, "cooldown_left": 1 }),
            "`state.num_bad` must be 0 during a cooldown, got 1",
        ),
        ("/state", json!({ "learning_rate": 0.1, "num_bad": 1 }), "missing field `cooldown_left`"),
    ];
    for (path, value, expected) in cases {
        assert_eq!(refusal::<ReduceOnPlateau>(&saved, path, value), expected);
    }
    Ok(())
}

#[test]
fn no_invalid_greedy_is_read() -> Result<(), ScheduleError> {
    let mut greedy =
        Greedy::new(0.1)?.with_patience(3).with_cooldown(2).with_warmup(2).with_reset_start(5)?;
    let bare = json!(greedy);
    greedy = greedy.with_smoothing(2)?;
    let saved = json!(greedy);
    let state = |changes: Value| {
        let mut state = saved["state"].clone();
        for (key, value) in changes.as_object().expect("an object") {
            state[key] = value.clone();
        }
        state
    };
    let cases = [
        (
            "/initial_learning_rate",
            json!(-1),
            "`initial_learning_rate` must be finite and at least 0, got -1.0",
        ),
        ("/factor", json!(0), "`factor` must be greater than 0 and below 1, got 0.0"),
        ("/threshold", json!(-1), "`threshold` must be finite and at least 0, got -1.0"),
        ("/min_learning_rate", json!(-1), "`min_learning_rate` must be finite and at least 0, got -1.0"),
        ("/max_learning_rate", json!(0), "`max_learning_rate` must be at least `min_learning_rate`, got 0.0"),
        ("/eps", json!(-1), "`eps` must be finite and at least 0, got -1.0"),
        ("/window_size", json!(0), "`window_size` must be greater than 0, got 0"),
        ("/reset_start", json!(0), "`reset_start` must be greater than 0, got 0"),
        ("/mode", json!("auto"), "unknown variant `auto`, expected `min` or `max`"),
        (
            "/smooth",
            json!(true),
            "unknown field `smooth`, expected one of `initial_learning_rate`, `mode`, `factor`, `patience`, \
             `threshold`, `threshold_mode`, `cooldown`, `warmup`, `min_learning_rate`, `max_learning_rate`, `eps`, \
             `window_size`, `reset_start`, `state`",
        ),
        ("/state/learning_rate", json!(-1), "`state.learning_rate` must be finite and at least 0, got -1.0"),
        (
            "/state/learning_rate",
            json!(1.5),
            "`state.learning_rate` must be between the least and the greatest of `initial_learning_rate`, \
             `min_learning_rate` and `max_learning_rate`, got 1.5",
        ),
        ("/state/best", json!("NaN"), "`state.best` must be a number, got NaN"),
        ("/state/num_good", json!(4), "`state.num_good` must be at most `patience`, got 4"),
        ("/state/num_bad", json!(4), "`state.num_bad` must be at most `patience`, got 4"),
        ("/state/cooldown_left", json!(3), "`state.cooldown_left` must be at most `cooldown`, got 3"),
        ("/state/warmup_left", json!(3), "`state.warmup_left` must be at most `warmup`, got 3"),
        ("/state/reset_left", json!(6), "`state.reset_left` must be at most `reset_start`, got 6"),
        ("/state/reset_left", json!(0), "`state.reset_left` must be greater than 0, got 0"),
        (
            "/state",
            state(json!({ "cooldown_left": 1, "warmup_left": 1 })),
            "`state.warmup_left` must be 0 during a cooldown, got 1",
        ),
        (
            "/state",
            state(json!({ "cooldown_left": 1, "num_good": 1 })),
            "`state.num_good` must be 0 during a cooldown or warmup, got 1",
        ),
        (
            "/state",
            state(json!({ "warmup_left": 1, "num_bad": 1 })),
            "`state.num_bad` must be 0 during a cooldown or warmup, got 1",
        ),
        (
            "/state",
            state(json!({ "num_good": 1, "num_bad": 2 })),
            "`state.num_bad` must be 0 in a good run, got 2",
        ),
        (
            "/state/window",
            json!({ "values": [1, 2, 3], "sum": 6 }),
            "`state.window.values` must have at most 2 elements, got 3",
        ),
        (
            "/state/window",
            json!({ "values": [], "sum": 6 }),
            "`state.window.sum` must be 0.0 while the window is empty, got 6.0",
        ),
        ("/state/window/size", json!(2), "unknown field `size`, expected `values` or `sum`"),
    ];
    for (path, value, expected) in cases {
        assert_eq!(refusal::<Greedy>(&saved, path, value), expected);
    }
    assert_eq!(
        refusal::<Greedy>(&bare, "/state/window", json!({ "values": [1], "sum": 1 })),
        "`state.window.values` must have no elements without `window_size`, got 1"
    );
    Ok(())
}
