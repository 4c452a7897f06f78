//! The table: how many stories are told right.

use std::collections::BTreeMap;

use glidepath_report::ReportOptions;

use super::ends::WAYS;
use super::random::Random;
use super::truth::{self, KINDS};
use super::{ends, log, schedules};

/// A thousand schedules with `GLIDEPATH_STORIES=1000`, others with `GLIDEPATH_STORIES_SEED=1`.
pub(super) fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[derive(Default)]
struct Row {
    told: u64,
    simpler: u64,
    unexplained: u64,
    wrong: u64,
}

#[test]
fn stories_are_told_right() {
    let count = setting("GLIDEPATH_STORIES");
    let mut random = Random(setting("GLIDEPATH_STORIES_SEED").unwrap_or(20_261_130));
    let mut table: BTreeMap<&str, Row> = BTreeMap::new();
    let mut wrong = Vec::new();
    let most = if count.is_some() { 5_000 } else { 300 };
    for _ in 0..count.unwrap_or(25) {
        let steps = log::steps(&mut random, most);
        let last = *steps.last().unwrap();
        let length = random.log(0.3 * last as f64 + 20.0, 3.0 * last as f64 + 20.0) as u64;
        let json = schedules::schedule(&mut random, length);
        for kind in KINDS {
            let Some(course) = truth::course(kind, &json, last, &mut random) else { continue };
            let written = log::write(&course, &steps, &mut random);
            let report = ReportOptions::new()
                .with_log("log.csv", written.text.clone())
                .report_bytes("schedule.json", json.to_string().as_bytes());
            assert!(report.error.is_none(), "{:?}", report.error);
            let told = truth::told(&report.findings);
            let row = table.entry(kind).or_default();
            let fits = WAYS.into_iter().any(|way| {
                let ends = |end| ends::with_end(&json, end, way);
                let predicted = truth::predicted(&report.findings, &json, &ends);
                predicted.is_some_and(|course| log::fits(&written, &course))
            });
            if told == "unexplained" {
                row.unexplained += 1;
                let since = truth::unexplained_since(&report.findings).unwrap();
                let scheduled = truth::scheduled(&json);
                assert!(log::differs_since(&written, &scheduled, since), "{since}: {json}\n{}", written.text);
                if kind != "unexplained" && std::env::var("SHOW").is_ok() {
                    let reason = &report.findings.last().unwrap().message;
                    println!("UNEXPLAINED {kind}: {} points to {last}: {json}\n{reason}", steps.len());
                }
            } else if told == kind {
                row.told += 1;
            } else if fits && truth::rank(&told) <= truth::rank(kind) {
                row.simpler += 1;
            } else {
                row.wrong += 1;
                if std::env::var("SHOW").is_ok() {
                    println!("{}", written.text);
                }
                wrong.push(format!(
                    "{kind} told as {told} (fits: {fits}): {} points to {last}: {json}\n{:?}",
                    steps.len(),
                    report.findings.iter().filter_map(|finding| finding.story.as_ref()).collect::<Vec<_>>()
                ));
            }
        }
    }
    println!("{:<20}{:>8}{:>9}{:>13}{:>7}", "story", "told", "simpler", "unexplained", "wrong");
    for (kind, row) in &table {
        println!("{kind:<20}{:>8}{:>9}{:>13}{:>7}", row.told, row.simpler, row.unexplained, row.wrong);
    }
    for line in wrong.iter().take(20) {
        println!("WRONG {line}");
    }
    assert!(wrong.is_empty(), "{} told wrong", wrong.len());
    let explainable = table.iter().filter(|(kind, _)| **kind != "unexplained").map(|(_, row)| row);
    let (right, left) =
        explainable.fold((0, 0), |sum, row| (sum.0 + row.told + row.simpler, sum.1 + row.unexplained));
    // Short logs hold too little evidence more often.
    let most = if count.is_some() { 2 } else { 4 };
    assert!(100 * left <= most * (right + left), "{left} of {} are left unexplained", right + left);
}
