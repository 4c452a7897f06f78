//! The classes that have a formula of their own.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    CosineDecayRestarts, CosineHardRestarts, Cyclic, CyclicMode, ExponentialDecay, InverseTimeDecay,
    LinearCosineDecay, Noam, PolynomialDecay, PowerLaw, StepCount, Table, TransitionRestarts,
};

use super::base::{Expression, FIND_CYCLE, Formula};
use super::expression::{Between, Period, Progress, number, operand, power, times};
use super::ramp::{half_cosine, progress};

/// The longest list of rates that is written into an expression.
const LONGEST_TABLE: usize = 10_000;

impl Formula {
    pub(super) fn exponential(self, decay: &ExponentialDecay, step: &str) -> Expression {
        let share = self.share_of(decay.initial_learning_rate())?;
        let exponent = periods(step, decay.decay_steps(), decay.staircase());
        // From such a small rate the growth would be cut off before it reaches the end of the schedule's own
        // growth.
        if decay.decay_rate() > 1.0 && decay.initial_learning_rate() < 1e-30 {
            return Err("it grows from a rate below 1e-30, too far for Python".to_owned());
        }
        Ok(times(share, &power(decay.decay_rate(), &exponent)))
    }

    pub(super) fn inverse_time(self, decay: &InverseTimeDecay, step: &str) -> Expression {
        if decay.decay_rate() < 0.0 {
            return Err("with `decay_rate` below 0 the formula has a pole".to_owned());
        }
        let share = self.share(decay.initial_learning_rate())?;
        let periods = periods(step, decay.decay_steps(), decay.staircase());
        Ok(format!("{share} / (1 + {})", times(decay.decay_rate(), &periods)))
    }

    /// Polynomials without cycles are ramps.
    pub(super) fn polynomial_cycles(self, decay: &PolynomialDecay, step: &str) -> Expression {
        let [from, to] =
            [self.share_of(decay.initial_learning_rate())?, self.share_of(decay.end_learning_rate())?];
        let periods = Period::new(decay.decay_steps()).quotient(&format!("-{step}"));
        let length = format!("({} * max(1, -({periods})))", decay.decay_steps());
        let left = format!("({length} - {step}) / {length}");
        let weight =
            if decay.power() == 1.0 { left } else { format!("({left}) ** {}", number(decay.power())) };
        Ok(Between { from, to }.along(&Progress::Left(weight)))
    }

    pub(super) fn linear_cosine(self, decay: &LinearCosineDecay, step: &str) -> Expression {
        let share = self.share_of(decay.initial_learning_rate())?;
        let length = decay.decay_steps();
        let time = format!("min({step}, {length})");
        let [alpha, beta, waves] = [decay.alpha(), decay.beta(), 2.0 * decay.num_periods()].map(number);
        let cosine = half_cosine(&format!("{waves} * {time}"), length);
        Ok(times(share, &format!("({alpha} + ({length} - {time}) / {length}) * {cosine} + {beta}")))
    }

    pub(super) fn power_law(self, law: &PowerLaw, step: &str) -> Expression {
        let share = self.share_of(law.learning_rate_at_one())?;
        if !is_moderate(law) {
            return Err("its power is too great for Python's doubles".to_owned());
        }
        // At step 0 the formula without an offset may be infinite; the rate there is that of step 1.
        let is_infinite = law.offset() == 0.0 && law.power() < 0.0;
        let time = if is_infinite { format!("max({step}, 1)") } else { step.to_owned() };
        let mut inner = format!("{time} / {}", law.timescale());
        if law.inner_power() != 1.0 {
            inner = format!("({inner}) ** {}", number(law.inner_power()));
        }
        if law.offset() != 0.0 {
            inner = format!("{} + {inner}", number(law.offset()));
        }
        let power = law.power();
        let text = if power == 1.0 { inner } else { format!("({inner}) ** {}", operand(&number(power))) };
        Ok(times(share, &text))
    }

    pub(super) fn noam(self, noam: &Noam, step: &str) -> Expression {
        let share = self.share_of(noam.factor() / f64::from(noam.model_size()).sqrt())?;
        if !noam.warmup_steps().to_f64().powf(-1.5).is_normal() {
            return Err("its warmup is too short for Python's doubles".to_owned());
        }
        let warmup = format!("({step} + 1) * {} ** -1.5", noam.warmup_steps());
        Ok(times(share, &format!("min(({step} + 1) ** -0.5, {warmup})")))
    }

    pub(super) fn cosine_restarts(self, restarts: &CosineDecayRestarts, step: &str) -> Expression {
        let (share, alpha) = (self.share_of(restarts.initial_learning_rate())?, restarts.alpha());
        let cycles = Cycles::new(step, restarts.first_decay_steps(), restarts.t_mul())?;
        let cosine = half_cosine(&cycles.time, &cycles.length);
        let text = match restarts.m_mul() {
            1.0 => cosine,
            m_mul => format!("{} * {}", power(m_mul, &cycles.index), operand(&cosine)),
        };
        let text = Between { from: 1.0, to: alpha }.along(&Progress::Left(text));
        Ok(cycles.finish(&times(share, &text)))
    }

    pub(super) fn transition_restarts(self, restarts: &TransitionRestarts, step: &str) -> Expression {
        let [from, to] =
            [self.share_of(restarts.initial_learning_rate())?, self.share_of(restarts.end_learning_rate())?];
        let cycles = Cycles::new(step, restarts.transition_steps(), restarts.t_mul())?;
        let time = match restarts.k_decay() {
            1.0 => cycles.time.clone(),
            k_decay => format!("({0} * ({1} / {0}) ** {2})", cycles.length, cycles.time, number(k_decay)),
        };
        let progress = progress(restarts.curve(), &time, &cycles.length, from < to)?;
        let of_cycle = |share: f64, factor: f64| match factor {
            1.0 => number(share),
            factor => times(share, &power(factor, &cycles.index)),
        };
        let (top, end) = (of_cycle(from, restarts.m_mul()), of_cycle(to, restarts.end_m_mul()));
        let text = match &progress {
            Progress::Left(left) if to == 0.0 => format!("{top} * {}", operand(left)),
            Progress::Left(left) => format!("{end} + ({top} - {end}) * {}", operand(left)),
            Progress::Gone(gone) => format!("{top} + ({end} - {top}) * {}", operand(gone)),
        };
        Ok(match restarts.cycle_limit() {
            None => cycles.finish(&text),
            Some(limit) => {
                let rest = self.share(restarts.learning_rate(u64::MAX))?;
                cycles.finish(&format!("{text} if {} < {limit} else {rest}", cycles.index))
            }
        })
    }

    pub(super) fn hard_restarts(self, restarts: &CosineHardRestarts, step: &str) -> Expression {
        let share = self.share_of(restarts.initial_learning_rate())?;
        let (length, cycles) = (restarts.decay_steps(), StepCount::from(restarts.num_cycles()));
        let time = if cycles.whole() == Some(1) { step.to_owned() } else { format!("{cycles} * {step}") };
        let cosine = half_cosine(&format!("({time} % {length})"), length);
        Ok(format!("{} if {step} < {length} else 0.0", times(share, &cosine)))
    }

    pub(super) fn cyclic(self, cyclic: &Cyclic, step: &str) -> Expression {
        let [base, max] =
            [self.share_of(cyclic.base_learning_rate())?, self.share_of(cyclic.max_learning_rate())?];
        let (up, down) = (cyclic.step_size_up(), cyclic.step_size_down());
        let cycle = up.saturating_add(down);
        let height = match cyclic.mode() {
            CyclicMode::Triangular => String::new(),
            CyclicMode::Triangular2 => format!(" * 0.5 ** ({step} // {cycle})"),
            CyclicMode::ExpRange => format!(" * {} ** {step}", number(cyclic.gamma())),
            _ => return Err("the mode of `Cyclic` is not written".to_owned()),
        };
        let time = format!("({step} % {cycle})");
        let triangle = format!("min({time} / {up}, ({cycle} - {time}) / {down})");
        let progress = Progress::Left(format!("{triangle}{height}"));
        Ok(Between { from: max, to: base }.along(&progress))
    }

    pub(super) fn table(self, table: &Table, step: &str) -> Expression {
        let rates = table.learning_rates();
        if rates.len() > LONGEST_TABLE {
            return Err(format!(
                "a list of {} rates is too long for an expression; {LONGEST_TABLE} may be written",
                rates.len()
            ));
        }
        let shares: Vec<_> = rates.iter().map(|&rate| self.share(rate)).collect::<Result<_, _>>()?;
        Ok(format!("[{}][min({step}, {})]", shares.join(", "), rates.len() - 1))
    }
}

/// Whether the powers are finite doubles at all steps that a run may have.
fn is_moderate(law: &PowerLaw) -> bool {
    let first = if law.offset() == 0.0 && law.power() < 0.0 { 1.0 } else { 0.0 };
    [first, 1e16].into_iter().all(|step| {
        let inner = (step / law.timescale().to_f64()).powf(law.inner_power());
        let outer = (law.offset() + inner).powf(law.power());
        inner.is_finite() && outer.is_finite()
    })
}

/// The number of periods that have passed.
fn periods(step: &str, length: StepCount, is_whole: bool) -> String {
    match (length.whole(), is_whole) {
        (Some(1), _) => step.to_owned(),
        (_, true) => Period::new(length).quotient(step),
        (_, false) => format!("{step} / {length}"),
    }
}

/// The place of a step in repeated cycles.
struct Cycles {
    /// The number of the cycle, an operand.
    index: String,
    /// The time that has passed in it, an operand.
    time: String,
    /// Its length.
    length: String,
    /// The call that returns the three, where they are not expressions.
    call: Option<String>,
}

impl Cycles {
    fn new(step: &str, length: StepCount, t_mul: f64) -> Result<Self, String> {
        if t_mul == 1.0 {
            let period = Period::new(length);
            let [index, time] = [period.quotient(step), period.remainder(step)].map(|text| operand(&text));
            return Ok(Self { index, time, length: length.to_string(), call: None });
        }
        if t_mul < 1.0 {
            return Err(
                "with `t_mul` below 1 the cycles come to an end, which the formula does not".to_owned()
            );
        }
        // The search would go through far too many cycles.
        if length.to_f64() < 1.0 {
            return Err(format!("the first cycle is shorter than a step, {length}"));
        }
        let [index, time, name] = ["cycle", "time", "length"].map(str::to_owned);
        let call = format!("{FIND_CYCLE}({step}, {length}, {})", number(t_mul));
        Ok(Self { index, time, length: name, call: Some(call) })
    }

    /// An expression in the three.
    fn finish(&self, text: &str) -> String {
        match &self.call {
            None => text.to_owned(),
            Some(call) => format!("(lambda cycle, time, length: {text})(*{call})"),
        }
    }
}
