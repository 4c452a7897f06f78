//! Models in every form that HDF5 has for them: the same schedule, and the step that was saved.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, Json};

use crate::common::{error, hdf5, imported};

/// The file with other words in the same place.
fn replaced(name: &str, from: &str, to: &str) -> Vec<u8> {
    let mut bytes = hdf5(name);
    let place = bytes.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    bytes[place..place + to.len()].copy_from_slice(to.as_bytes());
    bytes
}

fn notes(imported: &Imported) -> Vec<String> {
    imported.notes.iter().map(ToString::to_string).collect()
}

#[track_caller]
fn check_step(name: &str, step: Option<u64>) {
    let imported = imported(hdf5(name));
    let json = r#"{"class_name":"CosineDecay","config":{"initial_learning_rate":0.1,"decay_steps":1000,"alpha":0.0,"name":"CosineDecay","warmup_target":null,"warmup_steps":0}}"#;
    assert_eq!(Json::of(&imported.learning_rate).unwrap().to_string(), json, "{name}");
    assert_eq!(imported.source.name(), "keras-hdf5", "{name}");
    assert_eq!(imported.path, "training_config.optimizer_config.config.learning_rate", "{name}");
    assert_eq!(imported.optimizer.as_deref(), Some("Adam"), "{name}");
    assert_eq!(imported.step, step, "{name}: {:?}", notes(&imported));
    assert!(imported.notes.is_empty(), "{name}: {:?}", notes(&imported));
}

#[test]
fn every_form_is_read() {
    for libver in ["earliest", "latest"] {
        for texts in ["variable", "fixed"] {
            for order in ["", "_ordered"] {
                check_step(&format!("made_{libver}_{texts}{order}.h5"), Some(1500));
            }
        }
    }
}

#[test]
fn many_attributes_and_many_links_are_read() {
    check_step("made_continued_header.h5", Some(1500));
    check_step("made_dense_attributes.h5", Some(1500));
    check_step("made_dense_links.h5", Some(1500));
    check_step("made_deep_tree.h5", Some(1500));
}

#[test]
fn links_to_names_are_passed_over() {
    check_step("made_links_to_names_earliest.h5", Some(1500));
    check_step("made_links_to_names_latest.h5", Some(1500));
}

#[test]
fn addresses_of_four_bytes_are_read() {
    check_step("made_four_byte_addresses.h5", Some(1500));
}

#[test]
fn what_follows_a_text_in_its_place_is_not_part_of_it() {
    check_step("made_terminated_text.h5", None);
    check_step("made_spaces_after_text.h5", None);
}

#[test]
fn texts_of_more_than_64_kib_are_read() {
    for name in ["made_long_text.h5", "made_long_text_in_heap.h5"] {
        let imported = imported(hdf5(name));
        assert_eq!(imported.learning_rate.learning_rate(10), 0.1, "{name}");
        assert_eq!(imported.learning_rate.learning_rate(45_995), 0.000_022, "{name}");
        assert_eq!(imported.step, None, "{name}");
        assert!(imported.notes.is_empty(), "{name}");
    }
}

#[test]
fn the_counter_is_found_under_all_its_names() {
    check_step("made_step_of_2_10.h5", Some(1500));
    check_step("made_step_of_2_3.h5", Some(1500));
    check_step("made_no_step.h5", None);
}

#[test]
fn the_counter_is_any_integer() {
    check_step("made_step_big_endian.h5", Some(1500));
    check_step("made_step_unsigned.h5", Some(1500));
    check_step("made_step_compact.h5", Some(1500));
}

#[test]
fn of_several_counters_the_optimizers_counts() {
    check_step("made_two_steps.h5", Some(1500));
}

#[test]
fn groups_that_hold_themselves_are_walked_once() {
    check_step("made_circle.h5", None);
}

#[track_caller]
fn check_unknown_step(name: &str, reason: &str) {
    let imported = imported(hdf5(name));
    assert_eq!(imported.learning_rate.learning_rate(500), 0.05, "{name}");
    assert_eq!(imported.step, None, "{name}");
    assert_eq!(
        notes(&imported),
        [format!("at which step the file was saved is not known: {reason}")],
        "{name}"
    );
}

#[test]
fn a_step_that_cannot_be_read_is_a_note() {
    check_unknown_step(
        "made_two_steps_of_others.h5",
        "`optimizer_weights` has several counters, none of them the optimizer's",
    );
    check_unknown_step("made_step_negative.h5", "unreadable HDF5: at byte 8192: a negative number");
    check_unknown_step(
        "made_step_float.h5",
        "unreadable HDF5: at byte 7384: a value of class 1, neither an integer nor text",
    );
    check_unknown_step(
        "made_step_list.h5",
        "unreadable HDF5: at byte 7368: none or several values, expected one",
    );
    check_unknown_step(
        "made_step_chunked.h5",
        "unreadable HDF5: at byte 7440: a data layout of class 2, which is not read",
    );
}

#[test]
fn files_without_a_learning_rate_say_so() {
    let check = |name: &str, want: &str| assert_eq!(error(hdf5(name)), want, "{name}");
    check(
        "made_not_compiled.h5",
        "the model was never compiled, so it has no optimizer and no learning rate",
    );
    check(
        "made_weights_only.h5",
        "HDF5 without `model_config` and `training_config`, so not a whole Keras model; weights alone have no \
         learning rate",
    );
    check("made_empty_text.h5", "training_config: is empty");
    check("made_no_json.h5", "training_config: not JSON: expected ident at line 1 column 2");
    check("made_integer_as_text.h5", "unreadable HDF5: at byte 880: an integer, expected text");
    check("made_two_texts.h5", "unreadable HDF5: at byte 880: none or several values, expected one");
    check("made_no_text.h5", "unreadable HDF5: at byte 864: none or several values, expected one");
    check("made_shared_datatype.h5", "unreadable HDF5: at byte 1232: a shared datatype, which is not read");
}

#[test]
fn json_at_fault_is_named() {
    let check = |from: &str, to: &str, want: &str| {
        assert_eq!(error(replaced("made_earliest_variable.h5", from, to)), want, "{to}");
    };
    check(
        "\"decay_steps\": 1000",
        "\"decay_steps\": 0000",
        "training_config: not valid JSON: invalid number at line 1 column 231",
    );
    check(
        "\"decay_steps\": 1000",
        "\"decay_steps\": -100",
        "training_config.optimizer_config.config.learning_rate.config.decay_steps: `decay_steps` must be greater \
         than 0, got -100",
    );
    check(
        "\"optimizer_config\"",
        "\"optimizer_CONFIG\"",
        "training_config: missing field `optimizer_config`",
    );
    check(
        "{\"loss\"",
        "[\"loss\"",
        "training_config: not valid JSON: expected `,` or `]` at line 1 column 8",
    );
}

#[test]
fn keras_optimizers_that_wrap_others_are_read() {
    for name in ["keras3_model_loss_scale.h5", "keras3_model_accumulation.h5", "tfkeras2_model_legacy.h5"] {
        let imported = imported(hdf5(name));
        assert_eq!((imported.step, imported.source.name()), (Some(5), "keras-hdf5"), "{name}");
        assert_eq!(imported.learning_rate.learning_rate(500), 0.05, "{name}");
    }
    let imported = imported(hdf5("tfkeras2_model_legacy_loss_scale.h5"));
    assert_eq!(imported.path, "training_config.optimizer_config.config.inner_optimizer.config.learning_rate");
    assert_eq!((imported.step, imported.optimizer.as_deref()), (Some(5), Some("SGD")));
}
