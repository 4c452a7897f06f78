//! Rates as shares of a base rate.

use super::decimal::shortest;

/// The share of a base that a rate is: the number of the fewest digits whose product with the base is the
/// rate.
///
/// `None` if no product gives the rate, because a number is 0 or the two are too far apart.
pub(crate) fn share(rate: f64, base: f64) -> Option<f64> {
    let share = shortest(rate / base, |share| share * base == rate);
    (share.is_normal() || (rate == 0.0 && base > 0.0)).then_some(share)
}
