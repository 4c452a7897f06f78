//! A configuration file with a schedule in it, here in TOML: a number or a schedule, with step counts in
//! epochs.
//!
//! ```sh
//! cargo run --example config_file
//! ```

use std::error::Error;

use glidepath::prelude::*;

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Training {
    epochs: u64,
    learning_rate: LearningRate,
    momentum: LearningRate,
}

const FILE: &str = r#"
epochs = 10
momentum = 0.9

[learning_rate]
class_name = "CosineDecay"

[learning_rate.config]
initial_learning_rate = 0.0
warmup_target = 0.1
warmup_steps = "1ep"
decay_steps = "9ep"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    // 50,000 samples in batches of 128.
    let run = Horizon::new().with_steps_per_epoch(50_000.0 / 128.0)?;
    let training: Training = run.read_as(&toml::from_str(FILE)?)?;

    for epoch in 0..=training.epochs {
        let Some(step) = run.steps(&format!("{epoch}ep"))?.whole() else { continue };
        let rate = training.learning_rate.learning_rate(step);
        println!("epoch {epoch:2}: rate {rate:.6}, momentum {}", training.momentum.learning_rate(step));
    }
    Ok(())
}
