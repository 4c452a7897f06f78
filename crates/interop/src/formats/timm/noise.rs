//! Noise on the rate.

use crate::model::InteropError;
use crate::values::Value;
use crate::values::arguments::Arguments;

/// Refuses noise, if the argument of this name asks for it.
pub(super) fn refuse(arguments: &mut Arguments<'_>, name: &'static str) -> Result<(), InteropError> {
    if arguments.optional::<&Value>(name)?.is_none() {
        return Ok(());
    }
    let problem =
        "must be null: the noise is drawn by PyTorch, so the rate is not a function of the step alone";
    Err(arguments.refuse(name, problem))
}
