//! The READMEs show what the program prints.
//!
//! `GLIDEPATH_BLESS=1 cargo test -p glidepath-cli --test it readme` writes what it prints into them.

use std::fs;
use std::path::Path;

use crate::common::{program, root, scratch};

#[test]
fn the_readme_of_the_program_shows_what_it_prints() {
    check(&root().join("crates/cli/README.md"));
}

#[test]
fn the_readme_of_the_project_shows_what_the_program_prints() {
    check(&root().join("README.md"));
}

fn check(path: &Path) {
    let readme = fs::read_to_string(path).unwrap();
    let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('/', "-");
    let now = with_output(&readme, &scratch(&name));
    if std::env::var_os("GLIDEPATH_BLESS").is_some() {
        fs::write(path, now).unwrap();
    } else {
        assert!(readme == now, "{} should read:\n{now}", path.display());
    }
}

/// The text with the output of every command in a `console` block below the command.
fn with_output(readme: &str, directory: &Path) -> String {
    let mut text = String::new();
    let mut in_console = false;
    for line in readme.lines() {
        let command = line.strip_prefix("$ glidepath ");
        if in_console && command.is_none() && !line.starts_with("$ ") && line != "```" {
            continue;
        }
        match line {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ => {}
        }
        text.push_str(line);
        text.push('\n');
        if let (true, Some(command)) = (in_console, command) {
            text.push_str(&output_of(&command.split_whitespace().collect::<Vec<_>>(), directory));
        }
    }
    text
}

/// Runs a command where its files lie as they do in the repository, and what it writes disturbs nobody.
fn output_of(arguments: &[&str], directory: &Path) -> String {
    for file in arguments.iter().filter(|argument| argument.starts_with("tests/")) {
        copy(&root().join(file), &directory.join(file));
    }
    let output = program().args(arguments).current_dir(directory).output().unwrap();
    [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat()
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        for entry in fs::read_dir(from).unwrap() {
            let name = entry.unwrap().file_name();
            copy(&from.join(&name), &to.join(&name));
        }
        return;
    }
    fs::create_dir_all(to.parent().unwrap()).unwrap();
    fs::copy(from, to).unwrap();
}
