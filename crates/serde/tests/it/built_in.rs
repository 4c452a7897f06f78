//! The enum of the built-in classes.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::{BoxSchedule, BuiltIn, register_schedule};
use serde::{Deserialize, Serialize};

/// A class of somebody's own.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Own {}

impl LearningRateSchedule for Own {
    fn learning_rate(&self, _step: u64) -> f64 {
        0.5
    }
}

register_schedule!(Own, "my_package>Own");

#[test]
fn a_class_of_somebody_else_is_not_built_in() {
    assert!(BuiltIn::of(&BoxSchedule::new(Own {})).is_none());
}
