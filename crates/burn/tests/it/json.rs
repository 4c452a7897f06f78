//! Schedules and plain rates from JSON text.

use burn::lr_scheduler::LrScheduler;
use glidepath_burn::BurnScheduler;
use glidepath_serde::BoxSchedule;

const STAIRS: &str =
    r#"{"class_name": "PiecewiseConstantDecay", "config": {"boundaries": [2], "values": [0.1, 0.01]}}"#;

#[test]
fn a_schedule_and_a_number_are_read() {
    let mut stairs = BurnScheduler::from_json(STAIRS).unwrap();
    assert_eq!([stairs.step(), stairs.step(), stairs.step(), stairs.step()], [0.1, 0.1, 0.1, 0.01]);
    let mut fixed = BurnScheduler::from_json("2").unwrap();
    assert_eq!([fixed.step(), fixed.step()], [2.0, 2.0]);
}

#[test]
fn a_boxed_schedule_is_a_scheduler_and_knows_its_record() {
    let boxed: BoxSchedule = glidepath_serde::from_json(STAIRS).unwrap();
    let mut scheduler = BurnScheduler::new(boxed);
    scheduler.step();
    assert_eq!(BurnScheduler::from_json(STAIRS).unwrap().check_record(&scheduler.to_record()), Ok(1));
}

#[test]
fn errors_name_the_place() {
    let error = |text: &str| BurnScheduler::from_json(text).unwrap_err().to_string();
    assert_eq!(error("-0.5"), "`learning_rate` must be finite and at least 0, got -0.5");
    assert_eq!(
        error(r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 0}}"#),
        "config.decay_steps: `decay_steps` must be greater than 0, got 0"
    );
    assert_eq!(
        error(r#"{"class_name": "CosineDecoy", "config": {}}"#),
        "class_name: unknown class `CosineDecoy`; did you mean `CosineDecay`?"
    );
    assert_eq!(error("0.1,"), "not valid JSON: trailing characters at line 1 column 4");
}
