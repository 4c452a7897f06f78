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

/// The class that does what others call by this name, given without case and underscores.
pub(crate) fn class_of(plain_name: &str, plain: impl Fn(&str) -> String) -> Option<&'static str> {
    NAMES.iter().find(|(name, _)| plain(name) == plain_name).map(|&(_, class)| class)
}

#[cfg(test)]
mod tests {
    use super::NAMES;
    use crate::is_registered;

    #[test]
    fn every_name_leads_to_a_class_and_is_none_itself() {
        for &(name, class) in NAMES {
            assert!(is_registered(class), "{name}: {class}");
            assert!(!is_registered(name), "{name}");
        }
    }
}
