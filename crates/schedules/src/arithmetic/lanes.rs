//! Many steps of a piece at once, in loops that the compiler turns into vectors.
//!
//! With the feature `simd` they are compiled for several instruction sets, of which the processor that the
//! program runs on decides. A fused multiply-add rounds less often, so the bounds of a piece hold for it,
//! too; what is decided has the same bits.

#[cfg(feature = "simd")]
extern crate std;

use super::piece::Piece;

/// Steps are handled in lots of this many.
const LANES: usize = 64;

type Lot = [f64; LANES];

/// 0, 1, 2, …
const COUNT: Lot = {
    let mut count = [0.0; LANES];
    let mut index = 1;
    while index < LANES {
        count[index] = count[index - 1] + 1.0;
        index += 1;
    }
    count
};

/// Instruction sets.
#[derive(Clone, Copy, Debug)]
pub(super) enum Vectors {
    /// What every processor of the target has.
    Baseline,
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    Avx2(fearless_simd::Avx2),
    #[cfg(all(feature = "simd", target_arch = "x86_64"))]
    Avx512(fearless_simd::Avx512),
}

impl Vectors {
    /// All that this processor has, the best one first.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        let wide = {
            let level = fearless_simd::Level::new();
            [level.as_avx512().map(Self::Avx512), level.as_avx2().map(Self::Avx2)]
        };
        #[cfg(not(all(feature = "simd", target_arch = "x86_64")))]
        let wide: [Option<Self>; 0] = [];
        wide.into_iter().flatten().chain([Self::Baseline])
    }

    /// The best that this processor has.
    pub(super) fn best() -> Self {
        Self::all().next().unwrap_or(Self::Baseline)
    }

    /// Fills the rates from the step `first` after the middle of a piece on, and asks `undecided` for those
    /// that are in doubt. Terms beyond `terms` are not needed.
    pub(super) fn fill(
        self,
        piece: &Piece,
        terms: usize,
        first: f64,
        rates: &mut [f64],
        undecided: &mut dyn FnMut(usize) -> f64,
    ) {
        #[cfg(all(feature = "simd", target_arch = "x86_64"))]
        {
            use fearless_simd::Simd as _;
            match self {
                Self::Avx512(set) => {
                    return set.vectorize(
                        #[inline(always)]
                        || fill::<true>(piece, terms, first, rates, undecided),
                    );
                }
                Self::Avx2(set) => {
                    return set.vectorize(
                        #[inline(always)]
                        || fill::<true>(piece, terms, first, rates, undecided),
                    );
                }
                Self::Baseline => {}
            }
        }
        fill::<FUSED>(piece, terms, first, rates, undecided);
    }
}

/// Whether every processor of the target has a fused multiply-add. Without the standard library Rust has
/// none.
const FUSED: bool = cfg!(all(feature = "simd", target_arch = "aarch64"));

#[inline(always)]
fn fill<const FUSED: bool>(
    piece: &Piece,
    terms: usize,
    first: f64,
    rates: &mut [f64],
    undecided: &mut dyn FnMut(usize) -> f64,
) {
    match terms {
        0 => fill_with::<0, FUSED>(piece, first, rates, undecided),
        1..=3 => fill_with::<3, FUSED>(piece, first, rates, undecided),
        4 | 5 => fill_with::<5, FUSED>(piece, first, rates, undecided),
        6 => fill_with::<6, FUSED>(piece, first, rates, undecided),
        _ => fill_with::<8, FUSED>(piece, first, rates, undecided),
    }
}

#[inline(always)]
fn fill_with<const TERMS: usize, const FUSED: bool>(
    piece: &Piece,
    first: f64,
    rates: &mut [f64],
    undecided: &mut dyn FnMut(usize) -> f64,
) {
    let mut begin = first;
    let mut rest = [0.0; LANES];
    for (lot, rates) in rates.chunks_mut(LANES).enumerate() {
        let in_doubt = match <&mut Lot>::try_from(&mut *rates) {
            Ok(rates) => piece.fill_lot::<TERMS, FUSED>(begin, rates),
            Err(_) => {
                let in_doubt = piece.fill_lot::<TERMS, FUSED>(begin, &mut rest);
                rates.copy_from_slice(&rest[..rates.len()]);
                in_doubt
            }
        };
        if in_doubt {
            // In two loops, of which the first one becomes vectors.
            let lower = COUNT.map(|count| piece.bounds::<TERMS, FUSED>(begin + count).1);
            for (lane, (rate, lower)) in rates.iter_mut().zip(lower).enumerate() {
                if *rate != lower {
                    *rate = undecided(lot * LANES + lane);
                }
            }
        }
        begin += COUNT[LANES - 1] + 1.0;
    }
}

impl Piece {
    /// Fills a lot from the step `begin` after the middle on; whether any of its rates is in doubt.
    #[inline(always)]
    fn fill_lot<const TERMS: usize, const FUSED: bool>(&self, begin: f64, rates: &mut Lot) -> bool {
        let mut doubt = 0;
        for (rate, count) in rates.iter_mut().zip(&COUNT) {
            let (upper, lower) = self.bounds::<TERMS, FUSED>(begin + count);
            *rate = upper;
            doubt |= upper.to_bits() ^ lower.to_bits();
        }
        doubt != 0
    }

    /// The nearest doubles to both ends of the error, at the step `j` after the middle.
    #[inline(always)]
    fn bounds<const TERMS: usize, const FUSED: bool>(&self, j: f64) -> (f64, f64) {
        let mut slope = self.slope;
        let mut rest = self.slope_rest;
        if let Some((last, terms)) = self.curved[..TERMS].split_last() {
            let curve = terms.iter().rev().fold(*last, |curve, &term| multiply_add::<FUSED>(curve, j, term));
            rest = multiply_add::<FUSED>(curve, j, rest);
            slope = multiply_add::<FUSED>(self.bend, j, slope);
        }
        let exact = multiply_add::<FUSED>(slope, j, self.constant);
        let upper = exact + multiply_add::<FUSED>(rest, j, self.above);
        (upper, exact + multiply_add::<FUSED>(rest, j, self.below))
    }
}

/// `a * b + c`, rounded once or twice.
#[inline(always)]
fn multiply_add<const FUSED: bool>(a: f64, b: f64, c: f64) -> f64 {
    #[cfg(feature = "simd")]
    if FUSED {
        return a.mul_add(b, c);
    }
    a * b + c
}
