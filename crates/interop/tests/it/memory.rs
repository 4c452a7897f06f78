//! Files made to fill the memory: none takes more than 256 MiB, measured from outside.

use std::fs;
use std::path::Path;
use std::process::Command;

use glidepath_interop::import_path;

use crate::common::archive;

/// Names the file to the process that reads it.
const FILE: &str = "GLIDEPATH_FILE";

/// The largest text that is read.
const MOST: usize = 32 << 20;

/// The most memory that a process may take that reads a file, in KiB.
const LIMIT: u64 = 256 << 10;

/// In the processes that the others start this is what reads; of itself it looks at how little a number
/// takes.
#[test]
fn a_number() {
    match std::env::var_os(FILE) {
        Some(file) => read(Path::new(&file)),
        None => check("number", "0.1", "a plain number"),
    }
}

/// Reads a file, and prints what it is and how much memory that took.
fn read(file: &Path) {
    let result = match import_path(file) {
        Ok(imported) => imported.source.to_string(),
        Err(error) => error.to_string(),
    };
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    println!("result: {result}\npeak: {}", peak.trim_end_matches("kB").trim());
}

/// Reads a file in a process of its own, and looks at how much memory that took.
#[track_caller]
fn check(name: &str, file: impl AsRef<[u8]>, want: &str) {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("memory-{name}"));
    fs::write(&path, file).unwrap();
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.args(["--exact", "memory::a_number", "--nocapture"]).env(FILE, &path).output();
    fs::remove_file(&path).unwrap();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    let line = |name: &str| text.lines().find_map(|line| line.split_once(name)).unwrap().1;
    let peak: u64 = line("peak: ").parse().unwrap();
    assert!(peak < LIMIT, "{name} takes {peak} KiB");
    let result = line("result: ");
    assert!(result.contains(want), "{name}: {result}");
}

/// A list of the same over and over again, of that many bytes.
fn list(element: &str, length: usize) -> String {
    format!("[{element}{}]", format!(",{element}").repeat(length / (element.len() + 1) - 2))
}

const TOO_LARGE: &str = "too large: the values take more than 96 MiB of memory";

#[test]
fn json_of_many_values() {
    check("brackets", "[".repeat(10_000_000), "recursion limit exceeded at line 1 column 128");
    check("numbers", list("0", 10_000_000), TOO_LARGE);
    check("lists", list("[0]", 10_000_000), TOO_LARGE);
    check("objects", list(r#"{"":0}"#, MOST), TOO_LARGE);
    check("not-finite", list("NaN", 10_000_000), TOO_LARGE);
    check("deep", list(&format!("{}0{}", r#"{"a":"#.repeat(100), "}".repeat(100)), 10_000_000), TOO_LARGE);
    let constant = r#"{"class_name":"Constant","config":{"learning_rate":0.5}}"#;
    let sequence = |count: usize| {
        let boundaries = (1..count).map(|boundary| boundary.to_string()).collect::<Vec<_>>().join(",");
        let parts = list(constant, (count + 1) * (constant.len() + 1));
        let config = format!(r#"{{"schedules":{parts},"boundaries":[{boundaries}]}}"#);
        format!(r#"{{"class_name":"Sequential","config":{config}}}"#)
    };
    check("schedule", sequence(200_000), TOO_LARGE);
    check("long-schedule", sequence(55_000), "too large: the values take more than 80 MiB of memory");
    check("sequence", sequence(45_000), "JSON of a schedule");
}

/// Each reference is replaced by what it leads to.
#[test]
fn json_of_many_references() {
    let references =
        |text: usize| format!(r#"{{"a":"{}","b":{}}}"#, "a".repeat(text), list(r#""@a""#, 3_000_000));
    check("references", references(16 << 20), "no learning rate found");
    check("short-references", references(200), "no learning rate found");
    let chain = format!(r#"{{"a":"@{}","b":{}}}"#, "a#".repeat(4 << 20), list(r#""@a""#, 3_000_000));
    check("long-references", chain, "no learning rate found");
}

#[test]
fn json_of_long_values() {
    check("digits", "1".repeat(10_000_000), "number out of range");
    check("decimals", format!("0.{}", "1".repeat(10_000_000)), "a plain number");
    let escaped = r"\u0061".repeat(MOST / 6 - 10);
    check("escapes", format!("[NaN,\"{escaped}\"]"), "no learning rate found");
    check("key", format!("{{\"{escaped}\":0}}"), "a key of 5592395 bytes, where 4096 are read");
    let class = format!(r#"{{"class_name":"{}","config":{{}}}}"#, "a".repeat(MOST - 100));
    check("class", class, "a text of 33554332 bytes, where 4096 are read");
    let function = format!(r#"{{"function":"{}","kwargs":{{}}}}"#, "a".repeat(MOST - 100));
    check("function", function, "aaa…`, expected one of");
    let nested = format!(r#"{{"{}":"#, "a".repeat(4_000)).repeat(100) + "0" + &"}".repeat(100);
    check("path", nested, "no learning rate found");
    let nested =
        format!(r#"{{"{}":"#, "a".repeat(4_000)).repeat(100) + &list("[]", 1_000_000) + &"}".repeat(100);
    check("paths", nested, "no learning rate found");
    check("broken", format!("{{\"{}", "a".repeat(MOST - 2)), "the JSON breaks off");
}

#[test]
fn texts_of_many_lines() {
    const UNKNOWN: &str = "neither JSON, YAML or TOML";
    let lines = |beginning: &str, line: &str| {
        format!("{beginning}{}", line.repeat((MOST - beginning.len()) / line.len()))
    };
    check("lines", lines("// c\n{a: '''", "x\n"), UNKNOWN);
    check("rows", lines("| Hyperparameters | Value |\n| :-- | :-- |\n", "| a | 1 |\n"), UNKNOWN);
    check("tables", lines("", "| a | b |\n|--|--|\n\n"), UNKNOWN);
    check("cells", lines("|", "a|"), UNKNOWN);
    let items = lines("The following hyperparameters were used during training:\n", "- a: 1\n");
    check("items", items, "too large: YAML may have 1024 KiB");
}

#[test]
fn archives_of_many_values() {
    let config = list(r#"{"":0}"#, 2_000_000);
    check("objects.keras", archive("config.json", config.as_bytes()), TOO_LARGE);
}

#[test]
fn pickles_of_many_values() {
    let pickle = |instructions: &[&[u8]]| [b"\x80\x04".as_slice(), &instructions.concat(), b"."].concat();
    let too_large = "too large: the pickled values take more than 96 MiB of memory";
    let shared = b"h\0".repeat(900_000);
    check("shared", pickle(&[b"}X\0\0\0\0K\0sq\0](", &shared, b"e"]), too_large);
    let remembered = b"\x8c\x10aaaaaaaaaaaaaaaa\x94".repeat(1_000_000);
    check("texts", archive("a/data.pkl", &pickle(&[b"](", &remembered, b"e"])), too_large);
    let key = [b"X\0\0\x80\0".as_slice(), &vec![b'0'; 8 << 20]].concat();
    let storage =
        [b"(X\x07\0\0\0storagectorch\nFloatStorage\n", &*key, b"X\x03\0\0\0cpuK\x01tQ\x94"].concat();
    let tensor = b"ctorch._utils\n_rebuild_tensor_v2\n(h\0K\0)))tR".repeat(3_000);
    check("storages", pickle(&[&*storage, b"0](", &*tensor, b"e"]), "no scheduler found");
    check("bytes", pickle(&[b"V", &vec![0xff; MOST - 10], b"\n"]), "no scheduler found");
}

#[test]
fn the_log_of_a_long_run_is_not_too_large() {
    let entry =
        r#"{"epoch": 0.1, "grad_norm": NaN, "learning_rate": 1e-5, "loss": 2.5, "entropy": 0.5, "step": 1}"#;
    let log = list(entry, 100_000 * (entry.len() + 1));
    let state = format!(r#"{{"global_step": 1, "log_history": {log}, "max_steps": 100000}}"#);
    check("log", state, "the state of a Hugging Face Trainer does not have the schedule");
}
