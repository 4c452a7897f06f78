//! A training loop of your own: apply, update, advance. The run stops in the middle and resumes with one
//! integer.
//!
//! ```sh
//! cargo run --example training_loop
//! ```

use glidepath::prelude::*;

/// Stochastic gradient descent on half the square of `x - 3`.
struct Sgd {
    learning_rate: f32,
    x: f32,
}

impl Sgd {
    fn update(&mut self) {
        self.x -= self.learning_rate * (self.x - 3.0);
    }
}

fn schedule() -> Result<impl LearningRateSchedule, ScheduleError> {
    CosineDecay::new(0.5, 90)?.with_warmup(10)
}

fn main() -> Result<(), ScheduleError> {
    let mut sgd = Sgd { learning_rate: 0.0, x: 0.0 };
    let mut scheduler = Scheduler::new(schedule()?);
    while scheduler.step() < 40 {
        sgd.learning_rate = scheduler.learning_rate_f32();
        sgd.update();
        scheduler.advance();
    }

    // All that a checkpoint needs of the schedule.
    let saved_step = scheduler.step();

    let mut scheduler = Scheduler::resume(schedule()?, saved_step);
    while scheduler.step() < 100 {
        sgd.learning_rate = scheduler.learning_rate_f32();
        sgd.update();
        scheduler.advance();
    }
    println!("x = {} after {} updates, the last rate was {}", sgd.x, scheduler.step(), sgd.learning_rate);
    Ok(())
}
