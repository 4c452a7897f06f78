//! Frameworks with few schedules: torchtune, Axolotl, TensorFlow Addons, torchtitan, DeePMD-kit, Kaldi,
//! icefall, T5X.

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{
    CosineAnnealing, CosineDecay, Curve, Cyclic, CyclicMode, PowerLaw, Product, ScheduleExt, Table,
    Transition, WarmupStableDecay,
};
use glidepath_serde::IntoBoxSchedule;

use crate::coverage::group::{COSINE, Group, Schedules};

pub(crate) fn groups() -> Vec<Group> {
    vec![
        Group::of_formulas("torchtune", "torchtune", torchtune()),
        Group::of_formulas("Axolotl", "axolotl", axolotl()).with_notes(&[(
            "the names of Hugging Face transformers, `one_cycle`",
            "those of transformers and PyTorch",
        )]),
        Group::of_formulas("TensorFlow Addons", "tf_addons", tf_addons()).with_notes(&[(
            "CyclicalLearningRate with a `scale_fn` of one's own",
            "a function in Python: Table of its samples",
        )]),
        Group::of_formulas("torchtitan", "torchtitan", torchtitan()),
        Group::of_formulas("DeePMD-kit", "deepmd", deepmd()),
        Group::of_formulas("Kaldi nnet3", "kaldi", kaldi()),
        Group::of_formulas("icefall", "icefall", icefall()),
        Group::of_formulas("T5X and scenic", "t5x", t5x())
            .with_notes(&[("other strings of factors", "Product")]),
    ]
}

fn torchtune() -> Schedules {
    let cosine = |length: u32| CosineAnnealing::new(2e-5, length).and_then(|cosine| cosine.with_warmup(10));
    Ok(vec![
        ("get_cosine_schedule_with_warmup", cosine(90)?.boxed()),
        ("get_cosine_schedule_with_warmup, num_cycles", cosine(30)?.boxed()),
    ])
}

fn axolotl() -> Schedules {
    let rex = Transition::new(2e-5, 1e-6, 90)?.with_curve(Curve::Rational { beta: 0.9 })?;
    let sweep = Transition::new(1e-6, 1e-4, 59)?.with_curve(Curve::Geometric)?;
    let cosine = CosineAnnealing::new(2e-5, 90)?;
    let first = WarmupStableDecay::new(1.0, 0, 35, 5)?.with_end_learning_rate(0.001)?;
    let later = WarmupStableDecay::new(1.0, 10, 25, 5)?
        .with_initial_learning_rate(0.001)?
        .with_end_learning_rate(0.001)?;
    let jags = first.then(40, later.repeated(40)?)?;
    Ok(vec![
        ("rex", rex.with_warmup(10)?.shifted(1).boxed()),
        ("log_sweep", sweep.shifted(-1).boxed()),
        (
            "cosine, quadratic warmup",
            cosine.clone().with_warmup(10)?.with_curve(Curve::Power { power: 2.0 })?.boxed(),
        ),
        ("cosine_min_lr_ratio", cosine.with_end_learning_rate(2e-5 * 0.1)?.with_warmup(10)?.boxed()),
        ("cosine_constant_lr_ratio", CosineDecay::new(2e-5, 70)?.with_alpha(0.1)?.with_warmup(10)?.boxed()),
        ("jagged_restart_steps", Product::new([CosineDecay::new(2e-5, 120)?.boxed(), jags.boxed()])?.boxed()),
    ])
}

fn tf_addons() -> Schedules {
    let triangles = Cyclic::new(0.001, 0.02, 20)?;
    Ok(vec![
        ("TriangularCyclicalLearningRate", triangles.clone().boxed()),
        ("Triangular2CyclicalLearningRate", triangles.clone().with_mode(CyclicMode::Triangular2).boxed()),
        (
            "ExponentialCyclicalLearningRate",
            triangles.with_mode(CyclicMode::ExpRange).with_gamma(0.98)?.boxed(),
        ),
    ])
}

fn torchtitan() -> Schedules {
    let (lr, end) = (8e-4, 8e-4 * 0.1);
    let root = Curve::Power { power: 0.5 };
    let wsd = |warmup: u32, stable: u32, decay: u32, curve| {
        let wsd = WarmupStableDecay::new(lr, warmup, stable, decay)?.with_end_learning_rate(end)?;
        Ok(wsd.with_decay_curve(curve)?.shifted(1).boxed())
    };
    let former = Transition::new(0.0, lr, 11)?.shifted(1);
    Ok(vec![
        ("WSD, linear", wsd(10, 60, 30, Curve::Linear)?),
        ("WSD, sqrt", wsd(10, 60, 30, root)?),
        ("WSD, cosine", wsd(10, 60, 30, COSINE)?),
        ("linear, without a plateau", wsd(10, 0, 90, Curve::Linear)?),
        ("formerly: WSD, sqrt", wsd(11, 59, 31, root)?),
        (
            "formerly: linear, without a plateau",
            former.then(10, Transition::new(lr, end, 91)?.shifted(1))?.boxed(),
        ),
    ])
}

fn deepmd() -> Schedules {
    let (start, stop) = (0.001, 1e-6);
    let initial = 0.1 * start;
    let geometric =
        |steps: u32| -> Result<_, _> { Transition::new(start, stop, steps)?.with_curve(Curve::Geometric) };
    let wsd = WarmupStableDecay::new(start, 10, 78, 22)?
        .with_initial_learning_rate(initial)?
        .with_end_learning_rate(stop)?;
    let along = |curve| Ok(wsd.clone().with_decay_curve(curve)?.boxed());
    let stairs = geometric(5)?.stretched(20)?.with_warmup(10)?;
    let cosine = Transition::new(start, stop, 100)?.with_curve(COSINE)?.with_warmup(10)?;
    Ok(vec![
        ("exp", stairs.with_initial_learning_rate(initial)?.boxed()),
        ("exp, smooth", geometric(100)?.with_warmup(10)?.with_initial_learning_rate(initial)?.boxed()),
        ("cosine", cosine.with_initial_learning_rate(initial)?.boxed()),
        ("wsd, inverse_linear", along(Curve::Rational { beta: 1.0 - start / stop })?),
        ("wsd, cosine", along(COSINE)?),
        ("wsd, linear", along(Curve::Linear)?),
    ])
}

fn kaldi() -> Schedules {
    let rate = Transition::new(0.001, 1e-4, 120)?.with_curve(Curve::Geometric)?;
    let jobs = Table::new([3.0, 4.0, 6.0, 8.0])?.stretched(30)?;
    Ok(vec![("effective learning rate", Product::new([rate.boxed(), jobs.boxed()])?.boxed())])
}

fn icefall() -> Schedules {
    let law = |rate, scale: u32, power| -> Result<_, _> {
        PowerLaw::new(rate, scale, power)?.with_offset(1.0)?.with_inner_power(2.0)
    };
    let warmup = Transition::new(0.5, 1.0, 30)?;
    let epochs = law(1.0, 3, -0.25)?.stretched(20)?;
    Ok(vec![
        (
            "Eden",
            Product::new([law(0.04, 75, -0.25)?.boxed(), epochs.boxed(), warmup.clone().boxed()])?.boxed(),
        ),
        ("Eden2", Product::new([law(0.04, 75, -0.5)?.boxed(), warmup.boxed()])?.boxed()),
    ])
}

fn t5x() -> Schedules {
    let decay = PowerLaw::new(0.5, 1, -0.5)?;
    let start = decay.learning_rate(20);
    let warmup = Transition::new(0.0, 1.0, 20)?;
    Ok(vec![(
        "constant * linear_warmup * rsqrt_decay",
        Product::new([warmup.boxed(), decay.clamped(0.0, start)?.boxed()])?.boxed(),
    )])
}
