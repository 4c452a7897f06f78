//! The way from one rate to another.

use crate::arithmetic::Real;

/// The time that has gone by since the beginning, what is left until the end, and both together.
///
/// Shares are divided only when a curve asks for them.
#[derive(Clone, Debug)]
pub(crate) struct Moment<R> {
    gone: R,
    left: R,
    length: R,
}

impl<R: Real> Moment<R> {
    #[inline(always)]
    pub(crate) fn new(gone: R, left: R, length: R) -> Self {
        Self { gone, left, length }
    }

    /// A step between two.
    #[inline(always)]
    pub(crate) fn between(step: R, begin: R, end: R) -> Self {
        Self { gone: step.clone() - begin.clone(), left: end.clone() - step, length: end - begin }
    }

    /// The moment at which these shares have gone by and are left.
    pub(crate) fn of_shares(gone: R, left: R) -> Self {
        let length = gone.number(1.0);
        Self { gone, left, length }
    }

    #[inline(always)]
    pub(crate) fn number(&self, value: f64) -> R {
        self.length.number(value)
    }

    /// The share that has gone by.
    #[inline(always)]
    pub(crate) fn gone(&self) -> R {
        self.gone.clone() / self.length.clone()
    }

    /// The share that is left.
    #[inline(always)]
    pub(crate) fn left(&self) -> R {
        self.left.clone() / self.length.clone()
    }
}

/// The rate on the way between two, of which a share has been risen or remains.
///
/// It is computed upwards from its lower end, so that nothing cancels there.
#[inline(always)]
pub(crate) fn rate_between<R: Real>(
    from: R,
    to: R,
    risen: impl FnOnce() -> R,
    remaining: impl FnOnce() -> R,
) -> R {
    if from.is_above(&to) {
        to.clone() + (from - to) * remaining()
    } else {
        from.clone() + (to - from) * risen()
    }
}
