//! burn's own schedulers, as a training loop steps them.

use std::hint::black_box;

use burn_optim::lr_scheduler::cosine::CosineAnnealingLrSchedulerConfig;
use burn_optim::lr_scheduler::exponential::ExponentialLrSchedulerConfig;
use burn_optim::lr_scheduler::linear::LinearLrSchedulerConfig;
use burn_optim::lr_scheduler::module_lr_scheduler::ModuleLrScheduler;

use crate::measure::{MILLION, Measurements};

pub(crate) fn round() -> Result<impl FnMut(&mut Measurements), String> {
    let mut schedulers: Vec<(&str, ModuleLrScheduler)> = vec![
        ("cosine", CosineAnnealingLrSchedulerConfig::new(0.1, MILLION).with_min_lr(0.01).init()?),
        ("exponential", ExponentialLrSchedulerConfig::new(0.1, 0.96f64.powf(1e-4)).init()?),
        ("line", LinearLrSchedulerConfig::new(0.1, 0.0001, MILLION).init()?),
    ];
    Ok(move |measurements: &mut Measurements| {
        for (name, scheduler) in &mut schedulers {
            measurements.each(&format!("consecutive/{name}"), 1_024, || {
                for _ in 0..1_024 {
                    black_box(black_box(&mut *scheduler).step().base());
                }
            });
        }
    })
}
