//! Schedules that are not taken apart, in optax.

use glidepath_schedules::{ExponentialDecay, InverseTimeDecay, Noam, PowerLaw, Repeated, Stretched};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::python::{Expression, called, float, lambda, list, steps, truth};

/// A schedule, of which those within are what `inner` makes of them.
pub(super) fn expression(schedule: &BoxSchedule, inner: impl Fn(&BoxSchedule) -> Expression) -> Expression {
    let Some(built_in) = BuiltIn::of(schedule) else { return Err(refusal(schedule)) };
    match built_in {
        BuiltIn::ExponentialDecay(decay) => exponential(decay),
        BuiltIn::InverseTimeDecay(decay) => inverse_time(decay),
        BuiltIn::PowerLaw(law) => Ok(power_law(law)),
        BuiltIn::Noam(noam) => Ok(self::noam(noam)),
        BuiltIn::Table(table) => {
            let rates = table.learning_rates();
            let last = rates.len() - 1;
            Ok(lambda(&format!("jnp.array({})[jnp.minimum(step, {last})]", list(rates))))
        }
        BuiltIn::Clamped(clamped) => {
            let inner = called(&inner(clamped.schedule())?, "step");
            Ok(lambda(&format!("jnp.clip({inner}, {}, {})", float(clamped.min()), float(clamped.max()))))
        }
        BuiltIn::Product(product) => folded(product.schedules(), " * ", inner),
        BuiltIn::Sum(sum) => folded(sum.schedules(), " + ", inner),
        BuiltIn::Scaled(scaled) => {
            let inner = called(&inner(scaled.schedule())?, "step");
            Ok(lambda(&format!("{} * {inner}", float(scaled.factor()))))
        }
        BuiltIn::Shifted(shifted) => {
            let time = format!("jnp.maximum(step + {}, 0)", shifted.shift());
            Ok(lambda(&called(&inner(shifted.schedule())?, &time)))
        }
        BuiltIn::Stretched(stretched) => self::stretched(stretched, inner),
        BuiltIn::Repeated(repeated) => self::repeated(repeated, inner),
        _ => Err(refusal(schedule)),
    }
}

fn refusal(schedule: &BoxSchedule) -> String {
    format!("optax has no schedule with the rates of this `{}`", schedule.class_name())
}

fn exponential(decay: &ExponentialDecay) -> Expression {
    // optax takes 0 for a mistake, and goes on with a constant.
    if decay.decay_rate() == 0.0 {
        return Err("optax has no `exponential_decay` with a rate of 0".to_owned());
    }
    Ok(format!(
        "optax.exponential_decay(init_value={}, transition_steps={}, decay_rate={}, staircase={})",
        float(decay.initial_learning_rate()),
        steps(decay.decay_steps()),
        float(decay.decay_rate()),
        truth(decay.staircase())
    ))
}

fn inverse_time(decay: &InverseTimeDecay) -> Expression {
    if decay.decay_rate() < 0.0 {
        return Err("with `decay_rate` below 0 the formula has a pole".to_owned());
    }
    let time = format!("step / {}", steps(decay.decay_steps()));
    let time = if decay.staircase() { format!("jnp.floor({time})") } else { time };
    let (rate, initial) = (float(decay.decay_rate()), float(decay.initial_learning_rate()));
    Ok(lambda(&format!("{initial} / (1.0 + {rate} * ({time}))")))
}

fn power_law(law: &PowerLaw) -> String {
    // At step 0 the formula without an offset may be infinite; the rate there is that of step 1.
    let is_infinite = law.offset() == 0.0 && law.power() < 0.0;
    let time = if is_infinite { "jnp.maximum(step, 1)" } else { "step" };
    lambda(&format!(
        "{} * ({} + ({time} / {}) ** {}) ** {}",
        float(law.learning_rate_at_one()),
        float(law.offset()),
        steps(law.timescale()),
        float(law.inner_power()),
        float(law.power())
    ))
}

fn noam(noam: &Noam) -> String {
    let warmup = steps(noam.warmup_steps());
    lambda(&format!(
        "{} * {} ** -0.5 * jnp.minimum((step + 1.0) ** -0.5, (step + 1.0) * {warmup} ** -1.5)",
        float(noam.factor()),
        noam.model_size()
    ))
}

/// Several schedules in one expression.
fn folded(
    schedules: &[BoxSchedule],
    operator: &str,
    inner: impl Fn(&BoxSchedule) -> Expression,
) -> Expression {
    let parts: Result<Vec<_>, String> =
        schedules.iter().map(|schedule| inner(schedule).map(|function| called(&function, "step"))).collect();
    Ok(lambda(&parts?.join(operator)))
}

fn stretched(stretched: &Stretched<BoxSchedule>, inner: impl Fn(&BoxSchedule) -> Expression) -> Expression {
    let Some(factor) = stretched.factor().whole() else {
        return Err(format!(
            "a factor of {}, which is no whole number, is not exact in optax",
            stretched.factor()
        ));
    };
    Ok(lambda(&called(&inner(stretched.schedule())?, &format!("step // {factor}"))))
}

fn repeated(repeated: &Repeated<BoxSchedule>, inner: impl Fn(&BoxSchedule) -> Expression) -> Expression {
    let is_plain = !repeated.mirror()
        && repeated.t_mul() == 1.0
        && repeated.m_mul() == 1.0
        && repeated.cycle_limit().is_none();
    if !is_plain {
        return Err("optax has no schedule that repeats another but as it is".to_owned());
    }
    Ok(lambda(&called(&inner(repeated.schedule())?, &format!("step % {}", repeated.period_steps()))))
}
