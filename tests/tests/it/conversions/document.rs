//! The page.

use std::fmt::Write as _;

use glidepath_interop::Target;

use crate::conversions::source::{BOUND, FRAMEWORKS, Source};
use crate::conversions::target::{TARGETS, write};

const HEAD: &str = "\
# What can be converted to what

For each class of other frameworks: how many of the reference cases in `tests/data/vectors` can be written for
which framework (`glidepath convert --to …`, or `export` of `glidepath-interop`) with the same rate at every
step. The others are refused with the reason. The test that writes this page
(`cargo test -p glidepath-tests --test it conversions`) reads what it has written again and compares the
rates; `tests/frameworks` runs the frameworks themselves. *The same* means the same curve: where the other
framework's parameters are quotients or products of these, the last bits of a rate may differ, by at most
{BOUND} units in the last place in these cases. To compare such files, use `glidepath diff A B --rtol 1e-15`.

- *f*: by a formula in a `LambdaLR`, which is in the lines of Python but in no `state_dict`
- *r*: the same at every step of the run, whose length the file gives; after its end one of the two does
  something else, such as the cosine of transformers, which rises again

If the file does not give the length of the run, pass `--total-steps`. With `--approximate N`, what would be
refused is written for Keras and PyTorch as N constant pieces, with the largest difference in a note.

Two targets are code, not files: `--to rust` writes every schedule, `--to optax` most of them, as lines of
Python. Other tests compile and run them.
";

pub(crate) fn document(sources: &[Source]) -> String {
    let mut text = HEAD.replace("{BOUND}", &BOUND.to_string());
    for (framework, title) in FRAMEWORKS {
        let titles = TARGETS.map(|target| target.to_string()).join(" | ");
        write!(text, "\n## From {title}\n\n| class | cases | {titles} |\n|---|---|").expect("text grows");
        text.push_str(&"---|".repeat(TARGETS.len()));
        text.push('\n');
        for source in sources.iter().filter(|source| source.framework == framework) {
            let cells: Vec<_> = TARGETS.into_iter().map(|target| cell(source, target)).collect();
            let row = (&source.class, source.cases.len(), cells.join(" | "));
            writeln!(text, "| {} | {} | {} |", row.0, row.1, row.2).expect("text grows");
        }
    }
    text
}

/// How many cases can be written.
fn cell(source: &Source, target: Target) -> String {
    let written: Vec<_> = source.cases.iter().filter_map(|case| write(&case.imported, target)).collect();
    let formulas = written.iter().filter(|written| written.has_formula).count();
    let runs = written.iter().filter(|written| written.ends_with_run).count();
    let count = match written.len() {
        0 => return "-".to_owned(),
        all if all == source.cases.len() => "all".to_owned(),
        some => some.to_string(),
    };
    let of = |part: usize, mark: &str| match part {
        0 => String::new(),
        part if part == written.len() => format!(" *{mark}*"),
        part => format!(", {part} *{mark}*"),
    };
    format!("{count}{}{}", of(formulas, "f"), of(runs, "r"))
}
