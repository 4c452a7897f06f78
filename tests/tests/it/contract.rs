//! Every schedule keeps the contract of the trait, and means the same after a trip through a file, whatever
//! its parameters.

use glidepath_core::testing::check_contract;
use glidepath_core::{LearningRateSchedule, Scheduler};
use glidepath_serde::{BoxSchedule, from_class_config, from_json, get_config, to_json};
use glidepath_tests::arbitrary::{self, Shown, config};
use glidepath_tests::cards::cards;
use glidepath_tests::{arbitrary_by_schema, arbitrary_composites};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;

/// Every whole number in a configuration, which is where something may change, and the sums of two of them,
/// as that of warmup and decay.
fn steps_in(config: &Value) -> Vec<u64> {
    fn collect(value: &Value, steps: &mut Vec<u64>) {
        match value {
            Value::Number(number) => steps.extend(number.as_u64()),
            Value::Array(elements) => elements.iter().for_each(|element| collect(element, steps)),
            Value::Object(entries) => entries.values().for_each(|entry| collect(entry, steps)),
            _ => {}
        }
    }
    let mut steps = Vec::new();
    collect(config, &mut steps);
    let sums = steps.iter().flat_map(|&a| steps.iter().filter_map(move |&b| a.checked_add(b)));
    let sums: Vec<u64> = sums.collect();
    steps.extend(sums);
    steps.sort_unstable();
    steps.dedup();
    steps
}

/// The contract, and the same bits from what is written and read again.
fn check(schedule: &BoxSchedule) -> Result<(), TestCaseError> {
    let config = get_config(schedule).expect("a configuration");
    let boundaries = steps_in(&config);
    if let Err(violation) = check_contract(schedule, &boundaries) {
        return Err(TestCaseError::fail(violation.to_string()));
    }
    let again = from_class_config(schedule.class_name(), &config)?;
    prop_assert!(*schedule == again, "read as {:?}", again);
    for step in (0..64).chain((6..64).map(|exponent| (1 << exponent) - 1)).chain(boundaries).chain([u64::MAX])
    {
        let (rate, rate_again) = (schedule.learning_rate(step), again.learning_rate(step));
        prop_assert_eq!(rate.to_bits(), rate_again.to_bits(), "step {}", step);
    }
    Ok(())
}

/// Random schedules of a class keep the contract.
#[track_caller]
fn check_class(class: &str, schedules: BoxedStrategy<BoxSchedule>) {
    let schedules = schedules.prop_map(Shown);
    if let Err(error) = TestRunner::new(config(64)).run(&schedules, |Shown(schedule)| check(&schedule)) {
        panic!("{class}: {error}");
    }
}

#[test]
fn every_class_without_parts_keeps_the_contract() {
    std::thread::scope(|scope| {
        for index in 0..arbitrary::simple_classes().len() {
            scope.spawn(move || {
                let (class, schedules) = arbitrary::simple_classes().swap_remove(index);
                check_class(class, schedules);
            });
        }
    });
}

/// A class whose author wrote no random schedules for it.
#[test]
fn what_a_schema_allows_keeps_the_contract() {
    for card in cards().filter(|card| ["Noam", "Cyclic", "CosineHardRestarts"].contains(&card.class)) {
        check_class(card.class, arbitrary_by_schema::schedule(card));
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn warmup(
        Shown(schedule) in arbitrary_composites::warmup(arbitrary::simple_schedule()).prop_map(Shown),
    ) {
        check(&BoxSchedule::new(schedule))?;
    }

    #[test]
    fn repeated(
        Shown(schedule) in arbitrary_composites::repeated(arbitrary::simple_schedule()).prop_map(Shown),
    ) {
        check(&BoxSchedule::new(schedule))?;
    }

    #[test]
    fn sequential(Shown(schedule) in arbitrary_composites::sequential(arbitrary::simple_schedule()).prop_map(Shown)) {
        check(&BoxSchedule::new(schedule))?;
    }

    #[test]
    fn composites(
        Shown(schedule) in arbitrary_composites::composite(arbitrary::simple_schedule()).prop_map(Shown),
    ) {
        let boundaries = steps_in(&get_config(&schedule)?);
        if let Err(violation) = check_contract(&schedule, &boundaries) {
            return Err(TestCaseError::fail(violation.to_string()));
        }
    }

    #[test]
    fn a_name_in_a_file_is_read_as_the_same_schedule(Shown(schedule) in arbitrary::any_schedule()) {
        let text = to_json(&*schedule)?;
        let again = from_json(&text)?;
        prop_assert_eq!(&to_json(&*again)?, &text);
        prop_assert_eq!(&again, &schedule);
        prop_assert_eq!(&schedule.clone(), &schedule);
        for step in [0, 1, 50, 1_000, 1 << 40, u64::MAX] {
            prop_assert_eq!(again.learning_rate(step).to_bits(), schedule.learning_rate(step).to_bits());
        }
    }

    #[test]
    fn a_resumed_run_goes_on_as_if_never_interrupted(
        Shown(schedule) in arbitrary::any_schedule(),
        interruption in prop_oneof![0_u64..100, any::<u64>()],
    ) {
        let begin = interruption.saturating_sub(3);
        let mut uninterrupted = Scheduler::resume(schedule.clone(), begin);
        (begin..interruption).for_each(|_| uninterrupted.advance());

        let text = serde_json::to_string(&uninterrupted)?;
        prop_assert_eq!(&text, &format!(r#"{{"schedule":{},"step":{interruption}}}"#, to_json(&*schedule)?));
        let mut resumed: Scheduler<BoxSchedule> = serde_json::from_str(&text)?;
        for step in (interruption..=u64::MAX).take(5) {
            prop_assert_eq!(resumed.step(), step);
            prop_assert_eq!(resumed.learning_rate().to_bits(), uninterrupted.learning_rate().to_bits());
            prop_assert_eq!(resumed.learning_rate().to_bits(), schedule.learning_rate(step).to_bits());
            resumed.advance();
            uninterrupted.advance();
        }
    }
}
