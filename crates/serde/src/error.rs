//! What can be wrong with a schedule in a file.

use crate::foreign_names;
use crate::nearest::question;
use crate::registry::near_names;

/// Why a schedule could not be read or written.
///
/// The text names the place in the file, the rule, and the value:
///
/// ```
/// let text = r#"{"class_name": "Sequential", "config": {"boundaries": [5], "schedules": [
///     {"class_name": "Constant", "config": {"learning_rate": 0.1}},
///     {"class_name": "ExponentialDecay",
///      "config": {"initial_learning_rate": 0.1, "decay_steps": 0, "decay_rate": 0.9}}]}}"#;
/// let error = glidepath::from_json(text).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "config.schedules[1].config.decay_steps: `decay_steps` must be greater than 0, got 0"
/// );
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SerdeError {
    /// The text is not JSON, or not JSON that keeps its meaning (a key twice).
    #[error("not valid JSON: {problem}")]
    Syntax {
        /// What is wrong, and where.
        problem: String,
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// Whether the text ends too early.
        is_truncated: bool,
    },
    /// The text is JSON of more than any schedule, model or checkpoint needs.
    #[error("too large: the values take more than {} MiB of memory", limit >> 20)]
    TooLarge {
        /// The greatest number of bytes.
        limit: usize,
    },
    /// A part of the file is not what it should be.
    #[error("{}{problem}", at(path))]
    Invalid {
        /// Where, as `config.schedules[1].config`; empty for the whole.
        path: String,
        /// The rule and the value.
        problem: String,
    },
    /// A number of steps has a unit that needs a length which the [`Horizon`](crate::Horizon) does not have.
    #[error("{}{text:?} needs `{fact}`", at(path))]
    NeedsLength {
        /// Where, as `config.decay_steps`; empty for the whole.
        path: String,
        /// The number with its unit, as `10ep`.
        text: String,
        /// The length that the horizon must have, as `steps_per_epoch`.
        fact: &'static str,
    },
    /// No class of that name is registered in this program.
    #[error("{}unknown class `{class_name}`{}", at(path), hint(class_name, near))]
    UnknownClass {
        /// Where the name stands.
        path: String,
        /// The name.
        class_name: String,
        /// Registered names that may have been meant, the nearest first.
        near: Vec<&'static str>,
    },
    /// A run cannot have this length of a [`Horizon`](crate::Horizon).
    #[error("`{fact}` must be {rule}, got {got}")]
    Horizon {
        /// The name of the length, as `steps_per_epoch`.
        fact: &'static str,
        /// Its range, in words.
        rule: &'static str,
        /// The number that was given.
        got: String,
    },
    /// The schedule cannot be written.
    #[error("cannot write the schedule: {problem}")]
    Serialize {
        /// The reason.
        problem: String,
    },
}

impl SerdeError {
    /// Why a text is not JSON.
    pub(crate) fn syntax(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        Self::Syntax { problem: error.to_string(), line, column, is_truncated: error.is_eof() }
    }

    /// A class that is not registered, with the names that may have been meant.
    pub(crate) fn unknown_class(path: &str, class_name: &str) -> Self {
        Self::UnknownClass {
            path: path.to_owned(),
            class_name: class_name.to_owned(),
            near: near_names(class_name),
        }
    }

    /// Why a schedule cannot be written.
    pub fn unwritable(problem: impl std::fmt::Display) -> Self {
        Self::Serialize { problem: problem.to_string() }
    }

    /// Where the fault is, as `config.schedules[1].config`; empty for the whole, and where it is not known.
    pub fn path(&self) -> &str {
        match self {
            Self::Invalid { path, .. } | Self::NeedsLength { path, .. } | Self::UnknownClass { path, .. } => {
                path
            }
            _ => "",
        }
    }

    /// Says that the value stands inside a larger file, at `outer`.
    #[must_use]
    pub fn under(mut self, outer: &str) -> Self {
        if let Self::Invalid { path, .. } | Self::NeedsLength { path, .. } | Self::UnknownClass { path, .. } =
            &mut self
        {
            *path = join_path(outer, path);
        }
        self
    }
}

/// How long the beginning and the end of a path may be. With all of it, the paths in a deep file would be a
/// thousand times as long as the file.
const PATH_PART: usize = 500;

/// The place of a value in a file: `outer.inner`, or `outer[0]`. Either may be empty; of a very long path it
/// has the beginning and the end.
///
/// ```
/// use glidepath_serde::join_path;
///
/// assert_eq!(join_path("config.schedules", "[1]"), "config.schedules[1]");
/// assert_eq!(join_path("config", "decay_steps"), "config.decay_steps");
/// assert_eq!(join_path("", "config"), "config");
/// ```
#[must_use]
pub fn join_path(outer: &str, inner: &str) -> String {
    let joined = if outer.is_empty() || inner.is_empty() || inner.starts_with('[') {
        format!("{outer}{inner}")
    } else {
        format!("{outer}.{inner}")
    };
    if joined.len() <= 2 * PATH_PART + '…'.len_utf8() {
        return joined;
    }
    let (mut beginning, mut end) = (PATH_PART, joined.len() - PATH_PART);
    while !joined.is_char_boundary(beginning) {
        beginning -= 1;
    }
    while !joined.is_char_boundary(end) {
        end += 1;
    }
    format!("{}…{}", &joined[..beginning], &joined[end..])
}

fn at(path: &str) -> String {
    if path.is_empty() { String::new() } else { format!("{path}: ") }
}

fn hint(class_name: &str, near: &[&str]) -> String {
    match near {
        [] if class_name.contains('>') => {
            "; is the crate that registers it linked? `use that_crate as _;` links it".to_owned()
        }
        [] => "; no registered class has a name like it".to_owned(),
        [nearest, ..] => {
            let remark = foreign_names::remark(class_name, nearest).map(|remark| format!(" {remark}"));
            question(near) + &remark.unwrap_or_default()
        }
    }
}
