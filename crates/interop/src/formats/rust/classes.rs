//! Each class by its constructor and its builder methods.

use glidepath_schedules as schedules;
use glidepath_schedules::{ScheduleError, StepCount};
use glidepath_serde::{BoxSchedule, BuiltIn};

use super::call::{Call, float, integer, list, steps, told};

/// The body of a function that builds a schedule.
#[derive(Default)]
pub(super) struct Body {
    /// The lines before the last expression.
    pub(super) lines: Vec<String>,
}

/// Why a schedule cannot be written.
type Problem = String;

impl Body {
    /// The expression of a schedule.
    pub(super) fn expression(&mut self, schedule: &BoxSchedule) -> Result<Call, Problem> {
        let Some(built_in) = BuiltIn::of(schedule) else {
            return Err(format!(
                "`{}` is a class of your own, which is built where it is defined",
                schedule.class_name()
            ));
        };
        self.of_class(built_in).map_err(|error| match error {
            Fault::Schedule(error) => error.to_string(),
            Fault::Problem(problem) => problem,
        })
    }

    fn of_class(&mut self, built_in: BuiltIn<'_>) -> Result<Call, Fault> {
        // A new class is step 5 of "Add a class" in CONTRIBUTING.md.
        Ok(match built_in {
            BuiltIn::Constant(constant) => {
                let rate = glidepath_core::LearningRateSchedule::learning_rate(constant, 0);
                Call::new("Constant", &[float(rate)]).named(constant.name())
            }
            BuiltIn::CosineAnnealing(s) => {
                let plain = schedules::CosineAnnealing::new(s.initial_learning_rate(), s.decay_steps())?;
                Call::new("CosineAnnealing", &[float(s.initial_learning_rate()), steps(s.decay_steps())])
                    .with("with_end_learning_rate", s.end_learning_rate(), plain.end_learning_rate(), float)
                    .named(s.name())
            }
            BuiltIn::CosineDecay(s) => cosine_decay(s)?,
            BuiltIn::CosineDecayRestarts(s) => {
                let plain =
                    schedules::CosineDecayRestarts::new(s.initial_learning_rate(), s.first_decay_steps())?;
                Call::new(
                    "CosineDecayRestarts",
                    &[float(s.initial_learning_rate()), steps(s.first_decay_steps())],
                )
                .with("with_t_mul", s.t_mul(), plain.t_mul(), float)
                .with("with_m_mul", s.m_mul(), plain.m_mul(), float)
                .with("with_alpha", s.alpha(), plain.alpha(), float)
                .named(s.name())
            }
            BuiltIn::CosineHardRestarts(s) => {
                let arguments =
                    [float(s.initial_learning_rate()), steps(s.decay_steps()), float(s.num_cycles())];
                Call::new("CosineHardRestarts", &arguments).named(s.name())
            }
            BuiltIn::Cyclic(s) => Self::cyclic(s)?,
            BuiltIn::ExponentialDecay(s) => {
                let arguments =
                    [float(s.initial_learning_rate()), steps(s.decay_steps()), float(s.decay_rate())];
                Call::new("ExponentialDecay", &arguments)
                    .set("with_staircase", s.staircase(), false, |truth| truth.to_string())
                    .named(s.name())
            }
            BuiltIn::Interpolated(s) => {
                let call = Call::new("Interpolated", &[times(s.steps()), list(s.learning_rates(), float)]);
                let plain = schedules::Interpolated::new(s.steps().to_vec(), s.learning_rates().to_vec())?;
                call.set("with_interpolation", s.interpolation(), plain.interpolation(), interpolation)
                    .named(s.name())
            }
            BuiltIn::InverseSquareRoot(s) => {
                let call =
                    Call::new("InverseSquareRoot", &[float(s.peak_learning_rate()), steps(s.warmup_steps())]);
                call.with("with_timescale", s.timescale(), None, |timescale| {
                    timescale.map_or_else(String::new, steps)
                })
                .named(s.name())
            }
            BuiltIn::InverseTimeDecay(s) => {
                let arguments =
                    [float(s.initial_learning_rate()), steps(s.decay_steps()), float(s.decay_rate())];
                Call::new("InverseTimeDecay", &arguments)
                    .set("with_staircase", s.staircase(), false, |truth| truth.to_string())
                    .named(s.name())
            }
            BuiltIn::LinearCosineDecay(s) => {
                let plain = schedules::LinearCosineDecay::new(s.initial_learning_rate(), s.decay_steps())?;
                Call::new("LinearCosineDecay", &[float(s.initial_learning_rate()), steps(s.decay_steps())])
                    .with("with_num_periods", s.num_periods(), plain.num_periods(), float)
                    .with("with_alpha", s.alpha(), plain.alpha(), float)
                    .with("with_beta", s.beta(), plain.beta(), float)
                    .named(s.name())
            }
            BuiltIn::Noam(s) => {
                let call = Call::new("Noam", &[s.model_size().to_string(), steps(s.warmup_steps())]);
                call.with("with_factor", s.factor(), 1.0, float).named(s.name())
            }
            BuiltIn::NoisyLinearCosineDecay(s) => noisy(s)?,
            BuiltIn::OneCycle(s) => Self::one_cycle(s)?,
            BuiltIn::OneCycleMomentum(_) => {
                return Err(Fault::Problem(
                    "a momentum is built from its `OneCycle`, by `momentum()`".to_owned(),
                ));
            }
            BuiltIn::PiecewiseConstantDecay(s) => {
                Call::new("PiecewiseConstantDecay", &[times(s.boundaries()), list(s.values(), float)])
                    .named(s.name())
            }
            BuiltIn::PolynomialDecay(s) => {
                let arguments =
                    [float(s.initial_learning_rate()), steps(s.decay_steps()), float(s.end_learning_rate())];
                Call::new("PolynomialDecay", &arguments)
                    .with("with_power", s.power(), 1.0, float)
                    .set("with_cycle", s.cycle(), false, |truth| truth.to_string())
                    .named(s.name())
            }
            BuiltIn::PowerLaw(s) => {
                let plain = schedules::PowerLaw::new(s.learning_rate_at_one(), s.timescale(), s.power())?;
                Call::new(
                    "PowerLaw",
                    &[float(s.learning_rate_at_one()), steps(s.timescale()), float(s.power())],
                )
                .with("with_offset", s.offset(), plain.offset(), float)
                .with("with_inner_power", s.inner_power(), plain.inner_power(), float)
                .named(s.name())
            }
            BuiltIn::Table(s) => Call::new("Table", &[list(s.learning_rates(), float)]).named(s.name()),
            BuiltIn::Transition(s) => {
                let arguments = [
                    float(s.initial_learning_rate()),
                    float(s.end_learning_rate()),
                    steps(s.transition_steps()),
                ];
                Call::new("Transition", &arguments)
                    .with("with_curve", s.curve(), schedules::Curve::Linear, curve)
                    .named(s.name())
            }
            BuiltIn::TransitionRestarts(s) => Self::transition_restarts(s)?,
            BuiltIn::WarmupStableDecay(s) => Self::warmup_stable_decay(s),
            BuiltIn::Clamped(s) => {
                let child = self.child(s.schedule())?;
                Call::new("Clamped", &[child, float(s.min()), maximum(s.max())]).named(s.name())
            }
            BuiltIn::Product(s) => Call::new("Product", &[self.children(s.schedules())?]).named(s.name()),
            BuiltIn::Repeated(s) => {
                let child = self.child(s.schedule())?;
                Call::new("Repeated", &[child, integer(s.period_steps())])
                    .set("with_mirror", s.mirror(), false, |truth| truth.to_string())
                    .with("with_t_mul", s.t_mul(), 1.0, float)
                    .with("with_m_mul", s.m_mul(), 1.0, float)
                    .with("with_cycle_limit", s.cycle_limit(), None, |limit| {
                        limit.map_or_else(String::new, told)
                    })
                    .named(s.name())
            }
            BuiltIn::Scaled(s) => {
                let child = self.child(s.schedule())?;
                Call::new("Scaled", &[child, float(s.factor())]).named(s.name())
            }
            BuiltIn::Sequential(s) => {
                let children = self.children(s.schedules())?;
                Call::new("Sequential", &[children, boundaries(s.boundaries())]).named(s.name())
            }
            BuiltIn::Shifted(s) => {
                let child = self.child(s.schedule())?;
                Call::infallible("Shifted", &[child, s.shift().to_string()]).named(s.name())
            }
            BuiltIn::Stretched(s) => {
                let child = self.child(s.schedule())?;
                Call::new("Stretched", &[child, steps(s.factor())]).named(s.name())
            }
            BuiltIn::Sum(s) => Call::new("Sum", &[self.children(s.schedules())?]).named(s.name()),
            BuiltIn::Warmup(s) => {
                let child = self.child(s.schedule())?;
                Call::new("Warmup", &[child, integer(s.warmup_steps())])
                    .with("with_warmup_prefix", s.warmup_prefix(), true, |truth| truth.to_string())
                    .with("with_initial_learning_rate", s.initial_learning_rate(), 0.0, float)
                    .with("with_target_learning_rate", s.target_learning_rate(), None, |target| {
                        target.map_or_else(String::new, float)
                    })
                    .with("with_curve", s.curve(), schedules::Curve::Linear, curve)
                    .named(s.name())
            }
        })
    }

    fn cyclic(s: &schedules::Cyclic) -> Result<Call, ScheduleError> {
        let plain = schedules::Cyclic::new(s.base_learning_rate(), s.max_learning_rate(), s.step_size_up())?;
        let arguments =
            [float(s.base_learning_rate()), float(s.max_learning_rate()), integer(s.step_size_up())];
        Ok(Call::new("Cyclic", &arguments)
            .with("with_step_size_down", s.step_size_down(), plain.step_size_down(), integer)
            .set("with_mode", s.mode(), plain.mode(), |mode| format!("CyclicMode::{mode:?}"))
            .with("with_gamma", s.gamma(), plain.gamma(), float)
            .named(s.name()))
    }

    fn one_cycle(s: &schedules::OneCycle) -> Result<Call, ScheduleError> {
        let plain = schedules::OneCycle::new(s.max_learning_rate(), s.total_steps())?;
        Ok(Call::new("OneCycle", &[float(s.max_learning_rate()), integer(s.total_steps())])
            .set("with_three_phase", s.three_phase(), plain.three_phase(), |truth| truth.to_string())
            .with("with_pct_start", s.pct_start(), plain.pct_start(), float)
            .set("with_anneal_strategy", s.anneal_strategy(), plain.anneal_strategy(), interpolation)
            .with("with_div_factor", s.div_factor(), plain.div_factor(), float)
            .with("with_final_div_factor", s.final_div_factor(), plain.final_div_factor(), float)
            .named(s.name()))
    }

    fn transition_restarts(s: &schedules::TransitionRestarts) -> Result<Call, ScheduleError> {
        let (from, to) = (s.initial_learning_rate(), s.end_learning_rate());
        let plain = schedules::TransitionRestarts::new(from, to, s.transition_steps())?;
        Ok(Call::new("TransitionRestarts", &[float(from), float(to), steps(s.transition_steps())])
            .with("with_curve", s.curve(), plain.curve(), curve)
            .with("with_t_mul", s.t_mul(), plain.t_mul(), float)
            .with("with_m_mul", s.m_mul(), plain.m_mul(), float)
            .with("with_end_m_mul", s.end_m_mul(), plain.end_m_mul(), float)
            .with("with_cycle_limit", s.cycle_limit(), None, |limit| limit.map_or_else(String::new, told))
            .with("with_k_decay", s.k_decay(), plain.k_decay(), float)
            .named(s.name()))
    }

    fn warmup_stable_decay(s: &schedules::WarmupStableDecay) -> Call {
        let lengths = [s.warmup_steps(), s.stable_steps(), s.decay_steps()].map(steps);
        let arguments: Vec<_> = std::iter::once(float(s.peak_learning_rate())).chain(lengths).collect();
        Call::new("WarmupStableDecay", &arguments)
            .with("with_initial_learning_rate", s.initial_learning_rate(), 0.0, float)
            .with("with_end_learning_rate", s.end_learning_rate(), 0.0, float)
            .with("with_warmup_curve", s.warmup_curve(), schedules::Curve::Linear, curve)
            .with("with_decay_curve", s.decay_curve(), schedules::Curve::Linear, curve)
            .named(s.name())
    }

    /// A schedule in another: as it is if it is short, else by a name.
    fn child(&mut self, schedule: &BoxSchedule) -> Result<String, Fault> {
        let call = self.expression(schedule).map_err(Fault::Problem)?;
        if call.is_short() { Ok(call.into_text()) } else { Ok(self.bind(&call.into_text())) }
    }

    /// Schedules of any class in a list.
    fn children(&mut self, children: &[BoxSchedule]) -> Result<String, Fault> {
        let mut names = Vec::new();
        for child in children {
            let call = self.expression(child).map_err(Fault::Problem)?;
            names.push(self.bind(&format!("{}.boxed()", call.into_text())));
        }
        Ok(format!("[{}]", names.join(", ")))
    }

    fn bind(&mut self, expression: &str) -> String {
        let name = format!("part_{}", self.lines.len() + 1);
        self.lines.push(format!("let {name} = {expression};"));
        name
    }
}

fn curve(curve: schedules::Curve) -> String {
    format!("Curve::{curve:?}")
}

fn interpolation(interpolation: schedules::Interpolation) -> String {
    format!("Interpolation::{interpolation:?}")
}

fn maximum(max: f64) -> String {
    if max == f64::MAX { "f64::MAX".to_owned() } else { float(max) }
}

enum Fault {
    Schedule(ScheduleError),
    Problem(Problem),
}

impl From<ScheduleError> for Fault {
    fn from(error: ScheduleError) -> Self {
        Self::Schedule(error)
    }
}

fn cosine_decay(s: &schedules::CosineDecay) -> Result<Call, ScheduleError> {
    let plain = schedules::CosineDecay::new(s.initial_learning_rate(), s.decay_steps())?;
    let call = Call::new("CosineDecay", &[float(s.initial_learning_rate()), steps(s.decay_steps())]).with(
        "with_alpha",
        s.alpha(),
        plain.alpha(),
        float,
    );
    let warmup = (s.warmup_target(), s.warmup_steps());
    Ok(call
        .with("with_warmup_target", warmup, (None, StepCount::default()), |(target, length)| {
            format!("{}, {}", target.map_or_else(String::new, float), steps(length))
        })
        .named(s.name()))
}

fn noisy(s: &schedules::NoisyLinearCosineDecay) -> Result<Call, ScheduleError> {
    let plain = schedules::NoisyLinearCosineDecay::new(s.initial_learning_rate(), s.decay_steps())?;
    Ok(Call::new("NoisyLinearCosineDecay", &[float(s.initial_learning_rate()), steps(s.decay_steps())])
        .with("with_initial_variance", s.initial_variance(), plain.initial_variance(), float)
        .with("with_variance_decay", s.variance_decay(), plain.variance_decay(), float)
        .with("with_num_periods", s.num_periods(), plain.num_periods(), float)
        .with("with_alpha", s.alpha(), plain.alpha(), float)
        .with("with_beta", s.beta(), plain.beta(), float)
        .set("with_seed", s.seed(), None, |seed| seed.map_or_else(String::new, |seed| seed.to_string()))
        .named(s.name()))
}

/// Whole steps, whose type must be told where there are none.
fn boundaries(steps: &[u64]) -> String {
    if steps.is_empty() { "[0_u64; 0]".to_owned() } else { list(steps, integer) }
}

/// Times, all of one type.
fn times(values: &[StepCount]) -> String {
    let wholes: Option<Vec<u64>> = values.iter().map(|time| time.whole()).collect();
    match wholes {
        Some(wholes) if wholes.iter().all(|&whole| i32::try_from(whole).is_ok()) && !wholes.is_empty() => {
            list(&wholes, told)
        }
        Some(wholes) if !wholes.is_empty() => list(&wholes, |whole| format!("{whole}_u64")),
        _ => list(values, |time| format!("StepCount::from({})", steps(time))),
    }
}
