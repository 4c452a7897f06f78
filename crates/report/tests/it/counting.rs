//! Logs whose steps are counted in the way of the program that wrote them.

use glidepath_core::LearningRateSchedule;
use glidepath_report::{LogSteps, Report, ReportOptions, Story};
use glidepath_serde::{BoxSchedule, Horizon};
use serde_json::{Value, json};

use crate::common::{class, csv, only, options, report, stories};

/// A run of the Trainer whose rate falls from 1e-4 to 0 in 1,000 steps.
fn trainer() -> Value {
    json!({"learning_rate": 1e-4, "lr_scheduler_type": "linear", "warmup_steps": 0, "max_steps": 1000})
}

fn linear() -> Value {
    class(
        "PolynomialDecay",
        json!({"initial_learning_rate": 1e-4, "decay_steps": 1_000, "end_learning_rate": 0.0}),
    )
}

/// A log with a row after every 10 updates, which has the rate of the last of them.
fn after_each_ten(update: impl Fn(u64) -> u64) -> String {
    let schedule: BoxSchedule = glidepath_serde::deserialize(&linear()).unwrap();
    csv((1..=100).map(|row| 10 * row).map(|step| (step, schedule.learning_rate(update(step)))))
}

fn with(file: &Value, log: String) -> Report {
    report(&options(None).with_log("log.csv", log), file)
}

#[test]
fn the_trainer_counts_completed_updates_in_every_format() {
    let log = after_each_ten(|step| step - 1);
    let report = with(&trainer(), log.clone());
    assert!(report.is_ok(), "{:?}", report.findings);
    assert_eq!(
        only(&report, "completed-updates").message,
        "the steps of the log count completed updates, as the Hugging Face Trainer logs: the row of step 10 has the rate \
         of update 9"
    );
    // Releases that log the rate of the next update need no note.
    let next = with(&trainer(), after_each_ten(|step| step));
    assert!(next.findings.is_empty(), "{:?}", next.findings);
    // The log of another program is a step behind.
    assert_eq!(stories(&with(&linear(), log)), [Story::Shifted { steps: -1 }]);
}

#[test]
fn what_else_is_wrong_is_found_in_completed_updates() {
    let resumed = after_each_ten(|step| if step <= 600 { step - 1 } else { step - 601 });
    let report = with(&trainer(), resumed);
    assert_eq!(stories(&report), [Story::Restarted { since: 600 }]);
    only(&report, "completed-updates");
    // Neither way of counting explains a log that is two steps behind.
    let behind_by_two = with(&trainer(), after_each_ten(|step| step - 2));
    assert_eq!(stories(&behind_by_two), [Story::Shifted { steps: -2 }]);
    let faster = with(&trainer(), after_each_ten(|step| 4 * step));
    assert_eq!(stories(&faster), [Story::Faster { factor: 4.0 }]);
    assert!(faster.findings.iter().all(|finding| finding.rule != "completed-updates"));
}

#[test]
fn keras_logs_at_the_end_of_an_epoch() {
    let schedule: BoxSchedule = glidepath_serde::deserialize(&linear()).unwrap();
    let epochs = |update: &dyn Fn(u64) -> u64| {
        let rows =
            (0..10).map(|epoch| format!("{epoch},{:e}\n", schedule.learning_rate(update(epoch)) as f32));
        let log: String = std::iter::once("epoch,learning_rate\n".to_owned()).chain(rows).collect();
        let horizon = Horizon::new().with_steps_per_epoch(97.0).unwrap();
        let options = ReportOptions::new().with_horizon(horizon).with_log_steps(LogSteps::Epochs);
        report(&options.with_log("log.csv", log), &linear())
    };
    let at_end = epochs(&|epoch| 97 * (epoch + 1));
    assert_eq!(stories(&at_end), []);
    assert_eq!(
        only(&at_end, "logged-at-end-of-epoch").message,
        "each row of the log has the rate at the end of its epoch, as Keras logs"
    );
    let at_start = epochs(&|epoch| 97 * epoch);
    assert!(at_start.findings.is_empty(), "{:?}", at_start.findings);
    assert_eq!(stories(&epochs(&|epoch| 97 * (epoch + 2))), [Story::Shifted { steps: 194 }]);
}

#[test]
fn these_notes_have_names_that_can_be_allowed() {
    for rule in ["completed-updates", "logged-at-end-of-epoch", "repeated-steps"] {
        options(None).allow(rule).unwrap();
    }
}

#[test]
fn a_scheduler_that_never_steps() {
    let report = with(&linear(), after_each_ten(|_| 0));
    let finding = only(&report, "log-differs");
    assert_eq!(finding.message, "the rate in the log never changes: it is that of step 0");
    assert_eq!(finding.help, "the scheduler does not seem to step at all: step it once per update");
}

#[test]
fn a_constant_log_is_no_run_that_falls_behind() {
    let cosine = class("CosineDecay", json!({"initial_learning_rate": 1e-3, "decay_steps": 50}));
    let log = csv((0..100).map(|row| (10 * row, 5e-5)));
    let report = report(&options(None).with_log("log.csv", log), &cosine);
    assert_eq!(stories(&report), [Story::Unexplained { since: 0, differing: 100, points: 100 }]);
    let help = &only(&report, "log-differs").help;
    assert_eq!(help, "the logged rate never changes: check that the scheduler steps");
}
