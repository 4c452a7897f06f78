//! Hostile texts and folders: they are refused in little time, and nothing overflows.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use glidepath_interop::{import_bytes, import_path};

use crate::common::data;

#[track_caller]
fn check_refused(text: &str) {
    let begin = Instant::now();
    let error = import_bytes(text.as_bytes()).expect_err("hostile").to_string();
    let took = begin.elapsed();
    assert!(!error.is_empty() && error.len() < 2_000, "{}", error.len());
    assert!(took < Duration::from_secs(5), "{took:?}");
}

/// A hundred objects in one another, each under a key that is of something other than the rate, around many
/// keys: none is looked at once for each of the hundred.
#[test]
fn keys_that_stand_deep_take_little_time() {
    let keys: Vec<_> = (0..10_000).map(|index| format!("\"weight_{index}\": 0.5")).collect();
    let (open, close) = ("{\"loss\": ".repeat(100), "}".repeat(100));
    check_refused(&format!(
        "{{\"lr\": 0.1, \"model\": {open}{{{}}}{close}, \"my_scheduler\": 1}}",
        keys.join(", ")
    ));
}

/// 100,000 of an opening, behind a beginning of each language.
#[test]
fn depth_is_refused() {
    for open in ["[", "{a:", "{'a':", "{\"a\": ", "(", "[(", "{'a': [", "--", "- "] {
        let deep = open.repeat(100_000);
        for start in
            ["", "# a comment\n", "{'lr': ", "- optimizer: ", "- optimizer: {'a': ", "{lr: 0.1, a: ", "a: "]
        {
            check_refused(&format!("{start}{deep}"));
        }
    }
}

#[test]
fn long_texts_that_do_not_end_are_refused() {
    for start in ["{'a': '", "{a: '''", "{a: \"", "/*", "{'a': b'", "- optimizer: {'a': '", "{'a': ", "{a: "]
    {
        for filling in ["a", "\\", "'", "\"", " ", "1", "0.", "+", "1e", "\n", "#", "/*", "é"] {
            check_refused(&format!("{start}{}", filling.repeat(100_000)));
        }
    }
}

#[test]
fn many_lines_of_a_model_card_take_little_time() {
    check_refused(&"- optimizer: {'learning_rate': \n".repeat(30_000));
    check_refused(&"- optimizer: {'a': 1}\n".repeat(30_000));
    check_refused(&"| a | b |\n|--|--|\n\n".repeat(50_000));
    check_refused(&format!("| Hyperparameters | Value |\n|--|--|\n{}", "| a.a | 1 |\n".repeat(80_000)));
    check_refused(&format!("|{}\n|{}\n", "a|".repeat(200_000), "-|".repeat(200_000)));
}

#[test]
fn changed_bytes_and_truncations_of_a_saved_model_do_no_harm() {
    let file = fs::read(data("keras_metadata").join("keras_metadata.pb")).unwrap();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile_saved_model");
    fs::create_dir_all(&folder).unwrap();
    let mut read = 0;
    let mut check = |bytes: &[u8]| {
        fs::write(folder.join("keras_metadata.pb"), bytes).unwrap();
        match import_path(&folder) {
            Ok(_) => read += 1,
            Err(error) => assert!(!error.to_string().is_empty()),
        }
    };
    check(&file);
    for at in (0..file.len()).step_by(file.len().div_ceil(400)) {
        check(&file[..at]);
        for changed in [0, 0x7f, 0xff, file[at] ^ 1] {
            let mut bytes = file.clone();
            bytes[at] = changed;
            check(&bytes);
        }
    }
    assert!(read > 0);
}

#[test]
fn odd_names_in_latest_lead_nowhere() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile_latest");
    fs::create_dir_all(folder.join("run/global_step5")).unwrap();
    fs::create_dir_all(folder.join("outside")).unwrap();
    let run = folder.join("run");
    let long = "a".repeat(100_000);
    let names: [&[u8]; 13] = [
        b"",
        b"\n",
        b".",
        b"..",
        b"../outside",
        b"/",
        b"/etc",
        b"a\\b",
        b"global_step5\n../outside",
        b"\0",
        b"\xff\xfe",
        b"global_step5/../../outside",
        long.as_bytes(),
    ];
    for name in names {
        fs::write(run.join("latest"), name).unwrap();
        let error = import_path(&run).unwrap_err().to_string();
        assert!(!error.contains("outside/"), "{error}");
        assert!(error.len() < 1_000, "{}", error.len());
    }
    fs::write(run.join("latest"), "global_step5").unwrap();
    assert!(
        import_path(&run)
            .unwrap_err()
            .to_string()
            .contains("global_step5: has no `mp_rank_00_model_states.pt`")
    );
}
