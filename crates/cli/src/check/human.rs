//! Findings for people, as compilers print them.

use std::io::Write;

use anstyle::{AnsiColor, Style};
use glidepath_diagnose::{Finding, Severity};
use glidepath_report::Report;

use super::failed::failure;
use crate::failure::{Failure, printable};
use crate::output::width;
use crate::wrap::wrapped;

/// No text is wider, however wide the terminal is.
const WIDEST: usize = 100;

const BOLD: Style = Style::new().bold();

pub(super) fn print(reports: &[Report]) -> Result<(), Failure> {
    let mut output = anstream::stdout().lock();
    let width = width().clamp(40, WIDEST);
    for report in reports {
        if let Some(failure) = failure(report) {
            output.flush()?;
            failure.report();
        }
        if report.error.is_some() {
            continue;
        }
        let title = report.class_name.as_deref().unwrap_or("constant rate");
        let verdict = if report.is_ok() { "ok" } else { "not ok" };
        writeln!(output, "{}: {verdict}, {}", printable(&report.file), printable(title))?;
        for finding in &report.findings {
            print_finding(&mut output, finding, report, width)?;
        }
        if report.log_agrees {
            let points = match report.logged_points {
                1 => "the only point in the log agrees".to_owned(),
                count => format!("all {count} points in the log agree"),
            };
            writeln!(output, "  {points} with the schedule")?;
        }
    }
    let is_silent = |report: &Report| {
        report.error.is_none() && report.class_name.is_some() && report.total_steps.is_none()
    };
    if reports.iter().any(is_silent) {
        let text =
            "the length of the run is not known, so rules about it were not checked; pass `--total-steps`";
        write!(output, "{}", wrapped(text, width, "", ""))?;
    }
    Ok(output.flush()?)
}

fn print_finding(
    output: &mut impl Write,
    finding: &Finding,
    report: &Report,
    width: usize,
) -> Result<(), Failure> {
    let Finding { rule, severity, message, help, path, steps, .. } = finding;
    let style = BOLD.fg_color(Some(
        match severity {
            Severity::Error => AnsiColor::Red,
            Severity::Warning => AnsiColor::Yellow,
            _ => AnsiColor::Cyan,
        }
        .into(),
    ));
    let head = format!("{severity}[{rule}]");
    let text = wrapped(&format!("{head}: {}", printable(message)), width, "", "  ");
    let rest = text.strip_prefix(&head).unwrap_or(&text);
    write!(output, "{style}{head}{style:#}{rest}")?;
    let place = match (path.is_empty(), steps.filter(|_| *severity != Severity::Note)) {
        (true, None) => String::new(),
        (false, None) => printable(path),
        (true, Some(steps)) => in_steps(steps),
        (false, Some(steps)) => format!("{}, {}", printable(path), in_steps(steps)),
    };
    if !place.is_empty() {
        writeln!(output, "  --> {}: {place}", printable(&report.file))?;
    }
    if !help.is_empty() {
        write!(output, "{}", wrapped(&format!("help: {}", printable(help)), width, "  = ", "    "))?;
    }
    Ok(())
}

fn in_steps((first, last): (u64, u64)) -> String {
    if first == last { format!("step {first}") } else { format!("steps {first} to {last}") }
}
