//! The saved text, and every state in every format.

use std::fmt::Debug;

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, MetricMode, ReduceOnPlateau, ScheduleError};
use serde::Serialize;
use serde::de::DeserializeOwned;

#[test]
fn the_file_holds_parameters_and_state() -> Result<(), ScheduleError> {
    let mut plateau = ReduceOnPlateau::new(0.1)?.with_patience(0).with_cooldown(2);
    assert_eq!(
        serde_json::to_string(&plateau).expect("JSON"),
        r#"{"initial_learning_rate":0.1,"rules":"pytorch","mode":"min","factor":0.1,"patience":0,"threshold":0.0001,"threshold_mode":"rel","cooldown":2,"min_learning_rate":0.0,"eps":1e-8,"state":{"learning_rate":0.1,"best":null,"num_bad":0,"cooldown_left":0}}"#
    );
    plateau.observe(f64::NEG_INFINITY);
    plateau.observe(3.0);
    assert_eq!(
        serde_json::to_string(&plateau).expect("JSON"),
        r#"{"initial_learning_rate":0.1,"rules":"pytorch","mode":"min","factor":0.1,"patience":0,"threshold":0.0001,"threshold_mode":"rel","cooldown":2,"min_learning_rate":0.0,"eps":1e-8,"state":{"learning_rate":0.010000000000000002,"best":"-Infinity","num_bad":0,"cooldown_left":2}}"#
    );

    let mut greedy = Greedy::new(0.1)?.with_mode(MetricMode::Max).with_smoothing(3)?;
    greedy.observe(0.5);
    greedy.observe(f64::INFINITY);
    greedy.observe(f64::NAN);
    assert_eq!(
        serde_json::to_string(&greedy).expect("JSON"),
        r#"{"initial_learning_rate":0.1,"mode":"max","factor":0.95,"patience":10,"threshold":1e-6,"threshold_mode":"abs","cooldown":0,"warmup":0,"min_learning_rate":0.001,"max_learning_rate":1.0,"eps":1e-8,"window_size":3,"reset_start":500,"state":{"learning_rate":0.1,"best":"Infinity","num_good":0,"num_bad":1,"cooldown_left":0,"warmup_left":0,"reset_left":500,"window":{"values":[0.5,"Infinity","NaN"],"sum":"NaN"}}}"#
    );
    Ok(())
}

/// States with all kinds of numbers, through formats that people read and others.
#[test]
fn every_format_holds_the_state() -> Result<(), ScheduleError> {
    fn check<S: MetricSchedule + Clone + Debug + Serialize + DeserializeOwned>(mut schedule: S) {
        for metric in [1.0, f64::INFINITY, f64::NEG_INFINITY, f64::NAN, 0.1, -0.0, 5e-324] {
            let shown = format!("{schedule:?}");
            let same = |format: &str, read: S| assert_eq!(format!("{read:?}"), shown, "{format}");
            let json = serde_json::to_string(&schedule).expect("JSON");
            same("JSON", serde_json::from_str(&json).expect("JSON"));
            let toml = toml::to_string(&schedule).expect("TOML");
            same("TOML", toml::from_str(&toml).unwrap_or_else(|error| panic!("{toml}: {error}")));
            let yaml = serde_saphyr::to_string(&schedule).expect("YAML");
            same("YAML", serde_saphyr::from_str(&yaml).unwrap_or_else(|error| panic!("{yaml}: {error}")));
            let ron = ron::to_string(&schedule).expect("RON");
            same("RON", ron::from_str(&ron).unwrap_or_else(|error| panic!("{ron}: {error}")));
            let bytes = postcard::to_stdvec(&schedule).expect("postcard");
            same("postcard", postcard::from_bytes(&bytes).expect("postcard"));
            let bytes = rmp_serde::to_vec(&schedule).expect("MessagePack");
            same("MessagePack", rmp_serde::from_slice(&bytes).expect("MessagePack"));
            let mut bytes = Vec::new();
            ciborium::into_writer(&schedule, &mut bytes).expect("CBOR");
            same("CBOR", ciborium::from_reader(bytes.as_slice()).expect("CBOR"));
            schedule.observe(metric);
        }
    }
    check(ReduceOnPlateau::new(0.1)?.with_patience(1));
    check(ReduceOnPlateau::keras(0.1)?.with_mode(MetricMode::Max).with_patience(1));
    check(Greedy::new(0.1)?.with_patience(1));
    check(Greedy::new(0.1)?.with_smoothing(3)?.with_mode(MetricMode::Max));
    Ok(())
}
