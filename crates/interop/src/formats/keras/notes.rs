//! The notes of the import from Keras.

use crate::model::Note;
use crate::values::text;

/// A warmup that Keras leaves out.
pub(crate) fn warmup_without_target(warmup_steps: &str) -> Note {
    Note::new(
        "warmup-without-target",
        format!(
            "`warmup_steps` is {warmup_steps} but `warmup_target` is null, so there is no warmup, as in \
             Keras"
        ),
    )
    .about_source()
}

/// Keras computes in the type of the rate, so an integer turns all other parameters into integers.
pub(crate) fn integer_rate(value: &str) -> Note {
    Note::new(
        "integer-rate",
        format!(
            "`initial_learning_rate` is written as the integer {value}; Keras itself would compute with \
             integers"
        ),
    )
    .about_source()
}

/// Keras with TensorFlow or NumPy refuses to evaluate such a list.
pub(crate) fn mixed_values() -> Note {
    Note::new(
        "mixed-values",
        "`values` mixes integers and decimals, which Keras with TensorFlow or NumPy refuses to evaluate",
    )
    .about_source()
}

/// The rule of [`null_name`].
pub(crate) const NULL_NAME: &str = "null-name";

/// TensorFlow 2 writes `null` where no name was given.
pub(crate) fn null_name(class_name: &str) -> Note {
    Note::new(
        NULL_NAME,
        format!("the `name` of {class_name} is null: Keras 3 loads it, but raises an error at every call"),
    )
    .about_source()
}

/// Keras gives NaN, infinity or a negative rate after some steps.
pub(crate) fn rate_breaks_down(reason: &str) -> Note {
    Note::new("rate-breaks-down", reason).about_source()
}

/// Keras finds the period of a restart with a logarithm.
pub(crate) fn period_by_logarithm() -> Note {
    Note::new(
        "period-by-logarithm",
        "Keras finds the period with a logarithm; where that is rounded down, it restarts one step late",
    )
    .about_source()
}

/// The noise cannot be that of TensorFlow.
pub(crate) fn other_noise() -> Note {
    Note::new(
        "other-noise",
        "the noise is a function of `seed` and step; TensorFlow draws its own, which no file holds",
    )
}

/// The decay was a parameter of the optimizer.
pub(crate) fn optimizer_decay(decay: f64) -> Note {
    Note::new(
        "optimizer-decay",
        format!("the optimizer's own `decay` of {decay:?} is read as InverseTimeDecay"),
    )
}

/// The `decay` of `Nadam` in TensorFlow before 2.11.
pub(crate) fn decay_of_momentum(decay: f64) -> Note {
    Note::new(
        "decay-of-momentum",
        format!("the `decay` of {decay:?} is that of the momentum of `Nadam`, not of its rate"),
    )
}

/// Keras's `MultiOptimizer` has an optimizer for some variables each.
pub(crate) fn several_optimizers<'p>(patterns: impl Iterator<Item = &'p String>) -> Note {
    let mut text =
        "there are several optimizers: parameter group 0 has all variables but those of the others"
            .to_owned();
    for (pattern, group) in patterns.zip(1..) {
        text.push_str(&format!(", {group} has `{}`", text::shortened(pattern)));
    }
    Note::new("several-optimizers", text)
}

/// The optimizer scales the rate that is read.
pub(crate) fn scaled_by_optimizer(parameter: &str) -> Note {
    Note::new(
        "scaled-by-optimizer",
        format!(
            "the optimizer scales this rate itself, as its `{parameter}` tells; what is read is its \
             `learning_rate`"
        ),
    )
}

/// The rate is not in the file.
pub(crate) fn default_learning_rate(optimizer: &str) -> Note {
    Note::new(
        "default-learning-rate",
        format!("the file only names the optimizer, `{optimizer}`; the rate is Keras's default"),
    )
}

/// How far the training was cannot be read.
pub(crate) fn unknown_step(reason: &str) -> Note {
    Note::new("unknown-step", format!("at which step the file was saved is not known: {reason}"))
}

/// The optimizer has a schedule of its own.
pub(crate) fn own_schedule(optimizer: &str) -> Note {
    Note::new(
        "own-schedule",
        format!("`{optimizer}` has a built-in schedule, which its `total_steps` turns on"),
    )
}

/// The rule of [`warm_up_of_transformers`].
pub(crate) const WARM_UP_OF_TRANSFORMERS: &str = "warmup-of-transformers";

/// Two packages have a class of this name.
pub(crate) fn warm_up_of_transformers() -> Note {
    Note::new(
        WARM_UP_OF_TRANSFORMERS,
        "`WarmUp` is read as that of transformers, whose decay counts from the end of the warmup; in the class of this name \
         in TensorFlow Model Garden it counts from step 0",
    )
}
