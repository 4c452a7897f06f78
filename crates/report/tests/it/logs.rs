//! The logs of runs, in all their formats.

use glidepath_core::LearningRateSchedule;
use glidepath_report::{LogSteps, Report, ReportOptions, Story};
use glidepath_serde::{BoxSchedule, Horizon};
use serde_json::{Value, json};

use crate::common::{class, csv, only, options, report, stories};

/// Falls from 0.1 to 0 in 100 steps.
fn file() -> Value {
    class(
        "PolynomialDecay",
        json!({"initial_learning_rate": 0.1, "decay_steps": 100, "end_learning_rate": 0.0}),
    )
}

fn with(log: impl Into<Vec<u8>>) -> Report {
    options(None).with_log("log", log).report_bytes("schedule.json", file().to_string().as_bytes())
}

#[track_caller]
fn agrees(log: impl Into<Vec<u8>>, points: usize) -> Report {
    let report = with(log);
    assert!(report.error.is_none(), "{:?}", report.error);
    assert_eq!((stories(&report), report.logged_points), (vec![], points));
    report
}

#[track_caller]
fn fails(log: impl Into<Vec<u8>>, message: &str) {
    let report = with(log);
    assert_eq!(report.error.map(|error| error.to_string()).as_deref(), Some(message));
}

#[test]
fn csv_of_many_writers() {
    agrees("step,lr\n0,0.1\n10,0.09\n20,0.08\n", 3);
    // Lightning leaves cells empty; its columns are in any order.
    agrees("epoch,lr-AdamW,step,train_loss\n0,,9,2.5\n0,9.0e-2,10,\n0,,19,2.4\n0,8.0e-2,20,\n", 2);
    // Weights & Biases exports the least and the greatest of each point.
    agrees(
        "\"Step\",\"run - train/lr\",\"run - train/lr__MIN\",\"run - train/lr__MAX\"\n\"10\",\"0.09\",\"0.09\",\"0.09\"\n",
        1,
    );
    agrees("Step;Learning Rate\n10;0,09\n20;0,08\n", 2);
    agrees("\u{feff}step\tlearning_rate\r\n10\t0.09\r\n", 1);
    agrees("0,0.1\n10,0.09\n", 2);
}

#[test]
fn rows_that_are_hard_to_read() {
    // Unsorted, not finite, twice, and with a second header.
    let report = agrees("step,lr\n20,0.08\n10,nan\n10,0.5\nstep,lr\n10,0.09\n0,0.1\n", 3);
    assert_eq!(
        only(&report, "unusable-rows").message,
        "1 row of the log has no finite number and is passed over"
    );
    assert_eq!(
        only(&report, "repeated-steps").message,
        "1 row of the log has a step that is logged again later, for example after a resume; the later row is used"
    );
}

#[test]
fn json_lines_and_the_trainer() {
    agrees("{\"step\": 10, \"lr\": 0.09}\n{\"step\": 20, \"loss\": 1.0}\n{\"step\": 20, \"lr\": 0.08}\n", 2);
    agrees("{\"_step\": 10, \"train\": {\"learning_rate\": 0.09}}\n", 1);
    let report = agrees("{\"step\": 10, \"lr\": 0.09}\n{\"step\": 20, \"l", 1);
    assert_eq!(only(&report, "truncated-log").message, "the last line of the log breaks off");
    agrees("[{\"step\": 10, \"lr\": 0.09}, {\"step\": 20, \"lr\": NaN}, {\"step\": 30, \"lr\": 0.07}]", 2);
    // The Trainer counts updates that are done.
    agrees(
        "{\"global_step\": 30, \"log_history\": [{\"learning_rate\": 0.091, \"step\": 10}, {\"eval_loss\": 1, \"step\": 10}, \
         {\"learning_rate\": 0.081, \"step\": 20}]}",
        2,
    );
    agrees(
        "{\"current_steps\": 10, \"total_steps\": 100, \"lr\": 0.091}\n{\"current_steps\": 20, \"lr\": 0.081}\n",
        2,
    );
    let older = agrees(
        "{\"log_history\": [{\"learning_rate\": 0.09, \"step\": 10}, {\"learning_rate\": 0.08, \"step\": 20}]}",
        2,
    );
    assert!(only(&older, "logged-one-step-later").message.ends_with("one step later, as older releases log"));
}

#[test]
fn columns_are_told() {
    fails(
        "step,lr-a,lr-b\n0,0.1,0.2\n",
        "log: several columns of the log may be the learning rate: `lr-a`, `lr-b`",
    );
    let told = options(None).with_log("log", "step,lr-a,lr-b\n0,0.1,0.2\n10,0.09,0.3\n").with_metric("lr-a");
    assert_eq!(stories(&report(&told, &file())), []);
    fails(
        "step,loss\n0,0.1\n",
        "log: no column of the log is named as a learning rate: it has `step`, `loss`",
    );
    fails(
        "epoch,lr\n0,0.1\n",
        "log: no column of the log counts steps, such as `global_step`: it has `epoch`, `lr`",
    );
    let missing = options(None).with_log("log", "step,lr\n0,0.1\n").with_metric("rate");
    let report = missing.report_bytes("schedule.json", file().to_string().as_bytes());
    assert_eq!(report.error.unwrap().to_string(), "log: the log has no `rate`: it has `step`, `lr`");
    // One column for each group: the group that is meant counts.
    let groups = agrees("step,lr/pg1,lr/pg2\n0,0.1,0.2\n10,0.09,0.3\n", 2);
    let want = "`lr/pg1` is read; other learning rates of the log: `lr/pg2`";
    assert_eq!(only(&groups, "other-logged-rates").message, want);
    // A plain name goes before the others, which are named.
    let others = agrees("step,lr,lr-Adam\n0,0.1,0.2\n10,0.09,0.3\n", 2);
    let want = "`lr` is read; other learning rates of the log: `lr-Adam`";
    assert_eq!(only(&others, "other-logged-rates").message, want);
}

#[test]
fn a_log_that_two_causes_explain_names_both() {
    // In a linear warmup, twice the rate and twice the speed are the same.
    let warmup = class(
        "Warmup",
        json!({"warmup_steps": 100, "schedule": class("Constant", json!({"learning_rate": 0.123}))}),
    );
    let rows: String =
        (0..=40).step_by(5).map(|step| format!("{step},{:e}\n", 0.002_46 * f64::from(step))).collect();
    let report = report(&options(None).with_log("log", format!("step,lr\n{rows}")), &warmup);
    assert_eq!(
        only(&report, "log-differs").message,
        "the log goes through the schedule 2 times as fast; another cause fits as well: the rates in the log are 2.0 \
         times those of the schedule"
    );
}

#[test]
fn steps_are_converted() {
    let horizon = Horizon::new().with_steps_per_epoch(10.0).unwrap().with_samples_per_step(64.0).unwrap();
    let options = ReportOptions::new().with_horizon(horizon);
    let epochs =
        options.clone().with_log("log", "epoch,lr\n1,0.09\n2.5,0.075\n").with_log_steps(LogSteps::Epochs);
    assert_eq!(stories(&report(&epochs, &file())), []);
    let samples =
        options.with_log("log", "samples,lr\n640,0.09\n1280,0.08\n").with_log_steps(LogSteps::Samples);
    let samples = report(&samples, &file());
    assert_eq!(stories(&samples), []);
    assert!(samples.findings.is_empty(), "{:?}", samples.findings);
}

#[test]
fn columns_of_steps() {
    agrees("{\"epoch\": 1, \"train_num_updates\": \"10\", \"train_lr\": \"0.09\"}\n", 1);
    // The text that a program prints has no columns.
    fails(
        " iteration 100/ 10000 | learning rate: 6.0E-05 | global batch size: 64 |\n",
        "log: not a log: expected event files of TensorBoard, CSV, JSON lines or `trainer_state.json`",
    );
    // The unit that is given goes for steps.
    let horizon = Horizon::new().with_samples_per_step(64.0).unwrap();
    let samples = ReportOptions::new().with_horizon(horizon).with_log_steps(LogSteps::Samples);
    let report = report(&samples.with_log("log", "step,lr\n640,0.09\n1280,0.08\n"), &file());
    assert_eq!(stories(&report), []);
    assert_eq!(only(&report, "log-unit").message, "the steps of the log are taken as samples");
}

#[test]
fn nothing_to_compare_is_an_error() {
    fails("", "log: the log is empty");
    fails("step,lr\n", "log: no row with a rate and a step in the log");
    fails(
        "step,lr\n1,nan\n",
        "log: no row with a rate and a step in the log: 1 row of the log has no finite number and is passed over",
    );
    let late = options(Some(100)).with_log("log", "step,lr\n640,0.09\n");
    let report = late.report_bytes("schedule.json", file().to_string().as_bytes());
    assert_eq!(
        report.error.unwrap().to_string(),
        "the log and the run have no step in common: the log starts at step 640 and the run ends at 100; if the log \
         counts samples, tokens or epochs, set the unit of its steps"
    );
}

#[test]
fn printed_digits_are_tolerated() {
    let thirds = |digits: usize| -> String {
        let rows = (0..90).map(|step| format!("{step},{:.digits$e}\n", 0.1 * (1.0 - f64::from(step) / 90.0)));
        std::iter::once("step,lr\n".to_owned()).chain(rows).collect()
    };
    let ninety = class(
        "PolynomialDecay",
        json!({"initial_learning_rate": 0.1, "decay_steps": 90, "end_learning_rate": 0.0}),
    );
    for digits in 2..8 {
        let options = options(None).with_log("log", thirds(digits));
        assert_eq!(stories(&report(&options, &ninety)), []);
    }
    // Short numbers are exact if they are short by themselves.
    let scaled = options(None).with_log("log", "step,lr\n0,0.1\n1,0.1\n2,0.1\n");
    let constant = class("Constant", json!({"learning_rate": 0.1001}));
    assert_eq!(
        stories(&report(&scaled, &constant)),
        [Story::Unexplained { since: 0, differing: 3, points: 3 }]
    );
}

/// The file of a log in `tests/data/logs`, whose README says where they are from.
fn example(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/logs");
    std::fs::read(folder.join(name)).unwrap()
}

#[track_caller]
fn of_examples(names: &[&str]) -> Report {
    let options =
        names.iter().fold(options(Some(200)), |options, name| options.with_log(*name, example(name)));
    let report = options.report_bytes("schedule.json", &example("schedule.json"));
    assert!(report.error.is_none(), "{:?}", report.error);
    report
}

#[test]
fn real_writers() {
    for (name, points) in [
        ("tensorboardX.tfevents", 40),
        ("tensorboard.tfevents", 40),
        ("lightning.csv", 20),
        ("wandb.csv", 20),
        ("semicolons.csv", 20),
        ("metrics.jsonl", 20),
        ("trainer_state.json", 20),
        ("trainer_log.jsonl", 20),
    ] {
        let report = of_examples(&[name]);
        assert_eq!((stories(&report), report.logged_points), (vec![], points), "{name}");
        let rules: Vec<_> = report.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["first-update-zero"], "{name}");
    }
    let processes = of_examples(&["four-processes.tfevents"]);
    assert_eq!(stories(&processes), [Story::Faster { factor: 4.0 }]);
}

#[test]
fn several_files_of_a_run() {
    let report = of_examples(&["resumed.1.tfevents", "resumed.2.tfevents"]);
    assert_eq!((stories(&report), report.logged_points), (vec![Story::Restarted { since: 90 }], 40));
    assert_eq!(
        only(&report, "repeated-steps").message,
        "2 rows of the log have a step that is logged again later, for example after a resume; the later row is used"
    );
}

#[test]
fn damaged_event_files_give_what_is_whole() {
    let truncated = of_examples(&["truncated.tfevents"]);
    assert_eq!(only(&truncated, "truncated-log").message, "the event file breaks off; what is whole is read");
    assert!((10..40).contains(&truncated.logged_points), "{}", truncated.logged_points);
    let damaged = of_examples(&["damaged.tfevents"]);
    let message = "1 record of the event file is damaged and is passed over";
    assert_eq!((only(&damaged, "damaged-records").message.as_str(), damaged.logged_points), (message, 39));
    // Cut anywhere, it is read or refused.
    let whole = example("tensorboardX.tfevents");
    for end in (0..whole.len()).step_by(97) {
        let report = options(None)
            .with_log("log", &whole[..end])
            .report_bytes("schedule.json", &example("schedule.json"));
        assert_eq!(stories(&report), [], "{end}");
    }
}

/// One odd row of three digits proves no story, and so no combination of two either.
#[test]
fn a_single_odd_row_proves_nothing() {
    let stairs = class(
        "ExponentialDecay",
        json!({"initial_learning_rate": 0.033, "decay_steps": 4, "decay_rate": 0.7, "staircase": true}),
    );
    let log = "step,lr\n0,3.30e-2\n1,3.30e-2\n2,3.30e-2\n3,3.30e-2\n4,2.31e-2\n5,2.31e-2\n6,2.31e-2\n7,2.31e-2\n\
               8,2.31e-2\n";
    let report = report(&options(None).with_log("log.csv", log), &stairs);
    assert_eq!(stories(&report), [Story::Unexplained { since: 8, differing: 1, points: 9 }]);
}

/// A point near the turn of the curve fits two ends that are close to each other.
#[test]
fn another_end_of_a_curve_that_swings() {
    let annealing =
        |steps: u64| class("CosineAnnealing", json!({"initial_learning_rate": 0.068, "decay_steps": steps}));
    for end in [1_913, 2_041, 3_190, 4_466] {
        let moved: BoxSchedule = glidepath_serde::deserialize(&annealing(end)).unwrap();
        let rows = (150..7_998).step_by(3).map(|step| (step, moved.learning_rate(step)));
        let report = report(&options(None).with_log("log.csv", csv(rows)), &annealing(2_552));
        assert_eq!(stories(&report), [Story::Extended { since: 0, end }]);
    }
}
