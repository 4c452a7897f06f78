//! Which classes a program can read.

use glidepath_serde::{class_names, is_registered, near_names};

#[test]
fn keras_classes_are_there_by_name() {
    for name in [
        "CosineDecay",
        "CosineDecayRestarts",
        "ExponentialDecay",
        "InverseTimeDecay",
        "LinearCosineDecay",
        "NoisyLinearCosineDecay",
        "PiecewiseConstantDecay",
        "PolynomialDecay",
    ] {
        assert!(is_registered(name), "{name}");
        assert!(class_names().contains(&name), "{name}");
    }
    assert!(!is_registered("cosineDecay"));
}

/// The list is sorted, so two of a name are neighbours.
#[test]
fn no_two_classes_have_one_name() {
    let names = class_names();
    assert!(names.is_sorted(), "{names:?}");
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty(), "registered twice: {twice:?}");
}

#[test]
fn near_names_come_nearest_first() {
    assert_eq!(near_names("cosine_decay_restart"), ["CosineDecayRestarts", "CosineDecay"]);
    assert_eq!(near_names("my_package>PolynomialDecay"), ["PolynomialDecay"]);
    assert_eq!(near_names("SGDRDecay"), ["CosineDecayRestarts"]);
    assert_eq!(near_names("CosineAnnealingLR"), ["CosineAnnealing"]);
    assert_eq!(near_names("zzz"), [""; 0]);
    assert_eq!(near_names(""), [""; 0]);
}

/// What other frameworks call a class leads to one that is there.
#[test]
fn names_of_other_frameworks_lead_somewhere() {
    for name in
        ["StepLR", "MultiStepLR", "OneCycleLR", "WSD", "tri_stage", "cosine_with_restarts", "LRRangeTest"]
    {
        let near = near_names(name);
        assert!(near.first().is_some_and(|class_name| is_registered(class_name)), "{name}: {near:?}");
    }
}
