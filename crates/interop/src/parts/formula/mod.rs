//! A schedule as an expression of Python, in the variable `step`.
//!
//! The value is the rate divided by a base rate, which is what PyTorch's `LambdaLR` takes.

mod class;
mod composite;
mod expression;
mod way;

use glidepath_core::LearningRateSchedule;
use glidepath_serde::BoxSchedule;

use super::pieces::{Course, Piece, pieces};
use super::share::share;
pub(crate) use expression::number;
use expression::{operand, plus};

/// Writes the shares of a base rate.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Formula {
    base: f64,
}

/// A function of Python that expressions may call: the number of the cycle that a step lies in, the time that has gone by
/// in it, and its length, where each cycle is `t_mul` times as long as the one before.
pub(crate) const FIND_CYCLE: &str = "find_cycle";

/// Its lines.
pub(crate) const FIND_CYCLE_LINES: &str = "\
def find_cycle(step, length, t_mul):
    cycle = 0
    while step >= length:
        cycle, step, length = cycle + 1, step - length, length * t_mul
    return cycle, step, length
";

/// An expression, or why there is none.
pub(crate) type Written = Result<String, String>;

impl Formula {
    /// For shares of that rate, which is not 0.
    pub(crate) fn new(base: f64) -> Self {
        Self { base }
    }

    /// A schedule at `step`, an expression that can stand as an operand.
    fn schedule(self, schedule: &BoxSchedule, step: &str) -> Written {
        self.pieces(&pieces(schedule), step)
    }

    /// Pieces one after the other.
    pub(crate) fn pieces(self, pieces: &[Piece], step: &str) -> Written {
        let mut text = String::new();
        let mut begin = 0_u64;
        for piece in pieces {
            let local = match begin {
                0 => step.to_owned(),
                begin => operand(&format!("{step} - {begin}")),
            };
            let written = self.piece(piece, &local)?;
            let Some(steps) = piece.steps else {
                text.push_str(&written);
                break;
            };
            // A condition within would take what follows for its own.
            text.push_str(&if written.contains(" if ") { operand(&written) } else { written });
            begin = begin.saturating_add(steps);
            text.push_str(&format!(" if {step} < {begin} else "));
        }
        Ok(text)
    }

    /// A piece at the step that is counted from its beginning.
    pub(crate) fn piece(self, piece: &Piece, step: &str) -> Written {
        let time = plus(step, piece.offset);
        match &piece.course {
            Course::Hold(rate) => self.share(*rate),
            Course::Way(way) => self.way(way, &time),
            Course::Swing(way) => self.swing(way, &time),
            Course::Other(schedule) => self.other(schedule, &time),
        }
    }

    /// A rate as a share of the base.
    fn share(self, rate: f64) -> Written {
        self.share_of(rate).map(number)
    }

    pub(crate) fn share_of(self, rate: f64) -> Result<f64, String> {
        share(rate, self.base)
            .ok_or_else(|| format!("the rates {:?} and {rate:?} are too far apart for a factor", self.base))
    }

    fn other(self, schedule: &BoxSchedule, step: &str) -> Written {
        if let Some(written) = self.class(schedule, step) {
            return written;
        }
        if let Some(written) = self.composite(schedule, step) {
            return written;
        }
        let class = schedule.class_name();
        Err(match class {
            "NoisyLinearCosineDecay" => {
                format!("the noise of `{class}` is a function of this library, which Python does not have")
            }
            _ => format!("`{class}` with these parameters is not written as a formula of Python"),
        })
    }

    /// A schedule, and after so many steps the rate that it has there.
    fn then_hold(self, schedule: &BoxSchedule, steps: u64, before: &str, step: &str) -> Written {
        let after = self.share(schedule.learning_rate(steps))?;
        Ok(format!("{before} if {step} < {steps} else {after}"))
    }
}
