//! Explanations of a log that differs from its schedule: one file each, tried in the order of `search`.

mod behind;
pub(crate) mod descriptions;
mod evidence;
mod extended;
mod factor;
pub(crate) mod fit;
mod later;
pub(crate) mod nearest;
pub(crate) mod others;
mod predicted;
pub(crate) mod proof;
mod restarted;
pub(crate) mod scaled;
pub(crate) mod search;
mod shifted;
mod speed;
