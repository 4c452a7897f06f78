//! Elementary functions to some 100 bits, by their series: for tables and for what is computed once.

use core::f64::consts;

use super::DoubleDouble;
use super::scale::power_of_two;

/// π/2.
pub(super) const HALF_PI: DoubleDouble =
    DoubleDouble { hi: consts::FRAC_PI_2, lo: 6.123_233_995_736_766e-17 };
/// ln 2.
pub(super) const LN_2: DoubleDouble = DoubleDouble { hi: consts::LN_2, lo: 2.319_046_813_846_299_6e-17 };
/// log₂ e.
pub(super) const LOG2_E: DoubleDouble = DoubleDouble { hi: consts::LOG2_E, lo: 2.035_527_374_093_103_3e-17 };

/// `x - x³/3! + x⁵/5! - …`, for `|x|` up to 2.
pub(super) const fn sin(x: DoubleDouble) -> DoubleDouble {
    let square = x.squared();
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

/// `eˣ - 1 = x + x²/2! + x³/3! + …`, for `|x|` up to 1.
pub(super) const fn small_exp_m1(x: DoubleDouble) -> DoubleDouble {
    let mut term = x;
    let mut sum = x;
    let mut order = 2.0;
    while order < 28.0 {
        term = term.times(x).over(DoubleDouble::from_f64(order));
        sum = sum.plus(term);
        order += 1.0;
    }
    sum
}

/// `eˣ - 1`, for `x` up to 400.
#[expect(clippy::cast_possible_truncation, reason = "the number is limited")]
pub(crate) fn exp_m1(x: DoubleDouble) -> DoubleDouble {
    if x.hi.abs() <= 1.0 {
        return small_exp_m1(x);
    }
    let doublings = libm::round((x * LOG2_E).hi).clamp(-600.0, 600.0);
    let rest = x - LN_2.times_f64(doublings);
    let grown = small_exp_m1(rest).plus_f64(1.0);
    grown.times_power_of_two(power_of_two(doublings as i32)).plus_f64(-1.0)
}

/// `ln((1 + y) / (1 - y)) = 2 (y + y³/3 + y⁵/5 + …)`, for `|y|` up to 0.21.
pub(super) const fn ln_of_ratio(y: DoubleDouble) -> DoubleDouble {
    let square = y.squared();
    let mut power = y;
    let mut sum = y;
    let mut order = 3.0;
    while order < 49.0 {
        power = power.times(square);
        sum = sum.plus(power.over(DoubleDouble::from_f64(order)));
        order += 2.0;
    }
    sum.times_power_of_two(2.0)
}

/// `ln x`, for `x` between 2/3 and 3/2.
pub(super) const fn ln_near_one(x: DoubleDouble) -> DoubleDouble {
    ln_of_ratio(x.plus_f64(-1.0).over(x.plus_f64(1.0)))
}

/// `log₂ x` of a positive finite number.
pub(super) fn log2(x: f64) -> DoubleDouble {
    let (mantissa, exponent) = mantissa_and_exponent(x);
    let fraction = ln_near_one(DoubleDouble::from_f64(mantissa)).times(LOG2_E);
    DoubleDouble::from_f64(f64::from(exponent)) + fraction
}

/// `ln x` of a positive finite number.
pub(crate) fn ln(x: f64) -> DoubleDouble {
    let (mantissa, exponent) = mantissa_and_exponent(x);
    LN_2.times_f64(f64::from(exponent)) + ln_near_one(DoubleDouble::from_f64(mantissa))
}

/// `x` as `mantissa * 2^exponent`, the mantissa in 0.75..1.5.
pub(super) fn mantissa_and_exponent(x: f64) -> (f64, i32) {
    let (mantissa, exponent) = libm::frexp(x);
    if mantissa < 0.75 { (2.0 * mantissa, exponent - 1) } else { (mantissa, exponent) }
}
