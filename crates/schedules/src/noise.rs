//! Random numbers that are a function of seed and step.

/// A number from the standard normal distribution.
///
/// The generator is SplitMix64 (Steele, Lea and Flood, 2014), called for two numbers of a counter; the
/// distribution is had by the method of Box and Muller.
pub(crate) fn standard_normal(seed: u64, step: u64) -> f64 {
    let key = split_mix(seed);
    let counter = step.wrapping_mul(2);
    let radius = libm::sqrt(-2.0 * libm::log(unit(split_mix(key.wrapping_add(counter)))));
    let angle = core::f64::consts::TAU * unit(split_mix(key.wrapping_add(counter.wrapping_add(1))));
    radius * libm::cos(angle)
}

/// A number above 0 and up to 1, from the upper 53 bits.
#[expect(clippy::cast_precision_loss, reason = "2^53 and less is exact")]
fn unit(random: u64) -> f64 {
    const TWO_POW_MINUS_53: f64 = 1.0 / 9_007_199_254_740_992.0;
    ((random >> 11) + 1) as f64 * TWO_POW_MINUS_53
}

/// The output of SplitMix64 in state `state`.
fn split_mix(state: u64) -> u64 {
    let mixed = state.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
