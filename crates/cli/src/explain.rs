//! `glidepath explain`: what a rule of `check` says.

use std::io::{self, Write};

use glidepath_diagnose::{LOG_DIFFERS, RULES};
use glidepath_report::{ReportOptions, UnknownRule};

use crate::failure::Failure;
use crate::output::width;
use crate::wrap::wrapped;

/// Explains a rule of `check`, or lists all of them
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The rule, as in the brackets of a finding
    #[arg(value_name = "RULE")]
    rule: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let width = width().clamp(40, 100);
    let text = match &arguments.rule {
        Some(rule) => explanation(rule, width)?,
        None => list(width),
    };
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}

/// The error for a rule that does not exist.
pub(crate) fn unknown(error: UnknownRule) -> Failure {
    let error = error.to_string();
    let joint = if error.ends_with('?') { " " } else { "; " };
    Failure::Usage(format!("{error}{joint}`glidepath explain` lists the rules"))
}

fn rules() -> impl Iterator<Item = (&'static str, &'static str, &'static str, bool)> {
    let own = RULES.iter().map(|rule| (rule.name, rule.summary, rule.explanation, rule.needs_length));
    own.chain([(LOG_DIFFERS.name, LOG_DIFFERS.summary, LOG_DIFFERS.explanation, false)])
}

fn explanation(name: &str, width: usize) -> Result<String, Failure> {
    // The rules of notes are known, too.
    ReportOptions::new().allow(name).map_err(unknown)?;
    let Some((_, summary, explanation, needs_length)) = rules().find(|rule| rule.0 == name) else {
        let text = "A note from reading a file: something that is not an error, but may surprise. The note itself says what.";
        return Ok(format!("{name}\n\n{}", wrapped(text, width, "", "")));
    };
    let length = if needs_length {
        let text = "The rule needs the length of the run, from the file or `--total-steps`.";
        format!("\n{}", wrapped(text, width, "", ""))
    } else {
        String::new()
    };
    let (summary, explanation) = (wrapped(summary, width, "", ""), wrapped(explanation, width, "", ""));
    Ok(format!("{name}\n\n{summary}\n{explanation}{length}"))
}

fn list(width: usize) -> String {
    let longest = rules().map(|rule| rule.0.len()).max().unwrap_or(0);
    let indent = " ".repeat(longest + 2);
    let lines =
        rules().map(|(name, summary, ..)| wrapped(summary, width, &format!("{name:longest$}  "), &indent));
    lines.collect()
}
