//! Reads the files of a log.

use glidepath_diagnose::{Finding, Log, Point, Severity};
use glidepath_interop::{LogRequest, LogRow, LogSteps, LoggedRate, Note, read_log};

use crate::error::ReportError;
use crate::options::ReportOptions;
use crate::rule_names::REPEATED_STEPS;

/// The points of a log, and findings about its files.
pub(crate) struct Logged {
    pub(crate) log: Log,
    /// Whether the steps count completed updates.
    pub(crate) counts_done: bool,
    pub(crate) findings: Vec<Finding>,
}

/// Reads the files of a log, in their order.
pub(crate) fn read(files: &[(String, Vec<u8>)], options: &ReportOptions) -> Result<Logged, ReportError> {
    let mut request = LogRequest::default();
    request.metric.clone_from(&options.metric);
    request.steps = options.log_steps;
    request.group = options.group;
    let per_update = options
        .per_update()
        .map_err(|missing| ReportError::Question(format!("the steps of the log need `{missing}`")))?;
    let mut points = Vec::new();
    let mut findings = Vec::new();
    let mut counts_done = false;
    for (name, bytes) in files {
        let start = points.len();
        let mut take = |row: LogRow<'_>| points.extend(point(&row, per_update));
        let file = read_log(bytes, &request, &mut take)
            .map_err(|error| ReportError::Log { name: name.clone(), error })?;
        if file.counts_done && options.log_steps == LogSteps::Updates {
            counts_done = true;
            let done = points.split_off(start);
            points.extend(done.into_iter().filter_map(|point| Some(point.at(point.step().checked_sub(1)?))));
        }
        findings.extend(file.notes.iter().map(|note| of_note(note).at(name)));
    }
    let log = Log::new(points);
    if log.replaced() > 0 {
        let rows = match log.replaced() {
            1 => "1 row of the log has".to_owned(),
            rows => format!("{rows} rows of the log have"),
        };
        let message = format!(
            "{rows} a step that is logged again later, for example after a resume; the later row is used"
        );
        findings.push(Finding::new(REPEATED_STEPS, Severity::Note, message));
    }
    Ok(Logged { log, counts_done, findings })
}

/// A note of a reader as a finding.
pub(crate) fn of_note(note: &Note) -> Finding {
    Finding::new(note.rule(), Severity::Note, note.text()).at(note.path())
}

/// A row at its update.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "finite and not negative; saturates"
)]
fn point(row: &LogRow<'_>, per_update: f64) -> Option<Point> {
    let step = (row.step / per_update).round() as u64;
    match row.rate {
        LoggedRate::Number(rate) => Some(Point::new(step, rate)),
        LoggedRate::Text(text) => Point::printed(step, text),
    }
}
