//! What a schedule does by design, from its classes: where it warms up, ends, jumps and cycles.

use glidepath_core::LearningRateSchedule;
use glidepath_diagnose::Facts;
use glidepath_schedules::StepCount;
use glidepath_serde::{BoxSchedule, BuiltIn, LearningRate};

use crate::part::Part;

/// Adds what the classes of a schedule do by design. `path` is the path of the rate in the file;
/// `names_fields` says whether the file has the field names of the classes, so that paths can name them.
pub(crate) fn add(facts: Facts, rate: &LearningRate, path: &str, names_fields: bool) -> Facts {
    let LearningRate::Schedule(schedule) = rate else { return facts.with_warmup_end(0) };
    let mut walk = Walk { facts, last: 0 };
    let part = Part::whole(path, names_fields);
    let Course { warmup_end, curve_end, .. } = walk.schedule(schedule, &part);
    let Walk { mut facts, last } = walk;
    if let Some(warmup_end) = warmup_end {
        facts = facts.with_warmup_end(warmup_end);
    }
    if let Some(curve_end) = curve_end {
        facts = facts.with_curve_end(curve_end);
    }
    if last > 0 { facts.with_extent(last.saturating_add(last / 4).saturating_add(2)) } else { facts }
}

/// What a schedule does, in steps of the run.
#[derive(Clone, Copy, Default)]
struct Course {
    /// The first step after its warmup; `None` if it must be found from the rates.
    warmup_end: Option<u64>,
    /// Where its decay ends, if that cannot be found from the rates.
    curve_end: Option<u64>,
    /// Whether its rate stays the same.
    holds: bool,
}

impl Course {
    const WITHOUT_WARMUP: Self = Self { warmup_end: Some(0), curve_end: None, holds: false };
    const HOLDS: Self = Self { holds: true, ..Self::WITHOUT_WARMUP };
    const UNKNOWN: Self = Self { warmup_end: None, curve_end: None, holds: false };

    const fn warms_up(end: u64) -> Self {
        Self { warmup_end: Some(end), ..Self::WITHOUT_WARMUP }
    }

    const fn ends(self, end: u64) -> Self {
        Self { curve_end: Some(end), ..self }
    }
}

struct Walk {
    facts: Facts,
    /// The last step that a parameter mentions.
    last: u64,
}

impl Walk {
    fn tell(&mut self, add: impl FnOnce(Facts) -> Facts) {
        self.facts = add(std::mem::take(&mut self.facts));
    }

    /// A number of steps that ends at this step of the run.
    fn count(&mut self, part: &Part, field: &str, steps: StepCount) {
        self.tell(|facts| facts.with_count(part.lasting(steps.to_f64()), part.field(field)));
        self.reaches(part, steps);
    }

    /// A parameter mentions this step of the part.
    fn reaches(&mut self, part: &Part, steps: impl Into<StepCount>) {
        self.last = self.last.max(part.step(steps.into().to_f64()));
    }

    fn jumps(&mut self, part: &Part) {
        self.tell(|facts| facts.with_jumps(part.first(), part.end));
    }

    fn cycles(&mut self, part: &Part) {
        self.tell(|facts| facts.with_cycles(part.first(), part.end));
    }

    fn floor(&mut self, part: &Part, field: &str, min: f64, peak: f64) {
        self.tell(|facts| facts.with_floor(min, peak, part.field(field)));
    }

    /// Jumps and turns by design.
    fn restarts(&mut self, part: &Part) -> Course {
        self.jumps(part);
        self.cycles(part);
        Course::WITHOUT_WARMUP
    }

    fn endless(&mut self) -> Course {
        self.tell(Facts::with_endless_decay);
        Course::WITHOUT_WARMUP
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each class")]
    fn schedule(&mut self, schedule: &BoxSchedule, part: &Part) -> Course {
        // Nothing is known about classes that are registered elsewhere, so anything they do counts as
        // intended.
        let Some(built_in) = BuiltIn::of(schedule) else {
            self.restarts(part);
            return Course::UNKNOWN;
        };
        // A new class is step 6 of "Add a class" in CONTRIBUTING.md.
        match built_in {
            BuiltIn::Constant(_) => Course::HOLDS,
            BuiltIn::CosineAnnealing(annealing) => {
                self.count(part, "decay_steps", annealing.decay_steps());
                let (end, initial) = (annealing.end_learning_rate(), annealing.initial_learning_rate());
                self.floor(part, "end_learning_rate", end, initial);
                Course::WITHOUT_WARMUP.ends(part.step(annealing.decay_steps().to_f64()))
            }
            BuiltIn::CosineDecay(decay) => {
                self.count(part, "decay_steps", decay.decay_steps());
                let peak = decay.warmup_target().unwrap_or(decay.initial_learning_rate());
                self.floor(part, "alpha", decay.alpha() * peak, peak);
                let Some(_) = decay.warmup_target() else { return Course::WITHOUT_WARMUP };
                self.count(part, "warmup_steps", decay.warmup_steps());
                Course::warms_up(part.step(decay.warmup_steps().to_f64()))
            }
            BuiltIn::CosineDecayRestarts(restarts) => {
                self.count(part, "first_decay_steps", restarts.first_decay_steps());
                self.floor(part, "alpha", restarts.alpha(), 1.0);
                self.restarts(part)
            }
            BuiltIn::CosineHardRestarts(restarts) => {
                self.count(part, "decay_steps", restarts.decay_steps());
                self.restarts(part)
            }
            BuiltIn::Cyclic(cyclic) => {
                self.reaches(part, cyclic.step_size_up());
                self.floor(
                    part,
                    "base_learning_rate",
                    cyclic.base_learning_rate(),
                    cyclic.max_learning_rate(),
                );
                self.restarts(part)
            }
            BuiltIn::ExponentialDecay(decay) => {
                self.count(part, "decay_steps", decay.decay_steps());
                if decay.staircase() {
                    self.jumps(part);
                }
                if decay.decay_rate() > 1.0 {
                    self.tell(Facts::with_endless_rise);
                }
                self.endless()
            }
            BuiltIn::Interpolated(points) => {
                if let Some(last) = points.steps().last() {
                    self.reaches(part, *last);
                }
                self.restarts(part);
                Course::UNKNOWN
            }
            BuiltIn::InverseSquareRoot(root) => {
                self.count(part, "warmup_steps", root.warmup_steps());
                self.tell(Facts::with_endless_decay);
                Course::warms_up(part.step(root.warmup_steps().to_f64()))
            }
            BuiltIn::InverseTimeDecay(decay) => {
                self.count(part, "decay_steps", decay.decay_steps());
                if decay.staircase() || decay.decay_rate() < 0.0 {
                    self.jumps(part);
                }
                if decay.decay_rate() < 0.0 {
                    self.tell(Facts::with_endless_rise);
                }
                self.endless()
            }
            BuiltIn::LinearCosineDecay(decay) => {
                self.count(part, "decay_steps", decay.decay_steps());
                self.cycles(part);
                Course::WITHOUT_WARMUP
            }
            BuiltIn::NoisyLinearCosineDecay(decay) => {
                self.count(part, "decay_steps", decay.decay_steps());
                self.restarts(part)
            }
            BuiltIn::Noam(noam) => {
                self.count(part, "warmup_steps", noam.warmup_steps());
                self.tell(Facts::with_endless_decay);
                Course::warms_up(part.step(noam.warmup_steps().to_f64()))
            }
            BuiltIn::OneCycle(cycle) => {
                self.reaches(part, cycle.total_steps());
                self.floor(part, "final_div_factor", 1.0 / cycle.final_div_factor(), cycle.div_factor());
                Course::UNKNOWN
            }
            // Momentum, not a rate.
            BuiltIn::OneCycleMomentum(_) => self.restarts(part),
            BuiltIn::PiecewiseConstantDecay(decay) => {
                for (index, &boundary) in decay.boundaries().iter().enumerate() {
                    let field = format!("boundaries[{index}]");
                    self.count(part, &field, boundary);
                    self.tell(|facts| facts.with_boundary(part.step(boundary.to_f64()), part.field(&field)));
                }
                self.jumps(part);
                Course::WITHOUT_WARMUP
            }
            BuiltIn::PolynomialDecay(decay) => {
                self.count(part, "decay_steps", decay.decay_steps());
                if decay.cycle() {
                    return self.restarts(part);
                }
                let end = part.step(decay.decay_steps().to_f64());
                if decay.power() < 0.5 {
                    // Steep where it ends.
                    self.tell(|facts| facts.with_jumps(end.saturating_sub(2), Some(end.saturating_add(2))));
                }
                let (from, to) = (decay.initial_learning_rate(), decay.end_learning_rate());
                self.decay(part, "end_learning_rate", from, to, end)
            }
            // The sign decides which end is high.
            BuiltIn::PowerLaw(_) => {
                self.restarts(part);
                self.endless()
            }
            BuiltIn::Table(table) => {
                self.reaches(part, table.learning_rates().len());
                self.restarts(part);
                Course::UNKNOWN
            }
            BuiltIn::Transition(transition) => {
                self.count(part, "transition_steps", transition.transition_steps());
                let rises = transition.end_learning_rate() > transition.initial_learning_rate();
                let end = part.step(transition.transition_steps().to_f64());
                if rises && part.is_at_start() { Course::warms_up(end) } else { Course::WITHOUT_WARMUP }
            }
            BuiltIn::TransitionRestarts(restarts) => {
                self.count(part, "transition_steps", restarts.transition_steps());
                self.restarts(part)
            }
            BuiltIn::WarmupStableDecay(stable) => {
                let (warmup, decay) = (stable.warmup_steps(), stable.decay_steps());
                let all = warmup.to_f64() + stable.stable_steps().to_f64() + decay.to_f64();
                self.count(part, "warmup_steps", warmup);
                self.count(part, "decay_steps", decay);
                self.reaches(part, all);
                self.floor(
                    part,
                    "end_learning_rate",
                    stable.end_learning_rate(),
                    stable.peak_learning_rate(),
                );
                Course::warms_up(part.step(warmup.to_f64()))
            }
            BuiltIn::Clamped(clamped) => {
                let course = self.schedule(clamped.schedule(), &part.inside("schedule"));
                self.floor(part, "min", clamped.min(), greatest(clamped.schedule(), self.last));
                course
            }
            BuiltIn::Product(product) => self.all(product.schedules(), part),
            BuiltIn::Sum(sum) => self.all(sum.schedules(), part),
            BuiltIn::Repeated(repeated) => {
                self.reaches(part, repeated.period_steps());
                self.restarts(part)
            }
            BuiltIn::Scaled(scaled) => self.schedule(scaled.schedule(), &part.inside("schedule")),
            BuiltIn::Sequential(sequential) => {
                self.sequence(sequential.schedules(), sequential.boundaries(), part)
            }
            BuiltIn::Shifted(shifted) => {
                let earlier = -i128::from(shifted.shift());
                self.schedule(shifted.schedule(), &part.inside("schedule").later(earlier))
            }
            BuiltIn::Stretched(stretched) => {
                self.jumps(part);
                let factor = stretched.factor().to_f64();
                self.schedule(stretched.schedule(), &part.inside("schedule").stretched(factor))
            }
            BuiltIn::Warmup(warmup) => {
                let steps = warmup.warmup_steps();
                let end = part.step(StepCount::from(steps).to_f64());
                self.count(part, "warmup_steps", StepCount::from(steps));
                let begins = if warmup.warmup_prefix() { i128::from(steps) } else { 0 };
                let inner =
                    self.schedule(warmup.schedule(), &part.inside("schedule").later(begins).after_rise());
                Course { warmup_end: Some(end.max(inner.warmup_end.unwrap_or(0))), holds: false, ..inner }
            }
        }
    }

    /// A decay. At the start of a run, a rising one is a warmup.
    fn decay(&mut self, part: &Part, field: &str, from: f64, to: f64, end: u64) -> Course {
        if to > from && part.is_at_start() {
            return Course::warms_up(end);
        }
        self.floor(part, field, to, from);
        Course::WITHOUT_WARMUP
    }

    /// Schedules that are multiplied or added.
    fn all(&mut self, schedules: &[BoxSchedule], part: &Part) -> Course {
        let courses = schedules
            .iter()
            .enumerate()
            .map(|(index, schedule)| self.schedule(schedule, &part.inside(&format!("schedules[{index}]"))));
        courses.fold(Course::HOLDS, |all, one| Course {
            warmup_end: all.warmup_end.zip(one.warmup_end).map(|(all, one)| all.max(one)),
            curve_end: all.curve_end.or(one.curve_end),
            holds: all.holds && one.holds,
        })
    }

    /// One schedule after another.
    fn sequence(&mut self, schedules: &[BoxSchedule], boundaries: &[u64], part: &Part) -> Course {
        let mut before: Option<(Course, &BoxSchedule, u64)> = None;
        let mut whole = Course::WITHOUT_WARMUP;
        for (index, schedule) in schedules.iter().enumerate() {
            let begins = index.checked_sub(1).map_or(0, |before| boundaries[before]);
            let ends = boundaries.get(index).map(|&end| part.step(StepCount::from(end).to_f64()));
            let part = part.inside(&format!("schedules[{index}]")).later(i128::from(begins)).until(ends);
            let part = if before.is_some_and(|(course, ..)| course.warmup_end != Some(0)) {
                part.after_rise()
            } else {
                part
            };
            let course = self.schedule(schedule, &part);
            if let Some((earlier, earlier_schedule, length)) = before {
                let seam = part.first();
                self.tell(|facts| {
                    facts.with_boundary(seam, part.field(&format!("boundaries[{}]", index - 1)))
                });
                self.last = self.last.max(seam);
                // A rise where two parts meet was written that way.
                let around = (seam.saturating_sub(2), Some(seam.saturating_add(2)));
                self.tell(|facts| facts.with_cycles(around.0, around.1));
                let (last, next) =
                    (earlier_schedule.learning_rate(length.saturating_sub(1)), schedule.learning_rate(0));
                let restarts = next > last && earlier.warmup_end == Some(0);
                if (earlier.holds && course.holds) || restarts {
                    self.tell(|facts| facts.with_jumps(around.0, around.1));
                }
            }
            let warmup_end = if before.is_none() { course.warmup_end } else { whole.warmup_end };
            whole = Course { warmup_end, curve_end: course.curve_end, holds: false };
            let length = boundaries.get(index).map_or(0, |end| end - begins);
            before = Some((course, schedule, length));
        }
        whole
    }
}

/// The maximum rate of a schedule at some steps up to this one.
fn greatest(schedule: &BoxSchedule, last: u64) -> f64 {
    let stride = (last / 4_096).max(1);
    (0..=last / stride)
        .map(|index| schedule.learning_rate(index * stride))
        .fold(schedule.learning_rate(last), f64::max)
}
