//! The formats that are read stand in two READMEs, which these tests write from the table of formats.
//!
//! After a change: `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it format_lists`.

use std::fmt::Write;
use std::fs;

use glidepath_interop::{FormatInfo, formats};
use glidepath_tests::data_dir;

use crate::hold::hold;

const README: &str = "README.md";
/// How the row of the formats that are read and not written begins and ends.
const READ_ONLY: [&str; 2] = ["| timm, ", " | yes | no |"];
/// Formats that have rows of their own there.
const OF_OTHER_ROWS: [&str; 9] =
    ["burn", "deepspeed", "glidepath", "keras", "optax", "plain", "torch", "torch-config", "transformers"];

const INTEROP: &str = "crates/interop/README.md";
const BEGIN: &str = "<!-- Formats, written by a test. -->\n";
const END: &str = "<!-- End of the formats. -->\n";

fn stored(file: &str) -> String {
    fs::read_to_string(data_dir().join("../..").join(file)).expect("a text")
}

fn read() -> impl Iterator<Item = FormatInfo> {
    formats().into_iter().filter(|format| format.is_read())
}

#[test]
fn the_readme_names_every_format_that_is_read() {
    let titles: Vec<_> =
        read().filter(|format| !OF_OTHER_ROWS.contains(&format.name())).map(FormatInfo::title).collect();
    let [begin, end] = READ_ONLY;
    let row = format!("| {}{end}", titles.join(", "));
    let stored = stored(README);
    let is_row = |line: &&str| line.starts_with(begin) && line.ends_with(end);
    assert_eq!(stored.lines().filter(is_row).count(), 1, "a row from {begin:?} to {end:?} in {README}");
    let lines = stored.lines().map(|line| if is_row(&line) { row.as_str() } else { line });
    hold(README, &(lines.collect::<Vec<_>>().join("\n") + "\n"), "format_lists");
}

#[test]
fn the_readme_of_interop_says_how_each_is_recognized() {
    let stored = stored(INTEROP);
    let (before, rest) = stored.split_once(BEGIN).expect("the begin of the formats");
    let (_, after) = rest.split_once(END).expect("the end of the formats");
    let mut table = "\n| name | files of | recognized by |\n|---|---|---|\n".to_owned();
    for format in read() {
        writeln!(table, "| `{}` | {} | {} |", format.name(), format.title(), format.marks())
            .expect("text grows");
    }
    hold(INTEROP, &format!("{before}{BEGIN}{table}\n{END}{after}"), "format_lists");
}
