//! The example's training, killed five times and resumed, ends with the bits of one that nobody touched.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::program::{empty_folder, program};

const STEPS: u64 = 1_000;
const KILLS: u64 = 5;

/// A training that keeps its checkpoints and its log in a folder.
fn training(folder: &Path, log: &str) -> Command {
    let schedule = folder.join("schedule.json");
    let text = r#"{"class_name": "OneCycle", "config": {"max_learning_rate": 0.2, "total_steps": 1000}}"#;
    fs::write(&schedule, text).unwrap();
    let mut command = Command::new(program());
    command.args(["train", "--seed", "7", "--resume", "--checkpoint-every", "20"]);
    command.arg("--steps").arg(STEPS.to_string()).arg("--schedule").arg(schedule);
    command.arg("--out").arg(folder.join("checkpoints")).arg("--log").arg(folder.join(log));
    command.stdout(Stdio::null());
    command
}

/// The rate and the loss of each step that a log holds in full.
fn read_log(path: &Path) -> BTreeMap<u64, String> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let whole_lines = text.split_inclusive('\n').filter_map(|line| line.strip_suffix('\n'));
    let entries = whole_lines.map(|line| line.split_once(',').unwrap());
    entries.map(|(step, rest)| (step.parse().unwrap(), rest.to_owned())).collect()
}

/// Kills the training as soon as its log has come to a step. Returns the log.
fn kill_at(step: u64, mut command: Command, log: &Path) -> BTreeMap<u64, String> {
    let mut child = command.spawn().unwrap();
    let start = Instant::now();
    while read_log(log).last_key_value().is_none_or(|(&last, _)| last < step) {
        assert!(start.elapsed() < Duration::from_secs(120), "step {step} was not reached");
        assert_eq!(child.try_wait().unwrap(), None, "the training ended before step {step}");
        thread::sleep(Duration::from_millis(1));
    }
    child.kill().unwrap();
    assert!(!child.wait().unwrap().success(), "the training ended before it was killed at step {step}");
    read_log(log)
}

/// The only checkpoint that is left, file by file.
fn last_checkpoint(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let checkpoint = folder.join("checkpoints").join(format!("step-{STEPS:06}"));
    let files = fs::read_dir(checkpoint).unwrap().map(|entry| entry.unwrap());
    files.map(|file| (file.file_name().into_string().unwrap(), fs::read(file.path()).unwrap())).collect()
}

#[test]
fn a_killed_training_resumes_to_the_same_bits() {
    let whole = empty_folder("whole");
    assert!(training(&whole, "log.csv").status().unwrap().success());
    let whole_log = read_log(&whole.join("log.csv"));
    assert_eq!(whole_log.len() as u64, STEPS);

    let killed = empty_folder("killed");
    let mut logs = Vec::new();
    for kill in 0..KILLS {
        // At a random step of each part of the training; the last part ends early, so that there is one to
        // kill.
        let part = (STEPS - 100) / KILLS;
        let step = kill * part + rand::random_range(1..part);
        println!("kill at step {step}");
        let log = format!("log_{kill}.csv");
        logs.push(kill_at(step, training(&killed, &log), &killed.join(&log)));
    }
    assert!(training(&killed, "log_last.csv").status().unwrap().success());
    logs.push(read_log(&killed.join("log_last.csv")));

    let mut seen = BTreeMap::new();
    for log in &logs {
        for (step, rate_and_loss) in log {
            assert_eq!(Some(rate_and_loss), whole_log.get(step), "step {step}");
        }
        seen.extend(log);
    }
    assert_eq!(seen.len() as u64, STEPS, "steps that no log holds");
    let resumed_at: Vec<_> =
        logs.iter().filter_map(|log| log.first_key_value()).map(|(step, _)| *step).collect();
    assert!(resumed_at.is_sorted() && resumed_at.last() > Some(&0), "resumed at {resumed_at:?}");

    let (expected, got) = (last_checkpoint(&whole), last_checkpoint(&killed));
    let names: Vec<&str> = got.keys().map(String::as_str).collect();
    assert_eq!(names, ["model.safetensors", "optimizer.safetensors", "position.json"]);
    assert!(expected == got, "the weights differ");
}
