//! What a class needs beside its code: a test for each place, which says the file and the line to write.

use std::fs;

use crate::guide::cards::GROUPS;
use crate::guide::root;
use crate::guide::source::{find, snake_case};

/// A place that names every class, and what to write there.
struct Place {
    file: &'static str,
    /// What the file must contain, with the class for `{Class}` and its file's name for `{class}`.
    needle: &'static str,
    /// The same for a class that is made of other schedules, where that is another file.
    of_composite: Option<&'static str>,
    /// What to write.
    advice: &'static str,
}

const PLACES: [Place; 9] = [
    Place {
        file: "crates/glidepath/src/lib.rs",
        needle: "{Class}",
        of_composite: None,
        advice: "add `{Class}` to `pub mod schedules`",
    },
    Place {
        file: "crates/schedules/README.md",
        needle: "`{Class}`",
        of_composite: None,
        advice: "add `{Class}` to the list of classes",
    },
    Place {
        file: "tests/tests/it/pictures.rs",
        needle: "\"{class}\"",
        of_composite: None,
        advice: "add `check(\"{class}\", 0..1_000, &[(\"\", &{Class}::new(…)?)])?;`, and draw it with \
                 `GLIDEPATH_DRAW=1 cargo test -p glidepath-tests --test it pictures`",
    },
    Place {
        file: "tests/tests/it/formats.rs",
        needle: "\"{Class}\"",
        of_composite: None,
        advice: "add `(\"{Class}\", r#\"{…}\"#),` with a configuration to `CLASSES`",
    },
    Place {
        file: "tests/tests/it/contract.rs",
        needle: "fn {class}(",
        of_composite: Some("{Class}::new"),
        advice: "add `fn {class}(Shown(schedule) in arbitrary_parts::{class}().prop_map(Shown)) { check(&schedule)?; }`",
    },
    Place {
        file: "tests/src/arbitrary.rs",
        needle: "{class}()",
        of_composite: Some("{Class}::new"),
        advice: "add `arbitrary_parts::{class}().prop_map(boxed),` and the strategy to `arbitrary_parts.rs`, or to \
                 `composite` in `arbitrary_composites.rs`",
    },
    Place {
        file: "tests/benches/rates/schedules.rs",
        needle: "\"class_name\":\"{Class}\"",
        of_composite: None,
        advice: "add `(\"{Class}\", r#\"{\"class_name\":\"{Class}\",\"config\":{…}}\"#),`",
    },
    Place {
        file: "tests/fuzz/text.dict",
        needle: "\\\"{Class}\\\"",
        of_composite: None,
        advice: "add `\"\\\"{Class}\\\"\"`",
    },
    Place {
        file: "CHANGELOG.md",
        needle: "`{Class}`",
        of_composite: None,
        advice: "add a line below *Added*: `- `{Class}`: what it does.`",
    },
];

/// The classes of this project, as the registry has them.
fn classes() -> Vec<&'static str> {
    glidepath::class_names().into_iter().filter(|name| !name.contains('>')).collect()
}

fn filled(template: &str, class: &str) -> String {
    template.replace("{Class}", class).replace("{class}", &snake_case(class))
}

/// What is missing for a class; `text` gives the content of a file.
fn missing(class: &str, text: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut problems = Vec::new();
    for place in &PLACES {
        let composites = text("tests/src/arbitrary_composites.rs");
        let is_composite =
            place.of_composite.is_some_and(|needle| composites.contains(&filled(needle, class)));
        if !is_composite && !text(place.file).contains(&filled(place.needle, class)) {
            problems.push(format!("{}: {}", place.file, filled(place.advice, class)));
        }
    }
    let pinned = text("tests/tests/it/pinned.rs") + &text("tests/tests/it/pinned_parts.rs");
    if !pinned.contains(class) {
        problems.push(format!("tests/tests/it/pinned_parts.rs: pin some rates of `{class}`, see the others"));
    }
    if !GROUPS.iter().flat_map(|(_, cards)| *cards).any(|card| card.class == class) {
        problems.push(format!(
            "tests/tests/it/guide/cards.rs: add `card(\"{class}\", \"When …\", r#\"{{…}}\"#),`, then \
             `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it guide`"
        ));
    }
    problems
}

fn text(file: &str) -> String {
    fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

#[test]
fn every_class_is_where_it_must_be() {
    let mut problems: Vec<String> = classes().into_iter().flat_map(|class| missing(class, &text)).collect();
    for class in classes() {
        let file = format!("{}.svg", snake_case(class));
        for folder in ["crates/schedules/plots", "docs/pictures/schedules"] {
            if find(&root().join(folder), &file).is_none() {
                problems.push(format!(
                    "{folder}/{file}: `GLIDEPATH_DRAW=1 cargo test -p glidepath-tests --test it pictures` draws it"
                ));
            }
        }
    }
    assert!(
        problems.is_empty(),
        "CONTRIBUTING.md says how a class is added. Missing:\n{}",
        problems.join("\n")
    );
}

#[test]
fn a_class_that_is_nowhere_gets_all_advice() {
    let problems = missing("BrandNewDecay", &text);
    assert_eq!(problems.len(), PLACES.len() + 2, "{problems:#?}");
    assert_eq!(problems[0], "crates/glidepath/src/lib.rs: add `BrandNewDecay` to `pub mod schedules`");
    assert!(problems.iter().any(|line| line.contains("fn brand_new_decay(")), "{problems:#?}");
}

/// The order in CONTRIBUTING.md is that of the places.
#[test]
fn the_contributors_guide_names_every_place() {
    let guide = text("CONTRIBUTING.md");
    for file in PLACES.iter().map(|place| place.file).chain(["tests/tests/it/guide/cards.rs"]) {
        assert!(guide.contains(file), "CONTRIBUTING.md should name {file}");
    }
}
