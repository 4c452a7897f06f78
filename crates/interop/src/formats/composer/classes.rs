//! Composer's classes by their names.

use glidepath_serde::BoxSchedule;

use super::plan::Plan;
use super::{factors, lines, root};
use crate::model::InteropError;

/// The builder of the class of that name.
pub(super) fn find(name: &str) -> Option<Build> {
    let plain = plain(name);
    CLASSES.iter().find(|(names, _)| names.contains(&&*plain)).map(|&(_, build)| build)
}

/// The name of each class that llm-foundry has for it, or else its own.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    CLASSES.iter().map(|(names, _)| names[0])
}

/// `CosineAnnealingScheduler`, perhaps with its module, as `cosine_annealing`.
fn plain(name: &str) -> String {
    let class = name.rsplit('.').next().unwrap_or(name);
    let Some(class) = class.strip_suffix("Scheduler") else { return name.to_owned() };
    let mut plain = String::new();
    for character in class.chars() {
        if character.is_ascii_uppercase() && !plain.is_empty() {
            plain.push('_');
        }
        plain.push(character.to_ascii_lowercase());
    }
    plain
}

/// Builds the schedule of one class.
pub(super) type Build = fn(&mut Plan<'_>) -> Result<BoxSchedule, InteropError>;

/// The names of each class.
const CLASSES: [(&[&str], Build); 14] = [
    (&["constant_with_warmup"], lines::constant_with_warmup),
    (&["cosine_with_warmup", "cosine_annealing_with_warmup"], lines::cosine_with_warmup),
    (&["linear_decay_with_warmup", "linear_with_warmup"], lines::linear_with_warmup),
    (&["inv_sqrt_with_warmup", "inverse_square_root_with_warmup"], root::inverse_square_root_with_warmup),
    (&["step"], factors::step),
    (&["multi_step"], factors::multi_step),
    (&["constant"], factors::constant),
    (&["linear"], lines::linear),
    (&["exponential"], factors::exponential),
    (&["cosine_annealing"], lines::cosine),
    (&["cosine_annealing_warm_restarts"], factors::cosine_restarts),
    (&["polynomial"], lines::polynomial),
    (&["multi_step_with_warmup"], factors::multi_step_with_warmup),
    (&["polynomial_with_warmup"], lines::polynomial_with_warmup),
];
