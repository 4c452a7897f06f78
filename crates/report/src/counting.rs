//! How a log counts its steps where that is a convention of the program that wrote it.

use glidepath_diagnose::{Finding, Log, Severity, Story};
use glidepath_interop::LogSteps;

use crate::options::ReportOptions;
use crate::rule_names::{COMPLETED_UPDATES, END_OF_EPOCH};

/// The sources of runs of the Hugging Face Trainer.
const OF_TRAINER: [&str; 4] = ["transformers", "transformers-checkpoint", "transformers-model", "axolotl"];

/// Another way to count the same steps.
pub(crate) struct Counting {
    /// The update whose rate a row has, less the step of the row.
    later: i64,
    rule: &'static str,
    message: &'static str,
}

impl Counting {
    /// The other way that is usual for the program that wrote the log. `counts_done` says that the steps of
    /// the log are known to count completed updates.
    pub(crate) fn of(counts_done: bool, source: &str, options: &ReportOptions) -> Option<Self> {
        match options.log_steps {
            LogSteps::Updates if counts_done => Some(Self {
                later: 1,
                rule: "logged-one-step-later",
                message: "each row of the log has the rate of one step later, as older releases log",
            }),
            LogSteps::Updates if OF_TRAINER.contains(&source) => Some(Self {
                later: -1,
                rule: COMPLETED_UPDATES,
                message: "the steps of the log count completed updates, as the Hugging Face Trainer logs: the row of step \
                          10 has the rate of update 9",
            }),
            LogSteps::Epochs => Some(Self {
                later: rounded(options.horizon.steps_per_epoch()?),
                rule: END_OF_EPOCH,
                message: "each row of the log has the rate at the end of its epoch, as Keras logs",
            }),
            _ => None,
        }
    }

    /// The findings of the log when it is counted this way, if they are fewer.
    pub(crate) fn fewer(
        &self,
        log: &Log,
        differences: &[Finding],
        compare: impl Fn(&Log) -> Vec<Finding>,
    ) -> Option<Vec<Finding>> {
        if differences.is_empty() {
            return None;
        }
        let counted = |step: u64| step.checked_add_signed(self.later);
        let log = Log::new(log.points().iter().filter_map(|point| Some(point.at(counted(point.step())?))));
        if log.points().is_empty() {
            return None;
        }
        let note = Finding::new(self.rule, Severity::Note, self.message);
        let found = compare(&log);
        (unlikely(&found) < unlikely(differences)).then(|| std::iter::once(note).chain(found).collect())
    }
}

/// The more stories a log needs, the less likely it is counted in that way.
fn unlikely(differences: &[Finding]) -> usize {
    let is_unexplained = |finding: &Finding| matches!(finding.story, Some(Story::Unexplained { .. }));
    if differences.iter().any(is_unexplained) { usize::MAX } else { differences.len() }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates")]
fn rounded(steps: f64) -> i64 {
    steps.round() as i64
}
