//! The formula of a schedule: of its pieces, and of schedules around others.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Clamped, Product, Repeated, Sum};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::base::{Expression, Formula};
use super::expression::{Period, operand, plus, power, times};
use crate::parts::piece::{Course, Piece};
use crate::parts::pieces::pieces;

impl Formula {
    /// A schedule at `step`, an expression that can stand as an operand.
    fn schedule(self, schedule: &BoxSchedule, step: &str) -> Expression {
        self.pieces(&pieces(schedule), step)
    }

    /// Pieces one after the other.
    pub(crate) fn pieces(self, pieces: &[Piece], step: &str) -> Expression {
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
            // A condition inside would take what follows as its own.
            text.push_str(&if written.contains(" if ") { operand(&written) } else { written });
            begin = begin.saturating_add(steps);
            text.push_str(&format!(" if {step} < {begin} else "));
        }
        Ok(text)
    }

    /// A piece at a step counted from the start of the piece.
    pub(crate) fn piece(self, piece: &Piece, step: &str) -> Expression {
        let time = plus(step, piece.offset);
        match &piece.course {
            Course::Hold(rate) => self.share(*rate),
            Course::Ramp(ramp) => self.ramp(ramp, &time),
            Course::Wave(ramp) => self.wave(ramp, &time),
            Course::Other(schedule) => self.other(schedule, &time),
        }
    }

    /// A schedule that is not taken apart.
    fn other(self, schedule: &BoxSchedule, step: &str) -> Expression {
        let class = schedule.class_name();
        let refuse = || Err(format!("`{class}` with these parameters is not written as a formula of Python"));
        let Some(built_in) = BuiltIn::of(schedule) else { return refuse() };
        match built_in {
            BuiltIn::CosineDecayRestarts(restarts) => self.cosine_restarts(restarts, step),
            BuiltIn::CosineHardRestarts(restarts) => self.hard_restarts(restarts, step),
            BuiltIn::Cyclic(cyclic) => self.cyclic(cyclic, step),
            BuiltIn::ExponentialDecay(decay) => self.exponential(decay, step),
            BuiltIn::InverseTimeDecay(decay) => self.inverse_time(decay, step),
            BuiltIn::LinearCosineDecay(decay) => self.linear_cosine(decay, step),
            BuiltIn::Noam(noam) => self.noam(noam, step),
            BuiltIn::PolynomialDecay(decay) => self.polynomial_cycles(decay, step),
            BuiltIn::PowerLaw(law) => self.power_law(law, step),
            BuiltIn::Table(table) => self.table(table, step),
            BuiltIn::TransitionRestarts(restarts) => self.transition_restarts(restarts, step),
            BuiltIn::Clamped(clamped) => self.clamped(clamped, step),
            BuiltIn::Product(product) => self.product(product, step),
            BuiltIn::Repeated(repeated) => self.repeated(repeated, step),
            BuiltIn::Scaled(scaled) => {
                self.schedule(scaled.schedule(), step).map(|inner| times(scaled.factor(), &inner))
            }
            BuiltIn::Shifted(shifted) => match u64::try_from(shifted.shift()) {
                Ok(ahead) => self.other(shifted.schedule(), &plus(step, ahead.into())),
                Err(_) => refuse(),
            },
            BuiltIn::Stretched(stretched) => {
                let inner_step = operand(&Period::new(stretched.factor()).quotient(step));
                self.schedule(stretched.schedule(), &inner_step)
            }
            BuiltIn::Sum(sum) => self.sum(sum, step),
            BuiltIn::NoisyLinearCosineDecay(_) => Err(format!(
                "the noise of `{class}` is a function of this library, which Python does not have"
            )),
            // The pieces of the others have been written, but for those whose parameters allow no pieces.
            _ => refuse(),
        }
    }

    fn product(self, product: &Product<BoxSchedule>, step: &str) -> Expression {
        let factors = product.schedules().iter().enumerate().map(|(index, factor)| {
            let formula = if index == 0 { self } else { Self::new(1.0) };
            formula.schedule(factor, step).map(|factor| operand(&factor))
        });
        factors.collect::<Result<Vec<_>, _>>().map(|factors| factors.join(" * "))
    }

    fn sum(self, sum: &Sum<BoxSchedule>, step: &str) -> Expression {
        let terms = sum.schedules().iter().map(|term| self.schedule(term, step).map(|term| operand(&term)));
        terms.collect::<Result<Vec<_>, _>>().map(|terms| terms.join(" + "))
    }

    fn clamped(self, clamped: &Clamped<BoxSchedule>, step: &str) -> Expression {
        let inner = self.schedule(clamped.schedule(), step)?;
        let inner = match clamped.min() {
            0.0 => inner,
            min => format!("max({inner}, {})", self.share(min)?),
        };
        // The greatest double means that there is no bound.
        match clamped.max() {
            f64::MAX => Ok(inner),
            max => Ok(format!("min({inner}, {})", self.share(max)?)),
        }
    }

    fn repeated(self, repeated: &Repeated<BoxSchedule>, step: &str) -> Expression {
        if repeated.t_mul() != 1.0 {
            return Err("the periods become longer, so that the one of a step is no formula".to_owned());
        }
        let period = repeated.period_steps();
        let there_and_back = period.saturating_mul(2);
        let (inner_step, cycle) = if repeated.mirror() {
            (format!("({period} - abs({step} % {there_and_back} - {period}))"), there_and_back)
        } else {
            (format!("({step} % {period})"), period)
        };
        let inner = self.schedule(repeated.schedule(), &inner_step)?;
        let text = match repeated.m_mul() {
            1.0 => inner,
            m_mul => format!("{} * {}", power(m_mul, &format!("{step} // {cycle}")), operand(&inner)),
        };
        match repeated.cycle_limit() {
            None => Ok(text),
            Some(limit) => {
                let steps = period.saturating_mul(limit);
                let after = self.share(repeated.learning_rate(steps))?;
                Ok(format!("{} if {step} < {steps} else {after}", operand(&text)))
            }
        }
    }
}
