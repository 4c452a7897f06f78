//! Elementary functions of double-doubles: a table that the compiler computes, and a short series.
//!
//! Each is good to 2^-95 (docs/numerics.md derives it): the greatest terms of a series are double-doubles,
//! and only terms below 2^-45 of the result are doubles.

use core::f64::consts;

use super::double_double::{DoubleDouble, fast_two_sum, two_sum, upper_half};

/// The relative error of every function here, and of the constants.
pub(super) const FUNCTION_ERROR: f64 = power_of_two(-95);

/// π/2.
pub(super) const HALF_PI: DoubleDouble =
    DoubleDouble { hi: consts::FRAC_PI_2, lo: 6.123_233_995_736_766e-17 };
/// π.
pub(super) const PI: DoubleDouble = DoubleDouble { hi: consts::PI, lo: 1.224_646_799_147_353_2e-16 };
/// ln 2.
pub(super) const LN_2: DoubleDouble = DoubleDouble { hi: consts::LN_2, lo: 2.319_046_813_846_299_6e-17 };

/// Table intervals between one power of two and the next, and in the half turn of the cosine.
const INTERVALS: usize = 128;

/// 1.5 * 2^52: adding it rounds to a whole number.
pub(super) const SHIFT: f64 = 6_755_399_441_055_744.0;

const fn one_over(number: f64) -> DoubleDouble {
    DoubleDouble::ONE.over(DoubleDouble::from_f64(number))
}

/// 2^exponent, which is normal.
#[expect(clippy::cast_sign_loss, reason = "normal powers have a positive biased exponent")]
pub(super) const fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1_023) as u64) << 52)
}

// ---- series for the tables

/// `x - x³/3! + x⁵/5! - …`, for `|x|` up to 2.
const fn long_sin(x: DoubleDouble) -> DoubleDouble {
    let square = x.times(x);
    let mut term = x;
    let mut sum = x;
    let mut order = 1.0;
    while order < 33.0 {
        term = term.times(square).over(DoubleDouble::from_f64(-(order + 1.0) * (order + 2.0)));
        sum = sum.plus(term);
        order += 2.0;
    }
    sum
}

/// `eˣ`, for `|x|` up to 1.
const fn long_exp(x: DoubleDouble) -> DoubleDouble {
    let mut term = DoubleDouble::ONE;
    let mut sum = term;
    let mut order = 1.0;
    while order < 30.0 {
        term = term.times(x).over(DoubleDouble::from_f64(order));
        sum = sum.plus(term);
        order += 1.0;
    }
    sum
}

/// `ln x`, for `x` between 1/2 and 2: `2 (y + y³/3 + …)` with `y = (x - 1) / (x + 1)`.
const fn long_ln(x: f64) -> DoubleDouble {
    let y = two_sum(x, -1.0).over(two_sum(x, 1.0));
    let square = y.times(y);
    let mut power = y;
    let mut sum = y;
    let mut order = 3.0;
    while order < 71.0 {
        power = power.times(square);
        sum = sum.plus(power.over(DoubleDouble::from_f64(order)));
        order += 2.0;
    }
    sum.scaled(2.0)
}

// ---- exponential

/// `2^(i/128)`.
static EXP_TABLE: [DoubleDouble; INTERVALS] = {
    let mut table = [DoubleDouble::ONE; INTERVALS];
    let mut index = 0;
    let mut share = 0.0;
    while index < INTERVALS {
        table[index] = long_exp(LN_2.times_f64(share));
        share += 1.0 / 128.0;
        index += 1;
    }
    table
};

/// `eˣ - 1` for `|x|` up to 2^-8.5; relatively exact up to 2^-10.
#[inline(always)]
fn short_exp_m1(x: DoubleDouble) -> DoubleDouble {
    const THIRD: DoubleDouble = one_over(3.0);
    let h = x.hi;
    // From x⁵/5! on, 2^-41 of the result at most.
    let tail = h
        * (1.0 / 120.0
            + h * (1.0 / 720.0 + h * (1.0 / 5_040.0 + h * (1.0 / 40_320.0 + h * (1.0 / 362_880.0)))));
    let sum = x.times(DoubleDouble::from_f64(1.0 / 24.0).plus_f64(TWENTY_FOURTH_LO + tail));
    let sum = x.times(THIRD.scaled(0.5).plus(sum));
    let sum = x.times(sum.plus_f64(0.5));
    x.plus(x.times(sum))
}

/// What 1/24 is more than its double.
const TWENTY_FOURTH_LO: f64 = one_over(24.0).lo;

/// `eˣ` as a number near 1 and a power of two, for `|x|` up to 2^20.
#[inline]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number of parts is below 2^28"
)]
pub(super) fn exp(x: DoubleDouble) -> (DoubleDouble, i32) {
    const PARTS: f64 = consts::LOG2_E * 128.0;
    let parts = (x.hi * PARTS + SHIFT) - SHIFT;
    let rest = x - LN_2.times_f64(parts * (1.0 / 128.0));
    let parts = parts as i32;
    let entry = EXP_TABLE[(parts & 127) as usize];
    (entry + entry * short_exp_m1(rest), parts >> 7)
}

/// `eˣ - 1` for `|x|` up to 2^-10, relatively exact.
pub(super) fn exp_m1(x: DoubleDouble) -> DoubleDouble {
    short_exp_m1(x)
}

// ---- logarithm

/// For c = 96/128 … 192/128: r near 1/c, of 10 bits, and -ln r.
static LN_TABLE: [(f64, DoubleDouble); 97] = {
    let mut table = [(1.0, DoubleDouble::ONE); 97];
    let mut index = 0;
    let mut c = 96.0;
    while index < 97 {
        let r = ((65_536.0 / c + SHIFT) - SHIFT) / 512.0;
        table[index] = (r, long_ln(r).negated());
        c += 1.0;
        index += 1;
    }
    table
};

/// `ln((1 + y) / (1 - y)) = 2 (y + y³/3 + y⁵/5 + …)`, for `|y|` up to 2^-7.
#[inline(always)]
fn ln_of_ratio(y: DoubleDouble) -> DoubleDouble {
    const THIRD: DoubleDouble = one_over(3.0);
    const FIFTH: DoubleDouble = one_over(5.0);
    let square = y.times(y);
    let s = square.hi;
    // From y⁷/7 on, 2^-44 of the result at most.
    let tail = s * (1.0 / 7.0 + s * (1.0 / 9.0 + s * (1.0 / 11.0 + s * (1.0 / 13.0))));
    let sum = square.times(FIFTH.plus_f64(tail));
    let sum = square.times(THIRD.plus(sum));
    y.plus(y.times(sum)).scaled(2.0)
}

/// A number from 3/4 to 3/2 and the power of two that it is multiplied with.
#[inline(always)]
fn mantissa(x: DoubleDouble) -> (DoubleDouble, i32) {
    // Half a binade more, and the exponents change at 3/4.
    let exponent = ((x.hi.to_bits() + (1 << 51)) >> 52) as i32 - 1_023;
    (x.scaled(power_of_two(-exponent)), exponent)
}

/// `ln x` of a number from 2^-900 to 2^970, and a bound of its absolute error.
#[inline]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 96 and 192")]
pub(super) fn ln(x: DoubleDouble) -> (DoubleDouble, f64) {
    let (mantissa, exponent) = mantissa(x);
    let (r, ln_c) = LN_TABLE[(mantissa.hi * 128.0 + 0.5) as usize - 96];
    let z = mantissa.times_f64(r).plus_f64(-1.0);
    let rest = ln_of_ratio(z / z.plus_f64(2.0));
    let whole = LN_2.times_f64(f64::from(exponent));
    let error = (whole.hi.abs()
        + ln_c.hi.abs()
        + rest.hi.abs()
        + 4.0 * power_of_two(-8) * f64::from(u8::from(r != 1.0)))
        * FUNCTION_ERROR;
    (whole + (ln_c + rest), error)
}

/// `ln(1 + x)` for `|x|` up to 2^-7, relatively exact.
pub(super) fn ln_1p(x: DoubleDouble) -> DoubleDouble {
    ln_of_ratio(x / x.plus_f64(2.0))
}

// ---- cosine

/// For the angles θ = i/128 · π.
#[derive(Clone, Copy)]
struct Angle {
    /// `(1 - cos θ) / 2`.
    half_versine: DoubleDouble,
    sin: DoubleDouble,
    /// π/2 times the sine, of whose upper part products with 27 bits are exact.
    slope: DoubleDouble,
}

static ANGLES: [Angle; INTERVALS + 1] = {
    let one = DoubleDouble::ONE;
    let mut table = [Angle { half_versine: one, sin: one, slope: one }; INTERVALS + 1];
    let mut index = 0;
    let mut share = 0.0;
    while index <= INTERVALS {
        let half_sin = long_sin(HALF_PI.times_f64(share));
        let half_cos = long_sin(HALF_PI.times_f64(1.0 - share));
        let sin = half_sin.times(half_cos).scaled(2.0);
        let slope = sin.times(HALF_PI);
        let upper = upper_half(slope.hi);
        let slope = DoubleDouble { hi: upper, lo: (slope.hi - upper) + slope.lo };
        table[index] = Angle { half_versine: half_sin.times(half_sin), sin, slope };
        share += 1.0 / 128.0;
        index += 1;
    }
    table
};

/// The half cosine that rises from 0 to 1, and its angle's sine.
#[derive(Clone, Copy, Debug)]
pub(super) struct HalfCosine {
    /// `(1 - cos πx) / 2`, relatively exact.
    pub(super) value: DoubleDouble,
    /// `sin πx`, to an absolute error of `FUNCTION_ERROR`.
    pub(super) sin: DoubleDouble,
}

/// `(1 - cos πx) / 2`, for x from 0 to 1.
#[inline]
pub(super) fn half_cosine(x: DoubleDouble) -> DoubleDouble {
    if x.hi < SHORT { short_half_cosine(x) } else { half_cosine_and_sine(x).value }
}

/// For x from 0 to 1. From the nearest angle of the table by the addition theorems.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 128.5")]
pub(super) fn half_cosine_and_sine(x: DoubleDouble) -> HalfCosine {
    const SIXTH: DoubleDouble = one_over(6.0);
    const HUNDRED_TWENTIETH: DoubleDouble = one_over(120.0);
    const TWENTY_FOURTH: DoubleDouble = one_over(24.0);
    const SEVEN_HUNDRED_TWENTIETH: DoubleDouble = one_over(720.0);
    let index = (x.hi * 128.0 + 0.5) as u32;
    let angle = ANGLES[(index as usize).min(INTERVALS)];
    let delta = x.plus_f64(-f64::from(index) * (1.0 / 128.0)).times(PI);
    let square = delta.times(delta);
    let s = square.hi;
    let tail = s * (-1.0 / 5_040.0 + s * (1.0 / 362_880.0 - s * (1.0 / 39_916_800.0)));
    let sin = square.times(HUNDRED_TWENTIETH.plus_f64(tail));
    let sin = square.times(sin.plus(SIXTH.negated()));
    let sin = delta.plus(delta.times(sin));
    let tail = s * (1.0 / 40_320.0 - s * (1.0 / 3_628_800.0));
    let versine = square.times(SEVEN_HUNDRED_TWENTIETH.negated().plus_f64(tail));
    let versine = square.times(TWENTY_FOURTH.plus(versine));
    let versine = square.times(DoubleDouble::from_f64(0.5).plus(versine.negated()));
    let cos = DoubleDouble::ONE.plus(angle.half_versine.scaled(-2.0));
    let rest = angle.sin.times(sin).plus(cos.times(versine)).scaled(0.5);
    let sine = angle.sin.plus(cos.times(sin)).plus(angle.sin.times(versine).negated());
    let value = if x.hi < SHORT { short_half_cosine(x) } else { angle.half_versine.plus(rest) };
    HalfCosine { value, sin: sine }
}

/// Below this the half cosine has a series of its own.
const SHORT: f64 = 1.0 / 16.0;

/// By the series `sin² t = t² - t⁴/3 + 2t⁶/45 - …` with `t = πx/2`, for x below 1/16.
fn short_half_cosine(x: DoubleDouble) -> DoubleDouble {
    const THIRD: DoubleDouble = one_over(3.0);
    const TWO_45THS: DoubleDouble = one_over(22.5);
    const ONE_315TH: DoubleDouble = one_over(315.0);
    let t = HALF_PI.times(x);
    let square = t.times(t);
    let s = square.hi;
    let tail =
        s * (2.0 / 14_175.0 + s * (-2.0 / 467_775.0 + s * (4.0 / 42_567_525.0 - s * (1.0 / 638_512_875.0))));
    let sum = square.times(ONE_315TH.negated().plus_f64(tail));
    let sum = square.times(TWO_45THS.plus(sum));
    let sum = square.times(sum.plus(THIRD.negated()));
    square.plus(square.times(sum))
}

// ---- the quick path

/// ln 2 / 128, of which the greater part has 32 bits: its product with a number of parts is exact.
const EXP_PART: DoubleDouble = {
    let part = LN_2.scaled(1.0 / 128.0);
    let shift = SHIFT * power_of_two(-40);
    let hi = (part.hi + shift) - shift;
    DoubleDouble { hi, lo: (part.hi - hi) + part.lo }
};

/// `eˣ` for `|x|` up to 600, and a bound of its error.
#[inline(always)]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the number of parts is below 2^17"
)]
pub(super) fn quick_exp(x: DoubleDouble) -> (DoubleDouble, f64) {
    const PARTS: f64 = consts::LOG2_E * 128.0;
    let parts = (x.hi * PARTS + SHIFT) - SHIFT;
    let rest = fast_two_sum(x.hi - parts * EXP_PART.hi, x.lo - parts * EXP_PART.lo);
    let parts = parts as i32;
    let entry = EXP_TABLE[(parts & 127) as usize];
    let r = rest.hi;
    let square = r * r;
    let tail =
        square * ((0.5 + r * (1.0 / 6.0)) + square * (1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0))));
    let (e, upper) = (upper_half(entry.hi), upper_half(r));
    let low = (entry.lo * r + entry.hi * (rest.lo + tail)) + (entry.hi - e) * r + e * (r - upper);
    let upper = fast_two_sum(entry.hi, e * upper);
    let value = fast_two_sum(upper.hi, upper.lo + (entry.lo + low)).scaled(power_of_two(parts >> 7));
    (value, value.hi * power_of_two(-65))
}

/// `ln x` of a number from 2^-900 to 2^900, and a bound of its error.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 96 and 192")]
pub(super) fn quick_ln(x: DoubleDouble) -> (DoubleDouble, f64) {
    let (mantissa, exponent) = mantissa(x);
    let (r, ln_c) = LN_TABLE[(mantissa.hi * 128.0 + 0.5) as usize - 96];
    // Products of so few bits are exact.
    let upper = f64::from_bits(mantissa.hi.to_bits() & !0x7ff);
    let product = fast_two_sum(upper * r - 1.0, (mantissa.hi - upper) * r);
    let z = two_sum(product.hi, product.lo + mantissa.lo * r);
    let h = z.hi;
    let square = h * h;
    let upper = (1.0 / 7.0 - h * 0.125) + square * (1.0 / 9.0);
    let series = (1.0 / 3.0 - h * 0.25) + square * ((0.2 - h * (1.0 / 6.0)) + square * upper);
    let tail = z.lo + square * (h * series - 0.5);
    let parts = f64::from(exponent) * 128.0;
    let whole = parts * EXP_PART.hi;
    // Nothing cancels: neither of the first two is less than the next, but for 0.
    let first = fast_two_sum(whole, ln_c.hi);
    let second = fast_two_sum(first.hi, h);
    let low = (first.lo + second.lo) + (parts * EXP_PART.lo + (ln_c.lo + tail));
    let error = square * power_of_two(-50)
        + whole.abs() * power_of_two(-80)
        + (h.abs() + ln_c.hi.abs()) * power_of_two(-93);
    (fast_two_sum(second.hi, low), error)
}

/// `(1 - cos πx) / 2` for x from 0 to 1, and a bound of its error.
#[inline(always)]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 128.5")]
pub(super) fn quick_half_cosine(x: DoubleDouble) -> (DoubleDouble, f64) {
    if x.hi < SHORT {
        let t = HALF_PI.times(x);
        let square = t.times(t);
        let s = square.hi;
        let series = -1.0 / 3.0
            + s * (2.0 / 45.0
                + s * (-1.0 / 315.0
                    + s * (2.0 / 14_175.0
                        + s * (-2.0 / 467_775.0 + s * (4.0 / 42_567_525.0 - s * (1.0 / 638_512_875.0))))));
        let value = fast_two_sum(s, square.lo + s * (s * series));
        return (value, s * s * power_of_two(-50) + s * power_of_two(-95) + power_of_two(-1_000));
    }
    let index = (x.hi * 128.0 + 0.5) as u32;
    let angle = ANGLES[(index as usize).min(INTERVALS)];
    let beyond = x.hi - f64::from(index) * (1.0 / 128.0);
    // A multiple of 2^-34, below 2^-8.
    let upper = (beyond + BEYOND_SHIFT) - BEYOND_SHIFT;
    let lower = (beyond - upper) + x.lo;
    let d = beyond + x.lo;
    let s = d * d;
    let square = s * s;
    let sin = s
        * ((s * (FOURTH / 120.0) - SQUARE / 6.0)
            + square * (s * (FOURTH * FOURTH / 362_880.0) - FOURTH * SQUARE / 5_040.0));
    let versine = s
        * ((SQUARE / 4.0 - s * (FOURTH / 48.0))
            + square * (FOURTH * SQUARE / 1_440.0 - s * (FOURTH * FOURTH / 80_640.0)));
    let Angle { half_versine, slope, .. } = angle;
    let low = (slope.hi * lower + slope.lo * d)
        + ((slope.hi + slope.lo) * d * sin + (1.0 - 2.0 * half_versine.hi) * versine);
    let sum = fast_two_sum(half_versine.hi, slope.hi * upper);
    (fast_two_sum(sum.hi, sum.lo + (half_versine.lo + low)), power_of_two(-63))
}

/// π² and π⁴.
const SQUARE: f64 = consts::PI * consts::PI;
const FOURTH: f64 = SQUARE * SQUARE;

/// Adding it rounds to a multiple of 2^-34.
const BEYOND_SHIFT: f64 = SHIFT * power_of_two(-34);
