//! The example ends with the figures that its README states.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::common::program::{empty_folder, program};


/// What the example prints.
#[track_caller]
fn run(arguments: &[&str]) -> String {
    let output =
        Command::new(program()).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The name of each schedule and its mean accuracy.
fn means(text: &str) -> Vec<(&str, f64)> {
    let entries = text.lines().filter_map(|line| line.split_once("  mean "));
    entries.map(|(before, after)| (before, after.split_whitespace().next().unwrap())).map(parse).collect()
}

fn parse<'a>((name, mean): (&'a str, &str)) -> (&'a str, f64) {
    (name.split_whitespace().next().unwrap(), mean.parse().unwrap())
}

#[test]
fn accuracies_are_those_of_the_readme() {
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/digits/README.md")).unwrap();
    let names = ["constant", "one_cycle", "warmup_cosine"];
    let files = names.map(|name| format!("examples/schedules/{name}.json"));
    let output = run(&["compare", &files[0], &files[1], &files[2]]);

    let (stated, got) = (means(&readme), means(&output));
    assert_eq!(stated.len(), 3);
    for (index, name) in names.into_iter().enumerate() {
        assert_eq!((stated[index].0, got[index].0), (name, name));
        // Processors differ in the order of their additions, and that in the images near a border.
        let difference = (stated[index].1 - got[index].1).abs();
        assert!(difference < 1.5, "{name}: the README says {}, it is {}", stated[index].1, got[index].1);
    }
}

#[test]
fn the_range_test_suggests_rates_and_draws() {
    let picture = empty_folder("range_test").join("find_rate.svg");
    let output = run(&["find-rate", "--plot", picture.to_str().unwrap()]);
    let lines: Vec<Vec<&str>> = output.lines().map(|line| line.split_whitespace().collect()).collect();
    assert!(output.contains("the loss diverged"), "{output}");
    for (line, name) in lines[1..].iter().zip(["steepest", "valley"]) {
        assert_eq!(line[0], name);
        let rate: f64 = line[1].parse().unwrap();
        assert!((0.005..0.2).contains(&rate), "{name} {rate}");
    }
    let svg = fs::read_to_string(picture).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("learning rate") && svg.contains("valley"), "{svg}");
}

#[test]
fn mistakes_are_told() {
    let folder = empty_folder("mistakes");
    let out = folder.join("run");
    let out = out.to_str().unwrap();
    let constant = "examples/schedules/constant.json";
    let train = ["train", "--steps", "2", "--out", out, "--schedule"];
    run(&[&train[..], &[constant]].concat());

    let fails = |arguments: &[&str], message: &str| {
        let mut command = Command::new(program());
        let output =
            command.args(train).args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(stderr, format!("error: {message}\n"));
    };
    fails(&[constant], &format!("{out} has checkpoints: give --resume or another folder"));
    fails(
        &[constant, "--resume", "--seed", "2"],
        &format!("{out}/step-000002 is of another seed or schedule"),
    );

    let wrong = folder.join("wrong.json");
    fs::write(&wrong, r#"{"class_name": "Constant", "config": {"learning_rate": -1}}"#).unwrap();
    let wrong = wrong.to_str().unwrap();
    let rule = "config.learning_rate: `learning_rate` must be finite and at least 0, got -1.0";
    fails(&[wrong], &format!("{wrong}: {rule}"));
}
