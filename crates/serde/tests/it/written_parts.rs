//! What the classes that Keras does not have are written as.

use glidepath_schedules::{
    Clamped, Constant, CosineAnnealing, CosineHardRestarts, Curve, Cyclic, CyclicMode, Interpolated,
    Interpolation, InverseSquareRoot, Noam, OneCycle, PowerLaw, Product, Repeated, Scaled, ScheduleError,
    ScheduleExt, Shifted, Stretched, Sum, Table, Transition, TransitionRestarts, Warmup, WarmupStableDecay,
};
use glidepath_serde::{IntoBoxSchedule, to_json};

#[track_caller]
fn check(schedule: Result<impl IntoBoxSchedule, ScheduleError>, class_name: &str, config: &str) {
    let text = to_json(&*schedule.expect("valid parameters").boxed()).expect("a text");
    assert_eq!(text, format!(r#"{{"class_name":"{class_name}","config":{{{config},"name":null}}}}"#));
}

/// A part of a composite, and what it is written as.
fn part() -> Constant {
    Constant::new(0.5).expect("valid parameters")
}
const PART: &str = r#"{"class_name":"Constant","config":{"learning_rate":0.5,"name":null}}"#;

#[test]
fn every_curve_of_a_transition() {
    let curves = [
        (Curve::Linear, r#""linear""#),
        (Curve::Polynomial { power: 2.0 }, r#"{"polynomial":{"power":2.0}}"#),
        (Curve::Power { power: 0.5 }, r#"{"power":{"power":0.5}}"#),
        (Curve::Cosine { exponent: 1.0 }, r#"{"cosine":{"exponent":1.0}}"#),
        (Curve::Geometric, r#""geometric""#),
        (Curve::Exponential { base: 0.5 }, r#"{"exponential":{"base":0.5}}"#),
        (Curve::Rational { beta: 0.5 }, r#"{"rational":{"beta":0.5}}"#),
        (Curve::Logarithmic { base: 10.0 }, r#"{"logarithmic":{"base":10.0}}"#),
        (Curve::Tanh { lower: -7.0, upper: 3.0 }, r#"{"tanh":{"lower":-7.0,"upper":3.0}}"#),
        (Curve::Stairs { count: 5 }, r#"{"stairs":{"count":5}}"#),
    ];
    for (curve, text) in curves {
        check(
            Transition::new(0.1, 0.01, 100).and_then(|schedule| schedule.with_curve(curve)),
            "Transition",
            &format!(
                r#""initial_learning_rate":0.1,"end_learning_rate":0.01,"transition_steps":100,"curve":{text}"#
            ),
        );
    }
}

#[test]
fn what_begins_anew() {
    check(
        TransitionRestarts::new(0.1, 0.01, 33.3).and_then(|schedule| schedule.with_cycle_limit(3)),
        "TransitionRestarts",
        r#""initial_learning_rate":0.1,"end_learning_rate":0.01,"transition_steps":33.3,"curve":"linear","t_mul":1.0,"m_mul":1.0,"end_m_mul":1.0,"cycle_limit":3,"k_decay":1.0"#,
    );
    check(
        CosineHardRestarts::new(0.1, 100, 6.0),
        "CosineHardRestarts",
        r#""initial_learning_rate":0.1,"decay_steps":100,"num_cycles":6.0"#,
    );
    check(
        CosineAnnealing::new(0.1, 100),
        "CosineAnnealing",
        r#""initial_learning_rate":0.1,"decay_steps":100,"end_learning_rate":0.0"#,
    );
    check(
        Cyclic::new(0.01, 0.1, 200).map(|schedule| schedule.with_mode(CyclicMode::ExpRange)),
        "Cyclic",
        r#""base_learning_rate":0.01,"max_learning_rate":0.1,"step_size_up":200,"step_size_down":null,"mode":"exp_range","gamma":1.0"#,
    );
}

#[test]
fn what_has_phases() {
    check(
        OneCycle::new(0.1, 100),
        "OneCycle",
        r#""max_learning_rate":0.1,"total_steps":100,"pct_start":0.3,"anneal_strategy":"cosine","div_factor":25.0,"final_div_factor":10000.0,"three_phase":false"#,
    );
    check(
        OneCycle::new(0.1, 100).map(|schedule| schedule.momentum()),
        "OneCycleMomentum",
        r#""total_steps":100,"base_momentum":0.85,"max_momentum":0.95,"pct_start":0.3,"anneal_strategy":"cosine","three_phase":false"#,
    );
    check(
        InverseSquareRoot::new(0.1, 100),
        "InverseSquareRoot",
        r#""peak_learning_rate":0.1,"warmup_steps":100,"timescale":null"#,
    );
    check(Noam::new(512, 4_000), "Noam", r#""model_size":512,"warmup_steps":4000,"factor":1.0"#);
    check(
        WarmupStableDecay::new(0.1, 10, 50.5, 40),
        "WarmupStableDecay",
        r#""peak_learning_rate":0.1,"warmup_steps":10,"stable_steps":50.5,"decay_steps":40,"initial_learning_rate":0.0,"end_learning_rate":0.0,"warmup_curve":"linear","decay_curve":"linear""#,
    );
}

#[test]
fn what_has_points_or_powers() {
    check(
        PowerLaw::new(0.1, 100, -0.5),
        "PowerLaw",
        r#""learning_rate":0.1,"timescale":100,"offset":0.0,"inner_power":1.0,"power":-0.5"#,
    );
    check(
        Interpolated::new([0.0, 2.5], [0.1, 0.3])
            .map(|schedule| schedule.with_interpolation(Interpolation::Cosine)),
        "Interpolated",
        r#""steps":[0,2.5],"learning_rates":[0.1,0.3],"interpolation":"cosine""#,
    );
    check(Table::new([0.1, 5e-324]), "Table", r#""learning_rates":[0.1,5e-324]"#);
}

#[test]
fn what_is_made_of_others() {
    check(Scaled::new(part(), 2.0), "Scaled", &format!(r#""schedule":{PART},"factor":2.0"#));
    check(Clamped::new(part(), 0.1, 1.0), "Clamped", &format!(r#""schedule":{PART},"min":0.1,"max":1.0"#));
    check(Ok(Shifted::new(part(), -5)), "Shifted", &format!(r#""schedule":{PART},"shift":-5"#));
    check(Stretched::new(part(), 937.5), "Stretched", &format!(r#""schedule":{PART},"factor":937.5"#));
    check(Product::new([part(), part()]), "Product", &format!(r#""schedules":[{PART},{PART}]"#));
    check(Sum::new([part()]), "Sum", &format!(r#""schedules":[{PART}]"#));
    check(
        Ok(Warmup::new(part(), 10)),
        "Warmup",
        &format!(
            r#""schedule":{PART},"warmup_steps":10,"initial_learning_rate":0.0,"target_learning_rate":null,"curve":"linear","warmup_prefix":true"#
        ),
    );
    check(
        Repeated::new(part(), 10),
        "Repeated",
        &format!(
            r#""schedule":{PART},"period_steps":10,"mirror":false,"t_mul":1.0,"m_mul":1.0,"cycle_limit":null"#
        ),
    );
}

#[test]
fn what_is_joined_by_methods_is_one_sequence() {
    let joined = part().then(10, part()).and_then(|schedule| schedule.then(20, part()));
    check(joined, "Sequential", &format!(r#""schedules":[{PART},{PART},{PART}],"boundaries":[10,20]"#));

    // A boundary before the last one cuts the sequence short, which only nesting can say.
    let cut = part().then(10, part()).and_then(|schedule| schedule.then(5, part()));
    let inner = format!(
        r#"{{"class_name":"Sequential","config":{{"schedules":[{PART},{PART}],"boundaries":[10],"name":null}}}}"#
    );
    check(cut, "Sequential", &format!(r#""schedules":[{inner},{PART}],"boundaries":[5]"#));
}
