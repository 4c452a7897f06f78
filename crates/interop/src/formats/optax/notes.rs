//! The notes of the import from optax.

use crate::model::Note;

/// There are no steps in which anything changes, so nothing ever does.
pub(crate) fn no_transition(path: &str, steps: &str) -> Note {
    Note::new(
        "no-transition",
        format!(
            "{steps} steps mean that the rate stays as it is for ever, here as in optax, which only logs it"
        ),
    )
    .at(path)
}

/// A decay rate of 0 does not mean that the rate falls to 0.
pub(crate) fn no_decay(path: &str) -> Note {
    Note::new(
        "no-decay",
        "a decay rate of 0 means that the rate stays as it is for ever, here as in optax, which only \
             logs it",
    )
    .at(path)
}

/// A transition cannot begin before step 0.
pub(crate) fn negative_begin(path: &str, begin: i64) -> Note {
    Note::new("negative-begin", format!("{begin} is taken for 0, here as in optax, which only logs it"))
        .at(path)
}

/// A part of `join_schedules` has no steps.
pub(crate) fn part_never_runs(path: &str) -> Note {
    Note::new("part-never-runs", "never runs, as the next one begins at the same step").at(path)
}

/// With this power optax never reaches the documented end.
pub(crate) fn power_of_zero(path: &str) -> Note {
    Note::new(
        "power-of-zero",
        "with power 0 optax stays at `init_value`; here `end_value` follows, as documented",
    )
    .at(path)
}

/// Beside a peak of 0 optax forgets the end.
pub(crate) fn end_of_zero_peak(path: &str) -> Note {
    Note::new(
        "end-of-zero-peak",
        "beside a `peak_value` of 0 optax stays at 0; here the rate rises to `end_value`, as documented",
    )
    .at(path)
}

/// The first phase of a cycle has no steps.
pub(crate) fn empty_phase(path: &str) -> Note {
    Note::new("empty-phase", "the first phase has no steps: the schedule begins at its peak, as in optax")
        .at(path)
}

/// JAX computes in 32 bits.
pub(super) fn in_32_bits() -> Note {
    Note::new("computes-in-32-bits", "JAX computes the rates in 32 bits, unless `jax_enable_x64` is set")
        .about_source()
}
