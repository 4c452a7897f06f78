//! `glidepath explain`: what `check` finds, and why a log may differ.

use std::io::{self, Write};

use glidepath_diagnose::{LOG_DIFFERS, RULES, STORIES};
use glidepath_report::{UnknownRule, rule_names};
use glidepath_serde::{did_you_mean, is_registered};

use crate::failure::Failure;
use crate::output::width;
use crate::wrap::wrapped;

/// Explains what `check` finds: a rule, or why a log differs. Without a name, lists all
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A rule, as in the brackets of a finding, or the `story` of a log that differs
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// What can be explained.
struct Entry {
    name: &'static str,
    summary: &'static str,
    explanation: &'static str,
    /// Words for after the explanation.
    remark: &'static str,
}

const NEEDS_LENGTH: &str = "The rule needs the length of the run, from the file or `--total-steps`.";

const OF_LOG: &str = "This explains a finding of the rule `log-differs`.";

const NOTE: &str = "A note on how a file or a log was read: not an error, but it may be worth knowing. The note itself \
                    says what it is about.";

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let width = width().clamp(40, 100);
    let text = match &arguments.name {
        Some(name) => explanation(name, width)?,
        None => list(width),
    };
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    Ok(output.flush()?)
}

/// The error for a rule that does not exist.
pub(crate) fn unknown_rule(error: UnknownRule) -> Failure {
    let error = error.to_string();
    let joint = if error.ends_with('?') { " " } else { "; " };
    Failure::Usage(format!("{error}{joint}`glidepath explain` lists the rules"))
}

fn rules() -> impl Iterator<Item = Entry> {
    let own = RULES.iter().map(|rule| Entry {
        name: rule.name,
        summary: rule.summary,
        explanation: rule.explanation,
        remark: if rule.needs_length { NEEDS_LENGTH } else { "" },
    });
    let (name, summary, explanation) = (LOG_DIFFERS.name, LOG_DIFFERS.summary, LOG_DIFFERS.explanation);
    own.chain([Entry { name, summary, explanation, remark: "" }])
}

fn stories() -> impl Iterator<Item = Entry> {
    STORIES.iter().map(|story| Entry {
        name: story.name,
        summary: story.summary,
        explanation: story.explanation,
        remark: OF_LOG,
    })
}

fn explanation(name: &str, width: usize) -> Result<String, Failure> {
    let paragraph = |text| wrapped(text, width, "", "");
    if let Some(Entry { name, summary, explanation, remark }) =
        rules().chain(stories()).find(|entry| entry.name == name)
    {
        let remark = if remark.is_empty() { String::new() } else { format!("\n{}", paragraph(remark)) };
        return Ok(format!("{name}\n\n{}{}{remark}", paragraph(summary), paragraph(explanation)));
    }
    if rule_names().any(|rule| rule == name) {
        return Ok(format!("{name}\n\n{}", paragraph(NOTE)));
    }
    Err(Failure::Usage(unknown(name)))
}

fn unknown(name: &str) -> String {
    if is_registered(name) {
        return format!("`{name}` is a class, not a rule; `glidepath list {name}` explains it");
    }
    let names = rule_names().chain(STORIES.iter().map(|story| story.name));
    let meant = did_you_mean(name, names);
    let joint = if meant.is_empty() { "; " } else { " " };
    format!("nothing to explain is called `{name}`{meant}{joint}`glidepath explain` lists all names")
}

fn list(width: usize) -> String {
    let longest = rules().chain(stories()).map(|entry| entry.name.len()).max().unwrap_or(0);
    let indent = " ".repeat(longest + 2);
    let line =
        |Entry { name, summary, .. }: Entry| wrapped(summary, width, &format!("{name:longest$}  "), &indent);
    let rules: String = rules().map(line).collect();
    let stories: String = stories().map(line).collect();
    format!("{rules}\nWhy a log may differ, by the `story` in JSON:\n\n{stories}")
}
