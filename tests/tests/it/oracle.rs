//! Every rate is the nearest double: against an oracle that computes with exact fractions and 720 digits.
//!
//! `tests/oracle` holds the oracle, `tests/data/oracle` what it says. To see one class alone, set `CLASS`:
//! `CLASS=CosineDecay cargo test -p glidepath-tests --test it oracle`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::PathBuf;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::deserialize;
use glidepath_tests::{data_dir, json_files, ulps_between};
use serde::Deserialize;
use serde_json::Value;

/// A schedule, steps, and the nearest doubles of its rates there.
#[derive(Deserialize)]
struct Case {
    serialized: Value,
    steps: Vec<u64>,
    exact: Vec<f64>,
}

/// A rate that was wrong once.
#[derive(Deserialize)]
struct Rate {
    kind: String,
    serialized: Value,
    step: u64,
    exact: f64,
}

/// What was found of one class, or of one kind of fault.
#[derive(Default)]
struct Count {
    rates: usize,
    off: usize,
    most_ulps: u64,
    examples: Vec<String>,
}

/// What was found, by class or kind.
#[derive(Default)]
struct Counts(BTreeMap<String, Count>);

impl Counts {
    /// Looks at the rates of one schedule, one by one and as `fill` gives them.
    fn look_at(&mut self, group: &str, serialized: &Value, steps: &[u64], exact: &[f64]) {
        assert_eq!(steps.len(), exact.len(), "{serialized}");
        if std::env::var("CLASS").is_ok_and(|class| serialized["class_name"] != class) {
            return;
        }
        let schedule = deserialize(serialized).unwrap_or_else(|error| panic!("{serialized}: {error}"));
        let count = self.0.entry(group.to_owned()).or_default();
        for (&step, &want) in steps.iter().zip(exact) {
            let mut filled = [f64::NAN];
            schedule.fill(step, &mut filled);
            let got = schedule.learning_rate(step);
            count.rates += 1;
            // The sign of a 0 counts, too.
            if got.to_bits() == want.to_bits() && filled[0].to_bits() == want.to_bits() {
                continue;
            }
            count.off += 1;
            count.most_ulps = count.most_ulps.max(ulps_between(got, want)).max(ulps_between(filled[0], want));
            if count.examples.len() < 3 {
                let example =
                    format!("step {step}: got {got:?}, filled {:?}, want {want:?}: {serialized}", filled[0]);
                count.examples.push(example);
            }
        }
    }

    /// Fails with a table if any rate is not the nearest double.
    #[track_caller]
    fn check(&self) {
        let mut text = String::new();
        for (group, count) in &self.0 {
            let Count { rates, off, most_ulps, examples } = count;
            writeln!(text, "{group}: {off} of {rates} are not the nearest double, by up to {most_ulps} ulp")
                .expect("a text");
            for example in examples {
                writeln!(text, "    {example}").expect("a text");
            }
        }
        assert!(self.0.values().all(|count| count.off == 0), "not the nearest double:\n{text}");
    }
}

fn data(name: &str) -> PathBuf {
    data_dir().join("oracle").join(name)
}

fn read(path: PathBuf) -> String {
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn class_of(serialized: &Value) -> &str {
    serialized["class_name"].as_str().expect("a class")
}

fn check_cases(paths: impl IntoIterator<Item = PathBuf>) {
    let mut counts = Counts::default();
    for path in paths {
        let cases: Vec<Case> = serde_json::from_str(&read(path)).expect("cases");
        for Case { serialized, steps, exact } in &cases {
            counts.look_at(class_of(serialized), serialized, steps, exact);
        }
    }
    counts.check();
}

/// Schedules of all classes, nested ones and extreme ones among them.
#[test]
fn cases_are_the_nearest_doubles() {
    check_cases([data("cases.json")]);
}

/// Some 2,000 rates of each class: ordinary and extreme parameters, and such as give ties.
#[test]
fn a_sample_of_each_class_is_the_nearest_doubles() {
    check_cases(json_files(&data("sample")));
}

/// Rates that were wrong once, by the kind of the fault.
#[test]
fn what_was_off_is_the_nearest_double() {
    let mut counts = Counts::default();
    for line in read(data("off.jsonl")).lines() {
        let Rate { kind, serialized, step, exact } = serde_json::from_str(line).expect("a rate");
        counts.look_at(&kind, &serialized, &[step], &[exact]);
    }
    counts.check();
}
