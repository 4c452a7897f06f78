//! What other frameworks call the classes.

/// Names as people know them, and the class here that does the same, possibly with one of its options.
const NAMES: &[(&str, &str)] = &[
    ("ConstantLR", "PiecewiseConstantDecay"),
    ("CosineAnnealingDecay", "CosineAnnealing"),
    ("CosineAnnealingLR", "CosineAnnealing"),
    ("CosineAnnealingWarmRestarts", "CosineDecayRestarts"),
    ("CosineAnnealingWarmupRestarts", "Repeated"),
    ("CosineLRScheduler", "TransitionRestarts"),
    ("CyclicLR", "Cyclic"),
    ("CyclicalLearningRate", "Cyclic"),
    ("ChainedScheduler", "Product"),
    ("ExponentialLR", "ExponentialDecay"),
    ("FactorScheduler", "ExponentialDecay"),
    ("LRRangeTest", "PowerLaw"),
    ("LinearLR", "Transition"),
    ("LinearWarmup", "Warmup"),
    ("MultiFactorScheduler", "PiecewiseConstantDecay"),
    ("MultiStepDecay", "PiecewiseConstantDecay"),
    ("MultiStepLR", "PiecewiseConstantDecay"),
    ("NaturalExpDecay", "ExponentialDecay"),
    ("NoamAnnealing", "Noam"),
    ("NoamDecay", "Noam"),
    ("OneCycleLR", "OneCycle"),
    ("PiecewiseDecay", "PiecewiseConstantDecay"),
    ("PiecewiseLinear", "Interpolated"),
    ("PolyLRScheduler", "TransitionRestarts"),
    ("PolynomialLR", "PolynomialDecay"),
    ("SGDRDecay", "CosineDecayRestarts"),
    ("SequentialLR", "Sequential"),
    ("StepDecay", "ExponentialDecay"),
    ("StepLR", "ExponentialDecay"),
    ("TanhLRScheduler", "TransitionRestarts"),
    ("WSD", "WarmupStableDecay"),
    ("WarmupDecayLR", "Warmup"),
    ("WarmupLR", "Warmup"),
    ("cosine_with_restarts", "CosineHardRestarts"),
    ("inverse_sqrt", "InverseSquareRoot"),
    ("join_schedules", "Sequential"),
    ("linear_schedule", "Transition"),
    ("piecewise_interpolate_schedule", "Interpolated"),
    ("polynomial_schedule", "Transition"),
    ("sgdr_schedule", "CosineDecayRestarts"),
    ("tri_stage", "WarmupStableDecay"),
    ("trapezoid", "WarmupStableDecay"),
];

/// How the class here differs from what others call by a name, where somebody who only changes the name gets
/// other rates.
const REMARKS: &[(&str, &str)] = &[
    ("ExponentialLR", "`decay_rate` is `gamma`, `decay_steps` is 1."),
    ("MultiStepLR", MILESTONES),
    ("MultiStepDecay", MILESTONES),
    ("MultiFactorScheduler", MILESTONES),
    ("PiecewiseDecay", MILESTONES),
    ("StepLR", STAIRCASE),
    ("StepDecay", STAIRCASE),
    ("FactorScheduler", STAIRCASE),
];

const MILESTONES: &str = "Its `boundaries` are the last steps of the old rates, so a milestone m is the boundary m - 1; \
                          the constructor `from_milestones` takes milestones and a factor.";

const STAIRCASE: &str =
    "With `staircase` true, `decay_steps` is the number of steps between two drops, `decay_rate` the factor.";

/// The class that does what others call by this name.
pub(crate) fn class_of(name: &str) -> Option<&'static str> {
    find(NAMES, name)
}

/// A remark on the proposed class for somebody who wrote `name`.
pub(crate) fn remark(name: &str, proposed: &str) -> Option<&'static str> {
    class_of(name).filter(|&class| class == proposed)?;
    find(REMARKS, name)
}

fn find(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let wanted = plain(name);
    table.iter().find(|(name, _)| plain(name) == wanted).map(|&(_, found)| found)
}

/// The name without package, case and underscores, which people get wrong.
pub(crate) fn plain(class_name: &str) -> String {
    let name = class_name.rsplit('>').next().unwrap_or(class_name);
    name.chars().filter(|&letter| letter != '_').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{NAMES, REMARKS, class_of};
    use crate::is_registered;

    #[test]
    fn every_name_leads_to_a_class_and_is_none_itself() {
        for &(name, class) in NAMES {
            assert!(is_registered(class), "{name}: {class}");
            assert!(!is_registered(name), "{name}");
        }
    }

    #[test]
    fn every_remark_is_on_a_name_that_leads_to_a_class() {
        for &(name, _) in REMARKS {
            assert!(class_of(name).is_some(), "{name}");
        }
    }
}
