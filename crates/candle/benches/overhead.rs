//! What following a schedule costs: a step of an optimizer that does nothing, and of AdamW on a layer of 64
//! by 64, each bare and scheduled.

use candle_core::backprop::GradStore;
use candle_core::{DType, Device, Result, Var};
use candle_nn::{AdamW, Optimizer, ParamsAdamW};
use divan::{Bencher, black_box};
use glidepath::BoxSchedule;
use glidepath::schedules::CosineDecay;
use glidepath_candle::Scheduled;

fn main() {
    divan::main();
}

/// Does nothing.
struct Idle(f64);

impl Optimizer for Idle {
    type Config = ();

    fn new(_vars: Vec<Var>, (): ()) -> Result<Self> {
        Ok(Self(0.0))
    }

    fn step(&mut self, _grads: &GradStore) -> Result<()> {
        black_box(self.0);
        Ok(())
    }

    fn learning_rate(&self) -> f64 {
        self.0
    }

    fn set_learning_rate(&mut self, learning_rate: f64) {
        self.0 = learning_rate;
    }
}

fn schedule() -> CosineDecay {
    CosineDecay::new(0.0, 1_000_000)
        .and_then(|decay| decay.with_warmup_target(0.1, 1_000))
        .expect("a schedule")
}

/// A layer and gradients for it.
fn layer() -> Result<(Var, GradStore)> {
    let var = Var::ones((64, 64), DType::F32, &Device::Cpu)?;
    let grads = var.sqr()?.sum_all()?.backward()?;
    Ok((var, grads))
}

fn bench(bencher: Bencher<'_, '_>, optimizer: impl FnOnce(Var) -> Result<Box<dyn FnMut(&GradStore)>>) {
    let (var, grads) = layer().expect("a layer");
    let mut step = optimizer(var).expect("an optimizer");
    bencher.bench_local(|| step(black_box(&grads)));
}

/// The steps of an optimizer.
fn steps(mut optimizer: impl Optimizer + 'static) -> Box<dyn FnMut(&GradStore)> {
    Box::new(move |grads| optimizer.step(grads).expect("a step"))
}

fn adamw(var: Var) -> Result<AdamW> {
    AdamW::new(vec![var], ParamsAdamW::default())
}

#[divan::bench]
fn idle_bare(bencher: Bencher<'_, '_>) {
    bench(bencher, |_| Ok(steps(Idle(0.0))));
}

#[divan::bench]
fn idle_scheduled(bencher: Bencher<'_, '_>) {
    bench(bencher, |_| Ok(steps(Scheduled::wrap(Idle(0.0), schedule()))));
}

#[divan::bench]
fn idle_scheduled_boxed(bencher: Bencher<'_, '_>) {
    bench(bencher, |_| Ok(steps(Scheduled::wrap(Idle(0.0), BoxSchedule::new(schedule())))));
}

#[divan::bench]
fn adamw_bare(bencher: Bencher<'_, '_>) {
    bench(bencher, |var| Ok(steps(adamw(var)?)));
}

#[divan::bench]
fn adamw_scheduled(bencher: Bencher<'_, '_>) {
    bench(bencher, |var| Ok(steps(Scheduled::wrap(adamw(var)?, schedule()))));
}
