//! Lines of comments and Markdown fit into 110 columns, but for tables, links and code.

use std::fs;
use std::path::{Path, PathBuf};

use crate::guide::links::{markdown_files, prose};
use crate::guide::root;

const WIDTH: usize = 110;

/// The folders whose comments are held to it.
const FOLDERS: [&str; 2] = ["crates", "tests"];

fn is_long(line: &str) -> bool {
    line.chars().count() > WIDTH && !line.contains("https://") && !line.trim_start().starts_with('|')
}

/// The comment on a line of Rust that has nothing else.
fn comment(line: &str) -> Option<&str> {
    let trimmed = line.trim_start();
    trimmed.starts_with("//").then(|| trimmed.trim_start_matches(['/', '!']).trim_start())
}

fn long_lines(path: &Path, text: &str) -> Vec<String> {
    let is_rust = path.extension().is_some_and(|extension| extension == "rs");
    let mut in_code = false;
    let mut lines = Vec::new();
    let candidates: Vec<(usize, &str)> =
        if is_rust { (1..).zip(text.lines()).collect() } else { prose(text) };
    for (number, line) in candidates {
        let content = if is_rust { comment(line) } else { Some(line) };
        let Some(content) = content else {
            in_code = false;
            continue;
        };
        if is_rust && content.starts_with("```") {
            in_code = !in_code;
        }
        if !in_code && is_long(line) && !content.starts_with('|') {
            lines.push(format!("{}:{number}", path.display()));
        }
    }
    lines
}

fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() && !path.ends_with("target") {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn comments_and_pages_fit_into_110_columns() {
    let mut files = markdown_files();
    for folder in FOLDERS {
        rust_files(&root().join(folder), &mut files);
    }
    let texts = files.iter().map(|path| (path, fs::read_to_string(path).expect("a text")));
    let long: Vec<String> = texts.flat_map(|(path, text)| long_lines(path, &text)).collect();
    assert!(long.is_empty(), "{} lines are longer than {WIDTH} columns:\n{}", long.len(), long.join("\n"));
}

#[test]
fn long_lines_are_found() {
    let long = "word ".repeat(30);
    let found = |name: &str, text: &str| long_lines(Path::new(name), text);
    assert_eq!(found("a.md", &long), ["a.md:1"]);
    assert_eq!(found("a.md", &format!("```\n{long}\n```\n| {long} |\nhttps://example.org {long}")), [""; 0]);
    assert_eq!(found("a.rs", &format!("fn f() {{}}\n    /// {long}\n")), ["a.rs:2"]);
    assert_eq!(found("a.rs", &format!("let x = \"{long}\";\n/// ```\n/// {long}\n/// ```\n")), [""; 0]);
}
