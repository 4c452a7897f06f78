//! A schedule of your own: its parameters are checked, files name it, and the test kit holds it to the
//! contract.
//!
//! ```sh
//! cargo run --example custom_schedule --features testing
//! ```

use std::error::Error;

use glidepath::prelude::*;
use glidepath::{register_schedule, testing};

/// Halves the rate every `half_life` steps.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "HalvingConfig")]
struct Halving {
    initial_learning_rate: f64,
    half_life: u64,
}

/// The configuration before it is checked.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct HalvingConfig {
    initial_learning_rate: f64,
    half_life: u64,
}

impl TryFrom<HalvingConfig> for Halving {
    type Error = String;

    fn try_from(config: HalvingConfig) -> Result<Self, String> {
        let HalvingConfig { initial_learning_rate, half_life } = config;
        if !(initial_learning_rate >= 0.0 && initial_learning_rate.is_finite()) {
            return Err(format!("`initial_learning_rate` must be at least 0, got {initial_learning_rate}"));
        }
        if half_life == 0 {
            return Err("`half_life` must be greater than 0, got 0".to_owned());
        }
        Ok(Self { initial_learning_rate, half_life })
    }
}

impl LearningRateSchedule for Halving {
    fn learning_rate(&self, step: u64) -> f64 {
        let halvings = i32::try_from(step / self.half_life).unwrap_or(i32::MAX);
        self.initial_learning_rate * 0.5_f64.powi(halvings)
    }
}

register_schedule!(Halving, "my_package>Halving");

fn main() -> Result<(), Box<dyn Error>> {
    let text =
        r#"{"class_name": "my_package>Halving", "config": {"initial_learning_rate": 0.1, "half_life": 10}}"#;
    let schedule = glidepath::from_json(text)?;
    testing::assert_contract(&schedule, &[10, 20]);
    println!("rate at step 20: {}", schedule.learning_rate(20));

    let wrong = text.replace("10}", "0}");
    println!("a wrong file: {}", glidepath::from_json(&wrong).expect_err("a half-life of 0"));
    Ok(())
}
