//! Options for reports.

use std::collections::BTreeSet;

use glidepath_interop::{ImportOptions, LogSteps, StepUnit};
use glidepath_serde::Horizon;

use crate::rule_names::{self, UnknownRule};

/// Options for a report: the length of the run, the logs, and the rules to allow or deny.
///
/// ```
/// use glidepath_report::ReportOptions;
///
/// let schedule = br#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1, "decay_steps": 100}}"#;
/// let log = b"step,lr\n0,0.05\n25,0.04267767\n50,0.025\n75,0.007322331\n";
/// let report = ReportOptions::new().with_log("metrics.csv", log).report_bytes("schedule.json", schedule);
/// assert_eq!(report.findings[0].rule, "log-differs");
/// assert_eq!(report.findings[0].story.as_ref().map(|story| story.name()), Some("scaled"));
/// assert!(!report.is_ok());
/// ```
#[derive(Clone, Debug, Default)]
pub struct ReportOptions {
    pub(crate) import: ImportOptions,
    pub(crate) horizon: Horizon,
    pub(crate) group: usize,
    pub(crate) logs: Vec<(String, Vec<u8>)>,
    pub(crate) metric: Option<String>,
    pub(crate) log_steps: LogSteps,
    pub(crate) allowed: BTreeSet<&'static str>,
    pub(crate) denied: BTreeSet<&'static str>,
    pub(crate) denies_all: bool,
}

impl ReportOptions {
    /// Recognizes formats by content and takes the length of the run from the file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the length of the run; see [`ImportOptions::with_horizon`].
    #[must_use]
    pub fn with_horizon(self, horizon: Horizon) -> Self {
        Self { import: self.import.with_horizon(horizon), horizon, ..self }
    }

    /// Reads the file as this format; see [`ImportOptions::with_format`].
    #[must_use]
    pub fn with_format(self, name: impl Into<String>) -> Self {
        Self { import: self.import.with_format(name), ..self }
    }

    /// Sets what a step of a scheduler is; see [`ImportOptions::with_step_unit`].
    #[must_use]
    pub fn with_step_unit(self, unit: StepUnit) -> Self {
        Self { import: self.import.with_step_unit(unit), ..self }
    }

    /// Reports on the parameter group with this index. Default: 0.
    #[must_use]
    pub fn with_group(self, group: usize) -> Self {
        Self { group, ..self }
    }

    /// Adds a log with this file name and content, which is compared with the schedule. Formats: TensorBoard
    /// event file, CSV, JSON lines, `trainer_state.json`, `trainer_log.jsonl`. Call this for each file of the
    /// log, in order.
    #[must_use]
    pub fn with_log(mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        self.logs.push((name.into(), bytes.into()));
        self
    }

    /// The tag, column or key of the rate in the log. Default: found by name.
    #[must_use]
    pub fn with_metric(self, metric: impl Into<String>) -> Self {
        Self { metric: Some(metric.into()), ..self }
    }

    /// What the step axis of the log counts. Default: updates.
    #[must_use]
    pub fn with_log_steps(self, log_steps: LogSteps) -> Self {
        Self { log_steps, ..self }
    }

    /// The length that is needed to convert the steps of the log and is not set, such as `tokens_per_step`.
    pub fn missing_length(&self) -> Option<&'static str> {
        self.per_update().err()
    }

    /// How many of the log's units are in an update, or the name of the length that is missing.
    pub(crate) fn per_update(&self) -> Result<f64, &'static str> {
        match self.log_steps {
            LogSteps::Samples => self.horizon.samples_per_step().ok_or("samples_per_step"),
            LogSteps::Tokens => self.horizon.tokens_per_step().ok_or("tokens_per_step"),
            LogSteps::Epochs => self.horizon.steps_per_epoch().map(f64::recip).ok_or("steps_per_epoch"),
            _ => Ok(1.0),
        }
    }

    /// Leaves out the findings of a rule.
    ///
    /// # Errors
    ///
    /// If there is no rule of this name.
    pub fn allow(mut self, rule: &str) -> Result<Self, UnknownRule> {
        self.allowed.insert(rule_names::find(rule)?);
        Ok(self)
    }

    /// Turns the findings of a rule into errors; `all` stands for all warnings, but not notes. An allowed
    /// rule stays allowed.
    ///
    /// # Errors
    ///
    /// If there is no rule of this name.
    pub fn deny(mut self, rule: &str) -> Result<Self, UnknownRule> {
        if rule == "all" {
            self.denies_all = true;
        } else {
            self.denied.insert(rule_names::find(rule)?);
        }
        Ok(self)
    }

    /// The options for reading the file itself.
    pub fn import_options(&self) -> &ImportOptions {
        &self.import
    }
}
