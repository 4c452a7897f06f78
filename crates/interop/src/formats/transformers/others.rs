//! Arguments of other programs under the names of the Trainer's: of scripts that train with accelerate and
//! without it, and of ms-swift.

use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::Arguments;

/// What such scripts have and the Trainer has not.
const OWN: [&str; 2] = ["checkpointing_steps", "with_tracking"];

/// Fields of ms-swift, whose `TrainingArguments` extend those of transformers.
const OF_SWIFT: [&str; 5] = ["model_author", "sft_type", "split_dataset_ratio", "train_type", "tuner_type"];

/// Refuses arguments of ms-swift that do not give the type: its default is another one.
pub(super) fn refuse_default_of_swift(arguments: &Arguments<'_>) -> Result<(), InteropError> {
    let Some(field) = OF_SWIFT.into_iter().find(|field| arguments.has(field)) else { return Ok(()) };
    let problem = format!(
        "is not given, and `{field}` is a field of ms-swift, whose default is `cosine` and not that of transformers; write \
         it into the file"
    );
    Err(arguments.refuse("lr_scheduler_type", problem))
}

/// The length of a run.
const LENGTH: &str = "max_train_steps";

/// Whether these are the arguments of a script.
pub(super) fn is_script(arguments: &Arguments<'_>) -> bool {
    OWN.into_iter().any(|name| arguments.has(name))
}

/// Refuses the length of a run by another name than the Trainer's.
pub(super) fn refuse_length(arguments: &mut Arguments<'_>) -> Result<(), InteropError> {
    match arguments.optional::<&Value>(LENGTH)?.filter(|length| !length.is_none()) {
        Some(_) => {
            let problem = "is no argument of the Trainer, but of scripts without it; write it as `max_steps`";
            Err(arguments.refuse(LENGTH, problem))
        }
        None => Ok(()),
    }
}

/// Refuses a share of a run that scripts and the Trainer round differently.
pub(super) fn refuse_share(argument: &'static str, steps: f64) -> Result<(), InteropError> {
    if steps.fract() == 0.0 {
        return Ok(());
    }
    let problem = format!(
        "is {steps:?} steps, which the Trainer rounds up and scripts without it round down, as this one with \
         `{}` seems to be; write `warmup_steps`",
        OWN.join("` or `")
    );
    Err(InteropError::invalid(argument, problem))
}
