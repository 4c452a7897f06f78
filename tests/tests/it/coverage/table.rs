//! The document.

use std::fmt::Write;

use crate::coverage::group::{Compared, Group, Origin};

const HEAD: &str = "\
# Which schedules of other frameworks can be had

For each schedule of a framework: what builds it here, and how near its rates come to the exact ones. Classes
stand with the curve that they follow in parentheses, and with what they are composed of in brackets:
`Warmup[Transition(cosine)]` is a warmup in front of half a cosine. The figures are measured by the test that
writes this page (`cargo test -p glidepath-tests --test it coverage`): the number of steps that were compared,
and the greatest distance from the exact value, as the number of doubles between (ulp).

Exact values are those of the documented formula, as a formula of real numbers on the exact doubles of the
parameters, computed with at least 60 digits. Where it says *run*, the framework itself was run with the same
parameters, and where its own values differ from the exact ones, the formula counts. Where it says *formula*,
the framework was not run: the formula was read in its source or documentation, restated for one set of
parameters, and built here by hand; `tests/tests/it/coverage` shows how. Steps reach past the end of a
schedule where the framework goes on.

What follows a metric is no function of the step; its whole state is compared with recorded runs of the
framework, bit for bit.
";

/// The whole page.
pub(crate) fn document(groups: &[Group]) -> String {
    let mut text = HEAD.to_owned();
    summary(&mut text, groups).expect("text grows");
    for group in groups {
        section(&mut text, group).expect("text grows");
    }
    text
}

fn summary(text: &mut String, groups: &[Group]) -> std::fmt::Result {
    let origins = groups.iter().filter(|group| !group.rows.is_empty()).count();
    let rows: Vec<_> = groups.iter().flat_map(|group| &group.rows).collect();
    let steps = rows.iter().map(|row| match row.compared {
        Compared::Exact { steps, .. } => steps,
        Compared::Runs(_) => 0,
    });
    writeln!(text, "\nIn all: {} schedules of {origins} origins, {} steps.", rows.len(), grouped(steps.sum()))
}

fn section(text: &mut String, group: &Group) -> std::fmt::Result {
    writeln!(text, "\n## {}\n", group.title)?;
    if !group.rows.is_empty() {
        let origin = match group.origin {
            Origin::Vectors => "run",
            Origin::Formulas => "formula",
        };
        writeln!(text, "| {} | here | compared ({origin}) | ulp |\n|---|---|---|---|", group.title)?;
    }
    for row in &group.rows {
        let (compared, ulps) = match row.compared {
            Compared::Exact { steps, ulps } => (format!("{} steps", grouped(steps)), ulps.to_string()),
            Compared::Runs(runs) => (format!("{runs} runs"), "0".to_owned()),
        };
        writeln!(text, "| {} | {} | {compared} | {ulps} |", row.name, row.here)?;
    }
    if !group.notes.is_empty() {
        writeln!(text)?;
    }
    for (name, note) in &group.notes {
        text.push_str(&list_item(&format!("{name}: {note}")));
    }
    Ok(())
}

/// An item of a list, in lines that are not too long.
fn list_item(content: &str) -> String {
    let (mut item, mut width) = ("-".to_owned(), 1);
    for word in content.split_whitespace() {
        let length = 1 + word.chars().count();
        if width + length > 110 {
            item.push_str("\n ");
            width = 1;
        }
        item.push(' ');
        item.push_str(word);
        width += length;
    }
    item + "\n"
}

/// With a comma before each three digits.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
