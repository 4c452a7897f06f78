//! How long a rate takes: one by one through a trait object, a million at once, and reading a schedule from
//! JSON.

mod schedules;

use divan::{Bencher, black_box};
use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Constant, Sequential};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, from_json};
use glidepath_tests::cards::cards;
use schedules::SCHEDULES;

fn main() {
    divan::main();
}

const MILLION: usize = 1_000_000;

/// Those of the list, and the cards of the classes that are not in it.
fn texts() -> impl Iterator<Item = (&'static str, String)> {
    let listed = SCHEDULES.iter().map(|&(name, text)| (name, text.to_owned()));
    let others = cards().filter(|card| !SCHEDULES.iter().any(|(name, _)| *name == card.class));
    listed.chain(others.map(|card| (card.class, card.text())))
}

fn names() -> impl Iterator<Item = &'static str> {
    texts().map(|(name, _)| name)
}

fn text(name: &str) -> String {
    texts().find(|(other, _)| *other == name).expect("a name of the list").1
}

fn schedule(name: &str) -> BoxSchedule {
    from_json(&text(name)).expect("a schedule")
}

/// Steps that jump about, so that no branch is predicted by habit.
fn steps() -> [u64; 1_024] {
    std::array::from_fn(|index| (index as u64 * 611_953) % 1_000_003)
}

/// One rate through `dyn`: the time divided by 1,024 steps.
#[divan::bench(args = names())]
fn one_rate(bencher: Bencher, name: &str) {
    let schedule = schedule(name);
    let steps = steps();
    bencher.counter(divan::counter::ItemsCount::new(steps.len())).bench_local(|| {
        for &step in &steps {
            black_box(black_box(&*schedule).learning_rate(step));
        }
    });
}

#[divan::bench(args = names())]
fn fill_a_million(bencher: Bencher, name: &str) {
    let schedule = schedule(name);
    let mut rates = vec![0.0; MILLION];
    bencher
        .counter(divan::counter::ItemsCount::new(MILLION))
        .bench_local(|| schedule.fill(0, black_box(&mut rates)));
}

#[divan::bench(args = names())]
fn parse_json(bencher: Bencher, name: &str) {
    let text = text(name);
    bencher.bench_local(|| from_json(black_box(&text)));
}

/// One rate of so many pieces of ten steps each: the search for the piece is logarithmic.
#[divan::bench(args = [3, 100, 10_000])]
fn one_rate_of_a_sequence(bencher: Bencher, pieces: u64) {
    let parts = (0..pieces).map(|_| Constant::new(0.1).map(IntoBoxSchedule::boxed));
    let parts = parts.collect::<Result<Vec<_>, _>>().expect("valid parameters");
    let boundaries: Vec<u64> = (1..pieces).map(|index| 10 * index).collect();
    let schedule = Sequential::new(parts, boundaries).expect("valid parameters").boxed();
    let steps = steps().map(|step| step % (10 * pieces));
    bencher.counter(divan::counter::ItemsCount::new(steps.len())).bench_local(|| {
        for &step in &steps {
            black_box(black_box(&*schedule).learning_rate(step));
        }
    });
}
