//! The languages of texts.

/// The language of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Language {
    Json,
    /// JSON with comments and other liberties.
    Hjson,
    Yaml,
    Toml,
    /// What Python prints of its values.
    Python,
    /// A line of a model card, which is such a value, or the list of its hyperparameters.
    ModelCard,
    /// The table of hyperparameters in the model card of a Keras model.
    CardTable,
}

impl Language {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Hjson => "Hjson",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
            Self::Python => "a Python literal",
            Self::ModelCard | Self::CardTable => "a model card",
        }
    }
}
