//! The pictures in the documentation, drawn again from the schedules and compared.
//!
//! After a change of what is drawn: `GLIDEPATH_DRAW=1 cargo test -p glidepath-tests --test it pictures`.

use std::error::Error;
use std::ops::Range;
use std::path::Path;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::import_path;
use glidepath_plot::{Plot, Scale, SvgOptions, SvgStyle};
use glidepath_schedules::{
    Constant, CosineAnnealing, CosineDecay, CosineDecayRestarts, CosineHardRestarts, Curve, Cyclic,
    CyclicMode, ExponentialDecay, Interpolated, Interpolation, InverseSquareRoot, InverseTimeDecay,
    LinearCosineDecay, Noam, NoisyLinearCosineDecay, OneCycle, PiecewiseConstantDecay, PolynomialDecay,
    PowerLaw, Product, ScheduleExt, Sequential, Sum, Table, Transition, TransitionRestarts,
    WarmupStableDecay,
};
use glidepath_serde::BoxSchedule;
use glidepath_tests::cards::cards;
use glidepath_tests::data_dir;

use crate::guide::snake_case;

type Drawn<'a> = (&'a str, &'a dyn LearningRateSchedule);

#[test]
fn every_schedule_is_drawn_as_it_is() -> Result<(), Box<dyn Error>> {
    check("constant", 0..1_000, &[("", &Constant::new(0.1)?)])?;

    let smooth = ExponentialDecay::new(0.1, 200, 0.5)?;
    let stairs = smooth.clone().with_staircase(true);
    check("exponential_decay", 0..1_000, &[("smooth", &smooth), ("staircase", &stairs)])?;

    let smooth = InverseTimeDecay::new(0.1, 200, 1.0)?;
    let stairs = smooth.clone().with_staircase(true);
    check("inverse_time_decay", 0..1_000, &[("smooth", &smooth), ("staircase", &stairs)])?;

    let pieces = PiecewiseConstantDecay::new([300, 600], [0.1, 0.05, 0.01])?;
    check("piecewise_constant_decay", 0..1_000, &[("", &pieces)])?;

    let line = PolynomialDecay::new(0.1, 400, 0.01)?;
    let square = line.clone().with_power(2.0)?;
    let cycle = line.clone().with_power(2.0)?.with_cycle(true);
    check(
        "polynomial_decay",
        0..1_000,
        &[("power 1", &line), ("power 2", &square), ("power 2, cycle", &cycle)],
    )?;

    let plain = CosineDecay::new(0.1, 800)?;
    let warmed_up = CosineDecay::new(0.0, 800)?.with_warmup_target(0.1, 100)?.with_alpha(0.1)?;
    check("cosine_decay", 0..1_000, &[("plain", &plain), ("warmup, alpha 0.1", &warmed_up)])?;

    let restarts = CosineDecayRestarts::new(0.1, 140)?.with_m_mul(0.7)?;
    check("cosine_decay_restarts", 0..1_000, &[("t_mul 2, m_mul 0.7", &restarts)])?;

    let half = LinearCosineDecay::new(0.1, 900)?;
    let periods = half.clone().with_num_periods(3.5)?;
    check("linear_cosine_decay", 0..1_000, &[("num_periods 0.5", &half), ("num_periods 3.5", &periods)])?;

    let noisy = NoisyLinearCosineDecay::new(0.1, 180)?.with_initial_variance(0.3)?.with_seed(7);
    check("noisy_linear_cosine_decay", 0..200, &[("", &noisy)])?;

    let ramp = BoxSchedule::new(PolynomialDecay::new(0.0, 100, 0.1)?);
    let hold = BoxSchedule::new(Constant::new(0.1)?);
    let decay = BoxSchedule::new(CosineDecay::new(0.1, 400)?);
    let sequence = Sequential::new([ramp, hold, decay], [100, 600])?;
    check("sequential", 0..1_000, &[("ramp, hold, decay", &sequence)])
}

#[test]
fn every_part_and_every_cycle_is_drawn_as_it_is() -> Result<(), Box<dyn Error>> {
    let line = Transition::new(0.1, 0.01, 800)?;
    let geometric = line.clone().with_curve(Curve::Geometric)?;
    let root = line.clone().with_curve(Curve::Power { power: 0.5 })?;
    check("transition", 0..1_000, &[("linear", &line), ("geometric", &geometric), ("power 0.5", &root)])?;

    let straight = Interpolated::new([0, 100, 400, 900], [0.0, 0.1, 0.06, 0.01])?;
    let smooth = straight.clone().with_interpolation(Interpolation::Cosine);
    check("interpolated", 0..1_000, &[("linear", &straight), ("cosine", &smooth)])?;

    let annealing = CosineAnnealing::new(0.1, 300)?.with_end_learning_rate(0.02)?;
    check("cosine_annealing", 0..1_000, &[("", &annealing)])?;

    let triangles = Cyclic::new(0.02, 0.1, 100)?;
    let halved = triangles.clone().with_mode(CyclicMode::Triangular2);
    check("cyclic", 0..1_000, &[("triangular", &triangles), ("triangular2", &halved)])?;

    let two = OneCycle::new(0.1, 1_000)?;
    let three = two.clone().with_three_phase(true).with_anneal_strategy(Interpolation::Linear);
    check("one_cycle", 0..1_000, &[("cosine", &two), ("linear, three_phase", &three)])?;
    check(
        "one_cycle_momentum",
        0..1_000,
        &[("cosine", &two.momentum()), ("linear, three_phase", &three.momentum())],
    )?;

    check("inverse_square_root", 0..1_000, &[("", &InverseSquareRoot::new(0.1, 100)?)])?;
    check("noam", 0..20_000, &[("model_size 512", &Noam::new(512, 4_000)?)])?;

    let trapezoid = WarmupStableDecay::new(0.1, 100, 600, 200)?;
    let cooldown = trapezoid.clone().with_decay_curve(Curve::Power { power: 0.5 })?;
    check("warmup_stable_decay", 0..1_000, &[("linear", &trapezoid), ("1 - sqrt", &cooldown)])?;

    let law = PowerLaw::new(0.1, 100, -0.5)?;
    check("power_law", 0..1_000, &[("power -0.5", &law), ("offset 1", &law.clone().with_offset(1.0)?)])?;

    let cosine = TransitionRestarts::new(0.1, 0.01, 140)?.with_curve(Curve::Cosine { exponent: 1.0 })?;
    let cosine = cosine.with_t_mul(2.0)?.with_m_mul(0.6)?.with_cycle_limit(3)?;
    let late = cosine.clone().with_k_decay(2.0)?;
    check("transition_restarts", 0..1_100, &[("cosine", &cosine), ("k_decay 2", &late)])?;

    check("cosine_hard_restarts", 0..1_000, &[("num_cycles 3", &CosineHardRestarts::new(0.1, 900, 3.0)?)])?;

    let decay = ExponentialDecay::new(0.1, 300, 0.5)?;
    let plain = decay.clone().with_warmup(100)?;
    let running = plain.clone().with_warmup_prefix(false)?.with_target_learning_rate(0.1)?;
    check("warmup", 0..1_000, &[("", &plain), ("warmup_prefix false", &running)])?;

    let waves = CosineDecay::new(0.1, 200)?.with_warmup(50)?.repeated(250)?.with_m_mul(0.7)?;
    let mirrored = Transition::new(0.0, 0.04, 125)?.repeated(125)?.with_mirror(true);
    check("repeated", 0..1_000, &[("m_mul 0.7", &waves), ("mirror", &mirrored)])?;

    check("table", 0..8, &[("", &Table::new([0.02, 0.05, 0.1, 0.08, 0.06, 0.03, 0.01])?)])
}

#[test]
fn what_is_done_to_a_schedule_is_drawn_as_it_is() -> Result<(), Box<dyn Error>> {
    let cosine = CosineDecay::new(0.1, 800)?;
    let check_change = |name: &str, label: &str, changed: &dyn LearningRateSchedule| {
        check(name, 0..1_000, &[("schedule", &cosine), (label, changed)])
    };
    check_change("scaled", "factor 0.5", &cosine.clone().scaled(0.5)?)?;
    check_change("clamped", "from 0.02 to 0.08", &cosine.clone().clamped(0.02, 0.08)?)?;
    check_change("shifted", "shift -150", &cosine.clone().shifted(-150))?;
    check("stretched", 0..1_000, &[("factor 80", &CosineDecay::new(0.1, 10)?.stretched(80)?)])?;

    let ramp = BoxSchedule::new(Transition::new(0.0, 1.0, 300)?);
    let boxed = BoxSchedule::new(cosine.clone());
    check_change("product", "times a ramp", &Product::new([boxed.clone(), ramp])?)?;
    let waves = BoxSchedule::new(Cyclic::new(0.0, 0.02, 50)?);
    check_change("sum", "plus triangles", &Sum::new([boxed, waves])?)
}

/// A class of which nothing above draws a picture of its own has that of its card.
#[test]
fn every_other_class_is_drawn_from_its_card() -> Result<(), Box<dyn Error>> {
    for card in cards() {
        let name = snake_case(card.class);
        if !include_str!("pictures.rs").contains(&format!("\"{name}\"")) {
            check(&name, 0..1_000, &[("", &card.schedule())])?;
        }
    }
    Ok(())
}

/// The picture of the README: three files of three programs, as they are in `tests/data`.
#[test]
fn the_picture_of_the_readme_is_drawn_from_files() -> Result<(), Box<dyn Error>> {
    let files = [
        ("PyTorch checkpoint (.pt)", "torch/checkpoint_epoch_0012.pt"),
        ("Keras model (.keras)", "keras/keras3_model_CosineDecay_warmup.keras"),
        ("Axolotl configuration (YAML)", "axolotl/qlora.yml"),
    ];
    let curves = files
        .into_iter()
        .map(|(label, file)| Ok((label, import_path(data_dir().join(file))?.learning_rate)))
        .collect::<Result<Vec<_>, Box<dyn Error>>>()?;
    for (name, style) in [("three-files-light", SvgStyle::Standalone), ("three-files-dark", SvgStyle::Dark)] {
        let mut plot = Plot::new(0..1_101)?.with_scale(Scale::Logarithmic);
        for (label, rate) in &curves {
            plot = plot.with_curve(label, rate);
        }
        let drawn = plot.to_svg(&SvgOptions::default().with_size(760, 320).with_style(style))?;
        compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/pictures/{name}.svg")), &drawn)?;
    }
    Ok(())
}

/// Draws the curves and compares with the picture of that name, or writes it where that is asked for.
fn check(name: &str, steps: Range<u64>, curves: &[Drawn<'_>]) -> Result<(), Box<dyn Error>> {
    let mut plot = Plot::new(steps)?;
    for &(label, schedule) in curves {
        plot = plot.with_curve(label, schedule);
    }
    let options = SvgOptions::default().with_size(480, 180).with_style(SvgStyle::Inline);
    let drawn = plot.to_svg(&options)?;

    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/schedules/plots");
    compare(&folder.join(format!("{name}.svg")), &drawn)?;

    // On a page of its own, where it does not take the colour of the text.
    let drawn = plot.to_svg(&SvgOptions::default().with_size(600, 240))?;
    compare(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../docs/pictures/schedules/{name}.svg")),
        &drawn,
    )
}

/// Compares with the stored picture, or stores it.
fn compare(path: &Path, drawn: &str) -> Result<(), Box<dyn Error>> {
    if std::env::var_os("GLIDEPATH_DRAW").is_some() {
        std::fs::create_dir_all(path.parent().ok_or("a folder")?)?;
        std::fs::write(path, drawn)?;
    } else {
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            drawn == stored,
            "{} does not show the schedule; `GLIDEPATH_DRAW=1 cargo test -p glidepath-tests --test it pictures` \
             draws it",
            path.display()
        );
    }
    Ok(())
}
