//! Schedules nested too deep are refused, also where the stack is short.

use std::thread;

use glidepath_core::{LearningRateSchedule, Scheduler};
use glidepath_schedules::{Constant, Sequential};
use glidepath_serde::{BoxSchedule, MAX_DEPTH, from_json, parse_json, serialize, to_json};

/// A quarter of what Rust gives a thread.
const SHORT_STACK: usize = 512 * 1024;

fn with_short_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    with_stack(SHORT_STACK, run)
}

fn with_stack<T: Send + 'static>(size: usize, run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = thread::Builder::new().stack_size(size).spawn(run).expect("a thread");
    thread.join().expect("no panic and no overflow")
}

/// A constant inside that many schedules, itself counted, as text.
fn nested_text(depth: usize) -> String {
    let outer = depth - 1;
    format!(
        "{}{}{}",
        r#"{"class_name":"Sequential","config":{"schedules":["#.repeat(outer),
        r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#,
        r#"],"boundaries":[]}}"#.repeat(outer)
    )
}

/// The same, built by hand, which has no limit.
fn nested(depth: u32) -> BoxSchedule {
    let constant = BoxSchedule::new(Constant::new(0.1).expect("valid parameters"));
    (1..depth).fold(constant, |part, _| {
        BoxSchedule::new(Sequential::new([part], [0_u64; 0]).expect("valid parameters"))
    })
}

fn too_deep() -> String {
    format!("schedules must not be nested deeper than {MAX_DEPTH}")
}

fn max_depth() -> usize {
    usize::try_from(MAX_DEPTH).expect("a small number")
}

#[test]
fn as_many_levels_as_allowed_are_read_and_written_with_a_short_stack() {
    let rate = with_short_stack(|| {
        let schedule = from_json(&nested_text(max_depth())).expect("a schedule");
        let text = to_json(&*schedule).expect("a text");
        from_json(&text).expect("a schedule").learning_rate(7)
    });
    assert_eq!(rate, 0.1);
}

/// What stands around a schedule in each class that holds one.
const COMPOSITES: [(&str, &str); 9] = [
    (r#"{"class_name":"Sequential","config":{"schedules":["#, r#"],"boundaries":[]}}"#),
    (r#"{"class_name":"Product","config":{"schedules":["#, "]}}"),
    (r#"{"class_name":"Sum","config":{"schedules":["#, "]}}"),
    (r#"{"class_name":"Scaled","config":{"schedule":"#, r#","factor":1.0}}"#),
    (r#"{"class_name":"Clamped","config":{"schedule":"#, r#","min":0.0,"max":1.0}}"#),
    (r#"{"class_name":"Shifted","config":{"schedule":"#, r#","shift":1}}"#),
    (r#"{"class_name":"Stretched","config":{"schedule":"#, r#","factor":2}}"#),
    (r#"{"class_name":"Warmup","config":{"schedule":"#, r#","warmup_steps":1}}"#),
    (r#"{"class_name":"Repeated","config":{"schedule":"#, r#","period_steps":9}}"#),
];

#[test]
fn every_composite_nests_as_deep_as_allowed_and_no_deeper() {
    for (before, after) in COMPOSITES {
        let text = |outer: usize| {
            let inner = r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#;
            format!("{}{inner}{}", before.repeat(outer), after.repeat(outer))
        };
        let (deepest, too_deep_text) = (text(max_depth() - 1), text(max_depth()));
        let rate = with_short_stack(move || from_json(&deepest).expect("a schedule").learning_rate(100));
        assert_eq!(rate, 0.1, "{before}");
        let error = with_short_stack(move || from_json(&too_deep_text).expect_err("too deep").to_string());
        assert!(error.ends_with(&too_deep()), "{before}: {error}");
    }
}

#[test]
fn one_level_more_is_not_read() {
    let error =
        with_short_stack(|| from_json(&nested_text(max_depth() + 1)).expect_err("too deep").to_string());
    let place = vec!["config.schedules[0]"; max_depth()].join(".");
    assert_eq!(error, format!("{place}: {}", too_deep()));
}

#[test]
fn one_level_more_is_not_written() {
    let error = with_short_stack(|| to_json(&*nested(MAX_DEPTH + 1)).expect_err("too deep").to_string());
    assert_eq!(error, format!("cannot write the schedule: {}", too_deep()));
    let error = serialize(&*nested(MAX_DEPTH + 1)).expect_err("too deep");
    assert_eq!(error.to_string(), format!("cannot write the schedule: {}", too_deep()));
}

/// The level is left on every way out, or the second reading would be refused.
#[test]
fn an_error_leaves_no_trace() {
    for _ in 0..3 {
        from_json(&nested_text(max_depth() + 1)).expect_err("too deep");
        to_json(&*nested(100)).expect_err("too deep");
        from_json(&nested_text(max_depth())).expect("a schedule");
        to_json(&*nested(MAX_DEPTH)).expect("a text");
    }
}

/// serde_json's own limit on containers comes before ours.
#[test]
fn a_hundred_thousand_schedules_are_not_read() {
    let error = with_short_stack(|| from_json(&nested_text(100_000)).expect_err("too deep").to_string());
    assert_eq!(error, "not valid JSON: recursion limit exceeded at line 1 column 2137");
}

#[test]
fn a_hundred_thousand_lists_are_not_read() {
    let check = |text: String| {
        let error = with_short_stack(move || from_json(&text).expect_err("too deep").to_string());
        assert_eq!(error, "not valid JSON: recursion limit exceeded at line 1 column 128");
    };
    check("[".repeat(100_000));
    check("[".repeat(100_000) + &"]".repeat(100_000));
}

#[test]
fn lists_are_parsed_up_to_a_depth_of_127() {
    let lists = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    with_short_stack(move || {
        parse_json(&lists(127)).expect("a list");
        let error = parse_json(&lists(128)).expect_err("too deep");
        assert_eq!(error.to_string(), "not valid JSON: recursion limit exceeded at line 1 column 128");
    });
}

/// What a program of one's own reads with serde alone is guarded, too. It takes 640 KB of stack, unless
/// optimized.
#[test]
fn the_guard_is_in_the_type() {
    with_stack(2 * SHORT_STACK, || {
        let read = |depth| serde_json::from_str::<BoxSchedule>(&nested_text(depth));
        read(max_depth()).expect("a schedule");
        let error = read(max_depth() + 1).expect_err("too deep").to_string();
        assert!(error.starts_with(&too_deep()), "{error}");

        let text = format!(r#"{{"schedule":{},"step":3}}"#, nested_text(50));
        let error = serde_json::from_str::<Scheduler<BoxSchedule>>(&text).expect_err("too deep").to_string();
        assert!(error.starts_with(&too_deep()), "{error}");
    });
}

#[test]
fn rates_clones_and_text_for_people_are_had_at_any_depth() {
    let schedule = nested(100);
    assert_eq!(schedule.clone().learning_rate(3), 0.1);
    assert!(format!("{schedule:?}").contains("0.1"));
}
