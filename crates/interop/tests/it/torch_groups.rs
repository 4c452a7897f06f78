//! Schedulers over several parameter groups and schedulers within schedulers, against recorded runs.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::torch;
use serde_json::Value;

use crate::common::{imported, vectors};

fn runs() -> Vec<Value> {
    let runs = vectors("torch_groups", "runs.json")["runs"].as_array().unwrap().clone();
    assert_eq!(runs.len(), 21);
    runs
}

/// PyTorch multiplies the last rate again and again, so that errors add up.
#[track_caller]
fn check(schedule: &dyn LearningRateSchedule, run: &Value, group: usize) {
    for (step, rates) in (0..).zip(run["rates"].as_array().unwrap()) {
        let (got, want) = (schedule.learning_rate(step), rates[group].as_f64().unwrap());
        let is_near = (got - want).abs() <= 1e-12 * want + 1e-17;
        assert!(is_near, "{}, group {group}, step {step}: got {got:?}, want {want:?}", run["name"]);
    }
}

/// The arguments with this group's element in the place of lists with one for each.
fn of_group(kwargs: &Value, group: usize) -> Value {
    let mut kwargs = kwargs.clone();
    for name in ["base_lr", "max_lr", "swa_lr"] {
        if let Some(element) = kwargs.get(name).and_then(|list| list.get(group)).cloned() {
            kwargs[name] = element;
        }
    }
    kwargs
}

#[test]
fn arguments_give_the_rates_of_each_group() {
    for run in runs() {
        for (group, base_lr) in run["base_lrs"].as_array().unwrap().iter().enumerate() {
            let class = run["class"].as_str().unwrap();
            let kwargs = of_group(&run["kwargs"], group);
            let built = torch::schedule(class, base_lr.as_f64().unwrap(), &kwargs).unwrap();
            check(&built.schedule, &run, group);
        }
    }
}

#[test]
fn a_checkpoint_gives_the_rates_of_each_group() {
    for run in runs() {
        for checkpoint in run["checkpoints"].as_array().unwrap() {
            let imported = imported(checkpoint.to_string());
            assert_eq!(imported.path, "scheduler");
            assert_eq!(imported.step, checkpoint["epoch"].as_u64());
            assert_eq!(imported.groups().count(), run["base_lrs"].as_array().unwrap().len());
            for (group, schedule) in imported.groups().enumerate() {
                check(schedule, &run, group);
            }
            let last = checkpoint["optimizer"]["param_groups"][0]["lr"].as_f64().unwrap();
            let rate = imported.scheduler().learning_rate();
            assert!((rate - last).abs() <= 1e-12 * last + 1e-17, "{}: {rate:?}, {last:?}", run["name"]);
        }
    }
}

#[test]
fn no_checkpoint_disagrees_with_its_schedule() {
    for run in runs() {
        for checkpoint in run["checkpoints"].as_array().unwrap() {
            let notes = imported(checkpoint.to_string()).notes;
            let text: Vec<_> = notes.iter().map(ToString::to_string).collect();
            assert!(text.iter().all(|note| !note.contains("the last rate was")), "{}: {text:?}", run["name"]);
        }
    }
}
