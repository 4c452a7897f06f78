//! Output targets.

use std::fmt;
use std::str::FromStr;

use glidepath_serde::instead_of;

/// A form that a schedule can be written in: that of a framework, of a line of its releases, or of glidepath.
///
/// It is parsed from its [`name`](Self::name) or one of its [`aliases`](Self::aliases), and prints as the
/// framework or language that it is for.
///
/// ```
/// use glidepath_interop::Target;
///
/// let target: Target = "keras3".parse()?;
/// assert_eq!(target, Target::Keras3);
/// assert_eq!(target.to_string(), "Keras 3");
/// # Ok::<(), glidepath_interop::UnknownTarget>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Target {
    /// TensorFlow 2.x and Keras 2.x: `{"class_name": …, "config": {…}}`.
    ///
    /// Every release since TensorFlow 2.3 reads it, unless the schedule needs what came later: the warmup of
    /// `CosineDecay` is from Keras 2.13, the `seed` of `NoisyLinearCosineDecay` from Keras 2.7. Where these
    /// are not set they are left out. A constant rate is written as a number, which is what Keras's
    /// optimizers take.
    Keras2,
    /// Keras 3, with `module` and `registered_name`.
    ///
    /// Keras 3 loads what TensorFlow 2 wrote, but cannot call it, because it needs a name. Here a schedule
    /// without a name gets the one that Keras 3 itself would give it. A class of your own is written with its
    /// package; its name in Python is not known, so `class_name` is taken from `my_package>MySchedule`, and
    /// Keras finds it by `registered_name`. A constant rate is written as a number, which is what Keras's
    /// optimizers take.
    Keras3,
    /// PyTorch, as JSON: `class`, `base_lr` (a list if there are several parameter groups), `kwargs`, the
    /// `state_dict` at the step, the `param_groups` of the `optimizer`, and the lines of `python` that build
    /// the scheduler.
    ///
    /// The classes of `torch.optim.lr_scheduler` are used where they have the rates, one after the other in a
    /// `SequentialLR` if needed. Other rates become a formula in a `LambdaLR`, which the lines of Python hold
    /// but no state does. If one class has the rates of all parameter groups, it is used; otherwise each
    /// group has its formula in a `LambdaLR`.
    Torch,
    /// PyTorch, as Python: the lines that build the optimizer and the scheduler, and at a step after 0 load
    /// its state.
    TorchPython,
    /// The `TrainingArguments` of Hugging Face transformers: `learning_rate`, `lr_scheduler_type`,
    /// `lr_scheduler_kwargs`, `warmup_steps`, and `max_steps` if the schedule or the options give the length
    /// of the run.
    ///
    /// The rates are the same at every step of the run; a note says where they differ after its end.
    Transformers,
    /// The `scheduler` of a DeepSpeed configuration, with the rate of the `optimizer` if the scheduler takes
    /// shares of it.
    ///
    /// The warmups of DeepSpeed start one update late, so it cannot express most schedules with a warmup.
    DeepSpeed,
    /// burn's `LrSchedulerConfig`, as JSON.
    ///
    /// Its lines and cosines begin above 0 and have rates up to 1; the first step of a warmup from 0 becomes
    /// a part of its own.
    Burn,
    /// optax, as Python: the lines that build a schedule of its functions, joined by `join_schedules`.
    ///
    /// Where it has no function, the lines hold a function of the step, which JAX can trace.
    Optax,
    /// glidepath, as Rust: a function that builds the schedule with the crate `glidepath`.
    ///
    /// A class of your own cannot be written, for only your program knows how it is built.
    Rust,
    /// glidepath, as JSON: a number, or `{"class_name": …, "config": {…}}` with every parameter; at a step
    /// `{"schedule": …, "step": …}`, a [`Scheduler`](glidepath_core::Scheduler) that goes on there.
    Glidepath,
    /// glidepath, as YAML. A constant rate without a step is written as a `Constant`.
    Yaml,
    /// glidepath, as TOML. A constant rate without a step is written as a `Constant`.
    Toml,
}

impl Target {
    /// All targets.
    pub const ALL: &'static [Self] = &[
        Self::Keras2,
        Self::Keras3,
        Self::Torch,
        Self::TorchPython,
        Self::Transformers,
        Self::DeepSpeed,
        Self::Burn,
        Self::Optax,
        Self::Rust,
        Self::Glidepath,
        Self::Yaml,
        Self::Toml,
    ];

    /// The name by which a program's user chooses it, as `keras3`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Keras2 => "keras2",
            Self::Keras3 => "keras3",
            Self::Torch => "torch",
            Self::TorchPython => "torch-python",
            Self::Transformers => "transformers",
            Self::DeepSpeed => "deepspeed",
            Self::Burn => "burn",
            Self::Optax => "optax",
            Self::Rust => "rust",
            Self::Glidepath => "glidepath",
            Self::Yaml => "yaml",
            Self::Toml => "toml",
        }
    }

    /// Other names that are parsed, as `pytorch`.
    pub fn aliases(self) -> &'static [&'static str] {
        match self {
            Self::Torch => &["pytorch"],
            Self::TorchPython => &["pytorch-python"],
            Self::Transformers => &["huggingface"],
            Self::Keras2
            | Self::Keras3
            | Self::DeepSpeed
            | Self::Burn
            | Self::Optax
            | Self::Rust
            | Self::Glidepath
            | Self::Yaml
            | Self::Toml => &[],
        }
    }

    /// What is written, in a phrase for a list of targets.
    pub fn description(self) -> &'static str {
        match self {
            Self::Keras2 => "TensorFlow 2 and Keras 2: `class_name` and `config`",
            Self::Keras3 => {
                "Keras 3: with `module` and `registered_name`, and with a name, so that it can be called"
            }
            Self::Torch => {
                "PyTorch, as JSON: class, arguments, `state_dict`, and the lines of Python that build the scheduler"
            }
            Self::TorchPython => "PyTorch: those lines alone",
            Self::Transformers => "Hugging Face transformers: what `TrainingArguments` takes",
            Self::DeepSpeed => "DeepSpeed: the `scheduler` of a configuration",
            Self::Burn => "burn: an `LrSchedulerConfig`",
            Self::Optax => "optax: the lines of Python that build the schedule",
            Self::Rust => "glidepath, as Rust: a function that builds the schedule",
            Self::Glidepath => "glidepath: `class_name` and `config`, every parameter written out",
            Self::Yaml => "The same in YAML",
            Self::Toml => "The same in TOML",
        }
    }

    /// Whether it can hold the rates of several parameter groups.
    pub fn holds_groups(self) -> bool {
        match self {
            Self::Torch | Self::TorchPython => true,
            Self::Keras2
            | Self::Keras3
            | Self::Transformers
            | Self::DeepSpeed
            | Self::Burn
            | Self::Optax
            | Self::Rust
            | Self::Glidepath
            | Self::Yaml
            | Self::Toml => false,
        }
    }

    /// Whether it can hold any list of constant pieces, such as an [`approximation`](crate::approximate).
    pub fn holds_pieces(self) -> bool {
        match self {
            Self::Keras2
            | Self::Keras3
            | Self::Torch
            | Self::TorchPython
            | Self::Burn
            | Self::Optax
            | Self::Rust
            | Self::Glidepath
            | Self::Yaml
            | Self::Toml => true,
            Self::Transformers | Self::DeepSpeed => false,
        }
    }

    /// Where the framework saves the step that a run has reached, if not in this form.
    ///
    /// `None` if this form can hold the step.
    pub fn keeper_of_step(self) -> Option<&'static str> {
        match self {
            Self::Keras2 | Self::Keras3 => Some("the optimizer's `iterations`"),
            Self::Transformers => Some("the `global_step` of the checkpoint's trainer_state.json"),
            Self::DeepSpeed => Some("the engine's checkpoint"),
            Self::Burn => Some("the scheduler's record"),
            Self::Optax => Some("the `count` in the state of the optimizer"),
            Self::Rust => Some("the `Scheduler` that runs the schedule"),
            Self::Torch | Self::TorchPython | Self::Glidepath | Self::Yaml | Self::Toml => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Keras2 => "Keras 2",
            Self::Keras3 => "Keras 3",
            Self::Torch | Self::TorchPython => "PyTorch",
            Self::Transformers => "transformers",
            Self::DeepSpeed => "DeepSpeed",
            Self::Burn => "burn",
            Self::Optax => "optax",
            Self::Rust => "Rust",
            Self::Glidepath => "glidepath",
            Self::Yaml => "YAML",
            Self::Toml => "TOML",
        })
    }
}

impl FromStr for Target {
    type Err = UnknownTarget;

    fn from_str(name: &str) -> Result<Self, UnknownTarget> {
        let has_name = |target: &&Self| target.name() == name || target.aliases().contains(&name);
        Self::ALL.iter().find(has_name).copied().ok_or_else(|| UnknownTarget(name.to_owned()))
    }
}

/// No target has this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownTarget(String);

impl fmt::Display for UnknownTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hint = instead_of(&self.0, Target::ALL.iter().map(|target| target.name()));
        write!(f, "unknown target {:?}{hint}", self.0)
    }
}

impl std::error::Error for UnknownTarget {}
