//! Schedules around others.

use glidepath_schedules::{Clamped, Product, Repeated, Scaled, Shifted, Stretched, Sum};
use glidepath_serde::BoxSchedule;

use super::expression::{Period, operand, plus, power, times};
use super::{Formula, Written};

impl Formula {
    /// `None` if the schedule is of another class. Those that run one after the other are taken apart before.
    pub(crate) fn composite(self, schedule: &BoxSchedule, step: &str) -> Option<Written> {
        if let Some(shifted) = schedule.downcast_ref::<Shifted<BoxSchedule>>() {
            let ahead = u64::try_from(shifted.shift()).ok()?;
            return Some(self.other(shifted.schedule(), &plus(step, ahead.into())));
        }
        if let Some(scaled) = schedule.downcast_ref::<Scaled<BoxSchedule>>() {
            let inner = self.schedule(scaled.schedule(), step);
            return Some(inner.map(|inner| times(scaled.factor(), &inner)));
        }
        if let Some(clamped) = schedule.downcast_ref::<Clamped<BoxSchedule>>() {
            return Some(self.clamped(clamped, step));
        }
        if let Some(product) = schedule.downcast_ref::<Product<BoxSchedule>>() {
            let factors = product.schedules().iter().enumerate().map(|(index, factor)| {
                let formula = if index == 0 { self } else { Self::new(1.0) };
                formula.schedule(factor, step).map(|factor| operand(&factor))
            });
            return Some(factors.collect::<Result<Vec<_>, _>>().map(|factors| factors.join(" * ")));
        }
        if let Some(sum) = schedule.downcast_ref::<Sum<BoxSchedule>>() {
            let terms =
                sum.schedules().iter().map(|term| self.schedule(term, step).map(|term| operand(&term)));
            return Some(terms.collect::<Result<Vec<_>, _>>().map(|terms| terms.join(" + ")));
        }
        if let Some(stretched) = schedule.downcast_ref::<Stretched<BoxSchedule>>() {
            let inner_step = operand(&Period::new(stretched.factor()).quotient(step));
            return Some(self.schedule(stretched.schedule(), &inner_step));
        }
        schedule.downcast_ref::<Repeated<BoxSchedule>>().map(|repeated| self.repeated(repeated, step))
    }

    fn clamped(self, clamped: &Clamped<BoxSchedule>, step: &str) -> Written {
        let inner = self.schedule(clamped.schedule(), step)?;
        let inner = match clamped.min() {
            0.0 => inner,
            min => format!("max({inner}, {})", self.share(min)?),
        };
        // The greatest double is no bound.
        match clamped.max() {
            f64::MAX => Ok(inner),
            max => Ok(format!("min({inner}, {})", self.share(max)?)),
        }
    }

    fn repeated(self, repeated: &Repeated<BoxSchedule>, step: &str) -> Written {
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
                let boxed = BoxSchedule::new(repeated.clone());
                self.then_hold(&boxed, steps, &operand(&text), step)
            }
        }
    }
}
