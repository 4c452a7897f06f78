//! Prints the rates of burn's cosine, which answers one step after the other.

use burn_optim::lr_scheduler::cosine::CosineAnnealingLrSchedulerConfig;

fn main() {
    let config = CosineAnnealingLrSchedulerConfig::new(0.1, 1_000).with_min_lr(0.001);
    let mut scheduler = config.init().expect("valid parameters");
    println!("step,learning_rate");
    for step in 0..=1_100 {
        println!("{step},{:?}", scheduler.step().base());
    }
}
