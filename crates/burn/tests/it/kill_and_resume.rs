//! The example, killed at random steps and resumed, against the same run left alone.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use escargot::{CargoBuild, CargoRun};
use glidepath_burn::BurnScheduler;
use glidepath_core::LearningRateSchedule;

const UPDATES: u64 = 460;
const KILLS: u64 = 5;
const SCHEDULE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/schedules/warmup_cosine.json");

/// Not the one that lies in the folder of examples: that may be older than the crate.
fn example() -> CargoRun {
    CargoBuild::new()
        .manifest_path(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .example("digits")
        .features("serde")
        .current_release()
        .run()
        .unwrap()
}

fn training(example: &CargoRun, directory: &Path) -> Command {
    let mut command = example.command();
    command.args(["--resume", "--schedule", SCHEDULE, "--directory"]).arg(directory);
    command
}

/// Trains to the end; gives the last line, which tells accuracy and loss, and the weights to the last bit.
fn finish(example: &CargoRun, directory: &Path) -> String {
    let output = training(example, directory).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().last().unwrap().to_owned()
}

/// The rate of each update so far, as burn logged it.
fn rates(directory: &Path) -> Vec<f64> {
    let epochs = (1..=20).map(|epoch| directory.join(format!("train/epoch-{epoch}/Learning_Rate.log")));
    let logs: String = epochs.map_while(|log| fs::read_to_string(log).ok()).collect();
    logs.lines().filter_map(|line| line.strip_suffix(",1")?.parse().ok()).collect()
}

/// Trains until burn has logged more than `step` updates, and kills the process in the midst of it.
fn kill_after(example: &CargoRun, directory: &Path, step: u64) {
    let mut process = training(example, directory).stdout(Stdio::null()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(120);
    while (rates(directory).len() as u64) <= step {
        assert!(Instant::now() < deadline, "no update {step} in two minutes");
        assert_eq!(process.try_wait().unwrap(), None, "ended before update {step}");
        sleep(Duration::from_millis(1));
    }
    process.kill().unwrap();
    assert!(!process.wait().unwrap().success(), "ended before it was killed at update {step}");
}

/// Other processors round otherwise, so the figures of the README hold roughly.
fn assert_as_in_the_readme(last_line: &str) {
    let readme = include_str!("../README.md");
    let row = readme.lines().find(|line| line.starts_with("| `warmup_cosine.json`")).unwrap();
    let cells: Vec<f64> =
        row.split('|').filter_map(|cell| cell.trim().split(',').next()?.parse().ok()).collect();
    let told: Vec<f64> = last_line.split([' ', ',']).filter_map(|word| word.parse().ok()).collect();
    let ([accuracy, loss], [told_accuracy, told_loss, ..]) = (&cells[..], &told[..]) else {
        panic!("{row}\n{last_line}")
    };
    assert!((accuracy - told_accuracy).abs() < 2.0, "{row}\n{last_line}");
    assert!((loss - told_loss).abs() < 0.05, "{row}\n{last_line}");
}

#[test]
fn a_run_killed_five_times_ends_as_one_left_alone() {
    let example = example();
    let left_alone = tempfile::tempdir().unwrap();
    let last_line = finish(&example, left_alone.path());
    assert_as_in_the_readme(&last_line);

    let killed = tempfile::tempdir().unwrap();
    let random = RandomState::new();
    // One step out of each of the first five sixths of the run.
    let span = UPDATES / (KILLS + 1);
    let steps: Vec<u64> = (0..KILLS).map(|kill| kill * span + random.hash_one(kill) % span).collect();
    for &step in &steps {
        kill_after(&example, killed.path(), step);
    }
    assert_eq!(finish(&example, killed.path()), last_line, "killed after updates {steps:?}");

    let text = fs::read_to_string(SCHEDULE).unwrap();
    let scheduler = BurnScheduler::from_json(&text).unwrap();
    let scheduled: Vec<f64> = (0..UPDATES).map(|step| scheduler.schedule().learning_rate(step)).collect();
    assert_eq!(rates(left_alone.path()), scheduled);
    assert_eq!(rates(killed.path()), scheduled, "killed after updates {steps:?}");
}
