//! What a class needs beside its code: the test says the file and the line to write.

use std::fs;
use std::path::Path;

use glidepath_tests::cards::cards;

use crate::guide::root;
use crate::guide::source::{find, snake_case};

const SOURCES: &str = "crates/schedules/src";
const CARDS: &str = "tests/src/cards.rs";
const PINNED: [&str; 2] = ["tests/tests/it/pinned.rs", "tests/tests/it/pinned_parts.rs"];

/// A class by its source.
struct Source {
    class: String,
    /// Whether it is made of other schedules.
    is_composite: bool,
    /// The folder of its file, and the name without `.rs`.
    family: String,
    module: String,
}

/// The classes, by the calls of `class!` in the sources: a file counts even if no `mod` leads to it.
fn sources() -> Vec<Source> {
    fn collect(folder: &Path, found: &mut Vec<Source>) {
        for entry in fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                collect(&path, found);
                continue;
            }
            let text = fs::read_to_string(&path).expect("a source");
            let declared = text.split("\nclass! {\n").skip(1).filter_map(|rest| {
                let head = rest.lines().find_map(|line| line.trim_start().strip_prefix("struct Config"))?;
                head.strip_suffix(" {")?.split_once(" for ")
            });
            let name = |part: Option<&std::ffi::OsStr>| {
                part.and_then(|name| name.to_str()).unwrap_or_default().to_owned()
            };
            found.extend(declared.map(|(generics, class)| Source {
                class: class.to_owned(),
                is_composite: !generics.is_empty(),
                family: name(folder.file_name()),
                module: name(path.file_stem()),
            }));
        }
    }
    let mut found = Vec::new();
    collect(&root().join(SOURCES), &mut found);
    found.sort_by(|a, b| a.class.cmp(&b.class));
    found
}

/// What is missing for a class; `text` gives the content of a file.
fn missing(source: &Source, text: &dyn Fn(&str) -> String) -> Vec<String> {
    let Source { class, is_composite, family, module } = source;
    let mut problems = Vec::new();
    let mut need = |holds: bool, problem: String| {
        if !holds {
            problems.push(problem);
        }
    };

    let file = format!("{SOURCES}/{family}/mod.rs");
    let lines = text(&file);
    need(
        lines.contains(&format!("mod {module};")) && lines.contains(class.as_str()),
        format!("{file}: add `mod {module};` and `pub use {module}::{class};`"),
    );
    let list = if *is_composite { "around_one` or `of_many" } else { "single" };
    need(
        glidepath::is_registered(class),
        format!("crates/serde/src/builtin.rs: add `{class} = \"{class}\",` to `{list}`"),
    );
    let card = cards().find(|card| card.class == class);
    need(
        card.is_some(),
        format!("{CARDS}: add `card(\"{class}\", \"When …\", r#\"{{…}}\"#).with_rates(&[(0, …), …]),`"),
    );
    let is_pinned =
        |file| text(file).contains(&format!("\"{class}\"")) || text(file).contains(&format!("{class}::"));
    need(
        card.is_some_and(|card| !card.rates.is_empty()) || PINNED.into_iter().any(is_pinned),
        format!(
            "{CARDS}: pin some rates of `{class}` by `.with_rates(&[(0, …), …])`, computed with many digits"
        ),
    );
    need(
        text("CHANGELOG.md").contains(&format!("`{class}`")),
        format!("CHANGELOG.md: add below *Added*: `- `{class}`: what it does.`"),
    );
    for folder in ["crates/schedules/plots", "docs/pictures/schedules"] {
        let picture = format!("{}.svg", snake_case(class));
        let command = "GLIDEPATH_DRAW=1 cargo test -p glidepath-tests --test it pictures";
        need(
            find(&root().join(folder), &picture).is_some(),
            format!("{folder}/{picture}: `{command}` draws it"),
        );
    }
    problems
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn every_class_is_where_it_must_be() {
    let sources = sources();
    let problems: Vec<String> = sources.iter().flat_map(|source| missing(source, &text)).collect();
    assert!(
        problems.is_empty(),
        "CONTRIBUTING.md says how a class is added. Missing:\n{}",
        problems.join("\n")
    );
    // Names with a `>` are those of other crates.
    let registered: Vec<_> =
        glidepath::class_names().into_iter().filter(|name| !name.contains('>')).collect();
    let found: Vec<_> = sources.iter().map(|source| source.class.as_str()).collect();
    assert_eq!(found, registered, "the calls of `class!` and the registry");
    let mut carded: Vec<_> = cards().map(|card| card.class).collect();
    carded.sort_unstable();
    assert_eq!(carded, registered, "the cards and the registry");
}

#[test]
fn a_class_that_is_nowhere_gets_all_advice() {
    let [class, module] = ["BrandNewDecay", "brand_new_decay"].map(str::to_owned);
    let source = Source { class, is_composite: false, family: "named".to_owned(), module };
    let problems = missing(&source, &text);
    let files: Vec<_> = problems.iter().filter_map(|problem| problem.split(": ").next()).collect();
    assert_eq!(
        files,
        [
            "crates/schedules/src/named/mod.rs",
            "crates/serde/src/builtin.rs",
            CARDS,
            CARDS,
            "CHANGELOG.md",
            "crates/schedules/plots/brand_new_decay.svg",
            "docs/pictures/schedules/brand_new_decay.svg",
        ]
    );
    assert!(
        problems[0].ends_with("add `mod brand_new_decay;` and `pub use brand_new_decay::BrandNewDecay;`"),
        "{problems:#?}"
    );
}

#[test]
fn the_contributors_guide_names_every_place() {
    let guide = text("CONTRIBUTING.md");
    for file in [SOURCES, "mod.rs", "crates/serde/src/builtin.rs", CARDS, "CHANGELOG.md"] {
        assert!(guide.contains(file), "CONTRIBUTING.md should name {file}");
    }
}
