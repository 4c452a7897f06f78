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
pub struct InteropError(Box<Fault>, Box<str>);

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
        remedy: Option<Remedy>,
    },
}

/// What a caller could say that would make the file readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Remedy {
    /// The format: nothing in the file tells with certainty which program it belongs to.
    Format,
    /// The length of the run, in steps or by the steps of an epoch.
    RunLength,
    /// The training arguments of transformers, of which this configuration is a part.
    TrainingArguments,
}

/// What a caller may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Other,
    NoLearningRate,
    FollowsMetric,
    NotWritable,
}

impl InteropError {
    /// The error of the reader, if it failed.
    pub fn io_error(&self) -> Option<&io::Error> {
        match &*self.0 {
            Fault::Io(error) => Some(error),
            Fault::InFile { error, .. } => error.io_error(),
            _ => None,
        }
    }

    /// Whether the file was read, but has no learning rate: a model that was never compiled, a checkpoint without a scheduler,
    /// an object of another kind.
    pub fn lacks_learning_rate(&self) -> bool {
        self.kind() == Kind::NoLearningRate
    }

    /// Whether the rate in the file follows a metric; [`import_metric`](crate::import_metric) reads the state of such ones.
    pub fn follows_metric(&self) -> bool {
        self.kind() == Kind::FollowsMetric
    }

    /// Whether the target of a conversion has no such schedule, or would compute something else.
    pub fn is_not_writable(&self) -> bool {
        self.kind() == Kind::NotWritable
    }

    /// The part at fault, as `config.schedules[1].config`; empty for the whole, and where it is not known.
    pub fn path(&self) -> &str {
        match &*self.0 {
            Fault::Io(_) => "",
            Fault::Schedule(error) => error.path(),
            Fault::InFile { error, .. } => error.path(),
            Fault::Content { path, .. } => path,
        }
    }

    /// What would help, where something does that is not in the file.
    pub fn remedy(&self) -> Option<Remedy> {
        match &*self.0 {
            Fault::InFile { error, .. } => error.remedy(),
            Fault::Content { remedy, .. } => *remedy,
            Fault::Io(_) | Fault::Schedule(_) => None,
        }
    }

    /// What the file was taken for and why, as ``DeepSpeed, because of `scheduler.type` ``; empty where that is not told
    /// by a mark.
    pub fn taken_for(&self) -> &str {
        &self.1
    }

    fn kind(&self) -> Kind {
        match &*self.0 {
            Fault::Content { kind, .. } => *kind,
            Fault::InFile { error, .. } => error.kind(),
            Fault::Io(_) | Fault::Schedule(_) => Kind::Other,
        }
    }

    fn content(kind: Kind, path: impl Into<String>, text: impl Into<String>) -> Self {
        Fault::Content { kind, before: String::new(), path: path.into(), text: text.into(), remedy: None }
            .into()
    }

    /// A file that cannot be read, or is not what it should be.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self::content(Kind::Other, "", text)
    }

    /// A part of the file that is not what it should be.
    pub(crate) fn invalid(path: impl Into<String>, problem: impl Into<String>) -> Self {
        Self::content(Kind::Other, path, problem)
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

    /// A schedule, or the part of it at `path`, that cannot be written for `target`.
    pub(crate) fn not_writable(
        target: impl fmt::Display,
        path: impl Into<String>,
        reason: impl Into<String>,
    ) -> Self {
        let before = format!("cannot be written for {target}: ");
        Fault::Content {
            kind: Kind::NotWritable,
            before,
            path: path.into(),
            text: reason.into(),
            remedy: None,
        }
        .into()
    }

    /// The same, with what would help.
    pub(crate) fn with_remedy(mut self, new: Remedy) -> Self {
        if let Fault::Content { remedy, .. } = &mut *self.0 {
            *remedy = Some(new);
        }
        self
    }

    /// The same, where only the name of the format would help.
    pub(crate) fn needs_format(self) -> Self {
        self.with_remedy(Remedy::Format)
    }

    /// The same, with what the file was taken for.
    pub(crate) fn with_taken_for(mut self, what: String) -> Self {
        self.1 = what.into();
        self
    }

    /// What is wrong with one file of a folder.
    pub(crate) fn in_file(self, file: &str) -> Self {
        Fault::InFile { file: file.to_owned(), error: self }.into()
    }

    /// Says that what is at fault stands inside `outer`.
    pub(crate) fn under(self, outer: &str) -> Self {
        match *self.0 {
            Fault::Schedule(error) => error.under(outer).into(),
            Fault::Content { kind, before, path, text, remedy } => {
                Fault::Content { kind, before, path: path::join(outer, &path), text, remedy }.into()
            }
            other => other.into(),
        }
    }

    /// For parameters at `path` that no schedule can be built of.
    pub(crate) fn unfit(path: &str) -> impl Fn(ScheduleError) -> Self {
        move |error| Self::invalid(path, error.to_string())
    }
}

impl fmt::Display for InteropError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &*self.0 {
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
        Self(Box::new(fault), Box::default())
    }
}

impl From<io::Error> for InteropError {
    fn from(error: io::Error) -> Self {
        Fault::Io(error).into()
    }
}

impl From<SerdeError> for InteropError {
    fn from(error: SerdeError) -> Self {
        Fault::Schedule(error).into()
    }
}
