//! The guide in `docs/`: the page of the schedules is written by a test, and all links lead somewhere.
//!
//! After a change: `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it guide`.

mod links;
mod new_class;
mod places;
mod source;
mod whole;
mod width;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use glidepath::prelude::*;

use glidepath_tests::cards::{GROUPS, cards};

pub(crate) use source::snake_case;

use source::class_doc;

use crate::hold::hold;

const HEAD: &str = "\
# Which schedule?

| you want | take |
|---|---|
| the usual choice, length of the run known | `CosineDecay`, with a warmup |
| to fine-tune a model | `PolynomialDecay` (linear), with a warmup |
| to pretrain, length of the run open | `WarmupStableDecay`, `InverseSquareRoot` |
| a short run at high rates | `OneCycle` |
| to drop the rate at given epochs | `PiecewiseConstantDecay::from_milestones`, `ExponentialDecay` with `staircase` |
| snapshots or restarts | `CosineDecayRestarts`, `TransitionRestarts` |
| to lower the rate when the loss stops falling | `ReduceOnPlateau`, see [A plateau on a schedule](plateau.md) |
| to find a rate at all | `RangeTest`, see [Training](training.md#find-a-rate) |
| what a file already says | `glidepath show FILE` |

Each card has the formula, when to use it, a configuration and what others call it. The parameters with their
defaults and bounds are in the documentation of each class, and `glidepath list CosineDecay` prints them.
";

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document() -> String {
    let mut text = HEAD.to_owned();
    for (title, cards) in GROUPS {
        write!(text, "\n## {title}\n").expect("text grows");
        for card in cards {
            let doc = class_doc(card.class);
            let picture = snake_case(card.class);
            let elsewhere = doc
                .elsewhere
                .map_or_else(String::new, |text| wrapped(&format!("**Elsewhere:** {text}")) + "\n");
            write!(
                text,
                "\n### {class}\n\n![The rates of {class}](pictures/schedules/{picture}.svg)\n\n{formula}\n{when}\n\
                 ```json\n{{\"class_name\": \"{class}\", \"config\": {config}}}\n```\n{elsewhere}",
                class = card.class,
                formula = wrapped(&doc.formula),
                when = wrapped(&format!("**When:** {}", card.when)),
                config = card.config,
                elsewhere = if elsewhere.is_empty() { String::new() } else { format!("\n{}", elsewhere.trim_end()) + "\n" },
            )
            .expect("text grows");
        }
    }
    text
}

/// Text in lines of at most 110 characters, and a line feed.
fn wrapped(text: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > 110 {
            lines.push('\n');
            width = 0;
        }
        if width > 0 {
            lines.push(' ');
            width += 1;
        }
        lines.push_str(word);
        width += length;
    }
    lines + "\n"
}

#[test]
fn the_page_of_schedules_has_a_card_for_each_class() {
    hold("docs/schedules.md", &document(), "guide");
}

#[test]
fn the_configurations_of_the_cards_are_read() {
    for card in cards() {
        assert!(card.schedule().learning_rate(10) >= 0.0);
    }
}

#[test]
fn the_page_of_the_format_has_every_curve() {
    let page = fs::read_to_string(root().join("docs/file-format.md")).expect("a page");
    let (_, after) = page.split_once("## Curves").expect("curves");
    let section = after.split("\n## ").next().expect("a section");
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
    let curves: Vec<Curve> = rows
        .map(|row| row.split_once("` |").expect("a cell"))
        .map(|(json, _)| serde_json::from_str(json).unwrap_or_else(|error| panic!("{json}: {error}")))
        .collect();
    let unknown = serde_json::from_str::<Curve>(r#""none""#).expect_err("no curve").to_string();
    let names = unknown.split("expected one of").nth(1).expect("names").matches('`').count() / 2;
    assert_eq!(curves.len(), names, "{unknown}");
}
