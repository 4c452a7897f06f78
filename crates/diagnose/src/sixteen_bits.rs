//! Logs of rates that were rounded to 16-bit floats.

use std::collections::BTreeSet;

/// A format of 16-bit floats.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SixteenBits {
    /// The number of bits after the point.
    fraction: i32,
    /// The exponent below which numbers are subnormal.
    least_exponent: i32,
}

/// The coarser one first: all its numbers in the usual range are numbers of the other, too.
const FORMATS: [SixteenBits; 2] = [
    // bfloat16
    SixteenBits { fraction: 7, least_exponent: -126 },
    // float16 of IEEE 754
    SixteenBits { fraction: 10, least_exponent: -14 },
];

/// The bits of evidence that prove that a column has a format. A 32-bit float that happens to be a number of
/// the format gives as many.
const ENOUGH: f64 = 16.0;

impl SixteenBits {
    /// The format whose numbers all these rates are, within the tolerance of each.
    pub(crate) fn of(rates: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Self> {
        FORMATS.into_iter().find(|format| format.is_of(rates.clone()))
    }

    fn is_of(self, rates: impl Iterator<Item = (f64, f64)> + Clone) -> bool {
        let is_number = |(rate, tolerance): (f64, f64)| {
            let spacing = self.spacing(rate);
            ((rate / spacing).round() * spacing - rate).abs() <= tolerance
        };
        if !rates.clone().all(is_number) {
            return false;
        }
        let (mut seen, mut missing) = (BTreeSet::new(), ENOUGH);
        for (rate, tolerance) in rates {
            let spacing = self.spacing(rate);
            // Numbers such as 0.5 and 0.375 are in every format, and a repeated number is no evidence.
            if (rate / spacing).round() % 4.0 != 0.0 && seen.insert(rate.to_bits()) {
                missing -= (spacing / (2.0 * tolerance)).log2().clamp(0.0, ENOUGH);
            }
            if missing <= 0.0 {
                return true;
            }
        }
        false
    }

    /// The distance between neighbouring numbers: the maximum error of a rate if its inputs are rounded as
    /// well.
    pub(crate) fn spacing(self, rate: f64) -> f64 {
        // The bits of a number that is not negative are its exponent, biased, and its fraction.
        let biased = i32::try_from(rate.abs().to_bits() >> 52).unwrap_or(0);
        2_f64.powi((biased - 1_023).max(self.least_exponent) - self.fraction)
    }
}
