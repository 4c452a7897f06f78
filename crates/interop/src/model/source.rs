//! Where a learning rate was found.

use std::fmt;

/// What kind of file a learning rate was found in. It prints as words for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Source {
    /// A number alone.
    Number,
    /// `{"class_name": …, "config": …}`: a schedule as TensorFlow 2 and glidepath write it.
    Schedule,
    /// The same with `module` and `registered_name`: a schedule as Keras writes it since 2.12.
    KerasSchedule,
    /// `{"schedule": …, "step": …}`: a place in a run, as glidepath writes it.
    Scheduler,
    /// The configuration of an optimizer, with or without its class.
    Optimizer,
    /// The `compile_config` of a model.
    CompileConfig,
    /// The configuration of a whole model: the `config.json` of a Keras archive.
    ModelConfig,
    /// A Keras archive.
    KerasArchive,
    /// A folder with what a Keras archive has.
    KerasFolder,
    /// An HDF5 file of Keras.
    Hdf5,
    /// The `training_config` of an HDF5 file, as JSON.
    TrainingConfig,
    /// All attributes of an HDF5 file, as JSON.
    Hdf5Attributes,
    /// A file of `torch.save`, since PyTorch 1.6.
    Torch,
    /// A file of `torch.save` from before.
    TorchLegacy,
    /// A folder of accelerate's `save_state`.
    Accelerate,
    /// A file of Python's `pickle.dump`.
    Pickle,
    /// The state of a PyTorch scheduler, alone or in a checkpoint, as JSON.
    TorchState,
    /// The class and the arguments of a PyTorch scheduler, as JSON.
    TorchArguments,
    /// The `TrainingArguments` of Hugging Face transformers, as JSON.
    TrainingArguments,
    /// A checkpoint of the Hugging Face Trainer: its state and its training arguments.
    TrainerCheckpoint,
    /// The class and the arguments of a timm scheduler, as JSON.
    Timm,
    /// The `state_dict` of a timm scheduler, as JSON.
    TimmState,
    /// A configuration of DeepSpeed.
    DeepSpeed,
    /// A configuration of MosaicML Composer or llm-foundry.
    Composer,
    /// A configuration of Axolotl.
    Axolotl,
    /// `{"function": …, "kwargs": …}`: the call of a function of optax.
    Optax,
    /// The same of a function of flax.
    Flax,
}

impl Source {
    /// The words that it prints as, and programs read.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Number => "a plain number",
            Self::Schedule => "JSON of a schedule",
            Self::KerasSchedule => "JSON of a Keras schedule",
            Self::Scheduler => "JSON of a scheduler",
            Self::Optimizer => "JSON of an optimizer",
            Self::CompileConfig => "JSON of a model's compile_config",
            Self::ModelConfig => "JSON of a compiled Keras model",
            Self::KerasArchive => "a Keras archive",
            Self::KerasFolder => "a folder of a Keras model",
            Self::Hdf5 => "a Keras HDF5 file",
            Self::TrainingConfig => "JSON of a model's training_config",
            Self::Hdf5Attributes => "JSON of an HDF5 file's attributes",
            Self::Torch => "a PyTorch file",
            Self::TorchLegacy => "a PyTorch file of the format before 1.6",
            Self::Accelerate => "a folder of accelerate",
            Self::Pickle => "a Python pickle",
            Self::TorchState => "JSON of a PyTorch scheduler's state",
            Self::TorchArguments => "JSON of a PyTorch scheduler",
            Self::TrainingArguments => "JSON of Hugging Face TrainingArguments",
            Self::TrainerCheckpoint => "a checkpoint of the Hugging Face Trainer",
            Self::Timm => "JSON of a timm scheduler",
            Self::TimmState => "JSON of a timm scheduler's state",
            Self::DeepSpeed => "a DeepSpeed configuration",
            Self::Composer => "a Composer configuration",
            Self::Axolotl => "an Axolotl configuration",
            Self::Optax => "JSON of an optax schedule",
            Self::Flax => "JSON of a flax schedule",
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.description())
    }
}
