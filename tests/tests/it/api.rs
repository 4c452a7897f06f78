//! The API as users reach for it: numbers of every type, schedules however they are held, errors that help.

use std::error::Error;

use glidepath::prelude::*;
use glidepath_tests::vector_file;
use serde_json::{Value, json};

use glidepath_tests::cards::cards;

#[test]
fn step_counts_come_in_every_type() -> Result<(), Box<dyn Error>> {
    let batches: Vec<u8> = vec![0; 100];
    let usize_steps = batches.len();
    let one_cycle = OneCycle::new(0.1, usize_steps)?;
    assert_eq!(one_cycle, OneCycle::new(0.1, 100.0)?);
    assert_eq!(one_cycle, OneCycle::new(0.1, 100_u64)?);
    let cyclic = Cyclic::new(0.1, 0.2, usize_steps)?.with_step_size_down(usize_steps)?;
    assert_eq!(cyclic, Cyclic::new(0.1, 0.2, 100)?.with_step_size_down(100)?);
    let schedule = Constant::new(0.1)?.with_warmup(usize_steps)?.then(usize_steps, Constant::new(0.2)?)?;
    assert_eq!(schedule.repeated(usize_steps)?.learning_rate(150), 0.05);
    let parts = [Constant::new(0.1)?, Constant::new(0.2)?];
    assert_eq!(Sequential::new(parts.clone(), [usize_steps])?, Sequential::new(parts, vec![100_u64])?);
    assert_eq!(RangeTest::new(0.1, 1.0, usize_steps)?, RangeTest::new(0.1, 1.0, 100)?);
    Ok(())
}

#[test]
fn a_step_count_that_must_be_whole_says_so() -> Result<(), Box<dyn Error>> {
    let constant = || Constant::new(0.1);
    let parts = [constant()?, constant()?];
    let errors = [
        OneCycle::new(0.1, 937.5).map(drop),
        Cyclic::new(0.1, 0.2, -1).map(drop),
        Cyclic::new(0.1, 0.2, 5)?.with_step_size_down(f64::NAN).map(drop),
        constant()?.with_warmup(0.5).map(drop),
        Warmup::new(constant()?, -3_i64).map(drop),
        constant()?.repeated(1.5).map(drop),
        constant()?.then(1e300, constant()?).map(drop),
        Sequential::new(parts, [2.5]).map(drop),
        RangeTest::new(0.1, 1.0, 2.5).map(drop),
    ];
    let texts = errors.map(|error| error.expect_err("a fraction").to_string());
    let expected = [
        "`total_steps` must be a whole number from 0, got 937.5",
        "`step_size_up` must be a whole number from 0, got -1",
        "`step_size_down` must be a whole number from 0, got NaN",
        "`warmup_steps` must be a whole number from 0, got 0.5",
        "`warmup_steps` must be a whole number from 0, got -3",
        "`period_steps` must be a whole number from 0, got 1.5",
        "`boundary` must be a whole number from 0, got 1e300",
        "`boundaries[0]` must be a whole number from 0, got 2.5",
        "`steps` must be a whole number from 0, got 2.5",
    ];
    assert_eq!(texts, expected);
    Ok(())
}

/// The rates of `MultiStepLR` as PyTorch counts, on its own cases with milestones in order.
#[test]
fn milestones_are_counted_as_pytorch_counts() -> Result<(), Box<dyn Error>> {
    let mut compared = 0;
    for case in vector_file("torch_schedulers", "torch.MultiStepLR").cases {
        let kwargs = &case.serialized["kwargs"];
        let milestones: Vec<u64> = serde_json::from_value(kwargs["milestones"].clone())?;
        let gamma = kwargs["gamma"].as_f64().unwrap_or(0.1);
        let base = case.serialized["base_lr"].as_f64().ok_or("a rate")?;
        if milestones.first() == Some(&0) || !milestones.is_sorted_by(|a, b| a < b) {
            continue;
        }
        let schedule = PiecewiseConstantDecay::from_milestones(base, milestones, gamma)?;
        for (step, exact) in case.points() {
            assert_eq!(schedule.learning_rate(step), exact, "{} at step {step}", case.name);
            compared += 1;
        }
    }
    assert!(compared > 500, "{compared}");
    Ok(())
}

#[test]
fn milestones_between_steps_and_wrong_ones() -> Result<(), Box<dyn Error>> {
    // Epochs of 937.5 steps: the first step that is not before the milestone has the new rate.
    let schedule = PiecewiseConstantDecay::from_milestones(1.0, [937.5], 0.5)?;
    assert_eq!([937, 938].map(|step| schedule.learning_rate(step)), [1.0, 0.5]);
    let by_epochs = PiecewiseConstantDecay::from_milestones(1.0, [2], 0.5)?.stretched(391)?;
    assert_eq!([781, 782].map(|step| by_epochs.learning_rate(step)), [1.0, 0.5]);

    let errors = [
        PiecewiseConstantDecay::from_milestones(0.1, [0], 0.5),
        PiecewiseConstantDecay::from_milestones(0.1, [5, 5], 0.5),
        PiecewiseConstantDecay::from_milestones(0.1, [5], -0.5),
        PiecewiseConstantDecay::from_milestones(f64::NAN, [5], 0.5),
    ];
    let texts = errors.map(|error| error.expect_err("an error").to_string());
    let expected = [
        "`milestones[0]` must be greater than 0, got 0",
        "`milestones` must increase strictly, got 5 before 5 at index 1",
        "`gamma` must be finite and at least 0, got -0.5",
        "`initial_learning_rate` must be finite and at least 0, got NaN",
    ];
    assert_eq!(texts, expected);
    Ok(())
}

#[test]
fn debug_shows_a_schedule_as_one_would_write_it() -> Result<(), Box<dyn Error>> {
    let schedule = ExponentialDecay::new(0.1, 937.5, 0.5)?;
    let text = "ExponentialDecay { initial_learning_rate: 0.1, decay_steps: 937.5, decay_rate: 0.5, \
                staircase: false, name: None }";
    assert_eq!(format!("{schedule:?}"), text);
    let composed = Constant::new(0.1)?.with_warmup(10)?.boxed();
    let text = "Warmup { schedule: Constant { learning_rate: 0.1, name: None }, warmup_steps: 10, \
                initial_learning_rate: 0.0, target_learning_rate: None, curve: Linear, warmup_prefix: true, \
                name: None }";
    assert_eq!(format!("{composed:?}"), text);
    let text = "Constant {\n    learning_rate: 0.1,\n    name: None,\n}";
    assert_eq!(format!("{:#?}", Constant::new(0.1)?), text);
    for card in cards() {
        let shown = format!("{:?}", card.schedule());
        assert!(shown.starts_with(&format!("{} {{ ", card.class)), "{shown}");
    }
    Ok(())
}

#[test]
fn rates_as_f32_are_the_nearest_and_finite() -> Result<(), Box<dyn Error>> {
    let schedule = CosineDecay::new(0.1, 1_000)?;
    let mut rates = vec![0.0_f32; 200];
    schedule.fill_f32(900, &mut rates);
    for (step, &rate) in (900..).zip(&rates) {
        assert_eq!(rate.to_bits(), schedule.learning_rate_f32(step).to_bits());
        assert!(
            (f64::from(rate) - schedule.learning_rate(step)).abs() <= 1e-7 * schedule.learning_rate(step)
        );
    }
    assert_eq!(Constant::new(1e300)?.learning_rate_f32(0), f32::MAX);
    assert_eq!(Scheduler::new(Constant::new(1e300)?).learning_rate_f32(), f32::MAX);
    assert_eq!(Scheduler::new(&schedule).learning_rate_f32(), 0.1_f32);
    let dynamic: &dyn LearningRateSchedule = &schedule;
    assert_eq!(dynamic.learning_rate_f32(1_000), 0.0);
    Ok(())
}

#[test]
fn what_is_written_is_given_as_it_is_held() -> Result<(), Box<dyn Error>> {
    let constant = Constant::new(0.1)?;
    let boxed = constant.clone().boxed();
    let dynamic = boxed.clone().into_inner();
    let text = r#"{"class_name":"Constant","config":{"learning_rate":0.1,"name":null}}"#;
    assert_eq!(glidepath::to_json(&constant)?, text);
    assert_eq!(glidepath::to_json(&boxed)?, text);
    assert_eq!(glidepath::to_json(&&boxed)?, text);
    assert_eq!(glidepath::to_json(&*boxed)?, text);
    assert_eq!(glidepath::to_json(&dynamic)?, text);
    assert_eq!(glidepath::to_json(&&*dynamic)?, text);
    assert_eq!(glidepath::serialize(&boxed)?, serde_json::from_str::<Value>(text)?);
    assert_eq!(glidepath::get_config(&boxed)?, json!({"learning_rate": 0.1, "name": null}));
    Ok(())
}

#[test]
fn numbers_and_schedules_become_learning_rates() -> Result<(), Box<dyn Error>> {
    struct Sgd {
        learning_rate: LearningRate,
    }

    let rates: [LearningRate; 4] = [
        0.25.try_into()?,
        0.25_f32.try_into()?,
        Constant::new(0.25)?.into(),
        Constant::new(0.25)?.with_warmup(0)?.into(),
    ];
    for learning_rate in rates {
        assert_eq!(Sgd { learning_rate }.learning_rate.learning_rate(3), 0.25);
    }
    let error = LearningRate::try_from(f64::NAN).expect_err("NaN");
    assert_eq!(error.to_string(), "`learning_rate` must be finite and at least 0, got NaN");
    Ok(())
}

#[test]
fn names_of_others_come_with_what_differs() {
    let error = |name: &str| {
        glidepath::from_class_config(name, &json!({})).expect_err("an unknown class").to_string()
    };
    assert_eq!(
        error("MultiStepLR"),
        "class_name: unknown class `MultiStepLR`; did you mean `PiecewiseConstantDecay`? Its `boundaries` are the \
         last steps of the old rates, so a milestone m is the boundary m - 1; \
         the constructor `from_milestones` takes milestones and a factor."
    );
    assert_eq!(
        error("step_lr"),
        "class_name: unknown class `step_lr`; did you mean `ExponentialDecay`? With `staircase` true, \
         `decay_steps` is the number of steps between two drops, `decay_rate` the factor."
    );
    assert_eq!(
        error("my_package>Unheard"),
        "class_name: unknown class `my_package>Unheard`; is the crate that registers it linked? \
         `use that_crate as _;` links it"
    );
}

#[test]
fn units_in_a_configuration_of_ones_own() -> Result<(), Box<dyn Error>> {
    #[derive(Debug, serde::Deserialize)]
    struct Training {
        learning_rate: LearningRate,
        warmup: StepCount,
    }

    let with = |decay_steps: Value, warmup: Value| {
        json!({"learning_rate": {"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.1,
            "decay_steps": decay_steps}}, "warmup": warmup})
    };
    let run = Horizon::new().with_steps_per_epoch(937.5)?;
    let training: Training = run.read_as(&with(json!("2ep"), json!(10)))?;
    assert_eq!(training.learning_rate.learning_rate(1_875), 0.0);
    assert_eq!(training.warmup, StepCount::from(10));

    let problem = |value: &Value| run.read_as::<Training>(value).expect_err("an error").to_string();
    assert_eq!(
        problem(&with(json!("2dur"), json!(10))),
        r#"learning_rate.config.decay_steps: "2dur" needs `total_steps`"#
    );
    assert_eq!(
        problem(&with(json!(2), json!("10ep"))),
        r#"warmup: "10ep" has a unit; a `Horizon` resolves units, and only where a step count stands"#
    );
    let plain = serde_json::from_str::<StepCount>(r#""10ep""#).expect_err("no horizon");
    let text = "\"10ep\" has a unit, which only a run of known length resolves: see glidepath's `Horizon`";
    assert!(plain.to_string().starts_with(text), "{plain}");

    assert_eq!(run.steps("2ep")?, StepCount::from(1_875));
    assert_eq!(run.steps("-2ep").expect_err("negative").to_string(), "\"-2ep\" is negative");
    assert_eq!(run.steps("2tok").expect_err("no tokens").to_string(), "\"2tok\" needs `tokens_per_step`");
    Ok(())
}
