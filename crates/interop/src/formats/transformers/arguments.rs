//! What of the training arguments decides the learning rate.

use std::borrow::Cow;

use glidepath_schedules::StepCount;
use glidepath_serde::Horizon;

use super::{notes, others};
use crate::containers::{self, python};
use crate::formats::deepspeed::Run;
use crate::formats::notes as shared;
use crate::model::{InteropError, Note, Remedy};
use crate::parts::run_length;
use crate::values::Value;
use crate::values::arguments::{Arguments, NonNegative};

/// `TrainingArguments`, without what is not about the rate.
#[derive(Debug)]
pub(crate) struct TrainingArguments<'v> {
    pub(crate) learning_rate: f64,
    pub(crate) lr_scheduler_type: &'v str,
    pub(crate) lr_scheduler_kwargs: Option<Cow<'v, Value>>,
    pub(crate) optim: Option<&'v str>,
    pub(crate) deepspeed: Option<&'v Value>,
    warmup: Warmup,
    /// Absent, or not above 0, where the length of the run follows from the epochs.
    max_steps: Option<i64>,
    /// The length of the run where the arguments do not have it.
    max_steps_of_run: Option<u64>,
    /// 3 if there are none.
    num_train_epochs: Option<f64>,
    /// What was not in the file.
    pub(crate) notes: Vec<Note>,
    /// Whether these are the arguments of a script that trains without the Trainer.
    is_of_script: bool,
}

#[derive(Clone, Copy, Debug)]
enum Warmup {
    Steps(u64),
    RoundedDown { given: f64, warmup_steps: u64 },
    Share { argument: &'static str, share: f64 },
}

impl<'v> TrainingArguments<'v> {
    pub(crate) fn read(value: &'v Value) -> Result<Self, InteropError> {
        let mut arguments = Arguments::new(value, "")?;
        let mut notes = Vec::new();
        let mut default = |argument, value| {
            notes.push(shared::default_argument(argument, value, "transformers"));
        };
        let learning_rate = match arguments.optional_number("learning_rate")? {
            Some(learning_rate) => learning_rate,
            None => {
                refuse_default_of_trl(&arguments)?;
                default("learning_rate", "5e-5");
                NonNegative(5e-5)
            }
        };
        // `None` is no type, and not the default.
        let lr_scheduler_type = arguments.or("lr_scheduler_type", "linear")?;
        if !arguments.has("lr_scheduler_type") {
            others::refuse_default_of_swift(&arguments)?;
            default("lr_scheduler_type", "`linear`");
        }
        others::refuse_length(&mut arguments)?;
        let epochs = arguments.optional_number("num_train_epochs")?.map(|NonNegative(epochs)| epochs);
        let max_steps = arguments.optional_number::<i64>("max_steps")?;
        Ok(Self {
            learning_rate: learning_rate.0,
            lr_scheduler_type,
            lr_scheduler_kwargs: kwargs(&mut arguments)?,
            optim: arguments.optional("optim")?,
            deepspeed: arguments.optional("deepspeed")?,
            warmup: Warmup::read(&mut arguments)?,
            max_steps,
            max_steps_of_run: None,
            num_train_epochs: epochs,
            notes,
            is_of_script: others::is_script(&arguments),
        })
    }

    /// The same for a run of which `horizon` may tell the length.
    pub(crate) fn read_for(value: &'v Value, horizon: &Horizon) -> Result<Self, InteropError> {
        let mut arguments = Self::read(value)?;
        if arguments.given_max_steps().is_none() {
            arguments.max_steps_of_run = horizon.total_steps().or_else(|| arguments.steps_of_epochs(horizon));
        }
        Ok(arguments)
    }

    /// The steps of all epochs, if it is known how many one has.
    fn steps_of_epochs(&mut self, horizon: &Horizon) -> Option<u64> {
        let epochs = self.num_train_epochs.unwrap_or(3.0);
        // The last batch of an epoch may be smaller; it is an update all the same.
        let steps_per_epoch = horizon.steps_per_epoch()?.ceil();
        let max_steps = run_length::of_epochs(epochs, steps_per_epoch)?;
        if self.num_train_epochs.is_none() {
            let default = shared::default_argument("num_train_epochs", "3", "transformers");
            self.notes.push(default);
        }
        self.notes.push(run_length::note(epochs, steps_per_epoch, max_steps));
        Some(max_steps)
    }

    /// Takes the length of the run from its state, unless the arguments have it.
    pub(crate) fn take_max_steps(&mut self, state: u64) {
        match self.given_max_steps() {
            Some(arguments) if arguments != state => {
                self.notes.push(notes::max_steps(arguments, state));
            }
            _ => self.max_steps_of_run = Some(state),
        }
    }

    /// The length of the run.
    pub(crate) fn max_steps(&self) -> Result<u64, InteropError> {
        self.given_max_steps().or(self.max_steps_of_run).ok_or_else(|| {
            let max_steps = match self.max_steps {
                Some(steps) => format!("`max_steps` is {steps}"),
                None => "there is no `max_steps`".to_owned(),
            };
            let epochs = match self.num_train_epochs {
                Some(epochs) => format!("{epochs}"),
                None => "3 by default".to_owned(),
            };
            let problem = format!(
                "the length of the run is not known: {max_steps}, and `num_train_epochs` ({epochs}) needs the number of \
                 steps per epoch; a folder with `trainer_state.json` has the length"
            );
            InteropError::new(problem).with_remedy(Remedy::RunLength)
        })
    }

    fn given_max_steps(&self) -> Option<u64> {
        u64::try_from(self.max_steps?).ok().filter(|&steps| steps > 0)
    }

    /// The length of the warmup.
    pub(crate) fn warmup_steps(&self, notes: &mut Vec<Note>) -> Result<u64, InteropError> {
        match self.warmup {
            Warmup::Steps(steps) => Ok(steps),
            Warmup::RoundedDown { given, warmup_steps } => {
                notes.push(notes::warmup_rounded_down(given, warmup_steps));
                Ok(warmup_steps)
            }
            Warmup::Share { argument, share } => {
                let max_steps = self.max_steps()?;
                let steps = share_of(max_steps, share);
                if self.is_of_script {
                    others::refuse_share(argument, steps)?;
                }
                let warmup_steps = StepCount::from(steps.ceil())
                    .whole()
                    .ok_or_else(|| InteropError::invalid("max_steps", "must be below 2^64"))?;
                let note = notes::warmup_share(argument, share, max_steps, warmup_steps);
                notes.push(note);
                Ok(warmup_steps)
            }
        }
    }

    /// Whether there is a warmup.
    pub(crate) fn has_warmup(&self) -> bool {
        !matches!(self.warmup, Warmup::Steps(0))
    }
}

/// Fields of TRL's configurations, which extend `TrainingArguments` (TRL 1.16, and some older ones).
const OF_TRL: [&str; 26] = [
    "assistant_only_loss",
    "beta",
    "center_rewards_coefficient",
    "chat_template_path",
    "completion_only_loss",
    "dataset_kwargs",
    "dataset_text_field",
    "desirable_weight",
    "eval_packing",
    "kl_coef",
    "loss_type",
    "max_completion_length",
    "max_prompt_length",
    "missing_eos_penalty",
    "model_init_kwargs",
    "num_generations",
    "num_ppo_epochs",
    "packing",
    "packing_strategy",
    "padding_free",
    "precompute_ref_log_probs",
    "reward_weights",
    "sync_ref_model",
    "truncation_mode",
    "undesirable_weight",
    "use_peft",
];

/// Refuses arguments of TRL that do not give the rate: `SFTConfig` has the default 2e-5, `DPOConfig` 1e-6,
/// `RewardConfig` 1e-4, and which one it is, the arguments do not tell.
fn refuse_default_of_trl(arguments: &Arguments<'_>) -> Result<(), InteropError> {
    let Some(field) = OF_TRL.into_iter().find(|field| arguments.has(field)) else { return Ok(()) };
    let problem = format!(
        "is not given, and `{field}` is a field of TRL, whose configurations have defaults of their own: 2e-5 of `SFTConfig`, \
         1e-6 of `DPOConfig`; write the rate into the file"
    );
    Err(arguments.refuse("learning_rate", problem))
}

/// `lr_scheduler_kwargs`, which command lines give as the text of an object.
fn kwargs<'v>(arguments: &mut Arguments<'v>) -> Result<Option<Cow<'v, Value>>, InteropError> {
    const NAME: &str = "lr_scheduler_kwargs";
    match arguments.optional::<&Value>(NAME)? {
        Some(Value::String(text)) => {
            let value = containers::json_at(text.as_bytes(), NAME)
                .or_else(|error| python::parse(text).map_err(|_| error));
            value.map(|value| Some(Cow::Owned(value)))
        }
        value => {
            // Reading is strict, or says that the type takes no parameters.
            value.into_iter().for_each(Value::settle);
            Ok(value.map(Cow::Borrowed))
        }
    }
}

impl Warmup {
    /// Since version 5 `warmup_steps` below 1 are a share; before, `warmup_ratio` is, where there are no
    /// steps.
    fn read(arguments: &mut Arguments<'_>) -> Result<Self, InteropError> {
        let NonNegative(given) = arguments.optional_number("warmup_steps")?.unwrap_or(NonNegative(0.0));
        let share = arguments.optional_number("warmup_ratio")?.unwrap_or(0.0);
        if !(0.0..=1.0).contains(&share) {
            return Err(arguments.refuse("warmup_ratio", format!("must be between 0 and 1, got {share:?}")));
        }
        if given == 0.0 {
            let argument = "warmup_ratio";
            return Ok(if share > 0.0 { Self::Share { argument, share } } else { Self::Steps(0) });
        }
        if given < 1.0 {
            return Ok(Self::Share { argument: "warmup_steps", share: given });
        }
        let Some(warmup_steps) = StepCount::from(given.trunc()).whole() else {
            return Err(arguments.refuse("warmup_steps", format!("must be below 2^64, got {given:?}")));
        };
        let is_whole = given.fract() == 0.0;
        Ok(if is_whole { Self::Steps(warmup_steps) } else { Self::RoundedDown { given, warmup_steps } })
    }
}

/// A share of a run, of which the Trainer rounds up the rounded product, as Python computes it: 0.07 of 100
/// is 8 steps.
#[expect(clippy::cast_precision_loss, reason = "Python rounds the number to a double as well")]
fn share_of(max_steps: u64, share: f64) -> f64 {
    max_steps as f64 * share
}

/// Fills in the values of a DeepSpeed configuration that are "auto".
impl Run for TrainingArguments<'_> {
    fn learning_rate(&self) -> f64 {
        self.learning_rate
    }

    fn warmup_steps(&self) -> Result<u64, InteropError> {
        Self::warmup_steps(self, &mut Vec::new())
    }

    fn max_steps(&self) -> Result<u64, InteropError> {
        Self::max_steps(self)
    }
}
