//! The parts of a configuration that have no influence on the rate.

use crate::values::account::Harmless;

/// Parts with schedules of other things: of the data, and of compression.
pub(crate) const HARMLESS: Harmless =
    Harmless { keys: &[], branches: &["curriculum_learning", "data_efficiency", "compression_training"] };
