//! A schedule of one's own: from a crate that knows glidepath-core only, and registered by one more crate.

use std::rc::Rc;
use std::sync::Arc;

use glidepath_core::testing::assert_contract;
use glidepath_core::{LearningRateSchedule, Scheduler};
use glidepath_plot::{Plot, SvgOptions};
use glidepath_schedules::{Constant, Sequential};
use glidepath_serde::{BoxSchedule, LearningRate, class_names, from_json, near_names, to_json};
use halving::Halving;
// Without this line the linker leaves the crate out, and its class is unknown.
use halving_registered as _;

const TEXT: &str =
    r#"{"class_name":"halving>Halving","config":{"initial_learning_rate":0.1,"half_life":10}}"#;

fn halving() -> Halving {
    Halving::new(0.1, 10).expect("valid parameters")
}

mod core_only {
    use super::*;

    /// Stands for an optimizer or a plot: all that takes a schedule takes this.
    fn rate_at(schedule: &dyn LearningRateSchedule, step: u64) -> f64 {
        schedule.learning_rate(step)
    }

    #[test]
    fn it_keeps_the_contract() {
        assert_contract(&halving(), &[10, 20, 10_740, 10_750]);
        assert_contract(&Halving::new(f64::MAX, u64::MAX).expect("valid parameters"), &[]);
    }

    #[test]
    fn it_is_taken_as_a_trait_object_and_behind_pointers() {
        assert_eq!(rate_at(&halving(), 20), 0.025);
        assert_eq!(rate_at(&Box::new(halving()), 20), 0.025);
        assert_eq!(rate_at(&Rc::new(halving()), 20), 0.025);
        let shared: Arc<dyn LearningRateSchedule + Send + Sync> = Arc::new(halving());
        assert_eq!(rate_at(&shared, 20), 0.025);
    }

    #[test]
    fn it_is_drawn() {
        let picture = |schedule: &dyn LearningRateSchedule| {
            let plot = Plot::new(0..40).expect("steps").with_curve("halving", schedule);
            plot.to_svg(&SvgOptions::default()).expect("a picture")
        };
        let svg = picture(&halving());
        assert!(svg.starts_with("<svg") && svg.contains("halving"), "{svg}");
        let constant = Constant::new(0.1).expect("valid parameters");
        assert_ne!(svg, picture(&constant), "the curve is not that of the schedule");
    }

    #[test]
    fn it_is_a_part_of_a_sequence_of_its_own_kind() {
        let sequence = Sequential::new([halving(), halving()], [15]).expect("valid parameters");
        assert_eq!(sequence.learning_rate(14), 0.05);
        assert_eq!(sequence.learning_rate(15), 0.1);
    }

    #[test]
    fn it_runs_under_a_scheduler() {
        let mut scheduler = Scheduler::resume(halving(), 9);
        assert_eq!(scheduler.learning_rate(), 0.1);
        scheduler.advance();
        assert_eq!(scheduler.learning_rate(), 0.05);
    }
}

#[test]
fn it_is_read_and_written_by_name() {
    let schedule = from_json(TEXT).expect("a schedule");
    assert_eq!(schedule.class_name(), "halving>Halving");
    assert_eq!(schedule.learning_rate(20), halving().learning_rate(20));
    assert_eq!(to_json(&*schedule).expect("a text"), TEXT);
}

/// As Keras 3 writes a class of one's own.
#[test]
fn it_is_read_by_registered_name() {
    let text = r#"{"module":"my_module","class_name":"Halving","config":{"initial_learning_rate":0.1,"half_life":10},"registered_name":"halving>Halving"}"#;
    assert_eq!(from_json(text).expect("a schedule"), from_json(TEXT).expect("a schedule"));
}

#[test]
fn it_is_a_part_of_any_sequence() {
    let text = format!(
        r#"{{"class_name":"Sequential","config":{{"schedules":[{TEXT},{{"class_name":"Constant","config":{{"learning_rate":0.5,"name":null}}}}],"boundaries":[30],"name":null}}}}"#
    );
    let sequence = from_json(&text).expect("a schedule");
    assert_eq!(sequence.learning_rate(29), 0.025);
    assert_eq!(sequence.learning_rate(30), 0.5);
    assert_eq!(to_json(&*sequence).expect("a text"), text);
    assert_contract(&sequence, &[10, 20, 30]);
}

#[test]
fn it_is_a_learning_rate() {
    let rate: LearningRate = serde_json::from_str(TEXT).expect("a learning rate");
    assert_eq!(rate.learning_rate(10), 0.05);
    assert_eq!(serde_json::to_string(&rate).expect("a text"), TEXT);
}

#[test]
fn it_is_cloned_and_compared() {
    let schedule = from_json(TEXT).expect("a schedule");
    let clone: BoxSchedule = schedule.clone();
    assert_eq!(clone, schedule);
    let other = from_json(&TEXT.replace("10", "11")).expect("a schedule");
    assert_ne!(other, schedule);
}

#[test]
fn its_own_rules_are_told_with_the_place() {
    let error = from_json(&TEXT.replace("10", "0")).expect_err("no steps");
    assert_eq!(error.to_string(), "config.half_life: `half_life` must be greater than 0, got 0");
    let error = from_json(&TEXT.replace("half_life", "halflife")).expect_err("unknown key");
    assert_eq!(error.to_string(), "config.halflife: unknown field `halflife`; did you mean `half_life`?");
}

#[test]
fn its_name_is_in_the_list_and_near_what_people_write() {
    assert!(class_names().contains(&"halving>Halving"));
    assert_eq!(near_names("halving"), ["halving>Halving"]);
    let error = from_json(&TEXT.replace("halving>", "")).expect_err("no package");
    assert_eq!(error.to_string(), "class_name: unknown class `Halving`; did you mean `halving>Halving`?");
}

/// Of all crates that this program links.
#[test]
fn no_two_classes_have_one_name() {
    let names = class_names();
    let twice: Vec<_> = names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    assert!(twice.is_empty(), "registered twice: {twice:?}");
}
