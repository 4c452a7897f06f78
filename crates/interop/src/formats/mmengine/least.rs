//! The rate at the bottom of a curve.

/// The rate at the bottom.
#[derive(Clone, Copy, Debug)]
pub(super) enum Least {
    Rate(f64),
    /// A share of the optimizer's rate.
    Share(f64),
}

impl Least {
    pub(super) fn rate(self, base: f64) -> f64 {
        match self {
            Self::Rate(rate) => rate,
            Self::Share(share) => share * base,
        }
    }

    pub(super) fn is_zero(self) -> bool {
        matches!(self, Self::Rate(number) | Self::Share(number) if number == 0.0)
    }
}
