//! A framework in the table: its schedules, what builds them here, and how near that comes.

use std::collections::BTreeSet;

use glidepath_core::LearningRateSchedule;
use glidepath_schedules::{Curve, ScheduleError, Warmup};
use glidepath_serde::{BoxSchedule, LearningRate};
use glidepath_tests::{VectorCase, ulps_between, vector_file, vector_files};

use crate::coverage::composition::{Detail, composition};

/// Half a cosine.
pub(crate) const COSINE: Curve = Curve::Cosine { exponent: 1.0 };

/// Schedules by the names of the cases in a file of `tests/data/vectors/survey`, in its order.
pub(crate) type Schedules = Result<Vec<(&'static str, BoxSchedule)>, ScheduleError>;

/// A schedule after a warmup.
pub(crate) type Warmed<S> = Result<Warmup<S>, ScheduleError>;

/// A framework.
pub(crate) struct Group {
    pub(crate) title: String,
    /// What was compared with what.
    pub(crate) origin: Origin,
    pub(crate) rows: Vec<Row>,
    /// What has no rates to compare, and what there is to say of it.
    pub(crate) notes: Vec<(&'static str, &'static str)>,
}

/// Where exact values come from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// The framework was run, its arguments are what glidepath reads.
    Vectors,
    /// Its formula was restated.
    Formulas,
}

/// A schedule.
pub(crate) struct Row {
    pub(crate) name: String,
    /// What builds it, in Markdown.
    pub(crate) here: String,
    pub(crate) compared: Compared,
}

/// How a schedule was compared.
pub(crate) enum Compared {
    /// The number of steps with exact values, and the greatest distance, in units of the last place.
    Exact { steps: usize, ulps: u64 },
    /// With recorded runs.
    Runs(usize),
}

/// A framework whose schedules are read from what it says of them.
pub(crate) struct Reader {
    /// The folders in `tests/data/vectors`.
    pub(crate) folders: &'static [&'static str],
    /// The framework in those files.
    pub(crate) framework: &'static str,
    /// What a class says of itself, read; none where that is refused, and there is no exact value.
    pub(crate) read: fn(&str, &VectorCase) -> Option<LearningRate>,
    /// Cases that are refused though they have exact values, by the beginnings of class and name.
    pub(crate) refused: &'static [&'static str],
    /// Whether a step is among the differences that are wanted.
    pub(crate) is_difference: fn(&str, &VectorCase, u64) -> bool,
}

impl Group {
    /// A framework without schedules.
    pub(crate) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), origin: Origin::Vectors, rows: Vec::new(), notes: Vec::new() }
    }

    /// A framework that was run: a row for each of its files.
    pub(crate) fn of_vectors(title: &str, reader: &Reader) -> Self {
        let files = reader.folders.iter().flat_map(|folder| vector_files(folder));
        let files = files.filter(|file| {
            let has_formulas = file.cases.iter().any(|case| case.points().next().is_some());
            file.framework == reader.framework && has_formulas
        });
        let rows = files.filter_map(|file| {
            let mut schedules = Vec::new();
            let (mut steps, mut ulps) = (0, 0);
            for case in &file.cases {
                let Some(schedule) = (reader.read)(&file.class, case) else {
                    let name = format!("{} {}", file.class, case.name);
                    let is_refused = reader.refused.iter().any(|refused| name.starts_with(refused));
                    assert!(is_refused || case.points().next().is_none(), "{name} is not read");
                    continue;
                };
                let points =
                    case.points().filter(|&(step, _)| !(reader.is_difference)(&file.class, case, step));
                let (case_steps, case_ulps) = distance(&schedule, points);
                (steps, ulps) = (steps + case_steps, ulps.max(case_ulps));
                schedules.push(schedule);
            }
            let compared = Compared::Exact { steps, ulps };
            let here = shown(&schedules);
            (!schedules.is_empty()).then_some(Row { name: file.class, here, compared })
        });
        let rows: Vec<_> = rows.collect();
        assert!(!rows.is_empty(), "{title}: no files");
        Self { rows, ..Self::new(title) }
    }

    /// A framework whose formulas were restated: a row for each case of its file.
    pub(crate) fn of_formulas(title: &str, file: &str, schedules: Schedules) -> Self {
        let schedules = schedules.unwrap_or_else(|error| panic!("{title}: {error}"));
        let file = vector_file("survey", file);
        let names: Vec<_> = schedules.iter().map(|(name, _)| *name).collect();
        let cases: Vec<_> = file.cases.iter().map(|case| case.name.as_str()).collect();
        assert_eq!(names, cases, "{title}: the schedules here and in the file");
        let rows = file.cases.iter().zip(schedules).map(|(case, (name, schedule))| {
            let (steps, ulps) = distance(&schedule, case.points());
            assert!(steps > 0, "{title}, {name}: no exact values");
            let here = shown(&[LearningRate::from(schedule)]);
            Row { name: name.to_owned(), here, compared: Compared::Exact { steps, ulps } }
        });
        Self { origin: Origin::Formulas, rows: rows.collect(), ..Self::new(title) }
    }

    /// Adds a class that reacts to a metric, whose runs another test compares.
    pub(crate) fn with_runs(mut self, name: &str, here: &str, folder: &str, file: &str) -> Self {
        let compared = Compared::Runs(vector_file(folder, file).cases.len());
        self.rows.push(Row { name: name.to_owned(), here: format!("`{here}`"), compared });
        self
    }

    /// Adds what has no rates to compare.
    pub(crate) fn with_notes(mut self, notes: &[(&'static str, &'static str)]) -> Self {
        self.notes.extend(notes);
        self
    }
}

/// The number of points, and the greatest distance from any of them.
pub(crate) fn distance(
    schedule: &impl LearningRateSchedule,
    points: impl Iterator<Item = (u64, f64)>,
) -> (usize, u64) {
    points.fold((0, 0), |(steps, ulps), (step, exact)| {
        (steps + 1, ulps.max(ulps_between(schedule.learning_rate(step), exact)))
    })
}

/// All ways in which a class is built, in as much detail as leaves them few.
pub(crate) fn shown(compositions: &[LearningRate]) -> String {
    const FEW: usize = 4;
    let ways = [Detail::Full, Detail::Classes, Detail::Outermost].map(|detail| {
        let ways: BTreeSet<_> = compositions.iter().map(|schedule| composition(schedule, detail)).collect();
        ways.into_iter().collect::<Vec<_>>()
    });
    let [.., outermost] = &ways;
    format!("`{}`", ways.iter().find(|ways| ways.len() <= FEW).unwrap_or(outermost).join("`, `"))
}
