//! The door to all targets.

use glidepath_interop::{ExportOptions, Target, export};
use glidepath_schedules::{Constant, ExponentialDecay, Noam};
use glidepath_serde::{IntoBoxSchedule, LearningRate};

use crate::common::{json_of, to};

/// A rate that every target has.
fn rate() -> LearningRate {
    LearningRate::constant(0.5).unwrap()
}

#[test]
fn every_target_is_listed_once_and_parsed_from_its_names() {
    for (index, &target) in Target::ALL.iter().enumerate() {
        assert_eq!(Target::ALL.iter().position(|&listed| listed == target), Some(index));
        for name in target.aliases().iter().chain([&target.name()]) {
            assert_eq!(name.parse::<Target>(), Ok(target), "{name}");
        }
        assert!(!target.description().is_empty(), "{target}");
    }
    assert_eq!(
        "keras4".parse::<Target>().unwrap_err().to_string(),
        "unknown target \"keras4\"; did you mean `keras2` or `keras3`?"
    );
    assert_eq!(
        "jax".parse::<Target>().unwrap_err().to_string(),
        "unknown target \"jax\", expected one of `keras2`, `keras3`, `torch`, `torch-python`, `transformers`, \
         `deepspeed`, `burn`, `optax`, `rust`, `glidepath`, `yaml`, `toml`"
    );
    assert!("Keras3".parse::<Target>().is_err());
}

#[test]
fn each_target_has_its_text() {
    let text = |target| to(target, &Constant::new(0.5).unwrap().boxed().into()).unwrap().to_string();
    assert_eq!(text(Target::Keras2), "0.5\n");
    assert_eq!(text(Target::Keras3), "0.5\n");
    assert!(text(Target::Torch).starts_with("{\n  \"class\": \"ConstantLR\",\n  \"base_lr\": 0.5,\n"));
    assert!(text(Target::TorchPython).starts_with("import torch\n"));
    assert!(text(Target::Transformers).starts_with("{\n  \"learning_rate\": 0.5,\n"));
    assert!(text(Target::DeepSpeed).starts_with("{\n  \"scheduler\": {\n    \"type\": \"WarmupLR\",\n"));
    assert_eq!(text(Target::Optax), "import optax\n\nschedule = optax.constant_schedule(0.5)\n");
    assert!(text(Target::Rust).ends_with("    Ok(Constant::new(0.5)?.boxed())\n}\n"));
    assert!(text(Target::Glidepath).starts_with("{\n  \"class_name\": \"Constant\",\n"));
    assert!(text(Target::Yaml).starts_with("class_name: Constant\nconfig:\n"));
    assert!(text(Target::Toml).starts_with("class_name = \"Constant\"\n"));
    for &target in Target::ALL {
        let written = to(target, &rate()).unwrap();
        assert!(written.to_string().ends_with('\n'), "{target}");
        let is_text =
            [Target::TorchPython, Target::Optax, Target::Rust, Target::Yaml, Target::Toml].contains(&target);
        assert_eq!(written.json().is_none(), is_text, "{target}");
        if !is_text {
            assert_eq!(written.to_string(), format!("{:#}\n", json_of(&written)));
        }
    }
}

/// What a target says of itself is what the door does.
#[test]
fn groups_and_steps_that_a_target_cannot_hold_are_refused() {
    for &target in Target::ALL {
        let refusal = |groups: &[LearningRate], options: &ExportOptions| {
            export(groups, target, options).err().map(|error| error.to_string())
        };
        let none = refusal(&[], &ExportOptions::new());
        let none_of = "an optimizer has at least one parameter group";
        assert_eq!(none, Some(format!("cannot be written for {target}: {none_of}")));
        let two = refusal(&[rate(), rate()], &ExportOptions::new());
        let one_only = "this form holds the rate of one parameter group, got 2 groups";
        let two_of = (!target.holds_groups()).then(|| format!("cannot be written for {target}: {one_only}"));
        assert_eq!(two, two_of);
        let at_step = refusal(&[rate()], &ExportOptions::new().with_step(5));
        let step_of = target.keeper_of_step().map(|keeper| {
            format!(
                "cannot be written for {target}: the step 5 has no place in this form: it belongs to {keeper}"
            )
        });
        assert_eq!(at_step, step_of);
    }
}

#[test]
fn only_some_targets_hold_any_pieces() {
    let pieces = glidepath_schedules::PiecewiseConstantDecay::new([10_u64, 30], [0.5, 0.125, 0.25]).unwrap();
    let learning_rate = pieces.boxed().into();
    for &target in Target::ALL {
        assert_eq!(to(target, &learning_rate).is_ok(), target.holds_pieces(), "{target}");
    }
}

#[test]
fn the_step_is_written_where_it_has_a_place() {
    let decay = ExponentialDecay::new(0.5, 10, 0.5).unwrap().boxed().into();
    for &target in Target::ALL.iter().filter(|target| target.keeper_of_step().is_none()) {
        let at = |step| export(std::slice::from_ref(&decay), target, &ExportOptions::new().with_step(step));
        let [early, late] = [at(3), at(4)].map(|written| written.unwrap().to_string());
        assert_ne!(early, late, "{target}");
    }
}

#[test]
fn a_refusal_names_the_target() {
    let noam = Noam::new(512, 4000).unwrap().boxed().into();
    for &target in Target::ALL {
        if let Err(error) = to(target, &noam) {
            assert!(error.to_string().starts_with(&format!("cannot be written for {target}: ")), "{error}");
        }
    }
}
