//! The report on a file.

use std::fs;
use std::path::Path;

use glidepath_core::LearningRateSchedule;
use glidepath_diagnose::{
    Alternatives, Facts, Finding, LOG_DIFFERS, Log, Severity, Story, compare, diagnose,
};
use glidepath_interop::{Imported, InteropError, Json};
use glidepath_serde::LearningRate;

use crate::counting::Counting;
use crate::error::ReportError;
use crate::logs::{self, Logged};
use crate::options::ReportOptions;
use crate::other_end::{Ending, Rescaling};
use crate::structure;
use crate::units;

/// The report on a file. [`to_json`](Self::to_json) is for programs.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report {
    /// The name of the file.
    pub file: String,
    /// The content of the file, if it can be read.
    pub imported: Option<Imported>,
    /// Why the file, or a log, cannot be read.
    pub error: Option<ReportError>,
    /// The findings: notes of the reader, findings of the rules, and why the log differs.
    pub findings: Vec<Finding>,
    /// The class of the schedule; `None` for a plain number.
    pub class_name: Option<String>,
    /// The number of steps of the run, if the file or the caller specifies it. Rules about the length are
    /// applied only if it is known.
    pub total_steps: Option<u64>,
    /// The number of points of the log that were compared with the schedule.
    pub logged_points: usize,
    /// Whether they all agree with the schedule, even if the rule `log-differs` is allowed.
    pub log_agrees: bool,
}

/// The sources whose files use the field names of our classes.
const OWN_FIELDS: [&str; 3] = ["schedule", "optimizer", "keras-"];

/// The file with the state of a Hugging Face Trainer, including its log.
const TRAINER_STATE: &str = "trainer_state.json";

impl Report {
    pub(crate) fn new(
        file: &str,
        read: Result<Imported, InteropError>,
        folder: Option<&Path>,
        options: &ReportOptions,
    ) -> Self {
        let mut report = Self {
            file: file.to_owned(),
            imported: None,
            error: None,
            findings: Vec::new(),
            class_name: None,
            total_steps: None,
            logged_points: 0,
            log_agrees: false,
        };
        match read {
            Ok(imported) => {
                report.error = report.fill(&imported, folder, options).err();
                report.imported = Some(imported);
            }
            Err(error) => report.error = Some(error.into()),
        }
        report.judge(options);
        report
    }

    /// Whether the file and the log can be read, and nothing that was found is an error.
    pub fn is_ok(&self) -> bool {
        self.error.is_none() && self.findings.iter().all(|finding| finding.severity < Severity::Error)
    }

    /// Fills in the findings for the chosen parameter group.
    fn fill(
        &mut self,
        imported: &Imported,
        folder: Option<&Path>,
        options: &ReportOptions,
    ) -> Result<(), ReportError> {
        let groups = imported.further_groups.len() + 1;
        let missing = || {
            ReportError::Question(format!(
                "there is no parameter group {}: the file has {groups}",
                options.group
            ))
        };
        let rate = imported.groups().nth(options.group).ok_or_else(missing)?;
        self.class_name = Json::of(rate).ok().and_then(|json| Some(json.as_schedule()?.0.to_owned()));
        self.total_steps = imported.total_steps.or(options.horizon.total_steps()).filter(|&steps| steps > 0);
        self.findings.extend(imported.notes.iter().map(logs::of_note));
        self.findings.extend(diagnose(rate, &facts(imported, rate, self.total_steps, options)));
        if !options.logs.is_empty() {
            let logged = logs::read(&options.logs, options)?;
            self.compare(logged, imported, rate, options)?;
        } else if let Some(logged) = folder.and_then(|folder| trainer_log(folder, imported, options)) {
            self.compare_with_own_log(logged, imported, rate, options)?;
        }
        Ok(())
    }

    fn compare(
        &mut self,
        logged: Logged,
        imported: &Imported,
        rate: &LearningRate,
        options: &ReportOptions,
    ) -> Result<(), ReportError> {
        let Logged { log, counts_done, findings } = logged;
        let Some(first) = log.points().first() else {
            return Err(ReportError::Question(
                "the log has no row with a step and a rate of this run".to_owned(),
            ));
        };
        if let Some(total_steps) = self.total_steps.filter(|&total_steps| first.step() > total_steps) {
            return Err(ReportError::Question(format!(
                "the log and the run have no step in common: the log starts at step {} and the run ends at {total_steps}; \
                 if the log counts samples, tokens or epochs, set the unit of its steps",
                first.step()
            )));
        }
        self.findings.extend(findings);
        self.logged_points = log.points().len();
        let others =
            imported.groups().enumerate().filter(|&(index, other)| index != options.group && other != rate);
        let others: Vec<_> = others.collect();
        let ending = Ending::of(rate);
        let moved = |rescaling: Rescaling| {
            let ending = ending.as_ref();
            move |end: u64| {
                let schedule = ending?.at(whole(end), rescaling)?;
                Some(Box::new(schedule) as Box<dyn LearningRateSchedule>)
            }
        };
        let rescalings = [moved(Rescaling::LastPart), moved(Rescaling::Nearest), moved(Rescaling::Up)];
        let mut alternatives = Alternatives::new();
        for (index, other) in others {
            alternatives = alternatives.with_group(index, other);
        }
        if let Some(ending) = &ending {
            for rescaling in &rescalings {
                alternatives = alternatives.with_other_end(rounded(ending.end), rescaling);
            }
        }
        let held = |log: &Log| compare(rate, log, &alternatives);
        let differences = held(&log);
        let counting = Counting::of(counts_done, imported.source.name(), options);
        let counted = counting.and_then(|counting| counting.fewer(&log, &differences, held));
        let mut differences = counted.unwrap_or(differences);
        units::add_hint(&mut differences, &log, self.total_steps, options);
        self.log_agrees = differences.iter().all(|finding| finding.rule != LOG_DIFFERS.name);
        self.findings.extend(differences);
        Ok(())
    }

    /// Compares the log in a folder. The reader of the folder has noted already whether it agrees.
    fn compare_with_own_log(
        &mut self,
        logged: Logged,
        imported: &Imported,
        rate: &LearningRate,
        options: &ReportOptions,
    ) -> Result<(), ReportError> {
        let before = self.findings.len();
        self.compare(logged, imported, rate, options)?;
        let skipped = imported.notes.iter().any(|note| note.rule() == "skipped-updates");
        let is_told = |finding: &Finding| {
            finding.rule != LOG_DIFFERS.name
                || (skipped
                    && matches!(finding.story, Some(Story::Behind { steps, .. } | Story::Shifted { steps }) if steps < 0))
        };
        let differences: Vec<_> = self.findings.drain(before..).filter(|finding| !is_told(finding)).collect();
        if !differences.is_empty() {
            self.findings.retain(|finding| finding.rule != "logged-rate-differs");
        }
        self.findings.extend(differences.into_iter().map(|finding| finding.at(TRAINER_STATE)));
        Ok(())
    }

    /// Applies what is allowed and what is denied.
    fn judge(&mut self, options: &ReportOptions) {
        self.findings.retain(|finding| !options.allowed.contains(finding.rule));
        for finding in &mut self.findings {
            let is_denied = options.denied.contains(finding.rule)
                || (options.denies_all && finding.severity == Severity::Warning);
            if is_denied {
                finding.severity = Severity::Error;
            }
        }
    }
}

fn facts(
    imported: &Imported,
    rate: &LearningRate,
    total_steps: Option<u64>,
    options: &ReportOptions,
) -> Facts {
    let mut facts = Facts::new();
    if let Some(total_steps) = total_steps {
        facts = facts.with_total_steps(total_steps);
    }
    if let Some(steps_per_epoch) = options.horizon.steps_per_epoch() {
        facts = facts.with_steps_per_epoch(steps_per_epoch);
    }
    let name = imported.source.name();
    let names_fields =
        OWN_FIELDS.iter().any(|own| name == *own || (own.ends_with('-') && name.starts_with(own)));
    structure::add(facts, rate, &imported.path, names_fields && options.group == 0)
}

/// The log in a folder of the Trainer, if it can be read.
fn trainer_log(folder: &Path, imported: &Imported, options: &ReportOptions) -> Option<Logged> {
    if imported.source.name() != "transformers-checkpoint" {
        return None;
    }
    let beside = folder.join(&imported.path).with_file_name(TRAINER_STATE);
    let bytes = fs::read(beside).ok()?;
    logs::read(&[(TRAINER_STATE.to_owned(), bytes)], options).ok()
}

#[expect(clippy::cast_precision_loss, reason = "no run has 2^53 steps")]
fn whole(steps: u64) -> f64 {
    steps as f64
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "greater than 0; saturates")]
fn rounded(steps: f64) -> u64 {
    steps.round() as u64
}
