//! Random numbers that are a function of seed and step.

/// A number from the standard normal distribution.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, 2014): the mixed seed and the mixed counter are mixed
/// once more, twice a step. The distribution is had by the method of Box and Muller.
pub(crate) fn standard_normal(seed: u64, step: u64) -> f64 {
    let key = split_mix(seed ^ SEED_OF_ZERO);
    let [first, second] = [0, 1].map(|half| {
        let counter = step.wrapping_mul(2).wrapping_add(half);
        unit(split_mix(key ^ split_mix(counter.wrapping_add(GAMMA))))
    });
    libm::sqrt(-2.0 * libm::log(first)) * libm::cos(core::f64::consts::TAU * second)
}

/// The increment of SplitMix64, 2^64 divided by the golden ratio.
const GAMMA: u64 = 0x9e37_79b9_7f4a_7c15;

/// Mixing leaves 0 as it is, so seed 0 is another number: the first digits of π.
const SEED_OF_ZERO: u64 = 0x243f_6a88_85a3_08d3;

/// A number above 0 and up to 1, from the upper 53 bits.
#[expect(clippy::cast_precision_loss, reason = "2^53 and less is exact")]
fn unit(random: u64) -> f64 {
    const TWO_POW_MINUS_53: f64 = 1.0 / 9_007_199_254_740_992.0;
    ((random >> 11) + 1) as f64 * TWO_POW_MINUS_53
}

/// The output of SplitMix64 in state `state`.
fn split_mix(state: u64) -> u64 {
    let mixed = state.wrapping_mul(GAMMA);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
