//! Makes the schedule of another crate readable by name, without that crate knowing.
//!
//! Rust lets a crate implement a trait for a type only if it owns one of the two, and here it owns neither:
//! `register_schedule!(halving::Halving, "halving>Halving")` is refused with E0117. A newtype that hands
//! everything on is what works. `serde(transparent)` keeps it out of the file.
//!
//! A crate that owns its schedule needs none of this: it calls `register_schedule!` for the type itself, best
//! behind a feature, so that those who want the schedule alone still depend on glidepath-core only.
//!
//! A program that reads files has to link this crate, which it does if it names it:
//! `use halving_registered as _;`. Listed in `Cargo.toml` and never named, it is left out, and
//! `halving>Halving` is an unknown class.

use glidepath_core::LearningRateSchedule;
use halving::Halving;

/// [`Halving`], known in files as `halving>Halving`.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct RegisteredHalving(pub Halving);

impl LearningRateSchedule for RegisteredHalving {
    fn learning_rate(&self, step: u64) -> f64 {
        self.0.learning_rate(step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        self.0.fill(first_step, rates);
    }
}

glidepath_serde::register_schedule!(RegisteredHalving, "halving>Halving");
