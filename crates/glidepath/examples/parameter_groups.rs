//! Parameter groups: each layer of a model has a rate of its own, a tenth for the pretrained part.
//!
//! ```sh
//! cargo run --example parameter_groups
//! ```

use glidepath::prelude::*;

/// The rates of two groups of parameters.
struct Groups<S> {
    backbone: Scaled<S>,
    head: S,
}

fn main() -> Result<(), ScheduleError> {
    let head = CosineDecay::new(1e-3, 900)?.with_warmup(100)?;
    let groups = Groups { backbone: head.clone().scaled(0.1)?, head };

    for step in [0, 50, 100, 550, 1_000] {
        let [backbone, head] = [groups.backbone.learning_rate(step), groups.head.learning_rate(step)];
        println!("step {step:4}: backbone {backbone:.6}, head {head:.6}");
    }
    Ok(())
}
