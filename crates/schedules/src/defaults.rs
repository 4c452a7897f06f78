//! What parameters are where a file or a constructor leaves them out, if many classes have it so.

/// A factor or an exponent that changes nothing.
pub(crate) const fn one() -> f64 {
    1.0
}
