//! Where a learning rate was found.

use std::fmt;

/// What kind of file a learning rate was found in. It prints as words for people.
///
/// ```
/// let imported = glidepath_interop::import_bytes(b"class_name: Constant\nconfig: {learning_rate: 0.1}")?;
/// assert_eq!(imported.source.name(), "schedule");
/// assert_eq!(imported.source.to_string(), "YAML of a schedule");
/// # Ok::<(), glidepath_interop::InteropError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    name: &'static str,
    words: &'static str,
    /// The language of the text, where the description names it.
    language: Option<&'static str>,
}

impl Source {
    /// A kind of file that has a name of its own, as `a Keras archive`.
    pub(crate) const fn file(name: &'static str, words: &'static str) -> Self {
        Self { name, words, language: None }
    }

    /// Values in a text, as those `of a schedule`: JSON, or the language that
    /// [`with_language`](Self::with_language) says.
    pub(crate) const fn text(name: &'static str, words: &'static str) -> Self {
        Self { name, words, language: Some("JSON") }
    }

    /// The same, for a text in another language than JSON.
    pub(crate) fn with_language(self, language: &'static str) -> Self {
        Self { language: self.language.map(|_| language), ..self }
    }

    /// The stable name of the kind, as `keras-archive`, `torch` or `transformers`: lower-case words with
    /// hyphens.
    pub const fn name(self) -> &'static str {
        self.name
    }

    /// The words that it prints as: `a Keras archive`, `TOML of a schedule`.
    pub fn description(self) -> String {
        match self.language {
            Some(language) => format!("{language} of {}", self.words),
            None => self.words.to_owned(),
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.description())
    }
}
