//! Explanations of a log that differs from its schedule: one file each, tried in the order of `search`.

mod behind;
pub(crate) mod descriptions;
mod extended;
mod factor;
mod later;
pub(crate) mod nearest;
mod proof;
mod restarted;
pub(crate) mod search;
mod shifted;
mod speed;
