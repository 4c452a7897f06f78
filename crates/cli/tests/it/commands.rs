//! `glidepath eval`, `plot`, `convert` and `diff`.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::common::{self, Run, example, program, run, scratch};

#[track_caller]
fn check_output(result: Run, want: &str) {
    assert_eq!((result.code, result.stdout.as_str(), result.stderr.as_str()), (0, want, ""));
}

/// A range that is too much to hold must not be held: the first lines come at once.
#[test]
fn eval_streams_and_a_closed_pipe_is_quiet() {
    for format in ["table", "csv", "json"] {
        let file = example("keras3_schedule_CosineDecay.json");
        let mut child = program()
            .args(["eval", &file, "--steps", "0..1e15", "--format", format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut start = [0; 20];
        BufReader::new(child.stdout.take().unwrap()).read_exact(&mut start).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{format}");
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{format}");
    }
}

#[test]
fn eval_prints_tables_csv_and_json() {
    let file = example("keras3_schedule_CosineDecay_warmup.json");
    let eval = |format| run(&["eval", &file, "--steps", "0,10..=20:10,1e2", "--format", format]);
    check_output(eval("table"), "step  learning_rate\n   0  0.0\n  10  0.01\n  20  0.02\n 100  0.1\n");
    check_output(eval("csv"), "step,learning_rate\n0,0.0\n10,0.01\n20,0.02\n100,0.1\n");
    check_output(eval("json"), "{\"steps\":[0,10,20,100],\"learning_rates\":[0.0,0.01,0.02,0.1]}\n");
}

#[test]
fn eval_chooses_steps_itself() {
    let result = run(&["eval", &example("keras3_schedule_CosineDecay.json"), "--format", "json"]);
    let value: Value = serde_json::from_str(&result.stdout).unwrap();
    assert_eq!(value["steps"], (0..=20).map(|index| index * 50).collect::<Value>());
}

#[test]
fn rates_read_back_the_same() {
    let file = example("keras3_schedule_CosineDecay.json");
    let text = run(&["eval", &file, "--steps", "0..500", "--format", "csv"]).stdout;
    let schedule = glidepath_interop::import_bytes(&fs::read(common::root().join(&file)).unwrap()).unwrap();
    for line in text.as_bytes().lines().skip(1) {
        let line = line.unwrap();
        let (step, rate) = line.split_once(',').unwrap();
        let want = glidepath_core::LearningRateSchedule::learning_rate(
            &schedule.learning_rate,
            step.parse().unwrap(),
        );
        assert_eq!(rate.parse::<f64>().unwrap().to_bits(), want.to_bits());
    }
}

#[test]
fn plot_writes_pictures() {
    let directory = scratch("plot_writes_pictures");
    let files =
        [example("keras3_model_CosineDecay.keras"), example("keras3_model_CosineDecayRestarts.keras")];
    let plot = |name: &str, more: &[&str]| {
        let output = directory.join(name);
        let mut arguments = vec!["plot", &files[0], &files[1], "-o", output.to_str().unwrap()];
        arguments.extend(more);
        check_output(run(&arguments), "");
        fs::read(output).unwrap()
    };
    let svg = String::from_utf8(plot("a.svg", &["--size", "500x300"])).unwrap();
    assert!(svg.starts_with("<svg") && svg.contains("SGDRDecay") && svg.contains("500"), "{svg}");
    assert!(plot("b.PNG", &["--log", "--steps", "0..500"]).starts_with(b"\x89PNG\r\n"));
    let titled = String::from_utf8(plot("c.svg", &["--title", "a < b"])).unwrap();
    assert!(titled.contains("a &lt; b"), "{titled}");
    // Nothing else is left behind.
    assert_eq!(fs::read_dir(&directory).unwrap().count(), 3);
}

#[test]
fn plot_calls_schedules_of_one_name_by_their_files() {
    let output = scratch("plot_labels").join("a.svg");
    let files = [example("tf23_schedule_CosineDecay.json"), example("keras3_schedule_CosineDecay.json")];
    let plot = |a: &str, b: &str| {
        check_output(run(&["plot", a, b, "-o", output.to_str().unwrap()]), "");
        fs::read_to_string(&output).unwrap()
    };
    let svg = plot(&files[0], &files[1]);
    assert!(svg.contains("tf23_schedule_CosineDecay.json") && svg.contains(">CosineDecay<"), "{svg}");
    let svg = plot(&files[1], &example("keras3_model_CosineDecay.keras"));
    assert!(svg.contains("keras3_model_CosineDecay.keras") && !svg.contains(">CosineDecay<"), "{svg}");
}

#[test]
fn a_picture_that_cannot_be_written_leaves_nothing() {
    let directory = scratch("plot_fails");
    let output = directory.join("missing").join("a.svg");
    let result = run(&["plot", &example("tf23_schedule_CosineDecay.json"), "-o", output.to_str().unwrap()]);
    assert_eq!(result.code, 1);
    assert_eq!(
        result.stderr,
        format!(
            "glidepath: {}: cannot be written: No such file or directory (os error 2)\n",
            output.display()
        )
    );
    // A file at fault leaves the old picture as it was.
    let output = directory.join("a.svg");
    fs::write(&output, "old").unwrap();
    let result =
        run(&["plot", &example("keras3_model_Custom_unregistered.h5"), "-o", output.to_str().unwrap()]);
    assert_eq!(result.code, 1);
    assert_eq!(fs::read_to_string(&output).unwrap(), "old");
}

#[test]
fn convert_writes_every_form() {
    let file = example("tf23_schedule_InverseTimeDecay.json");
    let convert = |to: &str| -> Value {
        let result = run(&["convert", &file, "--to", to]);
        assert_eq!((result.code, result.stderr.as_str()), (0, ""));
        serde_json::from_str(&result.stdout).unwrap()
    };
    let mut config = json!({"initial_learning_rate": 0.1, "decay_steps": 1, "decay_rate": 0.5,
        "staircase": false, "name": null});
    let two_keys = json!({"class_name": "InverseTimeDecay", "config": config});
    assert_eq!(convert("keras2"), two_keys);
    assert_eq!(convert("glidepath"), two_keys);
    config["name"] = json!("InverseTimeDecay");
    let four_keys = json!({"module": "keras.optimizers.schedules", "class_name": "InverseTimeDecay",
        "config": config, "registered_name": null});
    assert_eq!(convert("keras3"), four_keys);
}

#[test]
fn convert_writes_files() {
    let output = scratch("convert_writes_files").join("schedule.json");
    let file = example("keras3_schedule_CosineDecay.json");
    fs::write(&output, "old").unwrap();
    let convert = |output: &str| run(&["convert", &file, "--to", "keras3", "-o", output]);
    check_output(convert(output.to_str().unwrap()), "");
    check_output(convert("-"), &fs::read_to_string(&output).unwrap());
    let diff = run(&["diff", &file, output.to_str().unwrap()]);
    check_output(diff, "the same at every step: both have the same class and equal parameters\n");
}

#[test]
fn convert_refuses_with_the_reason() {
    let result = run(&["convert", &example("tf23_schedule_LinearCosineDecay.json"), "--to", "keras3"]);
    assert_eq!((result.code, result.stdout.as_str()), (1, ""));
    assert_eq!(
        result.stderr,
        "glidepath: tests/data/keras/tf23_schedule_LinearCosineDecay.json: cannot be written for Keras 3: \
         Keras 3 no longer has `LinearCosineDecay`, which Keras 2 has; `--approximate 100` \
         writes constant pieces instead\n"
    );
}

#[test]
fn every_conversion_means_the_same() {
    let directory = scratch("every_conversion_means_the_same");
    for name in fs::read_dir(common::root().join("tests/data/keras")).unwrap() {
        let name = name.unwrap().file_name().into_string().unwrap();
        if !name.contains("_schedule_") || name.contains("Custom") {
            continue;
        }
        for to in ["keras2", "keras3", "glidepath"] {
            let output = directory.join(format!("{to}_{name}"));
            let converted = run(&["convert", &example(&name), "--to", to, "-o", output.to_str().unwrap()]);
            if to == "keras3" && name.contains("LinearCosineDecay") {
                assert_eq!(converted.code, 1, "{name}");
                continue;
            }
            assert_eq!((converted.code, converted.stdout.as_str()), (0, ""), "{name}");
            let result =
                run(&["diff", &example(&name), output.to_str().unwrap(), "--steps", "0..=150_000:75"]);
            assert_eq!((result.code, result.stderr.as_str()), (0, ""), "{name} to {to}");
        }
    }
}

#[test]
fn diff_compares_files_of_different_frameworks() {
    let torch = "tests/data/torch/CosineAnnealingWarmRestarts.pt";
    let keras = scratch("diff_compares_files_of_different_frameworks").join("keras.json");
    let keras = keras.to_str().unwrap();
    assert_eq!(run(&["convert", torch, "--to", "keras3", "-o", keras]).code, 0);
    check_output(
        run(&["diff", torch, keras, "--steps", "0..100000"]),
        "the same at every step: both have the same class and equal parameters\n",
    );
}

#[test]
fn diff_tolerates_what_is_told() {
    let directory = scratch("diff_tolerates_what_is_told");
    let files = ["0.5", "0.50000001"].map(|rate| {
        let path = directory.join(rate);
        fs::write(&path, rate).unwrap();
        path.to_str().unwrap().to_owned()
    });
    let diff =
        |options: &[&str]| run(&[&["diff", &files[0], &files[1], "--steps", "0..3"], options].concat());
    assert_eq!(diff(&[]).code, 1);
    for (options, code) in [
        (["--rtol", "1e-7"], 0),
        (["--rtol", "1e-8"], 1),
        (["--atol", "1.1e-8"], 0),
        (["--atol", "0.9e-8"], 1),
    ] {
        assert_eq!(diff(&options).code, code, "{options:?}");
    }
    let text = diff(&["--rtol", "1e-7"]).stdout;
    let differences = diff(&[]).stdout;
    let (first, rest) = text.split_once('\n').unwrap();
    assert_eq!(first, "the same at every step, within the tolerance: both are constant from step 0 on");
    assert_eq!(rest, differences.split_once('\n').unwrap().1);
    let report: Value = serde_json::from_str(&diff(&["--rtol", "1e-7", "--format", "json"]).stdout).unwrap();
    assert_eq!((&report["different"], &report["largest_absolute"]["step"]), (&json!(0), &json!(0)));
}

#[test]
fn diff_of_a_run_without_an_end_looks_at_some_steps() {
    let file = scratch("diff_of_a_run_without_an_end").join("arguments.json");
    fs::write(
        &file,
        r#"{"learning_rate": 0.1, "lr_scheduler_type": "constant", "max_steps": 1000000000000}"#,
    )
    .unwrap();
    let file = file.to_str().unwrap();
    check_output(
        run(&["diff", file, file]),
        "the same at every step: both have the same class and equal parameters\n",
    );
}

#[test]
fn a_run_is_shown_to_its_end() {
    let rates = run(&["eval", "tests/data/transformers/checkpoint-15", "--format", "csv"]).stdout;
    assert!(rates.lines().last().unwrap().starts_with("40,"), "{rates}");
}

#[test]
fn diff_tells_where() {
    let files = [example("tf23_schedule_CosineDecay.json"), example("keras3_schedule_CosineDecay.json")];
    let result = run(&["diff", &files[0], &files[1], "--steps", "0,500,1000"]);
    assert_eq!((result.code, result.stderr.as_str()), (1, ""));
    assert_eq!(
        result.stdout,
        "\
different at 2 of the 3 steps 0,500,1000
  a  tests/data/keras/tf23_schedule_CosineDecay.json
  b  tests/data/keras/keras3_schedule_CosineDecay.json
largest absolute difference  0.010000000000000002 at step 1000
  a  0.0
  b  0.010000000000000002
largest relative difference  1.0 at step 1000
  a  0.0
  b  0.010000000000000002
"
    );
    let result = run(&["diff", &files[0], &files[1], "--steps", "0", "--format", "json"]);
    assert_eq!(result.code, 0);
    assert_eq!(
        serde_json::from_str::<Value>(&result.stdout).unwrap(),
        json!({"a": files[0], "b": files[1], "steps": "0", "compared": 1, "different": 0,
            "same_up_to": 0, "proven_beyond": null, "largest_absolute": null, "largest_relative": null})
    );
}
