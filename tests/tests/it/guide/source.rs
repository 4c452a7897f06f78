//! The documentation of a class, out of its source.

use std::fs;
use std::path::{Path, PathBuf};

use crate::guide::root;

/// What the documentation of a class says.
pub(crate) struct ClassDoc {
    /// The first paragraph, which has the formula.
    pub(crate) formula: String,
    /// What other frameworks call it.
    pub(crate) elsewhere: Option<String>,
}

/// `CosineDecay` as `cosine_decay`.
pub(crate) fn snake_case(class: &str) -> String {
    let mut name = String::new();
    for letter in class.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_lowercase());
    }
    name
}

/// The file with that name below a folder.
pub(crate) fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.into_iter().find_map(|path| {
        if path.is_dir() {
            return find(&path, name);
        }
        path.file_name().is_some_and(|file| file == name).then_some(path)
    })
}

pub(crate) fn class_doc(class: &str) -> ClassDoc {
    let file = format!("{}.rs", snake_case(class));
    let path = find(&root().join("crates/schedules/src"), &file)
        .unwrap_or_else(|| panic!("crates/schedules/src has no {file} for the class {class}"));
    let source = fs::read_to_string(&path).expect("a source file");
    let paragraphs = paragraphs(&source, class);
    let elsewhere = paragraphs.iter().find_map(|paragraph| paragraph.strip_prefix("Elsewhere: "));
    ClassDoc {
        formula: paragraphs.first().unwrap_or_else(|| panic!("{file} has no documentation")).clone(),
        elsewhere: elsewhere.map(ToOwned::to_owned),
    }
}

/// The paragraphs of the comment on `pub struct {class}`, without rustdoc's links.
fn paragraphs(source: &str, class: &str) -> Vec<String> {
    let lines: Vec<&str> = source.lines().collect();
    let declared = |line: &&str| {
        line.strip_prefix("pub struct ")
            .and_then(|rest| rest.strip_prefix(class))
            .is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    let at = lines.iter().position(declared).expect("the declaration of the class");
    // The comment is the last run of lines that begins with `///` before the declaration.
    let end = lines[..at].iter().rposition(|line| line.starts_with("///")).expect("a comment") + 1;
    let is_doc = |line: &str| line.starts_with("///") || line.contains("include_str!");
    let start = lines[..end].iter().rposition(|line| !is_doc(line)).map_or(0, |before| before + 1);
    let text: Vec<&str> = lines[start..end]
        .iter()
        .map(|line| line.strip_prefix("///").map_or("", |text| text.strip_prefix(' ').unwrap_or(text)))
        .collect();
    let blocks = text.split(|line| line.is_empty()).filter(|lines| !lines.is_empty());
    blocks.map(|lines| without_links(&lines.join(" "))).collect()
}

/// Makes of rustdoc's links, such as ``[`Curve`](crate::Curve)``, their text.
fn without_links(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        plain.push_str(before);
        let Some((name, after)) = link.split_once("`]") else {
            plain.push_str("[`");
            rest = link;
            continue;
        };
        plain.push_str(&format!("`{name}`"));
        rest = match after.strip_prefix('(').and_then(|target| target.split_once(')')) {
            Some((_, after)) => after,
            None => after,
        };
    }
    plain + rest
}
