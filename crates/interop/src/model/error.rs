//! What can be wrong with a file.

use std::io;

use glidepath_schedules::ScheduleError;
use glidepath_serde::SerdeError;

use crate::containers::pickle;
use crate::model::Target;
use crate::values::path;

/// Why a file could not be read, or a schedule could not be written.
///
/// The text is about the content; a program puts the name of the file before it.
///
/// ```
/// let error = glidepath_interop::import_bytes(b"learning rate").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "neither JSON nor a file of Keras or PyTorch: expected value at line 1 column 1"
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum InteropError {
    /// The reader failed.
    #[error("cannot be read: {0}")]
    Io(io::Error),
    /// There is nothing in the file but perhaps white space.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than a file of JSON may be.
    #[error("too large: JSON may have {} MiB", limit >> 20)]
    TooLarge {
        /// The greatest number of bytes.
        limit: u64,
    },
    /// The file is neither an archive nor a pickle nor text.
    #[error("neither JSON nor a file of Keras or PyTorch: byte {byte:#04x} at offset {offset} is not UTF-8")]
    NotUtf8 {
        /// The first byte that is not.
        byte: u8,
        /// Where it is.
        offset: usize,
    },
    /// The file is UTF-16 text, as some shells write by default.
    #[error("the text is UTF-16; JSON must be UTF-8")]
    Utf16,
    /// The file is text that does not look like JSON.
    #[error("neither JSON nor a file of Keras or PyTorch: {0}")]
    NotJson(serde_json::Error),
    /// The text begins like JSON.
    #[error("not valid JSON: {0}")]
    InvalidJson(serde_json::Error),
    /// The text is JSON that ends too early.
    #[error("the JSON breaks off: {0}")]
    Truncated(serde_json::Error),
    /// The text is YAML or TOML that cannot be read.
    #[error("not valid {language}: {problem}")]
    Markup {
        /// Which of the two.
        language: &'static str,
        /// What is wrong, and where.
        problem: String,
    },
    /// The text is YAML or TOML, and too long.
    #[error("too large: {language} may have {} KiB", limit >> 10)]
    MarkupTooLarge {
        /// Which of the two.
        language: &'static str,
        /// The greatest number of bytes.
        limit: usize,
    },
    /// The file is HDF5 that is damaged, or in a form that is not read.
    #[error("unreadable HDF5: at byte {offset}: {problem}")]
    Hdf5 {
        /// Where in the file.
        offset: u64,
        /// What is wrong there.
        problem: String,
    },
    /// The file is HDF5, but no model that was saved whole.
    #[error(
        "HDF5 without `model_config` and `training_config`, so not a whole Keras model; weights alone have no \
         learning rate"
    )]
    NoTrainingConfig,
    /// The file is a zip archive that cannot be read.
    #[error("damaged zip archive: {0}")]
    Archive(String),
    /// The archive is neither of Keras nor of PyTorch.
    #[error("a zip archive without `config.json` or `data.pkl`, so neither of Keras nor of PyTorch")]
    NoConfig,
    /// The archive's `config.json` cannot be inflated.
    #[error("damaged Keras archive: `config.json`: {0}")]
    Config(String),
    /// The archive's `config.json` inflates to more than any model needs.
    #[error("`config.json` inflates to more than {} MiB", limit >> 20)]
    ConfigTooLarge {
        /// The greatest number of bytes.
        limit: u64,
    },
    /// A part of an archive of PyTorch cannot be inflated.
    #[error("damaged PyTorch archive: `{name}`: {problem}")]
    Member {
        /// The name of the part.
        name: String,
        /// What is wrong.
        problem: String,
    },
    /// A pickle cannot be read.
    #[error("damaged pickle: at byte {offset} it {problem}")]
    Pickle {
        /// Where in the pickle; in an archive, in its `data.pkl`.
        offset: usize,
        /// What is wrong there.
        problem: String,
    },
    /// A pickle holds more than any checkpoint needs, or says the same over and over again.
    #[error("too large: the pickled values take more than {} MiB of memory", pickle::MAX_MEMORY >> 20)]
    PickleTooLarge,
    /// The file is one of PyTorch or Python, but no scheduler was saved in it.
    #[error(
        "no scheduler found: expected what `scheduler.state_dict()` gives, alone or in a checkpoint, got {got}"
    )]
    NoScheduler {
        /// What came instead.
        got: String,
    },
    /// A scheduler was pickled as an object.
    #[error(
        "{}`{class}` was saved as an object, which is code to be run; save `scheduler.state_dict()`",
        at(path)
    )]
    SchedulerObject {
        /// Where it stands.
        path: String,
        /// Its class.
        class: String,
    },
    /// No class of PyTorch has such a state.
    #[error("{}no scheduler of PyTorch has the parameters {}", at(path), list(keys))]
    UnknownScheduler {
        /// Where the state stands.
        path: String,
        /// The names that it has beside those that all have.
        keys: Vec<String>,
    },
    /// A scheduler is no function of the step that could be written down, or the file says too little of it.
    #[error("{}`{class}` cannot be restored: {reason}", at(path))]
    NotRestorable {
        /// Where the scheduler stands.
        path: String,
        /// Its class in PyTorch.
        class: String,
        /// The reason.
        reason: String,
    },
    /// The rate is a function of the step; [`import`](crate::import) reads such ones.
    #[error("{}the learning rate follows the step, not a metric", at(path))]
    FollowsStep {
        /// Where it stands.
        path: String,
    },
    /// A number that a schedule needs is NaN or infinite. Keras writes these bare, which is not JSON.
    #[error("{}must be a finite number, got {token}", at(path))]
    NotFinite {
        /// Where the number stands.
        path: String,
        /// `NaN`, `Infinity` or `-Infinity`.
        token: &'static str,
    },
    /// The model was saved before it was compiled.
    #[error("the model was never compiled, so it has no optimizer and no learning rate")]
    NotCompiled,
    /// The JSON describes the layers of a model and nothing else.
    #[error(
        "a Keras model (`{class_name}`), not a schedule; a compiled model's schedule is in \
         `compile_config.optimizer.config.learning_rate`, which is missing"
    )]
    KerasModel {
        /// The class of the model.
        class_name: String,
    },
    /// The optimizer is only named, and its default rate is not known.
    #[error("{path}: the optimizer is only named, `{name}`; its learning rate is not in the file")]
    OptimizerName {
        /// Where the name stands.
        path: String,
        /// The name.
        name: String,
    },
    /// The JSON is not of any form that holds a learning rate.
    #[error(
        "no learning rate found: expected a schedule (`class_name` and `config`), an optimizer \
         (`learning_rate`) or a compiled model (`compile_config`), got {got}"
    )]
    NoLearningRate {
        /// What came instead.
        got: String,
    },
    /// A schedule and the optimizer's own decay at once.
    #[error("{path}: an optimizer's own `decay` on top of a schedule is not read, got {decay}")]
    DecayOfSchedule {
        /// Where the decay stands.
        path: String,
        /// The decay.
        decay: f64,
    },
    /// The rate is a function of a metric; [`import_metric`](crate::import_metric) reads the state of such ones.
    #[error(
        "{}`{name}` follows a metric, not the step, so it is no schedule; what does the same is `{class}`",
        at(path)
    )]
    FollowsMetric {
        /// Where it stands.
        path: String,
        /// What the framework calls it.
        name: String,
        /// The class of this library that follows a metric so.
        class: &'static str,
    },
    /// A folder of which nothing can be read.
    #[error(
        "a folder of no kind that is read: a checkpoint of the Hugging Face Trainer has `trainer_state.json`, a Keras model \
         `config.json` and `metadata.json`, a state of accelerate `scheduler.bin`"
    )]
    NoCheckpoint,
    /// A checkpoint that does not say which schedule it is of.
    #[error(
        "the checkpoint does not tell its schedule: it has neither `training_args.bin` nor a JSON copy of it, \
         `training_args.json`"
    )]
    NoTrainingArguments,
    /// What should be the training arguments is something else.
    #[error("expected the `TrainingArguments` of Hugging Face transformers, got {got}")]
    NotTrainingArguments {
        /// What came instead.
        got: String,
    },
    /// A checkpoint with several copies of its training arguments.
    #[error("several copies of the training arguments: {}", files.join(", "))]
    SeveralTrainingArguments {
        /// Their names.
        files: Vec<String>,
    },
    /// The state of a Trainer, without its arguments.
    #[error(
        "the state of a Hugging Face Trainer does not tell the schedule; the `TrainingArguments` do: give the folder that \
         has it and `training_args.bin`"
    )]
    TrainerStateAlone,
    /// A part of a folder is at fault.
    #[error("{file}: {error}")]
    InFile {
        /// The name of the file.
        file: String,
        /// What is wrong with it.
        error: Box<Self>,
    },
    /// The schedule in the file is at fault, or what the file says around it.
    #[error(transparent)]
    Schedule(#[from] SerdeError),
    /// The framework has no such schedule, or would compute something else.
    #[error("cannot be written for {target}: {}{reason}", at(path))]
    NotWritable {
        /// For which framework.
        target: Target,
        /// The part at fault, as `config.schedules[1]`; empty for the whole.
        path: String,
        /// The reason.
        reason: String,
    },
    /// A schedule is not approximated so.
    #[error("cannot be approximated: {reason}")]
    NotApproximable {
        /// The reason.
        reason: String,
    },
}

impl InteropError {
    /// A part of the file that is not what it should be.
    pub(crate) fn invalid(path: &str, problem: impl Into<String>) -> Self {
        Self::Schedule(SerdeError::Invalid { path: path.to_owned(), problem: problem.into() })
    }

    /// Says that what is at fault stands inside `outer`.
    pub(crate) fn under(self, outer: &str) -> Self {
        match self {
            Self::Schedule(error) => Self::Schedule(error.under(outer)),
            Self::NotRestorable { path, class, reason } => {
                Self::NotRestorable { path: path::join(outer, &path), class, reason }
            }
            other => other,
        }
    }

    /// For parameters at `path` that no schedule can be built of.
    pub(crate) fn unfit(path: &str) -> impl Fn(ScheduleError) -> Self {
        move |error| Self::invalid(path, error.to_string())
    }
}

fn list(keys: &[String]) -> String {
    let keys: Vec<_> = keys.iter().map(|key| format!("`{key}`")).collect();
    if keys.is_empty() { "that all have, and no others".to_owned() } else { keys.join(", ") }
}

fn at(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}: ") }
}
