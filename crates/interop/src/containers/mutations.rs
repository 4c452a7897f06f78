//! Damaged texts and bytes, for the tests of all readers here.

use std::time::{Duration, Instant};

/// The longest that a reader may take: a second, with a margin for a busy machine and code without
/// optimization.
const LONGEST: Duration = Duration::from_secs(5);

/// Random numbers of xorshift64.
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new() -> Self {
        Self(0x9e37_79b9_7f4a_7c15)
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub(super) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap()
    }
}

/// Reads an example cut off at every byte, and with random bytes changed, taken out and repeated.
pub(super) fn damage(example: &[u8], tokens: &[u8], rounds: usize, read: impl Fn(&[u8])) {
    (0..=example.len()).for_each(|length| read(&example[..length]));
    let mut random = Random::new();
    for _ in 0..rounds {
        let mut bytes = example.to_vec();
        for _ in 0..=random.below(4) {
            let at = random.below(bytes.len().max(1)).min(bytes.len());
            let end = (at + random.below(9)).min(bytes.len());
            match random.below(4) {
                0 => bytes.insert(at, tokens[random.below(tokens.len())]),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let part = bytes[at..end].to_vec();
                    let target = random.below(bytes.len() + 1);
                    bytes.splice(target..target, part);
                }
                _ if at < bytes.len() => bytes[at] = u8::try_from(random.next() & 0xff).unwrap(),
                _ => {}
            }
        }
        read(&bytes);
    }
}

/// Runs what must be short.
#[track_caller]
pub(super) fn soon<T>(run: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = run();
    let taken = start.elapsed();
    assert!(taken < LONGEST, "it took {taken:?}");
    value
}
