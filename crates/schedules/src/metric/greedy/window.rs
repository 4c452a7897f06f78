//! The last metrics, whose mean takes the place of each.

use alloc::collections::VecDeque;
use alloc::format;

use crate::ScheduleError;
use crate::parameters::check::{self, Checked};

/// The last metrics and what is left of their sum: rounded at each step, so it is part of the state.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(from = "format::Window", into = "format::Window"))]
pub(super) struct Window {
    pub(super) values: VecDeque<f64>,
    pub(super) sum: f64,
}

impl Window {
    pub(super) const fn new() -> Self {
        Self { values: VecDeque::new(), sum: 0.0 }
    }

    /// Takes the next metric and returns the mean.
    pub(super) fn push(&mut self, value: f64, size: usize) -> f64 {
        self.values.push_back(value);
        self.sum += value;
        self.shorten(size);
        #[expect(clippy::cast_precision_loss, reason = "no window holds 2^53 metrics")]
        let length = self.values.len() as f64;
        self.sum / length
    }

    /// Drops the oldest metrics, until there are no more than `size`.
    pub(super) fn shorten(&mut self, size: usize) {
        while self.values.len() > size {
            self.sum -= self.values.pop_front().unwrap_or(0.0);
        }
    }

    /// A window that has come from metrics, if there is smoothing.
    pub(super) fn check(&self, size: Option<usize>) -> Checked {
        let length = self.values.len();
        if length > size.unwrap_or(0) {
            return Err(ScheduleError::Length {
                field: "state.window.values",
                rule: match size {
                    Some(size) => format!("at most {size} element{}", if size == 1 { "" } else { "s" }),
                    None => "no elements without `window_size`".into(),
                },
                got: length,
            });
        }
        let holds = length > 0 || self.sum == 0.0;
        check::require(holds, "state.window.sum", "0.0 while the window is empty", self.sum)
    }
}

/// The window in a file.
#[cfg(feature = "serde")]
mod format {
    use alloc::vec::Vec;

    use serde::{Deserialize, Serialize};

    use crate::parameters::any_float::AnyFloat;

    #[derive(Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    pub(super) struct Window {
        values: Vec<AnyFloat>,
        sum: AnyFloat,
    }

    impl From<Window> for super::Window {
        fn from(window: Window) -> Self {
            Self { values: window.values.iter().map(|value| value.0).collect(), sum: window.sum.0 }
        }
    }

    impl From<super::Window> for Window {
        fn from(window: super::Window) -> Self {
            Self { values: window.values.into_iter().map(AnyFloat).collect(), sum: AnyFloat(window.sum) }
        }
    }
}
