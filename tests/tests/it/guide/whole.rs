//! The Rust of a page is whole: rustdoc hides lines that begin with `#`, a repository page shows them.

use std::fs;

use crate::guide::links::markdown_files;

/// The lines of Rust that rustdoc hides.
fn hidden_lines(text: &str) -> Vec<usize> {
    let mut is_rust = false;
    let mut hidden = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if let Some(language) = line.strip_prefix("```") {
            is_rust = language.starts_with("rust");
        } else if is_rust && (line.trim() == "#" || line.trim_start().starts_with("# ")) {
            hidden.push(number);
        }
    }
    hidden
}

#[test]
fn no_page_has_hidden_lines() {
    let mut found = Vec::new();
    for path in markdown_files() {
        let text = fs::read_to_string(&path).expect("a page");
        found.extend(hidden_lines(&text).iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(found.is_empty(), "hidden lines of Rust, which a repository page shows:\n{}", found.join("\n"));
}

#[test]
fn hidden_lines_are_found() {
    assert_eq!(hidden_lines("# Title\n```rust\n# use a;\nuse b;\n#[cfg(test)]\n```\n# Title\n"), [3]);
}
