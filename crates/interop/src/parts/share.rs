//! Numbers as parts of others.

use crate::parts::shortest;

/// What a rate is as a part of a base: the number of the fewest digits whose product with the base is the rate. `None` where
/// the product would be another one, because a number is 0 or the two are too far apart.
pub(crate) fn share(rate: f64, base: f64) -> Option<f64> {
    let share = shortest(rate / base, |share| share * base == rate);
    (share.is_normal() || (rate == 0.0 && base > 0.0)).then_some(share)
}
