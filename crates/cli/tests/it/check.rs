//! `glidepath check` and `explain`.

use std::fs;

use serde_json::{Value, json};

use crate::common::{Run, example, run, run_with_input, scratch};

const HINT: &str =
    "the length of the run is not known, so rules about it were not checked; pass\n`--total-steps`\n";

const SCHEDULE: &str = "tests/data/logs/schedule.json";

#[track_caller]
fn check_output(result: Run, code: i32, want: &str) {
    assert_eq!((result.code, result.stdout.as_str(), result.stderr.as_str()), (code, want, ""));
}

#[track_caller]
fn json_of(result: &Run) -> Value {
    assert_eq!(result.stderr, "");
    serde_json::from_str(&result.stdout).unwrap()
}

#[test]
fn check_goes_on_after_an_error() {
    let files = ["keras3_model_Custom_unregistered.keras", "keras3_model_CosineDecay.keras"].map(example);
    let result = run(&["check", &files[0], &files[1]]);
    assert_eq!(result.code, 1);
    assert_eq!(
        result.stdout,
        format!("tests/data/keras/keras3_model_CosineDecay.keras: ok, CosineDecay\n{HINT}")
    );
    assert_eq!(
        result.stderr,
        "glidepath: tests/data/keras/keras3_model_Custom_unregistered.keras: \
         compile_config.optimizer.config.learning_rate.class_name: unknown class `Unregistered`; \
         `glidepath list` lists the classes of this program\n  read as Keras, because of the archive's `config.json`\n"
    );
}

#[test]
fn notes_of_readers_are_findings() {
    let text = r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 1, "decay_steps": 10}}"#;
    let note =
        "`initial_learning_rate` is written as the integer 1; Keras itself would compute with integers";
    let result = run_with_input(&["check", "-", "--total-steps", "10"], text.as_bytes());
    let shown = "note[integer-rate]: `initial_learning_rate` is written as the integer 1; Keras\n  itself would compute \
                 with integers\n";
    check_output(result, 0, &format!("standard input: ok, CosineDecay\n{shown}"));

    let result = run_with_input(&["check", "-", "nowhere.json", "--format", "json"], text.as_bytes());
    assert_eq!(result.code, 1);
    let finding = json!({"rule": "integer-rate", "severity": "note", "message": note, "help": null, "path": null,
        "steps": null});
    assert_eq!(
        json_of(&result),
        json!([
            {"file": "standard input", "ok": true, "class_name": "CosineDecay", "source": "JSON of a schedule",
             "error": null, "findings": [finding]},
            {"file": "nowhere.json", "ok": false, "class_name": null, "source": null, "findings": [],
             "error": "cannot be read: No such file or directory (os error 2)"},
        ])
    );
}

#[test]
fn findings_look_like_those_of_a_compiler() {
    let text = r#"{"learning_rate": 1e-4, "lr_scheduler_type": "constant_with_warmup", "warmup_steps": 2000, "max_steps": 10}"#;
    let want = "standard input: ok, Warmup
warning[warmup-longer-than-run]: the warmup takes 2000 steps, the run has 10:
  the rate ends at 4.5e-7 and never reaches 0.0001
  --> standard input: steps 0 to 9
  = help: make the warmup shorter than the 10 steps of the run, or train longer
warning[first-update-zero]: the first update has the rate 0 and changes nothing
  --> standard input: step 0
  = help: start the warmup above 0, for example at 5e-8, the rate of step 1
";
    check_output(run_with_input(&["check", "-"], text.as_bytes()), 0, want);
    let allowed = ["check", "-", "--allow", "first-update-zero", "--deny", "all"];
    let result = run_with_input(&allowed, text.as_bytes());
    assert_eq!(result.code, 1);
    assert!(result.stdout.starts_with("standard input: not ok, Warmup\nerror[warmup-longer-than-run]: "));
    assert!(!result.stdout.contains("first-update-zero"));
}

#[test]
fn one_file_is_an_object_and_a_log_that_differs_an_error() {
    let logs = ["tests/data/logs/resumed.1.tfevents", "tests/data/logs/resumed.2.tfevents"];
    let result = run(&["check", SCHEDULE, "--log", logs[0], logs[1], "--format", "json"]);
    assert_eq!(result.code, 1);
    let report = json_of(&result);
    assert_eq!((&report["file"], &report["ok"]), (&json!(SCHEDULE), &json!(false)));
    let rules: Vec<_> =
        report["findings"].as_array().unwrap().iter().map(|finding| &finding["rule"]).collect();
    assert_eq!(rules, ["first-update-zero", "repeated-steps", "log-differs"]);
    let finding = &report["findings"][2];
    assert_eq!(
        (&finding["severity"], &finding["story"], &finding["since"]),
        (&json!("error"), &json!("restarted"), &json!(90))
    );

    let log = "tests/data/logs/tensorboard.tfevents";
    let result =
        run(&["check", SCHEDULE, "--log", log, "--allow", "first-update-zero", "--total-steps", "200"]);
    let want = "tests/data/logs/schedule.json: ok, CosineDecay\n  all 40 points in the log agree with the schedule\n";
    check_output(result, 0, want);

    // A difference that is allowed is not agreement.
    let log = "tests/data/logs/resumed.2.tfevents";
    let allowed = ["--allow", "first-update-zero", "--allow", "log-differs", "--total-steps", "200"];
    let result = run(&[&["check", SCHEDULE, "--log", log], &allowed[..]].concat());
    check_output(result, 0, "tests/data/logs/schedule.json: ok, CosineDecay\n");
}

#[test]
fn a_folder_of_the_trainer_is_held_against_its_log() {
    let folder = scratch("a_folder_of_the_trainer");
    fs::write(
        folder.join("training_args.json"),
        r#"{"learning_rate": 0.1, "lr_scheduler_type": "linear", "max_steps": 100, "warmup_steps": 0}"#,
    )
    .unwrap();
    let write = |speed: u64| {
        let row = |step: u64| {
            let rate = 0.1 * (1.0 - f64::from(u32::try_from(speed * (step - 1)).unwrap()) / 100.0);
            json!({"step": step, "learning_rate": rate})
        };
        let history: Vec<_> = (1..=40).map(row).collect();
        let state = json!({"global_step": 40, "max_steps": 100, "log_history": history});
        fs::write(folder.join("trainer_state.json"), state.to_string()).unwrap();
        run(&["check", folder.to_str().unwrap(), "--format", "json"])
    };
    let agreeing = write(1);
    assert_eq!(
        (agreeing.code, &json_of(&agreeing)["findings"][1]["rule"]),
        (0, &json!("logged-rates-agree"))
    );
    let twice = write(2);
    assert_eq!(twice.code, 1);
    let report = json_of(&twice);
    let last = report["findings"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["story"], &last["factor"], &last["path"]),
        (&json!("faster"), &json!(2.0), &json!("trainer_state.json"))
    );
    assert!(!twice.stdout.contains("logged-rate-differs"));
}

#[test]
fn sarif_and_annotations() {
    let log = "tests/data/logs/four-processes.tfevents";
    let result = run(&["check", SCHEDULE, "nowhere, at all.json", "--log", log, "--format", "sarif"]);
    assert_eq!(result.code, 1);
    let sarif = json_of(&result);
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let shown: Vec<_> = results
        .iter()
        .map(|result| {
            let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            (result["ruleId"].as_str().unwrap(), result["level"].as_str().unwrap(), place.as_str().unwrap())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("first-update-zero", "warning", SCHEDULE),
            ("log-differs", "error", SCHEDULE),
            ("unreadable-file", "error", "nowhere%2C%20at%20all.json"),
        ]
    );
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap();
    for (rule, ..) in shown {
        assert!(rules.iter().any(|known| known["id"] == rule), "{rule}");
    }

    let result = run(&["check", SCHEDULE, "nowhere, at all.json", "--log", log, "--format", "github"]);
    let want = "::warning file=tests/data/logs/schedule.json,title=glidepath[first-update-zero]::the first update has the \
                rate 0 and changes nothing%0Ahelp: start the warmup above 0, for example at 5e-5, the rate of step 1\n";
    assert!(result.stdout.starts_with(want), "{}", result.stdout);
    let want = "::error file=nowhere%2C at all.json,title=glidepath::cannot be read: No such file or directory (os error 2)\n";
    assert!(result.stdout.ends_with(want), "{}", result.stdout);
}

#[test]
fn usage_is_checked() {
    let check = |arguments: &[&str], want: &str| {
        let result = run(arguments);
        assert_eq!((result.code, result.stdout.as_str(), result.stderr.as_str()), (2, "", want));
    };
    let unknown = "glidepath: there is no rule `ends-hihg`; did you mean `ends-high`? `glidepath explain` lists the rules\n";
    check(&["check", SCHEDULE, "--deny", "ends-hihg"], unknown);
    check(&["check", SCHEDULE, "--allow", "ends-hihg"], unknown);
    let unknown = "glidepath: nothing to explain is called `ends-hihg`; did you mean `ends-high`? `glidepath explain` lists \
                   all names\n";
    check(&["explain", "ends-hihg"], unknown);
    let unknown = "glidepath: nothing to explain is called `fastr`; did you mean `faster`? `glidepath explain` lists all names\n";
    check(&["explain", "fastr"], unknown);
    check(
        &["explain", "zzz"],
        "glidepath: nothing to explain is called `zzz`; `glidepath explain` lists all names\n",
    );
    check(
        &["explain", "CosineDecay"],
        "glidepath: `CosineDecay` is a class, not a rule; `glidepath list CosineDecay` explains it\n",
    );
    check(
        &["check", SCHEDULE, "--log", "tests/data/logs/wandb.csv", "--log-steps", "tokens"],
        "glidepath: `--log-steps tokens` needs `--tokens-per-step`\n",
    );
    let result = run(&["check", SCHEDULE, "--log", "nowhere.csv"]);
    assert_eq!(
        (result.code, result.stderr.as_str()),
        (1, "glidepath: nowhere.csv: No such file or directory (os error 2)\n")
    );
}

#[test]
fn every_story_is_explained() {
    let list = run(&["explain"]).stdout;
    for story in glidepath_diagnose::STORIES {
        assert!(list.contains(&format!("\n{} ", story.name)), "{}", story.name);
        let result = run(&["explain", story.name]);
        let words = result.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        let want = format!(
            "{} {} {} This explains a finding of the rule `log-differs`.",
            story.name, story.summary, story.explanation
        );
        assert_eq!((result.code, words), (0, want));
    }
}

#[test]
fn a_log_in_the_place_of_a_file_is_recognized() {
    let log = "tests/data/logs/wandb.csv";
    let want = "; it is a log: `glidepath check FILE --log LOG` compares a schedule with it, `glidepath plot FILE --with-log LOG` \
                draws both\n";
    for arguments in
        [&["check", log][..], &["show", log], &["plot", log, "-o", "log.svg"], &["diff", log, SCHEDULE]]
    {
        let result = run(arguments);
        assert_eq!(result.code, 1);
        assert!(result.stderr.ends_with(want), "{}", result.stderr);
    }
}

#[test]
fn a_file_after_the_logs_is_missed() {
    let log = "tests/data/logs/wandb.csv";
    for (option, arguments) in [
        ("--log", &["check", "--log", log, SCHEDULE][..]),
        ("--with-log", &["plot", "-o", "log.svg", "--with-log", log, SCHEDULE]),
    ] {
        let result = run(arguments);
        assert_eq!(result.code, 2);
        let tip = format!("tip: `{option}` takes all files that follow it; write FILE before `{option}`\n");
        assert!(result.stderr.contains(&tip), "{}", result.stderr);
    }
    assert!(!run(&["check"]).stderr.contains("tip"));
}

#[test]
fn what_helps_with_a_log_is_told() {
    let folder = scratch("what_helps_with_a_log");
    let output = folder.join("run.svg");
    let told = |name: &str, log: &str, want: &str| {
        let path = folder.join(name);
        fs::write(&path, log).unwrap();
        let path = path.to_str().unwrap();
        let result = run(&["check", SCHEDULE, "--log", path]);
        assert_eq!((result.code, result.stderr), (1, format!("glidepath: {path}: {want}\n")));
        let drawn = run(&["plot", SCHEDULE, "--with-log", path, "-o", output.to_str().unwrap()]);
        assert_eq!((drawn.code, drawn.stderr), (1, format!("glidepath: {path}: {want}\n")));
    };
    let several =
        "several columns of the log may be the learning rate: `lr-a`, `lr-b`; pass `--metric` to choose one";
    told("several.csv", "step,lr-a,lr-b\n0,0.1,0.2\n", several);
    let none = "no column of the log is named as a learning rate: it has `step`, `loss`; pass `--metric` to choose one";
    told("none.csv", "step,loss\n0,0.1\n", none);
    let numbers =
        "the 3 columns of the log have no names, but numbers from 1 on; pass `--metric` to choose one";
    told("numbers.csv", "0,0.1,0.2\n1,0.1,0.2\n", numbers);
    let epochs = "no column of the log counts steps, such as `global_step`: it has `epoch`, `lr`; pass `--log-steps epochs` to count by `epoch`";
    told("epochs.csv", "epoch,lr\n0,0.1\n", epochs);
    let tokens = "no column of the log counts steps, such as `global_step`: it has `tokens`, `lr`; pass `--log-steps tokens` and `--tokens-per-step` to count by tokens";
    told("tokens.csv", "tokens,lr\n0,0.1\n", tokens);
    let samples = "no column of the log counts steps, such as `global_step`: it has `samples`, `lr`; pass `--log-steps samples` and `--samples-per-step` to count by samples";
    told("samples.csv", "samples,lr\n0,0.1\n", samples);
}

#[test]
fn explain_tells_every_rule() {
    let list = run(&["explain"]).stdout;
    let names: Vec<_> = list
        .lines()
        .filter(|line| line.starts_with(|first: char| first.is_ascii_lowercase()))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(names.len(), 15 + glidepath_diagnose::STORIES.len());
    for name in names {
        let result = run(&["explain", name]);
        assert_eq!(result.code, 0);
        assert!(result.stdout.starts_with(&format!("{name}\n\n")));
        assert!(result.stdout.lines().all(|line| line.chars().count() <= 80), "{}", result.stdout);
    }
    assert!(
        run(&["explain", "integer-rate"])
            .stdout
            .starts_with("integer-rate\n\nA note on how a file or a log was read")
    );
}

#[test]
fn plot_draws_the_log() {
    let output = scratch("plot_draws_the_log").join("run.svg");
    let picture = output.to_str().unwrap();
    check_output(run(&["plot", SCHEDULE, "--with-log", "tests/data/logs/wandb.csv", "-o", picture]), 0, "");
    let svg = fs::read_to_string(&output).unwrap();
    assert!(svg.contains(">log<") && svg.contains(">schedule.json<"), "{svg}");
}
