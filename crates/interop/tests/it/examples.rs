//! Every file that Keras saved is read, or refused for the right reason.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;

use crate::common::{error, example, example_names, imported};

/// What a file's name says of it.
fn source_of(name: &str) -> &'static str {
    let is = |part: &str| name.contains(part);
    match () {
        () if name.ends_with(".keras") => "keras-archive",
        () if name.ends_with(".h5") => "keras-hdf5",
        () if is("full_config") => "keras-model",
        () if is("h5_attrs") => "keras-hdf5-attributes",
        () if is("compile_config") => "keras-compile-config",
        () if is("training_config") => "keras-training-config",
        () if is("optimizer") => "optimizer",
        () if is("tf23_schedule") || is("schedule_legacy") => "schedule",
        () => "keras-schedule",
    }
}

fn path_of(source: &str) -> &'static str {
    match source {
        "keras-archive" | "keras-model" => "compile_config.optimizer.config.learning_rate",
        "keras-compile-config" => "optimizer.config.learning_rate",
        "keras-training-config" => "optimizer_config.config.learning_rate",
        "keras-hdf5" | "keras-hdf5-attributes" => "training_config.optimizer_config.config.learning_rate",
        "optimizer" => "config.learning_rate",
        _ => "",
    }
}

fn class_of(name: &str) -> &str {
    match name {
        _ if name.contains("Custom_registered") => "my_package>NoamDecay",
        _ if name.contains("Custom_nested") => "my_package>WarmUp",
        _ if name.contains("full_config") || name.contains("h5_attrs") => "ExponentialDecay",
        _ => name
            .split(['_', '.'])
            .find(|part| part.contains("Decay"))
            .unwrap_or_else(|| panic!("{name} names no class")),
    }
}

#[test]
fn every_example_is_read() {
    let mut read = 0;
    for name in example_names() {
        if name.contains("Custom_unregistered") || name.contains("members") {
            continue;
        }
        let imported = imported(example(&name));
        let json = Json::of(&imported.learning_rate).unwrap();
        assert_eq!(json.as_schedule().map(|(class_name, _)| class_name), Some(class_of(&name)), "{name}");
        assert_eq!(imported.source.name(), source_of(&name), "{name}");
        assert_eq!(imported.path, path_of(imported.source.name()), "{name}");
        let has_optimizer = !matches!(imported.source.name(), "schedule" | "keras-schedule");
        assert_eq!(imported.optimizer.as_deref(), has_optimizer.then_some("SGD"), "{name}");
        let is_model = name.ends_with(".keras") || name.ends_with(".h5");
        assert_eq!(imported.step, is_model.then_some(2), "{name}");
        read += 1;
    }
    assert_eq!(read, 165);
}

#[test]
fn a_model_has_the_schedule_that_its_json_has() {
    let mut compared = 0;
    for name in example_names() {
        let Some((keras, model)) = name.split_once("_model_") else { continue };
        let json = match model.rsplit_once('.') {
            Some((class, "h5")) => format!("{keras}_h5_{class}_training_config.json"),
            Some((class, "keras")) => format!("{keras}_keras_archive_{class}_compile_config.json"),
            _ => panic!("{name} is no model"),
        };
        if name.contains("Custom_unregistered") {
            continue;
        }
        let (model, json) = (imported(example(&name)), imported(example(&json)));
        assert_eq!(Json::of(&model.learning_rate).unwrap(), Json::of(&json.learning_rate).unwrap(), "{name}");
        assert_eq!((model.optimizer, model.notes), (json.optimizer, json.notes), "{name}");
        compared += 1;
    }
    assert_eq!(compared, 38);
}

#[test]
fn files_of_other_kinds_say_so() {
    for name in example_names() {
        let want = match name.as_str() {
            name if name.contains("Custom_unregistered") => {
                let path = path_of(source_of(name));
                let dot = if path.is_empty() { "" } else { "." };
                format!(
                    "{path}{dot}class_name: unknown class `Unregistered`; no registered class has a name like it"
                )
            }
            name if name.contains("members") => {
                "no learning rate found: expected a schedule (`class_name` and `config`), an optimizer \
                 (`learning_rate`) or a compiled model (`compile_config`), got a list"
                    .to_owned()
            }
            _ => continue,
        };
        assert_eq!(error(example(&name)), want, "{name}");
    }
}

#[test]
fn the_rates_are_those_of_the_file() {
    let warmup = imported(example("keras3_model_CosineDecay_warmup.keras")).learning_rate;
    assert_eq!(warmup.learning_rate(0), 0.0);
    assert_eq!(warmup.learning_rate(50), 0.05);
    assert_eq!(warmup.learning_rate(100), 0.1);

    let piecewise = imported(example("tf23_schedule_PiecewiseConstantDecay.json")).learning_rate;
    assert_eq!(piecewise.learning_rate(100_000), 1.0);
    assert_eq!(piecewise.learning_rate(100_001), 0.5);

    let custom = imported(example("keras3_model_Custom_registered.keras")).learning_rate;
    assert_eq!(custom.learning_rate(1), 0.125);

    let nested = imported(example("keras3_model_Custom_nested.keras")).learning_rate;
    assert_eq!(nested.learning_rate(50), 0.1);
}
