//! For whom is written.

use std::fmt;

/// A framework, or a line of its releases whose files differ from the others'; or a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Target {
    /// TensorFlow 2.x and Keras 2.x.
    Keras2,
    /// Keras 3.
    Keras3,
    /// PyTorch.
    Torch,
    /// Hugging Face transformers.
    Transformers,
    /// DeepSpeed.
    DeepSpeed,
    /// YAML.
    Yaml,
    /// TOML.
    Toml,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Keras2 => "Keras 2",
            Self::Keras3 => "Keras 3",
            Self::Torch => "PyTorch",
            Self::Transformers => "transformers",
            Self::DeepSpeed => "DeepSpeed",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        })
    }
}
