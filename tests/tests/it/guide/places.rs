//! The places beside the page that name every class: they are written from the cards and the registry.

use std::fmt::Write as _;
use std::fs;

use glidepath_tests::cards::{Card, GROUPS, cards};

use crate::guide::root;
use crate::hold::hold;

const README: &str = "crates/schedules/README.md";
const BEGIN: &str = "<!-- Classes, written by a test. -->\n";
const END: &str = "<!-- End of the classes. -->\n";
const DICTIONARY: &str = "tests/fuzz/text.dict";
const BEGINNINGS: &str = "crates/web/door/src/beginnings.json";

/// The classes under their headings, each with the sentence of its JSON Schema.
fn classes() -> String {
    let mut text = String::new();
    for (title, cards) in GROUPS {
        write!(text, "\n{title}:\n\n").expect("text grows");
        for card in cards {
            let description = glidepath::describe(card.class).expect("a class").description;
            writeln!(text, "- `{}`: {description}", card.class).expect("text grows");
        }
    }
    text + "\n"
}

#[test]
fn the_readme_lists_every_class() {
    let stored = fs::read_to_string(root().join(README)).expect("a text");
    let (before, rest) = stored.split_once(BEGIN).expect("the begin of the classes");
    let (_, after) = rest.split_once(END).expect("the end of the classes");
    hold(README, &format!("{before}{BEGIN}{}{END}{after}", classes()), "guide");
}

/// The first quoted word of a line; nothing, if it has none.
fn word(line: &str) -> &str {
    line.split(['"', '\\']).find(|part| !part.trim().is_empty()).filter(|_| line.contains('"')).unwrap_or("")
}

/// The lines of a file with those of the classes that are missing, each before the first of a greater word.
fn completed(file: &str, is_there: impl Fn(&str, &Card) -> bool, new: impl Fn(&Card) -> String) -> String {
    let stored = fs::read_to_string(root().join(file)).expect("a text");
    let mut lines: Vec<String> = stored.lines().map(ToOwned::to_owned).collect();
    for card in cards() {
        if !lines.iter().any(|line| is_there(line, card)) {
            let is_after = |line: &String| word(line) > card.class;
            // The last entry of JSON has no comma.
            let place = lines.iter().position(is_after).unwrap_or(lines.len() - 2);
            lines.insert(place, new(card));
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn the_fuzzers_know_every_class() {
    let line = |card: &Card| format!("\"\\\"{}\\\"\"", card.class);
    hold(DICTIONARY, &completed(DICTIONARY, |text, card| text == line(card), line), "guide");
}

#[test]
fn the_page_begins_with_every_class() {
    let key = |card: &Card| format!("  \"{}\": ", card.class);
    let words = |card: &Card| card.config.split_whitespace().collect::<Vec<_>>().join(" ");
    let line = |card: &Card| format!("{}{},", key(card), words(card));
    hold(BEGINNINGS, &completed(BEGINNINGS, |text, card| text.starts_with(&key(card)), line), "guide");
}
