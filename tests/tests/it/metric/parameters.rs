//! The parameters: defaults, what was told, and changes in the middle of a run.

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, MetricMode, PlateauRules, ReduceOnPlateau, ScheduleError, Threshold};
use serde_json::json;

use crate::metric::recorded::read;

#[test]
fn the_constructors_have_the_defaults_of_the_files() -> Result<(), ScheduleError> {
    let config = json!({ "initial_learning_rate": 0.1 });
    assert_eq!(read::<ReduceOnPlateau>(&config), ReduceOnPlateau::new(0.1)?);
    assert_eq!(read::<Greedy>(&config), Greedy::new(0.1)?);
    let config = json!({ "initial_learning_rate": 0.1, "rules": "keras" });
    assert_eq!(read::<ReduceOnPlateau>(&config), ReduceOnPlateau::keras(0.1)?);
    Ok(())
}

#[test]
fn what_was_told_is_what_is_asked() -> Result<(), ScheduleError> {
    let plateau = ReduceOnPlateau::keras(0.5)?
        .with_mode(MetricMode::Max)
        .with_factor(0.25)?
        .with_patience(3)
        .with_threshold(Threshold::Relative(0.125))?
        .with_cooldown(4)
        .with_min_learning_rate(0.01)?
        .with_eps(1e-9)?;
    assert_eq!(plateau.initial_learning_rate(), 0.5);
    assert_eq!(plateau.rules(), PlateauRules::Keras);
    assert_eq!(plateau.mode(), MetricMode::Max);
    assert_eq!(plateau.factor(), 0.25);
    assert_eq!(plateau.patience(), 3);
    assert_eq!(plateau.threshold(), Threshold::Relative(0.125));
    assert_eq!(plateau.cooldown(), 4);
    assert_eq!(plateau.min_learning_rate(), 0.01);
    assert_eq!(plateau.eps(), 1e-9);
    assert_eq!((plateau.best(), plateau.num_bad(), plateau.cooldown_left()), (None, 0, 0));

    let greedy = Greedy::new(0.5)?
        .with_mode(MetricMode::Max)
        .with_factor(0.25)?
        .with_patience(3)
        .with_threshold(Threshold::Relative(0.125))?
        .with_cooldown(4)
        .with_warmup(5)
        .with_learning_rate_range(0.01, 2.0)?
        .with_eps(1e-9)?
        .with_smoothing(6)?
        .with_reset_start(7)?;
    assert_eq!(greedy.initial_learning_rate(), 0.5);
    assert_eq!(greedy.mode(), MetricMode::Max);
    assert_eq!(greedy.factor(), 0.25);
    assert_eq!(greedy.patience(), 3);
    assert_eq!(greedy.threshold(), Threshold::Relative(0.125));
    assert_eq!((greedy.cooldown(), greedy.warmup()), (4, 5));
    assert_eq!((greedy.min_learning_rate(), greedy.max_learning_rate()), (0.01, 2.0));
    assert_eq!(greedy.eps(), 1e-9);
    assert_eq!((greedy.window_size(), greedy.reset_start()), (Some(6), 7));
    assert_eq!((greedy.best(), greedy.num_good(), greedy.num_bad()), (None, 0, 0));
    assert_eq!((greedy.cooldown_left(), greedy.warmup_left(), greedy.reset_left()), (0, 0, 7));
    Ok(())
}

/// A parameter may be changed in the middle of a run, and what comes out is saved and read like any other.
#[test]
fn parameters_change_in_the_middle_of_a_run() -> Result<(), ScheduleError> {
    let mut plateau = ReduceOnPlateau::new(0.1)?.with_patience(9).with_cooldown(5);
    for _ in 0..9 {
        plateau.observe(1.0);
    }
    assert_eq!(plateau.num_bad(), 8);
    let mut impatient = plateau.clone().with_patience(3);
    assert_eq!(impatient.num_bad(), 3);
    assert_eq!(impatient.observe(1.0), 0.1 * 0.1);
    assert_eq!(impatient.cooldown_left(), 5);
    let shorter = impatient.with_cooldown(2);
    assert_eq!(shorter.cooldown_left(), 2);
    assert_eq!(read::<ReduceOnPlateau>(&json!(shorter)), shorter);

    let mut greedy = Greedy::new(0.1)?.with_patience(9).with_smoothing(5)?.with_cooldown(4).with_warmup(4);
    for metric in [3.0, 2.0, 1.0, 0.5] {
        greedy.observe(metric);
    }
    let changed = greedy.clone().with_patience(2).with_smoothing(2)?.with_reset_start(3)?;
    assert_eq!((changed.num_good(), changed.reset_left()), (2, 3));
    assert_eq!(read::<Greedy>(&json!(changed)), changed);
    assert_eq!(
        greedy.with_learning_rate_range(0.2, 0.3)?.with_learning_rate_range(0.01, 0.05)?.learning_rate(),
        0.1
    );
    Ok(())
}
