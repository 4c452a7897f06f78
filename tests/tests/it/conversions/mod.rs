//! What can be taken from which framework to which: `docs/conversions.md` is written by this test, which
//! reads again whatever it has written and holds the rates against each other.
//!
//! After a change: `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it conversions`.

mod document;
mod source;
mod target;

use glidepath_interop::{ExportOptions, Target, export, import_bytes};
use source::sources;
use target::{TARGETS, Written};

use crate::hold::hold;

#[test]
fn what_is_written_has_the_same_rates_when_it_is_read_again() {
    for source in sources() {
        for target in TARGETS {
            for case in &source.cases {
                if let Some(Written { text, last_step, has_formula: false, .. }) =
                    target::write(&case.imported, target)
                {
                    let place = format!("{} {} for {}", source.class, case.name, target);
                    case.check(&text, last_step, &place);
                }
            }
        }
    }
}

#[test]
fn yaml_and_toml_are_read_as_the_same() {
    for source in sources() {
        for case in &source.cases {
            let rate = &case.imported.learning_rate;
            for target in [Target::Yaml, Target::Toml] {
                let written = export(std::slice::from_ref(rate), target, &ExportOptions::new());
                let text = written.expect("a text").to_string();
                let again = import_bytes(text.as_bytes());
                let again =
                    again.unwrap_or_else(|error| panic!("{} {}: {error}\n{text}", source.class, case.name));
                assert_eq!(again.learning_rate.to_schedule(), rate.to_schedule(), "{text}");
            }
        }
    }
}

#[test]
fn the_page_says_what_can_be_written() {
    hold("docs/conversions.md", &document::document(&sources()), "conversions");
}
