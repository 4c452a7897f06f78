//! `glidepath list`: which classes there are, and what parameters they have.

use std::io::Write;

use anstyle::Style;
use glidepath_interop::formats;
use glidepath_serde::{ClassDescription, Parameter, class_names, describe};
use serde::Serialize;

use crate::class::parse_class;
use crate::failure::Failure;
use crate::output::{Format, width, write_json, write_lines};
use crate::parameters::{Row, lines};
use crate::wrap::wrap;

const BOLD: Style = Style::new().bold();

const EXAMPLES: &str = "\
Examples:
  glidepath list
  glidepath list CosineDecay
  glidepath list --formats";

const UNITS: &str =
    "Steps are numbers, or text with a unit: \"10ep\", \"0.06dur\", \"2e9tok\", \"64e3sp\", \"500ba\".";

/// Lists the classes of schedules that this program knows, the parameters of one, or the formats of files
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// The class whose parameters to list
    #[arg(value_name = "CLASS", value_parser = parse_class)]
    class_name: Option<&'static str>,
    /// List the file formats instead: how they are recognized, and whether they can be read
    #[arg(long, conflicts_with = "class_name")]
    formats: bool,
    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// A class in the list of all, for programs.
#[derive(Serialize)]
struct Summary {
    class_name: &'static str,
    description: String,
}

/// A format in the list of all, for programs.
#[derive(Serialize)]
struct FormatSummary {
    name: &'static str,
    title: &'static str,
    marks: &'static str,
    is_read: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    refusal: Option<&'static str>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.formats {
        return match arguments.format {
            Format::Json => write_json(&format_summaries().collect::<Vec<_>>()),
            Format::Text => print_formats(),
        };
    }
    match (arguments.class_name.and_then(describe), arguments.format) {
        (Some(class), Format::Json) => write_json(&class),
        (Some(class), Format::Text) => print_class(&class),
        (None, Format::Json) => write_json(&summaries()),
        (None, Format::Text) => print_all(&summaries()),
    }
}

fn summaries() -> Vec<Summary> {
    let described = class_names().into_iter().filter_map(describe);
    described.map(|class| Summary { class_name: class.class_name, description: class.description }).collect()
}

fn format_summaries() -> impl Iterator<Item = FormatSummary> {
    formats().into_iter().map(|format| FormatSummary {
        name: format.name(),
        title: format.title(),
        marks: format.marks(),
        is_read: format.is_read(),
        refusal: format.refusal(),
    })
}

fn print_formats() -> Result<(), Failure> {
    let mut rows = Vec::new();
    for FormatSummary { name, title, marks, refusal, .. } in format_summaries() {
        rows.push(Row::new(0, name.to_owned(), title.to_owned()));
        let marks = if name == "plain" { marks.to_owned() } else { format!("recognized by {marks}") };
        rows.push(Row::new(0, String::new(), marks));
        rows.extend(refusal.map(|advice| Row::new(0, String::new(), format!("not read: {advice}"))));
    }
    print_lines(lines(&rows, width()))
}

fn print_all(classes: &[Summary]) -> Result<(), Failure> {
    let row = |class: &Summary| Row::new(0, class.class_name.to_owned(), class.description.clone());
    print_lines(lines(&classes.iter().map(row).collect::<Vec<_>>(), width()))
}

fn print_class(class: &ClassDescription) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    writeln!(output, "{BOLD}{}{BOLD:#}", class.class_name)?;
    write_lines(&mut output, wrap(&class.description, width(), "", ""))?;
    writeln!(output)?;
    drop(output);
    let mut rows = Vec::new();
    for parameter in &class.parameters {
        rows.push(Row::new(1, parameter.name.clone(), kind(parameter)));
        rows.push(Row::new(1, String::new(), parameter.description.clone()));
    }
    let mut lines = lines(&rows, width());
    if class.parameters.iter().any(|parameter| parameter.kind.contains("steps")) {
        lines.push(String::new());
        lines.extend(wrap(UNITS, width(), "", ""));
    }
    print_lines(lines)
}

/// What a parameter may be, and what it is if left out.
fn kind(parameter: &Parameter) -> String {
    let default = match &parameter.default {
        Some(default) => format!("default {default}"),
        None if parameter.required => "required".to_owned(),
        None => "optional".to_owned(),
    };
    format!("{}; {default}", parameter.kind)
}

fn print_lines(lines: Vec<String>) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    write_lines(&mut output, lines)?;
    Ok(output.flush()?)
}
