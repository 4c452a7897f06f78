//! For which programs a schedule is written.

use clap::ValueEnum;

/// What to convert to.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Target {
    /// TensorFlow 2 and Keras 2: `class_name` and `config`
    Keras2,
    /// Keras 3: with `module` and `registered_name`, and with a name, so that it can be called
    Keras3,
    /// PyTorch, as JSON: class, arguments, `state_dict`, and the lines of Python that build the scheduler
    #[value(alias = "pytorch")]
    Torch,
    /// PyTorch: those lines alone
    #[value(alias = "pytorch-python")]
    TorchPython,
    /// Hugging Face transformers: what `TrainingArguments` takes
    #[value(alias = "huggingface")]
    Transformers,
    /// DeepSpeed: the `scheduler` of a configuration
    #[value(name = "deepspeed")]
    DeepSpeed,
    /// glidepath: `class_name` and `config`, every parameter written out
    Glidepath,
    /// The same in YAML
    Yaml,
    /// The same in TOML
    Toml,
}

impl Target {
    /// Who has the place in the run, if it cannot be written here.
    pub(super) fn keeper_of_step(self) -> Option<&'static str> {
        match self {
            Self::Keras2 | Self::Keras3 => Some("the optimizer's `iterations`"),
            Self::Transformers => Some("the `global_step` of the checkpoint's trainer_state.json"),
            Self::DeepSpeed => Some("the engine's checkpoint"),
            Self::Torch | Self::TorchPython | Self::Glidepath | Self::Yaml | Self::Toml => None,
        }
    }

    /// Whether it has constant pieces.
    pub(super) fn has_pieces(self) -> bool {
        !matches!(self, Self::Transformers | Self::DeepSpeed)
    }
}
