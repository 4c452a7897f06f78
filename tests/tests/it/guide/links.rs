//! Every link of every Markdown file leads to a file, and to a heading that is there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::guide::root;

/// The Markdown files of the project.
pub(crate) fn markdown_files() -> Vec<PathBuf> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
            if path.is_dir() {
                if !name.starts_with('.')
                    && !["target", "node_modules", "venv", "data"].contains(&name.as_str())
                {
                    collect(&path, found);
                }
            } else if name.ends_with(".md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&root(), &mut found);
    found.sort();
    assert!(found.len() > 20, "{found:?}");
    found
}

/// The lines outside of code blocks, with their numbers.
pub(crate) fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fence: Option<&str> = None;
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let trimmed = line.trim_start();
        match fence {
            Some(open) if trimmed.starts_with(open) => fence = None,
            Some(_) => {}
            None if trimmed.starts_with("```") => fence = Some("```"),
            None if trimmed.starts_with("~~~") => fence = Some("~~~"),
            None => lines.push((number, line)),
        }
    }
    lines
}

/// The text without what stands in backticks.
fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("`")
}

/// The targets of `[text](target)`, of `[name]: target`, and of `src` and `srcset` in HTML.
fn targets(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    let plain = without_code(line);
    for (start, _) in plain.match_indices("](") {
        if let Some((target, _)) = plain[start + 2..].split_once(')') {
            found.push(target.to_owned());
        }
    }
    if let Some((_, target)) = plain.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
        found.push(target.to_owned());
    }
    for attribute in ["src=\"", "srcset=\"", "href=\""] {
        for (start, _) in plain.match_indices(attribute) {
            found.extend(plain[start + attribute.len()..].split('"').next().map(ToOwned::to_owned));
        }
    }
    found
}

/// The anchor that a page gives to a heading.
fn anchor(heading: &str) -> String {
    let kept = heading.trim_start_matches('#').trim().to_lowercase();
    kept.chars()
        .filter(|&letter| letter.is_alphanumeric() || letter == ' ' || letter == '-' || letter == '_')
        .map(|letter| if letter == ' ' { '-' } else { letter })
        .collect()
}

fn problem(file: &Path, target: &str) -> Option<String> {
    if target.starts_with("https://") {
        return None;
    }
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, part)| (path, Some(part)));
    let path = if path.is_empty() { file.to_owned() } else { file.parent()?.join(path) };
    if !path.exists() {
        return Some(format!("`{target}` leads to no file"));
    }
    let fragment = fragment?;
    let text = fs::read_to_string(&path).unwrap_or_default();
    let found = prose(&text).iter().any(|(_, line)| line.starts_with('#') && anchor(line) == fragment);
    (!found).then(|| format!("`{target}` leads to no heading"))
}

#[test]
fn every_link_leads_somewhere() {
    let mut problems = Vec::new();
    let mut count = 0;
    for file in markdown_files() {
        let text = fs::read_to_string(&file).expect("a text");
        for (number, line) in prose(&text) {
            for target in targets(line) {
                count += 1;
                problems.extend(
                    problem(&file, &target).map(|problem| format!("{}:{number}: {problem}", file.display())),
                );
            }
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(count > 100, "only {count} links were found");
}

#[test]
fn links_and_anchors_are_recognized() {
    assert_eq!(targets("[a](b.md) and `[c](d)` and [e](f#g)"), ["b.md", "f#g"]);
    assert_eq!(targets(r#"<img src="a.svg">"#), ["a.svg"]);
    assert_eq!(targets("[x]: https://example.org"), ["https://example.org"]);
    assert_eq!(anchor("## What it *reads*, and `why`"), "what-it-reads-and-why");
    assert!(problem(&root().join("README.md"), "no/such/file.md").is_some());
    assert!(problem(&root().join("README.md"), "CHANGELOG.md#nowhere").is_some());
    assert!(problem(&root().join("README.md"), "CHANGELOG.md#unreleased").is_none());
}
