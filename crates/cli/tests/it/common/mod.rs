//! Runs the program as a process.

use std::env;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What the program did.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// The top of the repository, where every test runs the program.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// The program, free of what the tests' own environment says: the one that was built with the tests, or the
/// one that `GLIDEPATH_PROGRAM` names, such as a released one.
pub(crate) fn program() -> Command {
    let built = env!("CARGO_BIN_EXE_glidepath");
    let mut command = Command::new(env::var_os("GLIDEPATH_PROGRAM").unwrap_or_else(|| built.into()));
    command.current_dir(root()).env_remove("COLUMNS").env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command
}

/// Runs the program with words for arguments.
pub(crate) fn run(arguments: &[&str]) -> Run {
    outcome(program().args(arguments).stdin(Stdio::null()).output().unwrap())
}

/// Runs the program with something to read on standard input.
pub(crate) fn run_with_input(arguments: &[&str], input: &[u8]) -> Run {
    let mut command = program();
    let mut child = command
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    outcome(child.wait_with_output().unwrap())
}

/// The path of an example file.
pub(crate) fn example(name: &str) -> String {
    format!("tests/data/keras/{name}")
}

/// A directory of this test's own, empty.
pub(crate) fn scratch(test: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = std::fs::remove_dir_all(&directory);
    std::fs::create_dir_all(&directory).unwrap();
    directory
}

fn outcome(output: Output) -> Run {
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}
