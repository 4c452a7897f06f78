//! What a reader of a file should know.

use std::fmt;

use crate::formats::axolotl::AxolotlNote;
use crate::formats::deepspeed::DeepSpeedNote;
use crate::formats::flax::FlaxNote;
use crate::formats::optax::OptaxNote;
use crate::formats::timm::TimmNote;
use crate::formats::torch::TorchNote;
use crate::formats::transformers::TransformersNote;
use crate::values::text;

/// Something about a file that is no error, but may not be what its writer thinks. It prints as a sentence.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Note {
    /// A warmup that Keras leaves out.
    WarmupWithoutTarget {
        /// The number of steps, as it stands in the file.
        warmup_steps: String,
    },
    /// Keras computes in the type of the rate, so an integer turns all other parameters into integers.
    IntegerRate {
        /// The number, as it stands in the file.
        value: String,
    },
    /// Keras with TensorFlow or NumPy refuses to evaluate such a list.
    MixedValues,
    /// TensorFlow 2 writes `null` where no name was given.
    NullName {
        /// The class of the schedule.
        class_name: String,
    },
    /// Keras gives NaN, infinity or a negative rate after some steps.
    Breakdown {
        /// With which parameter, and from which step on.
        reason: String,
    },
    /// Keras finds the period of a restart with a logarithm.
    PeriodByLogarithm,
    /// The noise cannot be that of TensorFlow.
    Noise,
    /// The decay was a parameter of the optimizer.
    OptimizerDecay {
        /// The parameter.
        decay: f64,
    },
    /// The `decay` of `Nadam` in TensorFlow before 2.11.
    DecayOfMomentum {
        /// The parameter.
        decay: f64,
    },
    /// Keras's `MultiOptimizer` has an optimizer for some variables each.
    SeveralOptimizers {
        /// Which variables the second optimizer and all further ones are for.
        patterns: Vec<String>,
    },
    /// The optimizer scales the rate that is read.
    ScaledByOptimizer {
        /// With which parameter.
        parameter: &'static str,
    },
    /// Something about a scheduler of PyTorch.
    Torch(TorchNote),
    /// Something about a schedule of Hugging Face transformers.
    Transformers(TransformersNote),
    /// Something about a scheduler of timm.
    Timm(TimmNote),
    /// Something about a scheduler of DeepSpeed.
    DeepSpeed(DeepSpeedNote),
    /// The parameter groups have a schedule each.
    FirstGroup {
        /// How many there are.
        groups: usize,
    },
    /// The rate is not in the file.
    DefaultLearningRate {
        /// The name of the optimizer, as it stands in the file.
        optimizer: String,
    },
    /// How far the training was cannot be read.
    UnknownStep {
        /// The reason.
        reason: String,
    },
    /// The length of the run in the file is not the one that was told.
    OtherLength {
        /// That of the file, which is taken.
        file: u64,
        /// That which was told.
        told: u64,
    },
    /// The length of the run follows from its epochs.
    Epochs {
        /// How many there are.
        epochs: f64,
        /// The steps of each.
        steps_per_epoch: f64,
        /// The steps of the run.
        max_steps: u64,
    },
    /// Something about a configuration of Axolotl.
    Axolotl(AxolotlNote),
    /// The text is in another language than JSON.
    Markup {
        /// `YAML` or `TOML`.
        language: &'static str,
    },
    /// Something about a schedule of optax.
    Optax(OptaxNote),
    /// Something about a schedule of flax.
    Flax(FlaxNote),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::WarmupWithoutTarget { warmup_steps } => write!(
                f,
                "`warmup_steps` is {warmup_steps} but `warmup_target` is null, so there is no warmup, as in Keras"
            ),
            Self::IntegerRate { value } => write!(
                f,
                "`initial_learning_rate` is written as the integer {value}; Keras itself would compute with integers"
            ),
            Self::MixedValues => f.write_str(
                "`values` mixes integers and decimals, which Keras with TensorFlow or NumPy refuses to evaluate",
            ),
            Self::NullName { class_name } => write!(
                f,
                "the `name` of {class_name} is null: Keras 3 loads it, but raises an error at every call"
            ),
            Self::Breakdown { reason } => f.write_str(reason),
            Self::PeriodByLogarithm => f.write_str(
                "Keras finds the period with a logarithm; where that is rounded down, it restarts one step late",
            ),
            Self::Noise => f.write_str(
                "the noise is a function of `seed` and step; TensorFlow draws its own, which no file holds",
            ),
            Self::OptimizerDecay { decay } => {
                write!(f, "the optimizer's own `decay` of {decay:?} is read as InverseTimeDecay")
            }
            Self::DecayOfMomentum { decay } => {
                write!(f, "the `decay` of {decay:?} is that of the momentum of `Nadam`, not of its rate")
            }
            Self::SeveralOptimizers { patterns } => {
                f.write_str("there are several optimizers: parameter group 0 has all variables but those of the others")?;
                patterns.iter().zip(1..).try_for_each(|(pattern, group)| {
                    write!(f, ", {group} has `{}`", text::shortened(pattern))
                })
            }
            Self::ScaledByOptimizer { parameter } => write!(
                f,
                "the optimizer scales this rate itself, as its `{parameter}` tells; what is read is its `learning_rate`"
            ),
            Self::Torch(note) => note.fmt(f),
            Self::Transformers(note) => note.fmt(f),
            Self::Timm(note) => note.fmt(f),
            Self::DeepSpeed(note) => note.fmt(f),
            Self::FirstGroup { groups } => {
                write!(f, "there are {groups} parameter groups; this is the schedule of the first")
            }
            Self::DefaultLearningRate { optimizer } => {
                write!(f, "the file only names the optimizer, `{optimizer}`; the rate is Keras's default")
            }
            Self::UnknownStep { reason } => {
                write!(f, "at which step the file was saved is not known: {reason}")
            }
            Self::OtherLength { file, told } => {
                write!(f, "the run of the file has {file} steps, which count, though {told} were told")
            }
            Self::Epochs { epochs, steps_per_epoch, max_steps } => {
                write!(f, "the run has {max_steps} steps: {epochs:?} epochs of {steps_per_epoch:?} steps")
            }
            Self::Axolotl(note) => note.fmt(f),
            Self::Markup { language } => {
                write!(f, "the text is {language}, read as the JSON of the same values")
            }
            Self::Optax(note) => note.fmt(f),
            Self::Flax(note) => note.fmt(f),
        }
    }
}

impl Note {
    /// Whether it is about what Keras makes of a file, and not about what was read.
    pub fn is_about_keras(&self) -> bool {
        matches!(
            self,
            Self::WarmupWithoutTarget { .. }
                | Self::IntegerRate { .. }
                | Self::MixedValues
                | Self::NullName { .. }
                | Self::Breakdown { .. }
                | Self::PeriodByLogarithm
        )
    }
}
