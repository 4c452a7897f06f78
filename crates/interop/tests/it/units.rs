//! Step counts with a unit, in the files of an optimizer.

use std::io::Cursor;

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Remedy, import_bytes};

use crate::common::import_for;
use glidepath_serde::Horizon;
use serde_json::json;

/// The configuration of an optimizer whose rate falls to 0 in `decay_steps`.
fn optimizer(decay_steps: &str) -> serde_json::Value {
    let config = json!({"initial_learning_rate": 0.5, "decay_steps": decay_steps, "end_learning_rate": 0.0});
    let schedule = json!({"class_name": "PolynomialDecay", "config": config});
    json!({"module": "keras.optimizers", "class_name": "SGD", "config": {"learning_rate": schedule}})
}

#[test]
fn they_are_resolved_in_every_form() {
    let horizon = Horizon::new().with_steps_per_epoch(100.0).unwrap();
    let in_training_config = json!({"optimizer_config": optimizer("2ep")});
    let forms = [
        optimizer("2ep"),
        json!({"compile_config": {"optimizer": optimizer("2ep")}}),
        // As the attributes of an HDF5 file are: JSON within a string.
        json!({"training_config": in_training_config.to_string()}),
        in_training_config,
    ];
    for form in forms {
        let imported = import_for(Cursor::new(form.to_string()), &horizon).unwrap();
        assert_eq!([0, 100, 200].map(|step| imported.learning_rate.learning_rate(step)), [0.5, 0.25, 0.0]);
    }
}

#[test]
fn what_is_missing_is_told_with_the_place() {
    let check = |decay_steps: &str, want: &str| {
        let error = import_bytes(optimizer(decay_steps).to_string().as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), format!("config.learning_rate.config.decay_steps: {want}"));
    };
    check("2ep", "\"2ep\" needs `steps_per_epoch`");
    let remedy = |text: String| import_bytes(text.as_bytes()).unwrap_err().remedy();
    for (length, wanted) in [
        ("2ep", Remedy::StepsPerEpoch),
        ("0.5dur", Remedy::TotalSteps),
        ("2tok", Remedy::TokensPerStep),
        ("2sp", Remedy::SamplesPerStep),
    ] {
        assert_eq!(remedy(optimizer(length).to_string()), Some(wanted), "{length}");
        let optimizer = json!({"lr": 0.5});
        let scheduler = json!({"name": "constant_with_warmup", "t_warmup": length});
        let run = json!({"max_duration": length.replace("0.5dur", "2ep"), "optimizer": optimizer, "scheduler": scheduler});
        let wanted = if wanted == Remedy::TotalSteps { Remedy::StepsPerEpoch } else { wanted };
        assert_eq!(remedy(run.to_string()), Some(wanted), "{length}");
    }
    check("200", "\"200\" has no unit; write 200 without quotation marks, or \"200ba\"");
}
