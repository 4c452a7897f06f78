//! Short logs of other schedules: no story may explain them by accident.

use glidepath_core::LearningRateSchedule;
use glidepath_report::ReportOptions;
use glidepath_serde::BoxSchedule;

use super::random::Random;
use super::{schedules, truth};

#[test]
fn few_rows_with_few_digits_prove_no_story() {
    let mut random = Random(1);
    let count = super::table::setting("GLIDEPATH_STORIES").unwrap_or(40) * 10;
    let mut told = Vec::new();
    for _ in 0..count {
        let length = random.log(30.0, 10_000.0) as u64;
        let json = schedules::schedule(&mut random, length);
        let own: BoxSchedule = glidepath_serde::deserialize(&json).unwrap();
        let another: BoxSchedule =
            glidepath_serde::deserialize(&schedules::schedule(&mut random, length)).unwrap();
        let (rows, digits) = (random.between(1, 8), usize::try_from(random.between(0, 3)).unwrap());
        let spacing = random.between(1, (length / rows).max(1));
        let first = random.pick(&[0, 0, spacing]);
        // In half of them, the first row agrees.
        let (begin, other_begin) = (own.learning_rate(first), another.learning_rate(first));
        let is_fitted = begin * other_begin > 0.0 && random.chance(0.5);
        let factor = if is_fitted { begin / other_begin } else { 1.0 };
        let steps = (0..rows).map(|row| first + row * spacing);
        let log: String = std::iter::once("step,lr\n".to_owned())
            .chain(steps.map(|step| format!("{step},{:.digits$e}\n", factor * another.learning_rate(step))))
            .collect();
        let report = ReportOptions::new()
            .with_log("log.csv", log.clone())
            .report_bytes("schedule.json", json.to_string().as_bytes());
        let story = truth::told(&report.findings);
        if story != "unexplained" && story != "same" {
            told.push(format!(
                "{story}: {:?}\n{json}\n{log}",
                report.findings.last().map(|finding| &finding.message)
            ));
        }
    }
    told.sort();
    if std::env::var("SHOW").is_ok() {
        println!("{}", told.join("\n"));
    }
    // Some are explained rightly: a schedule may be another one, scaled.
    assert!(100 * told.len() as u64 <= 3 * count, "{} of {count} are explained", told.len());
}
