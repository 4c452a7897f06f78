//! The places beside the page that name every class: they are written from the cards and the registry.

use std::fmt::Write as _;
use std::fs;

use glidepath_tests::cards::{GROUPS, cards};

use crate::guide::{hold, root};

const README: &str = "crates/schedules/README.md";
const BEGIN: &str = "<!-- Classes, written by a test. -->\n";
const END: &str = "<!-- End of the classes. -->\n";
const DICTIONARY: &str = "tests/fuzz/text.dict";

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
    hold(README, &format!("{before}{BEGIN}{}{END}{after}", classes()));
}

/// What a line of the dictionary holds between its quotes.
fn word(line: &str) -> &str {
    line.trim_matches(['"', '\\'])
}

#[test]
fn the_fuzzers_know_every_class() {
    let stored = fs::read_to_string(root().join(DICTIONARY)).expect("a text");
    let mut lines: Vec<String> = stored.lines().map(ToOwned::to_owned).collect();
    for card in cards() {
        let line = format!("\"\\\"{}\\\"\"", card.class);
        if !lines.contains(&line) {
            let place = lines.iter().position(|other| word(other) > card.class).unwrap_or(lines.len());
            lines.insert(place, line);
        }
    }
    hold(DICTIONARY, &(lines.join("\n") + "\n"));
}
