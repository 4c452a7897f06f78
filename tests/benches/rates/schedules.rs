//! What is measured.

/// The classes, each with a configuration that takes its usual way, and shapes that take another.
pub(crate) const SCHEDULES: &[(&str, &str)] = &[
    ("Constant", r#"{"class_name":"Constant","config":{"learning_rate":0.1}}"#),
    (
        "CosineDecay",
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"alpha":0.1}}"#,
    ),
    (
        "CosineDecay, warmup",
        r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.0,"decay_steps":990000,"alpha":0.0,
            "warmup_target":0.1,"warmup_steps":10000}}"#,
    ),
    (
        "CosineDecayRestarts",
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":1000}}"#,
    ),
    (
        "CosineDecayRestarts, t_mul 1, m_mul 0.9",
        r#"{"class_name":"CosineDecayRestarts","config":{"initial_learning_rate":0.1,"first_decay_steps":10000,
            "t_mul":1.0,"m_mul":0.9}}"#,
    ),
    (
        "ExponentialDecay",
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.96}}"#,
    ),
    (
        "ExponentialDecay, staircase",
        r#"{"class_name":"ExponentialDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.96,"staircase":true}}"#,
    ),
    (
        "InverseTimeDecay",
        r#"{"class_name":"InverseTimeDecay","config":{"initial_learning_rate":0.1,"decay_steps":10000,
            "decay_rate":0.5}}"#,
    ),
    (
        "LinearCosineDecay",
        r#"{"class_name":"LinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}"#,
    ),
    (
        "NoisyLinearCosineDecay",
        r#"{"class_name":"NoisyLinearCosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}"#,
    ),
    (
        "PiecewiseConstantDecay",
        r#"{"class_name":"PiecewiseConstantDecay","config":{"boundaries":[300000,600000,900000],
            "values":[0.1,0.01,0.001,0.0001]}}"#,
    ),
    (
        "PolynomialDecay",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}"#,
    ),
    (
        "PolynomialDecay, power 2",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"power":2.0}}"#,
    ),
    (
        "PolynomialDecay, power 0.9",
        r#"{"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"power":0.9}}"#,
    ),
    (
        "Sequential of 2",
        r#"{"class_name":"Sequential","config":{"boundaries":[10000],"schedules":[
            {"class_name":"PolynomialDecay","config":{"initial_learning_rate":0.0,"decay_steps":10000,
                "end_learning_rate":0.1}},
            {"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":990000}}]}}"#,
    ),
    (
        "Clamped",
        r#"{"class_name":"Clamped","config":{"schedule":{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},"min":0.01,"max":0.09}}"#,
    ),
    (
        "CosineAnnealing",
        r#"{"class_name":"CosineAnnealing","config":{"initial_learning_rate":0.1,"decay_steps":100000}}"#,
    ),
    (
        "CosineHardRestarts",
        r#"{"class_name":"CosineHardRestarts","config":{"initial_learning_rate":0.1,"decay_steps":1000000,"num_cycles":7}}"#,
    ),
    (
        "Cyclic",
        r#"{"class_name":"Cyclic","config":{"base_learning_rate":0.01,"max_learning_rate":0.1,"step_size_up":2000}}"#,
    ),
    (
        "Cyclic, exp_range",
        r#"{"class_name":"Cyclic","config":{"base_learning_rate":0.01,"max_learning_rate":0.1,"step_size_up":2000,"mode":"exp_range","gamma":0.99999}}"#,
    ),
    (
        "Interpolated",
        r#"{"class_name":"Interpolated","config":{"steps":[0,10000,500000,1000000],"learning_rates":[0.0,0.1,0.05,0.001]}}"#,
    ),
    (
        "InverseSquareRoot",
        r#"{"class_name":"InverseSquareRoot","config":{"peak_learning_rate":0.1,"warmup_steps":10000}}"#,
    ),
    ("Noam", r#"{"class_name":"Noam","config":{"model_size":512,"warmup_steps":4000}}"#),
    ("OneCycle", r#"{"class_name":"OneCycle","config":{"max_learning_rate":0.1,"total_steps":1000000}}"#),
    ("OneCycleMomentum", r#"{"class_name":"OneCycleMomentum","config":{"total_steps":1000000}}"#),
    (
        "PowerLaw",
        r#"{"class_name":"PowerLaw","config":{"learning_rate":0.1,"timescale":10000,"power":-0.5}}"#,
    ),
    (
        "PowerLaw, power -0.51",
        r#"{"class_name":"PowerLaw","config":{"learning_rate":0.1,"timescale":10000,"power":-0.51}}"#,
    ),
    (
        "Product",
        r#"{"class_name":"Product","config":{"schedules":[{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}]}}"#,
    ),
    (
        "Repeated",
        r#"{"class_name":"Repeated","config":{"schedule":{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},"period_steps":10000}}"#,
    ),
    (
        "Scaled",
        r#"{"class_name":"Scaled","config":{"schedule":{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},"factor":0.5}}"#,
    ),
    (
        "Shifted",
        r#"{"class_name":"Shifted","config":{"schedule":{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},"shift":-100}}"#,
    ),
    (
        "Stretched",
        r#"{"class_name":"Stretched","config":{"schedule":{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},"factor":937.5}}"#,
    ),
    (
        "Sum",
        r#"{"class_name":"Sum","config":{"schedules":[{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}}]}}"#,
    ),
    ("Table", r#"{"class_name":"Table","config":{"learning_rates":[0.1,0.09,0.08,0.07]}}"#),
    (
        "Transition",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000000}}"#,
    ),
    (
        "Transition, cosine",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000000,"curve":{"cosine":{"exponent":1.0}}}}"#,
    ),
    (
        "Transition, geometric",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000000,"curve":"geometric"}}"#,
    ),
    (
        "Transition, power 0.5",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000000,"curve":{"power":{"power":0.5}}}}"#,
    ),
    (
        "Transition, tanh",
        r#"{"class_name":"Transition","config":{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000000,"curve":{"tanh":{"lower":-7.0,"upper":3.0}}}}"#,
    ),
    (
        "TransitionRestarts",
        r#"{"class_name":"TransitionRestarts","config":{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":10000,"curve":{"cosine":{"exponent":1.0}},"t_mul":2.0,"m_mul":0.9}}"#,
    ),
    (
        "Warmup",
        r#"{"class_name":"Warmup","config":{"schedule":{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000000}},"warmup_steps":10000}}"#,
    ),
    (
        "WarmupStableDecay",
        r#"{"class_name":"WarmupStableDecay","config":{"peak_learning_rate":0.1,"warmup_steps":10000,"stable_steps":690000,"decay_steps":300000}}"#,
    ),
];
