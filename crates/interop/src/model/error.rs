//! What can be wrong with a file.

use std::error::Error;
use std::fmt;
use std::io;

use glidepath_schedules::ScheduleError;
use glidepath_serde::SerdeError;

use crate::values::path;

/// Why a file could not be read, or a schedule could not be written.
///
/// The text is about the content; a program puts the name of the file before it.
///
/// ```
/// let error = glidepath_interop::import_bytes(br#"{"learning_rate": -0.1}"#).unwrap_err();
/// assert_eq!(error.path(), "learning_rate");
/// assert!(error.to_string().starts_with("learning_rate: "));
/// assert!(error.io_error().is_none());
/// ```
#[derive(Debug)]
pub struct InteropError {
    fault: Box<Fault>,
    taken_for: Box<str>,
    remedy: Option<Remedy>,
}

#[derive(Debug)]
enum Fault {
    Io(io::Error),
    Schedule(SerdeError),
    InFile {
        file: String,
        error: InteropError,
    },
    Content {
        kind: Kind,
        /// What stands before the path.
        before: String,
        path: String,
        text: String,
    },
}

/// What a caller could say that would make the file readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// The format: the content of the file does not show for certain which program wrote it.
    Format,
    /// The length of the run, in steps or by the steps of an epoch.
    RunLength,
    /// The number of steps of the run.
    TotalSteps,
    /// The steps of an epoch.
    StepsPerEpoch,
    /// The tokens of a step.
    TokensPerStep,
    /// The samples of a step.
    SamplesPerStep,
    /// The training arguments of transformers, of which this configuration is a part.
    TrainingArguments,
    /// The name of the column of a log that has the rate.
    Metric,
    /// That the steps of a log are epochs, which it has a column of.
    LogSteps,
    /// That the steps of a log are samples, which it has a column of.
    LogSamples,
    /// That the steps of a log are tokens, which it has a column of.
    LogTokens,
}

impl Remedy {
    /// What tells a fact of a [`Horizon`](glidepath_serde::Horizon).
    fn of_fact(fact: &str) -> Option<Self> {
        match fact {
            "total_steps" => Some(Self::TotalSteps),
            "steps_per_epoch" => Some(Self::StepsPerEpoch),
            "tokens_per_step" => Some(Self::TokensPerStep),
            "samples_per_step" => Some(Self::SamplesPerStep),
            _ => None,
        }
    }
}

/// What a caller may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Other,
    NoLearningRate,
    FollowsMetric,
    /// The file says too little, as of code.
    NotRestorable,
    NotWritable,
}

impl InteropError {
    /// The error of the reader, if it failed.
    pub fn io_error(&self) -> Option<&io::Error> {
        match &*self.fault {
            Fault::Io(error) => Some(error),
            Fault::InFile { error, .. } => error.io_error(),
            _ => None,
        }
    }

    /// Whether the file was read, but has no learning rate: a model that was never compiled, a checkpoint
    /// without a scheduler, an object of another kind.
    pub fn lacks_learning_rate(&self) -> bool {
        self.kind() == Kind::NoLearningRate
    }

    /// Whether the rate in the file follows a metric; [`import_metric_bytes`](crate::import_metric_bytes)
    /// reads their state.
    pub fn follows_metric(&self) -> bool {
        self.kind() == Kind::FollowsMetric
    }

    /// Whether the target of a conversion has no such schedule, or would compute something else.
    pub fn is_not_writable(&self) -> bool {
        self.kind() == Kind::NotWritable
    }

    /// Whether the state of a scheduler says too little, as where it depends on code.
    pub(crate) fn is_not_restorable(&self) -> bool {
        self.kind() == Kind::NotRestorable
    }

    /// The part at fault, as `config.schedules[1].config`; empty for the whole, and where it is not known.
    pub fn path(&self) -> &str {
        match &*self.fault {
            Fault::Io(_) => "",
            Fault::Schedule(error) => error.path(),
            Fault::InFile { error, .. } => error.path(),
            Fault::Content { path, .. } => path,
        }
    }

    /// The error of the schedule, if the file was read as one.
    pub fn schedule_error(&self) -> Option<&SerdeError> {
        match &*self.fault {
            Fault::Schedule(error) => Some(error),
            Fault::InFile { error, .. } => error.schedule_error(),
            _ => None,
        }
    }

    /// What would help, where something does that is not in the file.
    pub fn remedy(&self) -> Option<Remedy> {
        match &*self.fault {
            Fault::InFile { error, .. } => error.remedy(),
            _ => self.remedy,
        }
    }

    /// What the file was taken for and why, as ``DeepSpeed, because of `scheduler.type` ``; empty if
    /// the file has no mark of a format.
    pub fn taken_for(&self) -> &str {
        &self.taken_for
    }

    fn kind(&self) -> Kind {
        match &*self.fault {
            Fault::Content { kind, .. } => *kind,
            Fault::InFile { error, .. } => error.kind(),
            Fault::Io(_) | Fault::Schedule(_) => Kind::Other,
        }
    }

    fn content(kind: Kind, path: impl Into<String>, text: impl Into<String>) -> Self {
        Fault::Content { kind, before: String::new(), path: path.into(), text: text.into() }.into()
    }

    /// A file that cannot be read, or is not what it should be.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self::content(Kind::Other, "", text)
    }

    /// A part of the file that is not what it should be.
    pub(crate) fn invalid(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::content(Kind::Other, path, problem)
    }

    /// A part of the file that needs a fact of a [`Horizon`](glidepath_serde::Horizon).
    pub(crate) fn needs(path: impl Into<String>, fact: &str) -> Self {
        Self { remedy: Remedy::of_fact(fact), ..Self::invalid(path, format!("needs `{fact}`")) }
    }

    /// A file, or a part of it, without a learning rate.
    pub(crate) fn no_learning_rate(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self::content(Kind::NoLearningRate, path, text)
    }

    /// What a framework calls `name` follows a metric; `class` of this library does the same.
    pub(crate) fn metric(path: impl Into<String>, name: &str, class: &str) -> Self {
        let text = format!(
            "`{name}` follows a metric, not the step, so it is no schedule; what does the same is `{class}`"
        );
        Self::content(Kind::FollowsMetric, path, text)
    }

    /// A state of a scheduler that says too little.
    pub(crate) fn not_restorable(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::content(Kind::NotRestorable, path, problem)
    }

    /// A schedule, or the part of it at `path`, that cannot be written for `target`.
    pub(crate) fn not_writable(
        target: impl fmt::Display,
        path: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        let before = format!("cannot be written for {target}: ");
        Fault::Content { kind: Kind::NotWritable, before, path: path.into(), text: reason.into() }.into()
    }

    /// The same, with what would help.
    pub(crate) fn with_remedy(mut self, remedy: Remedy) -> Self {
        self.remedy = Some(remedy);
        self
    }

    /// The same, where only the name of the format would help.
    pub(crate) fn needs_format(self) -> Self {
        self.with_remedy(Remedy::Format)
    }

    /// The same, with what the file was taken for.
    pub(crate) fn with_taken_for(mut self, what: String) -> Self {
        self.taken_for = what.into();
        self
    }

    /// What is wrong with one file of a folder.
    pub(crate) fn in_file(self, file: &str) -> Self {
        Fault::InFile { file: file.to_owned(), error: self }.into()
    }

    /// Says that what is at fault stands inside `outer`.
    pub(crate) fn under(self, outer: &str) -> Self {
        let remedy = self.remedy;
        let mut error: Self = match *self.fault {
            Fault::Schedule(error) => error.under(outer).into(),
            Fault::Content { kind, before, path, text } => {
                Fault::Content { kind, before, path: path::join(outer, &path), text }.into()
            }
            other => other.into(),
        };
        error.remedy = remedy;
        error
    }

    /// For parameters at `path` that no schedule can be built of.
    pub(crate) fn unfit(path: &str) -> impl Fn(ScheduleError) -> Self {
        move |error| Self::invalid(path, error.to_string())
    }
}

impl fmt::Display for InteropError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.fault {
            Fault::Io(error) => write!(f, "cannot be read: {error}"),
            Fault::Schedule(error) => error.fmt(f),
            Fault::InFile { file, error } => write!(f, "{file}: {error}"),
            Fault::Content { before, path, text, .. } if path.is_empty() => write!(f, "{before}{text}"),
            Fault::Content { before, path, text, .. } => write!(f, "{before}{path}: {text}"),
        }
    }
}

/// The text has all that is known, so there is no further source.
impl Error for InteropError {}

impl From<Fault> for InteropError {
    fn from(fault: Fault) -> Self {
        Self { fault: Box::new(fault), taken_for: Box::default(), remedy: None }
    }
}

impl From<io::Error> for InteropError {
    fn from(error: io::Error) -> Self {
        Fault::Io(error).into()
    }
}

impl From<SerdeError> for InteropError {
    fn from(error: SerdeError) -> Self {
        let remedy = match &error {
            SerdeError::NeedsLength { fact, .. } => Remedy::of_fact(fact),
            _ => None,
        };
        Self { remedy, ..Fault::Schedule(error).into() }
    }
}
