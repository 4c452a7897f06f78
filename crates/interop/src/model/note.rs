//! What a reader of a file should know.

use std::fmt;

/// Something about a file that is no error, but may not be what its author expects. It prints as a sentence.
///
/// ```
/// let warmup = br#"{"class_name": "CosineDecay", "config":
///     {"initial_learning_rate": 0.1, "decay_steps": 100, "warmup_steps": 10}}"#;
/// let imported = glidepath_interop::import_bytes(warmup)?;
/// assert_eq!(imported.notes[0].rule(), "warmup-without-target");
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    rule: &'static str,
    path: String,
    text: String,
    is_about_source: bool,
}

impl Note {
    /// A note on the whole file.
    pub(crate) fn new(rule: &'static str, text: impl Into<String>) -> Self {
        Self { rule, path: String::new(), text: text.into(), is_about_source: false }
    }

    /// The same note on a part of the file.
    pub(crate) fn at(self, path: impl Into<String>) -> Self {
        Self { path: path.into(), ..self }
    }

    /// The same note, about the program that wrote the file.
    pub(crate) fn about_source(self) -> Self {
        Self { is_about_source: true, ..self }
    }

    /// The stable name of the kind of note, as `warmup-without-target`: lower-case words with hyphens.
    pub const fn rule(&self) -> &'static str {
        self.rule
    }

    /// Where in the file, as `scheduler.params.warmup_num_steps`; empty if the note is about the whole file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The sentence, without the path.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the note is about what the program that reads such files computes or refuses, not about what
    /// was read here. It does not concern who converts the file for another program.
    pub const fn is_about_source(&self) -> bool {
        self.is_about_source
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "{}: ", self.path)?;
        }
        f.write_str(&self.text)
    }
}
