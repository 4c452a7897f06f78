//! What was found in a file.

use glidepath_core::Scheduler;
use glidepath_serde::LearningRate;

use super::{InteropError, MetricRate, Note, Source, StepUnit, metric_rate};

/// A learning rate and what is known of where it came from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Imported {
    /// The rate: a number or a schedule. Of several parameter groups it is that of the first.
    pub learning_rate: LearningRate,
    /// The rates of the second parameter group and all further ones.
    pub further_groups: Vec<LearningRate>,
    /// How many steps of the schedule were made when the file was saved, if it says so: Keras's `iterations`,
    /// PyTorch's `last_epoch`, the `global_step` of a Trainer.
    pub step: Option<u64>,
    /// How many steps the whole run has, if the file says so: the `max_steps` of a Trainer.
    pub total_steps: Option<u64>,
    /// What a step of the schedule is, if that is known: `None` where the file has a scheduler and the
    /// program that reads it decides when it makes a step. See
    /// [`ImportOptions::with_step_unit`](crate::ImportOptions::with_step_unit).
    pub step_unit: Option<StepUnit>,
    /// What kind of file it was found in.
    pub source: Source,
    /// Where in the file, as `compile_config.optimizer.config.learning_rate`; empty if it is the whole file.
    pub path: String,
    /// The class of the optimizer that has this rate, if the file says so.
    pub optimizer: Option<String>,
    /// What a reader of the file should know.
    pub notes: Vec<Note>,
}

impl Imported {
    /// A rate of which nothing more is known than the kind of file.
    pub(crate) fn new(learning_rate: impl Into<LearningRate>, source: Source, notes: Vec<Note>) -> Self {
        Self {
            learning_rate: learning_rate.into(),
            further_groups: Vec::new(),
            step: None,
            total_steps: None,
            step_unit: Some(StepUnit::Update),
            source,
            path: String::new(),
            optimizer: None,
            notes,
        }
    }

    /// A rate of this program, as if it were read from a file of its own.
    ///
    /// ```
    /// use glidepath_interop::Imported;
    /// use glidepath_schedules::Constant;
    ///
    /// let imported = Imported::of(Constant::new(0.1)?);
    /// assert_eq!(imported.source.to_string(), "a schedule of this program");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of(learning_rate: impl Into<LearningRate>) -> Self {
        Self::new(learning_rate, Source::file("schedule", "a schedule of this program"), Vec::new())
    }

    /// The rates of all parameter groups, in order.
    pub fn groups(&self) -> impl Iterator<Item = &LearningRate> {
        std::iter::once(&self.learning_rate).chain(&self.further_groups)
    }

    /// The rate of the first parameter group, at the place in the run where the file was saved; at the
    /// beginning, if the file does not say.
    pub fn scheduler(&self) -> Scheduler<&LearningRate> {
        Scheduler::resume(&self.learning_rate, self.step.unwrap_or(0))
    }
}

/// Rates that follow a metric and what is known of where they came from.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ImportedMetric {
    /// The rate of each parameter group, in order, ready for the next metric.
    pub rates: Vec<MetricRate>,
    /// What kind of file they were found in.
    pub source: Source,
    /// Where in the file, as `scheduler`; empty if it is the whole file.
    pub path: String,
    /// How many metrics have come.
    pub step: u64,
    /// What a reader of the file should know.
    pub notes: Vec<Note>,
}

/// What a file was found to hold.
pub(crate) enum Import {
    Rate(Imported),
    Metric(ImportedMetric),
}

impl Import {
    /// What follows the step; what follows a metric is refused.
    pub(crate) fn into_rate(self) -> Result<Imported, InteropError> {
        match self {
            Self::Rate(imported) => Ok(imported),
            Self::Metric(imported) => {
                let name = imported.rates.first().map_or("", MetricRate::class);
                Err(metric_rate::refuse(imported.path, name))
            }
        }
    }

    /// What follows a metric; what follows the step is refused.
    pub(crate) fn into_metric(self) -> Result<ImportedMetric, InteropError> {
        match self {
            Self::Metric(imported) => Ok(imported),
            Self::Rate(imported) => {
                Err(InteropError::invalid(imported.path, "the learning rate follows the step, not a metric"))
            }
        }
    }

    /// Whether no rate changes.
    pub(crate) fn is_constant(&self) -> bool {
        match self {
            Self::Rate(imported) => imported.groups().all(|rate| matches!(rate, LearningRate::Constant(_))),
            Self::Metric(_) => false,
        }
    }

    /// Says in which language the text is.
    pub(crate) fn set_language(&mut self, language: &'static str) {
        let source = match self {
            Self::Rate(imported) => &mut imported.source,
            Self::Metric(imported) => &mut imported.source,
        };
        *source = source.with_language(language);
    }

    pub(crate) fn notes_mut(&mut self) -> &mut Vec<Note> {
        match self {
            Self::Rate(imported) => &mut imported.notes,
            Self::Metric(imported) => &mut imported.notes,
        }
    }
}
