//! Rates that must not move, of the classes that Keras does not have. A diff here is a value-breaking change:
//! say so in the changelog. All are the nearest doubles of the formula, computed with 150 digits.

use glidepath_core::LearningRateSchedule;
use glidepath_serde::from_json;

#[track_caller]
fn check(class_name: &str, config: &str, expected: &[(u64, f64)]) {
    let schedule =
        from_json(&format!(r#"{{"class_name":"{class_name}","config":{config}}}"#)).expect("a schedule");
    for &(step, want) in expected {
        let got = schedule.learning_rate(step);
        assert_eq!(got.to_bits(), want.to_bits(), "step {step}: got {got:?}, want {want:?}");
    }
}

const COSINE: &str =
    r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000}}"#;

#[test]
fn transition() {
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000}"#,
        &[
            (0, 0.1),
            (1, 0.099901),
            (333, 0.06703300000000001),
            (999, 0.001099),
            (1000, 0.001),
            (u64::MAX, 0.001),
        ],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000,"curve":"geometric"}"#,
        &[(1, 0.0995405417351527), (333, 0.021577444091526666), (999, 0.0010046157902783952)],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.001,"transition_steps":1000,"curve":{"power":{"power":0.5}}}"#,
        &[(1, 0.0968693451164333), (333, 0.042870909336836106), (999, 0.00104951238119137)],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.001,"end_learning_rate":0.1,"transition_steps":1000,"curve":{"polynomial":{"power":1.7}}}"#,
        &[(1, 0.0011682410891075848), (333, 0.0502664898733061), (999, 0.09999921361504763)],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.001,"end_learning_rate":0.1,"transition_steps":1000,"curve":{"cosine":{"exponent":1.3}}}"#,
        &[(1, 0.001000317554142897), (333, 0.031835857242677866), (999, 0.09999999492371017)],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.0,"transition_steps":1000,"curve":{"exponential":{"base":0.5}}}"#,
        &[(1, 0.09986141859809052), (333, 0.058776786186330504), (999, 6.933874625806326e-5)],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.0,"transition_steps":1000,"curve":{"rational":{"beta":0.5}}}"#,
        &[(1, 0.09994997498749375), (333, 0.08002399520095982), (999, 0.0001998001998001998)],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.0,"end_learning_rate":0.1,"transition_steps":999,"curve":{"logarithmic":{"base":1000}}}"#,
        &[
            (0, 0.0),
            (1, 0.010034333188799373),
            (2, 0.01590404182398875),
            (333, 0.08412488222705215),
            (998, 0.09998551627419941),
            (999, 0.1),
        ],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.0,"transition_steps":1000,"curve":{"tanh":{"lower":-7,"upper":3}}}"#,
        &[
            (0, 0.09999991684719724),
            (1, 0.09999991516740062),
            (500, 0.09820137900379085),
            (999, 0.00025224474607696957),
            (1000, 0.0),
        ],
    );
    check(
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.0,"transition_steps":7,"curve":{"stairs":{"count":3}}}"#,
        &[
            (0, 0.1),
            (2, 0.1),
            (3, 0.06666666666666667),
            (4, 0.06666666666666667),
            (5, 0.03333333333333333),
            (6, 0.03333333333333333),
            (7, 0.0),
        ],
    );
}

#[test]
fn transition_restarts() {
    check(
        "TransitionRestarts",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.01,"transition_steps":30,"curve":{"cosine":{"exponent":1}},"t_mul":3,"m_mul":0.9,"cycle_limit":4,"k_decay":1.5}"#,
        &[
            (0, 0.1),
            (1, 0.0999917755802005),
            (29, 0.010544796589592256),
            (30, 0.09000000000000001),
            (119, 0.010054513989428564),
            (120, 0.081),
            (390, 0.0729),
            (1199, 0.01000053190426918),
            (1200, 0.01),
        ],
    );
}

#[test]
fn cosine_hard_restarts() {
    check(
        "CosineHardRestarts",
        r#"{"initial_learning_rate":0.1,"decay_steps":100,"num_cycles":6}"#,
        &[
            (0, 0.1),
            (1, 0.09911436253643444),
            (16, 0.0003942649342761085),
            (17, 0.09990133642141358),
            (49, 0.000885637463565566),
            (50, 0.1),
            (99, 0.000885637463565566),
            (100, 0.0),
        ],
    );
}

#[test]
fn cosine_annealing() {
    check(
        "CosineAnnealing",
        r#"{"initial_learning_rate":0.1,"decay_steps":300,"end_learning_rate":0.01}"#,
        &[
            (0, 0.1),
            (1, 0.09999753262144805),
            (299, 0.010002467378551955),
            (300, 0.01),
            (301, 0.010002467378551955),
            (600, 0.1),
            (1000001, 0.032909331087318666),
            (u64::MAX, 0.0994459753267812),
        ],
    );
}

#[test]
fn cyclic() {
    check(
        "Cyclic",
        r#"{"base_learning_rate":0.01,"max_learning_rate":0.1,"step_size_up":200,"step_size_down":300}"#,
        &[
            (0, 0.01),
            (1, 0.010450000000000001),
            (200, 0.1),
            (201, 0.09970000000000001),
            (499, 0.0103),
            (500, 0.01),
            (1000003, 0.01135),
        ],
    );
    check(
        "Cyclic",
        r#"{"base_learning_rate":0.01,"max_learning_rate":0.1,"step_size_up":200,"mode":"triangular2"}"#,
        &[(200, 0.1), (600, 0.055), (1000, 0.0325), (1001, 0.0323875)],
    );
    check(
        "Cyclic",
        r#"{"base_learning_rate":0.01,"max_learning_rate":0.1,"step_size_up":200,"mode":"exp_range","gamma":0.999}"#,
        &[
            (200, 0.0836783946530772),
            (600, 0.059378221673694706),
            (1000, 0.04309258822938674),
            (1001, 0.04289419816295156),
        ],
    );
}

#[test]
fn one_cycle() {
    check(
        "OneCycle",
        r#"{"max_learning_rate":0.1,"total_steps":1000}"#,
        &[
            (0, 0.004),
            (1, 0.004002649504216779),
            (299, 0.1),
            (300, 0.09999949645161446),
            (500, 0.08099881015401794),
            (999, 4.0000000000000003e-7),
            (1000, 4.0000000000000003e-7),
        ],
    );
    check(
        "OneCycle",
        r#"{"max_learning_rate":0.1,"total_steps":1000,"three_phase":true,"anneal_strategy":"linear"}"#,
        &[
            (0, 0.004),
            (1, 0.0043210702341137126),
            (299, 0.1),
            (300, 0.09967892976588628),
            (500, 0.03546488294314381),
            (999, 4.0000000000000003e-7),
            (1000, 4.0000000000000003e-7),
        ],
    );
}

#[test]
fn one_cycle_momentum() {
    check(
        "OneCycleMomentum",
        r#"{"total_steps":1000}"#,
        &[(0, 0.95), (1, 0.9499972400997742), (299, 0.85), (300, 0.8500005035503997), (999, 0.95)],
    );
}

#[test]
fn inverse_square_root() {
    check(
        "InverseSquareRoot",
        r#"{"peak_learning_rate":0.1,"warmup_steps":100}"#,
        &[
            (0, 0.0),
            (1, 0.001),
            (100, 0.1),
            (101, 0.09950371902099892),
            (1000, 0.0316227766016838),
            (1000000, 0.001),
        ],
    );
}

#[test]
fn warmup_stable_decay() {
    check(
        "WarmupStableDecay",
        r#"{"peak_learning_rate":0.1,"warmup_steps":10,"stable_steps":50,"decay_steps":40,"decay_curve":{"power":{"power":0.5}}}"#,
        &[
            (0, 0.0),
            (1, 0.01),
            (10, 0.1),
            (60, 0.1),
            (61, 0.0841886116991581),
            (99, 0.0012579117093425049),
            (100, 0.0),
        ],
    );
}

#[test]
fn power_law() {
    check(
        "PowerLaw",
        r#"{"learning_rate":0.1,"timescale":100,"power":-0.5}"#,
        &[(0, 1.0), (1, 1.0), (3, 0.5773502691896258), (100, 0.1), (1000000, 0.001)],
    );
    check(
        "PowerLaw",
        r#"{"learning_rate":0.1,"timescale":5000,"offset":1,"inner_power":2,"power":-0.25}"#,
        &[(0, 0.1), (1, 0.09999999900000003), (5000, 0.08408964152537146), (123456, 0.020116432165697227)],
    );
    check(
        "PowerLaw",
        r#"{"learning_rate":4.0,"timescale":1,"power":-0.51}"#,
        &[(1, 4.0), (2, 2.8088897514759945), (1000, 0.11804836906665542), (u64::MAX, 5.976417556232324e-10)],
    );
}

#[test]
fn interpolated() {
    check(
        "Interpolated",
        r#"{"steps":[0,2.5,1000],"learning_rates":[0.1,0.3,0.05],"interpolation":"cosine"}"#,
        &[
            (0, 0.1),
            (1, 0.16909830056250524),
            (2, 0.2809016994374947),
            (3, 0.29999984501349924),
            (500, 0.1754921028412469),
            (1000, 0.05),
        ],
    );
}

#[test]
fn table() {
    check("Table", r#"{"learning_rates":[0.1,0.3,0.05]}"#, &[(0, 0.1), (1, 0.3), (2, 0.05), (3, 0.05)]);
}

#[test]
fn scaled() {
    check(
        "Scaled",
        &format!(r#"{{"schedule":{COSINE},"factor":0.3}}"#),
        &[(0, 0.03), (1, 0.029999925978027874), (500, 0.015), (999, 7.402197212750832e-8)],
    );
}

#[test]
fn clamped() {
    check(
        "Clamped",
        &format!(r#"{{"schedule":{COSINE},"min":0.01,"max":0.05}}"#),
        &[(0, 0.05), (500, 0.05), (501, 0.04984292062570603), (999, 0.01)],
    );
}

#[test]
fn shifted() {
    check(
        "Shifted",
        &format!(r#"{{"schedule":{COSINE},"shift":-100}}"#),
        &[(0, 0.1), (100, 0.1), (101, 0.09999975326009292), (1100, 0.0)],
    );
}

#[test]
fn stretched() {
    check(
        "Stretched",
        &format!(r#"{{"schedule":{COSINE},"factor":937.5}}"#),
        &[(937, 0.1), (938, 0.09999975326009292), (1875, 0.09999901304280687), (500000, 0.04482565273747888)],
    );
}

#[test]
fn product() {
    check(
        "Product",
        &format!(r#"{{"schedules":[{COSINE},{COSINE}]}}"#),
        &[
            (0, 0.010000000000000002),
            (1, 0.009999950652079464),
            (500, 0.0025000000000000005),
            (999, 6.088058175161799e-14),
        ],
    );
}

#[test]
fn sum() {
    check(
        "Sum",
        &format!(r#"{{"schedules":[{COSINE},{COSINE}]}}"#),
        &[(0, 0.2), (1, 0.19999950652018583), (500, 0.1), (999, 4.934798141833888e-7)],
    );
}

#[test]
fn warmup() {
    check(
        "Warmup",
        &format!(r#"{{"schedule":{COSINE},"warmup_steps":100,"initial_learning_rate":0.001}}"#),
        &[(0, 0.001), (1, 0.00199), (99, 0.09901), (100, 0.1), (101, 0.09999975326009292), (1100, 0.0)],
    );
    check(
        "Warmup",
        &format!(r#"{{"schedule":{COSINE},"warmup_steps":100,"warmup_prefix":false}}"#),
        &[
            (0, 0.0),
            (1, 0.0009755282581475769),
            (99, 0.09657729755661011),
            (100, 0.09755282581475769),
            (101, 0.0975040509550386),
            (1000, 0.0),
        ],
    );
}

#[test]
fn repeated() {
    check(
        "Repeated",
        &format!(r#"{{"schedule":{COSINE},"period_steps":1000,"t_mul":2,"m_mul":0.5,"cycle_limit":3}}"#),
        &[
            (0, 0.1),
            (999, 2.467399070916944e-7),
            (1000, 0.05),
            (1001, 0.05),
            (1002, 0.04999987663004646),
            (3000, 0.025),
            (6999, 6.16849767729236e-8),
            (7000, 0.0),
        ],
    );
    check(
        "Repeated",
        &format!(r#"{{"schedule":{COSINE},"period_steps":1000,"mirror":true,"m_mul":0.5}}"#),
        &[
            (0, 0.1),
            (999, 2.467399070916944e-7),
            (1000, 0.0),
            (1001, 2.467399070916944e-7),
            (2000, 0.05),
            (3000, 0.0),
        ],
    );
}
