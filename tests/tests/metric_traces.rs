//! The rates that react to a metric: recorded runs of the frameworks step by step and bit for bit, what is read back in
//! the middle of a run, metrics that are no numbers, and what is refused.

use std::fmt::Debug;
use std::path::Path;

use glidepath_core::MetricSchedule;
use glidepath_schedules::{Greedy, MetricMode, PlateauRules, ReduceOnPlateau, ScheduleError, Threshold};
use glidepath_tests::arbitrary::config;
use glidepath_tests::data_dir;
use proptest::prelude::*;
use proptest::sample::select;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A recorded run.
#[derive(Deserialize)]
struct Trace {
    name: String,
    serialized: Serialized,
    framework_f64: Vec<f64>,
    metrics: Vec<Value>,
    #[serde(default)]
    trace: Value,
}

#[derive(Deserialize)]
struct Serialized {
    base_lr: f64,
    kwargs: Value,
    #[serde(default)]
    state_dict_mid: Value,
    #[serde(default)]
    state_dict_mid_at: usize,
}

impl Trace {
    fn metrics(&self) -> Vec<f64> {
        self.metrics.iter().map(number).collect()
    }

    /// What comes after the saved state: the number of the metric, the metric, and the rate after it.
    fn behind_the_middle(&self) -> impl Iterator<Item = (usize, f64, f64)> {
        let numbered = self.metrics().into_iter().zip(self.framework_f64.clone()).enumerate();
        numbered.skip(self.serialized.state_dict_mid_at + 1).map(|(k, (metric, rate))| (k, metric, rate))
    }

    /// A recorded counter after metric number `k`.
    fn counter(&self, name: &str, k: usize) -> u64 {
        self.trace[name][k].as_u64().unwrap_or_else(|| panic!("{}: no {name} at {k}", self.name))
    }

    /// The recorded best metric after metric number `k`; the worst infinity is none.
    fn best(&self, mode: MetricMode, k: usize) -> Option<f64> {
        Some(number(&self.trace["best"][k])).filter(|&best| best != worst(mode))
    }
}

fn traces(file: &str) -> Vec<Trace> {
    #[derive(Deserialize)]
    struct File {
        cases: Vec<Trace>,
    }
    let path = data_dir().join("vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: File =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!file.cases.is_empty(), "{}", path.display());
    file.cases
}

/// A number as the recorded files and the saved states write it.
fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        Some("NaN") => f64::NAN,
        _ => value.as_f64().unwrap_or_else(|| panic!("no number: {value}")),
    }
}

fn worst(mode: MetricMode) -> f64 {
    if mode == MetricMode::Min { f64::INFINITY } else { f64::NEG_INFINITY }
}

/// The parameters of a file under the names they have here.
fn renamed(base_lr: f64, kwargs: &Value, names: &[(&str, &str)]) -> Value {
    let mut config = json!({ "initial_learning_rate": base_lr });
    for (name, value) in kwargs.as_object().expect("keyword arguments") {
        let ours = names.iter().find(|(theirs, _)| theirs == name).map_or(name.as_str(), |(_, ours)| ours);
        config[ours] = value.clone();
    }
    config
}

fn read<S: DeserializeOwned>(config: &Value) -> S {
    serde_json::from_value(config.clone()).unwrap_or_else(|error| panic!("{config}: {error}"))
}

#[track_caller]
fn check_rate(place: &str, k: usize, got: f64, want: f64) {
    assert_eq!(got.to_bits(), want.to_bits(), "{place}, metric {k}: got {got:?}, want {want:?}");
}

/// Follows a run from the beginning, then again from what is read back after each metric.
#[track_caller]
fn check_run<S>(place: &str, schedule: S, metrics: &[f64], rates: &[f64], check_state: impl Fn(&S, usize))
where
    S: MetricSchedule + Clone + Debug + Serialize + DeserializeOwned,
{
    assert_eq!(metrics.len(), rates.len(), "{place}");
    let mut uninterrupted = schedule;
    for k in 0..metrics.len() {
        let saved = serde_json::to_string(&uninterrupted).expect("JSON holds any state");
        let mut resumed: S =
            serde_json::from_str(&saved).unwrap_or_else(|error| panic!("{place}: {saved}: {error}"));
        check_rate(place, k, resumed.learning_rate(), uninterrupted.learning_rate());
        for j in k..metrics.len() {
            check_rate(place, j, resumed.observe(metrics[j]), rates[j]);
        }
        check_rate(place, k, uninterrupted.observe(metrics[k]), rates[k]);
        check_rate(place, k, uninterrupted.learning_rate(), rates[k]);
        check_state(&uninterrupted, k);
    }
}

const PLATEAU_NAMES: &[(&str, &str)] = &[
    ("min_lr", "min_learning_rate"),
    // Keras's
    ("min_delta", "threshold"),
    // timm's
    ("decay_rate", "factor"),
    ("patience_t", "patience"),
    ("cooldown_t", "cooldown"),
    ("lr_min", "min_learning_rate"),
];

fn check_plateau_run(file: &str, case: &Trace, schedule: ReduceOnPlateau) {
    let place = format!("{file} {}", case.name);
    let mode = schedule.mode();
    check_run(&place, schedule, &case.metrics(), &case.framework_f64, |schedule, k| {
        assert_eq!(schedule.num_bad(), case.counter("num_bad_epochs", k), "{place}, metric {k}");
        assert_eq!(schedule.cooldown_left(), case.counter("cooldown_counter", k), "{place}, metric {k}");
        assert_eq!(schedule.best(), case.best(mode, k), "{place}, metric {k}");
    });
}

#[test]
fn pytorch_plateau() {
    for case in traces("torch/torch.ReduceLROnPlateau.json") {
        let config = renamed(case.serialized.base_lr, &case.serialized.kwargs, PLATEAU_NAMES);
        check_plateau_run("torch", &case, read(&config));
    }
}

#[test]
fn transformers_plateau() {
    for case in traces("torch/transformers.reduce_lr_on_plateau.json") {
        let kwargs = &case.serialized.kwargs["lr_scheduler_kwargs"];
        check_plateau_run(
            "transformers",
            &case,
            read(&renamed(case.serialized.base_lr, kwargs, PLATEAU_NAMES)),
        );
    }
}

/// timm's is PyTorch's behind a warmup, which sets the rate at `warmup_t` and passes no metric on until then.
#[test]
fn timm_plateau_behind_its_warmup() {
    for case in traces("torch/timm.PlateauLRScheduler.json") {
        let mut kwargs = case.serialized.kwargs.clone();
        let kwargs = kwargs.as_object_mut().expect("keyword arguments");
        kwargs.remove("warmup_lr_init");
        let warmup = kwargs.remove("warmup_t").map_or(0, |steps| steps.as_u64().expect("a whole number"));
        kwargs.entry("mode").or_insert_with(|| "max".into());
        let begin = usize::try_from(warmup).expect("a short warmup");
        let config = renamed(case.framework_f64[begin], &Value::Object(kwargs.clone()), PLATEAU_NAMES);
        let (metrics, rates) = (case.metrics(), &case.framework_f64);
        let place = format!("timm {}", case.name);
        check_run(
            &place,
            read::<ReduceOnPlateau>(&config),
            &metrics[begin + 1..],
            &rates[begin + 1..],
            |_, _| {},
        );
    }
}

#[test]
fn keras_plateau() {
    for case in traces("keras_plateau/keras.ReduceLROnPlateau.json") {
        let mut config = renamed(case.serialized.base_lr, &case.serialized.kwargs, PLATEAU_NAMES);
        config["rules"] = "keras".into();
        let place = format!("keras {}", case.name);
        let schedule: ReduceOnPlateau = read(&config);
        check_run(&place, schedule, &case.metrics(), &case.framework_f64, |schedule, k| {
            assert_eq!(schedule.num_bad(), case.counter("wait", k), "{place}, metric {k}");
            assert_eq!(schedule.cooldown_left(), case.counter("cooldown_counter", k), "{place}, metric {k}");
            assert_eq!(schedule.best(), Some(number(&case.trace["best"][k])), "{place}, metric {k}");
        });
    }
}

const GREEDY_NAMES: &[(&str, &str)] = &[("min_lr", "min_learning_rate"), ("max_lr", "max_learning_rate")];

fn greedy_of(case: &Trace) -> Value {
    let mut kwargs = case.serialized.kwargs["lr_scheduler_kwargs"].clone();
    let parameters = kwargs.as_object_mut().expect("keyword arguments");
    if parameters.remove("smooth") != Some(true.into()) {
        parameters.remove("window_size");
    }
    renamed(case.serialized.base_lr, &kwargs, GREEDY_NAMES)
}

fn check_greedy_state(place: &str, case: &Trace, schedule: &Greedy, k: usize) {
    assert_eq!(schedule.num_good(), case.counter("num_good_epochs", k), "{place}, metric {k}");
    assert_eq!(schedule.num_bad(), case.counter("num_bad_epochs", k), "{place}, metric {k}");
    assert_eq!(schedule.cooldown_left(), case.counter("cooldown_counter", k), "{place}, metric {k}");
    assert_eq!(schedule.warmup_left(), case.counter("warmup_counter", k), "{place}, metric {k}");
    assert_eq!(schedule.reset_left(), case.counter("reset_start", k), "{place}, metric {k}");
    assert_eq!(schedule.best(), case.best(schedule.mode(), k), "{place}, metric {k}");
}

#[test]
fn transformers_greedy() {
    for case in traces("torch/transformers.greedy.json") {
        let place = format!("greedy {}", case.name);
        check_run(
            &place,
            read::<Greedy>(&greedy_of(&case)),
            &case.metrics(),
            &case.framework_f64,
            |schedule, k| {
                check_greedy_state(&place, &case, schedule, k);
            },
        );
    }
}

/// What PyTorch saved in the middle of a run says all that our state holds.
#[test]
fn a_run_goes_on_from_the_state_that_the_framework_saved() {
    for file in ["torch/torch.ReduceLROnPlateau.json", "torch/transformers.reduce_lr_on_plateau.json"] {
        for case in traces(file) {
            let state = &case.serialized.state_dict_mid;
            let best = Some(&state["best"]).filter(|best| best.as_str() != Some("Infinity"));
            let mut schedule: ReduceOnPlateau = read(&json!({
                "initial_learning_rate": case.serialized.base_lr,
                "mode": state["mode"],
                "factor": state["factor"],
                "patience": state["patience"],
                "threshold": state["threshold"],
                "threshold_mode": state["threshold_mode"],
                "cooldown": state["cooldown"],
                "min_learning_rate": state["min_lrs"][0],
                "eps": state["eps"],
                "state": {
                    "learning_rate": state["_last_lr"][0],
                    "best": best,
                    "num_bad": state["num_bad_epochs"],
                    "cooldown_left": state["cooldown_counter"],
                },
            }));
            let place = format!("{file} {}", case.name);
            for (k, metric, rate) in case.behind_the_middle() {
                check_rate(&place, k, schedule.observe(metric), rate);
            }
        }
    }
    for case in traces("torch/transformers.greedy.json") {
        let state = &case.serialized.state_dict_mid;
        let mut config = greedy_of(&case);
        let window = &state["_streaming_avg"];
        let no_window = json!({ "values": [], "sum": 0 });
        config["state"] = json!({
            "learning_rate": state["_last_lr"][0],
            "best": state["best"],
            "num_good": state["num_good_epochs"],
            "num_bad": state["num_bad_epochs"],
            "cooldown_left": state["cooldown_counter"],
            "warmup_left": state["warmup_counter"],
            "reset_left": state["reset_start"],
            "window": if window.is_object() {
                json!({ "values": window["values"], "sum": window["sum"] })
            } else {
                no_window
            },
        });
        let mut schedule: Greedy = read(&config);
        for (k, metric, rate) in case.behind_the_middle() {
            check_rate(&case.name, k, schedule.observe(metric), rate);
            check_greedy_state(&case.name, &case, &schedule, k);
        }
    }
}

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

#[test]
fn nan_is_never_better() -> Result<(), ScheduleError> {
    let mut plateau = ReduceOnPlateau::new(1.0)?.with_factor(0.5)?.with_patience(1);
    let rates = [f64::NAN, f64::NAN, 7.0, f64::NAN, f64::NAN].map(|metric| plateau.observe(metric));
    assert_eq!(rates, [1.0, 0.5, 0.5, 0.5, 0.25]);
    assert_eq!(plateau.best(), Some(7.0));

    // DIFFERENCE: Keras takes a first NaN as the best, and nothing is ever better.
    let mut plateau = ReduceOnPlateau::keras(1.0)?.with_factor(0.5)?.with_patience(2);
    let rates = [f64::NAN, 7.0, f64::NAN, f64::NAN, 6.0].map(|metric| plateau.observe(metric));
    assert_eq!(rates, [1.0, 1.0, 1.0, 0.5, 0.5]);
    assert_eq!(plateau.best(), Some(6.0));

    let mut greedy = Greedy::new(0.25)?.with_factor(0.5)?.with_patience(1);
    let rates = [f64::NAN, f64::NAN, 3.0, f64::NAN, 2.0, 1.0].map(|metric| greedy.observe(metric));
    assert_eq!(rates, [0.25, 0.125, 0.125, 0.125, 0.125, 0.25]);
    assert_eq!(greedy.best(), Some(1.0));
    Ok(())
}

#[test]
fn nothing_is_better_than_the_good_infinity() -> Result<(), ScheduleError> {
    for rules in [ReduceOnPlateau::new, ReduceOnPlateau::keras] {
        for (mode, best) in [(MetricMode::Min, f64::NEG_INFINITY), (MetricMode::Max, f64::INFINITY)] {
            let mut plateau = rules(1.0)?.with_mode(mode).with_factor(0.5)?.with_patience(2);
            let rates = [best, best, best, best].map(|metric| plateau.observe(metric));
            assert_eq!(plateau.best(), Some(best));
            assert_eq!(rates[3], 0.5);
        }
    }
    Ok(())
}

/// As in transformers: what is no number never leaves the running sum, until everything begins anew.
#[test]
fn nan_stays_in_the_running_sum_until_a_reset() -> Result<(), ScheduleError> {
    let mut greedy = Greedy::new(0.25)?
        .with_factor(0.5)?
        .with_patience(0)
        .with_learning_rate_range(0.125, 1.0)?
        .with_smoothing(1)?
        .with_reset_start(3)?;
    let metrics = [f64::NAN, 3.0, 2.0, 1.0, 1.0];
    let rates = metrics.map(|metric| greedy.observe(metric));
    // 1.0 is the first that can be better again.
    assert_eq!(rates, [0.125, 0.125, 0.25, 0.5, 0.25]);
    assert_eq!(greedy.best(), Some(1.0));
    Ok(())
}

/// The two frameworks add an absolute threshold on different sides, and round there.
#[test]
fn an_absolute_threshold_is_rounded_as_the_framework_does() -> Result<(), ScheduleError> {
    let is_better = |schedule: ReduceOnPlateau, mode, best, amount, metric| {
        let mut schedule = schedule.with_mode(mode).with_threshold(Threshold::Absolute(amount))?;
        schedule.observe(best);
        schedule.observe(metric);
        Ok::<bool, ScheduleError>(schedule.best() == Some(metric))
    };
    // 0.4 - 0.1 is above 0.3, while 0.3 + 0.1 is 0.4.
    assert!(is_better(ReduceOnPlateau::new(0.1)?, MetricMode::Min, 0.4, 0.1, 0.3)?);
    assert!(!is_better(ReduceOnPlateau::keras(0.1)?, MetricMode::Min, 0.4, 0.1, 0.3)?);
    // 0.3 + 0.1 is 0.4, while 0.4 - 0.1 is above 0.3.
    assert!(!is_better(ReduceOnPlateau::new(0.1)?, MetricMode::Max, 0.3, 0.1, 0.4)?);
    assert!(is_better(ReduceOnPlateau::keras(0.1)?, MetricMode::Max, 0.3, 0.1, 0.4)?);
    Ok(())
}

#[test]
fn raising_the_rate_begins_the_count_to_the_reset_again() -> Result<(), ScheduleError> {
    let mut greedy = Greedy::new(0.25)?
        .with_factor(0.5)?
        .with_patience(0)
        .with_learning_rate_range(0.125, 1.0)?
        .with_reset_start(3)?;
    let counts = [9.0, 9.0, 9.0, 9.0, 8.0].map(|metric| {
        greedy.observe(metric);
        (greedy.learning_rate(), greedy.reset_left())
    });
    assert_eq!(counts, [(0.5, 3), (0.25, 3), (0.125, 2), (0.125, 1), (0.25, 3)]);
    Ok(())
}

/// PyTorch's product of infinity and 0 is NaN, which nothing is below.
#[test]
fn a_threshold_of_all_is_never_passed() -> Result<(), ScheduleError> {
    let mut plateau = ReduceOnPlateau::new(1.0)?.with_threshold(Threshold::Relative(1.0))?.with_patience(0);
    assert_eq!(
        [3.0, 0.0, f64::NEG_INFINITY].map(|metric| plateau.observe(metric)),
        [0.1, 0.1 * 0.1, 0.1 * 0.1 * 0.1]
    );
    assert_eq!(plateau.best(), None);
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

#[test]
fn pointers_are_schedules_too() -> Result<(), ScheduleError> {
    fn train(mut schedule: impl MetricSchedule) -> f64 {
        schedule.observe(1.0);
        schedule.observe(1.0)
    }
    let mut plateau = ReduceOnPlateau::new(0.1)?.with_patience(0);
    assert_eq!(train(&mut plateau), 0.1 * 0.1);
    assert_eq!(plateau.learning_rate(), 0.1 * 0.1);
    let boxed: Box<dyn MetricSchedule + Send + Sync> = Box::new(plateau);
    assert_eq!(boxed.learning_rate(), 0.1 * 0.1);
    assert_eq!(train(boxed), 0.1 * 0.1 * 0.1 * 0.1);
    Ok(())
}

/// The two traits have a method of the same name; a pointer to a schedule of one is none of the other.
#[test]
fn both_traits_can_be_in_scope() -> Result<(), ScheduleError> {
    use glidepath_core::LearningRateSchedule;

    let by_step: Box<dyn LearningRateSchedule> = Box::new(glidepath_schedules::Constant::new(0.5)?);
    let by_metric: Box<dyn MetricSchedule> = Box::new(ReduceOnPlateau::new(0.25)?);
    assert_eq!(by_step.learning_rate(7), 0.5);
    assert_eq!(by_metric.learning_rate(), 0.25);
    Ok(())
}

fn message<S: Debug>(result: Result<S, ScheduleError>) -> String {
    result.expect_err("a bad parameter").to_string()
}

#[test]
fn bad_parameters_of_a_plateau() {
    let plateau = || ReduceOnPlateau::new(0.1).expect("valid parameters");
    let cases = [
        (ReduceOnPlateau::new(-0.1), "`initial_learning_rate` must be finite and at least 0, got -0.1"),
        (
            ReduceOnPlateau::keras(f64::INFINITY),
            "`initial_learning_rate` must be finite and at least 0, got inf",
        ),
        (plateau().with_factor(1.0), "`factor` must be at least 0 and below 1, got 1.0"),
        (plateau().with_factor(-0.5), "`factor` must be at least 0 and below 1, got -0.5"),
        (plateau().with_factor(f64::NAN), "`factor` must be at least 0 and below 1, got NaN"),
        (
            plateau().with_threshold(Threshold::Relative(-1e-4)),
            "`threshold` must be finite and at least 0, got -0.0001",
        ),
        (
            plateau().with_threshold(Threshold::Absolute(f64::NAN)),
            "`threshold` must be finite and at least 0, got NaN",
        ),
        (
            plateau().with_min_learning_rate(-1.0),
            "`min_learning_rate` must be finite and at least 0, got -1.0",
        ),
        (plateau().with_eps(f64::INFINITY), "`eps` must be finite and at least 0, got inf"),
    ];
    for (result, expected) in cases {
        assert_eq!(message(result), expected);
    }
}

#[test]
fn bad_parameters_of_greedy() {
    let greedy = || Greedy::new(0.1).expect("valid parameters");
    let mut raised = greedy().with_patience(0);
    raised.observe(1.0);
    let cases = [
        (Greedy::new(f64::NAN), "`initial_learning_rate` must be finite and at least 0, got NaN"),
        (greedy().with_factor(0.0), "`factor` must be greater than 0 and below 1, got 0.0"),
        (greedy().with_factor(1.0), "`factor` must be greater than 0 and below 1, got 1.0"),
        (
            greedy().with_threshold(Threshold::Absolute(-1.0)),
            "`threshold` must be finite and at least 0, got -1.0",
        ),
        (
            greedy().with_learning_rate_range(-1.0, 1.0),
            "`min_learning_rate` must be finite and at least 0, got -1.0",
        ),
        (
            greedy().with_learning_rate_range(0.0, f64::INFINITY),
            "`max_learning_rate` must be finite and at least 0, got inf",
        ),
        (
            greedy().with_learning_rate_range(0.5, 0.25),
            "`max_learning_rate` must be at least `min_learning_rate`, got 0.25",
        ),
        (
            raised.with_learning_rate_range(0.001, 0.01),
            "`state.learning_rate` must be between the least and the greatest of `initial_learning_rate`, \
             `min_learning_rate` and `max_learning_rate`, got 0.10526315789473685",
        ),
        (greedy().with_eps(-1.0), "`eps` must be finite and at least 0, got -1.0"),
        (greedy().with_smoothing(0), "`window_size` must be greater than 0, got 0"),
        (greedy().with_reset_start(0), "`reset_start` must be greater than 0, got 0"),
    ];
    for (result, expected) in cases {
        assert_eq!(message(result), expected);
    }
}

/// Changes a saved schedule at one place and tells how reading it fails.
fn refusal<S: DeserializeOwned + Debug>(saved: &Value, path: &str, value: Value) -> String {
    let mut changed = saved.clone();
    let (parent, key) = Path::new(path)
        .parent()
        .and_then(Path::to_str)
        .zip(Path::new(path).file_name().and_then(|name| name.to_str()))
        .expect("a path");
    let parent = if parent == "/" { "" } else { parent };
    changed.pointer_mut(parent).expect("an object")[key] = value;
    serde_json::from_value::<S>(changed).expect_err(path).to_string()
}

#[test]
fn no_invalid_plateau_is_read() -> Result<(), ScheduleError> {
    let saved = json!(ReduceOnPlateau::new(0.1)?.with_patience(3).with_cooldown(2));
    let cases = [
        (
            "/initial_learning_rate",
            json!(-1),
            "`initial_learning_rate` must be finite and at least 0, got -1.0",
        ),
        ("/factor", json!(1), "`factor` must be at least 0 and below 1, got 1.0"),
        ("/threshold", json!(-1), "`threshold` must be finite and at least 0, got -1.0"),
        ("/min_learning_rate", json!(-1), "`min_learning_rate` must be finite and at least 0, got -1.0"),
        ("/eps", json!(-1), "`eps` must be finite and at least 0, got -1.0"),
        ("/patience", json!(-1), "invalid value: integer `-1`, expected u64"),
        ("/patience", json!(1.5), "invalid type: floating point `1.5`, expected u64"),
        ("/mode", json!("auto"), "unknown variant `auto`, expected `min` or `max`"),
        ("/threshold_mode", json!("relative"), "unknown variant `relative`, expected `rel` or `abs`"),
        ("/rules", json!("torch"), "unknown variant `torch`, expected `pytorch` or `keras`"),
        (
            "/min_lr",
            json!(0),
            "unknown field `min_lr`, expected one of `initial_learning_rate`, `rules`, `mode`, `factor`, \
             `patience`, `threshold`, `threshold_mode`, `cooldown`, `min_learning_rate`, `eps`, `state`",
        ),
        (
            "/state/wait",
            json!(0),
            "unknown field `wait`, expected one of `learning_rate`, `best`, `num_bad`, `cooldown_left`",
        ),
        ("/state/learning_rate", json!(-1), "`state.learning_rate` must be finite and at least 0, got -1.0"),
        (
            "/state/learning_rate",
            json!(0.2),
            "`state.learning_rate` must be at most `initial_learning_rate`, got 0.2",
        ),
        ("/state/learning_rate", json!("NaN"), "invalid type: string \"NaN\", expected f64"),
        ("/state/best", json!("NaN"), "`state.best` must be a number, got NaN"),
        (
            "/state/best",
            json!("inf"),
            "invalid value: string \"inf\", expected a number, or one of \"Infinity\", \"-Infinity\" and \"NaN\"",
        ),
        ("/state/num_bad", json!(4), "`state.num_bad` must be at most `patience`, got 4"),
        ("/state/cooldown_left", json!(3), "`state.cooldown_left` must be at most `cooldown`, got 3"),
        (
            "/state",
            json!({ "learning_rate": 0.1, "num_bad": 1, "cooldown_left": 1 }),
            "`state.num_bad` must be 0 during a cooldown, got 1",
        ),
        ("/state", json!({ "learning_rate": 0.1, "num_bad": 1 }), "missing field `cooldown_left`"),
    ];
    for (path, value, expected) in cases {
        assert_eq!(refusal::<ReduceOnPlateau>(&saved, path, value), expected);
    }
    Ok(())
}

#[test]
fn no_invalid_greedy_is_read() -> Result<(), ScheduleError> {
    let mut greedy =
        Greedy::new(0.1)?.with_patience(3).with_cooldown(2).with_warmup(2).with_reset_start(5)?;
    let bare = json!(greedy);
    greedy = greedy.with_smoothing(2)?;
    let saved = json!(greedy);
    let state = |changes: Value| {
        let mut state = saved["state"].clone();
        for (key, value) in changes.as_object().expect("an object") {
            state[key] = value.clone();
        }
        state
    };
    let cases = [
        (
            "/initial_learning_rate",
            json!(-1),
            "`initial_learning_rate` must be finite and at least 0, got -1.0",
        ),
        ("/factor", json!(0), "`factor` must be greater than 0 and below 1, got 0.0"),
        ("/threshold", json!(-1), "`threshold` must be finite and at least 0, got -1.0"),
        ("/min_learning_rate", json!(-1), "`min_learning_rate` must be finite and at least 0, got -1.0"),
        ("/max_learning_rate", json!(0), "`max_learning_rate` must be at least `min_learning_rate`, got 0.0"),
        ("/eps", json!(-1), "`eps` must be finite and at least 0, got -1.0"),
        ("/window_size", json!(0), "`window_size` must be greater than 0, got 0"),
        ("/reset_start", json!(0), "`reset_start` must be greater than 0, got 0"),
        ("/mode", json!("auto"), "unknown variant `auto`, expected `min` or `max`"),
        (
            "/smooth",
            json!(true),
            "unknown field `smooth`, expected one of `initial_learning_rate`, `mode`, `factor`, `patience`, \
             `threshold`, `threshold_mode`, `cooldown`, `warmup`, `min_learning_rate`, `max_learning_rate`, `eps`, \
             `window_size`, `reset_start`, `state`",
        ),
        ("/state/learning_rate", json!(-1), "`state.learning_rate` must be finite and at least 0, got -1.0"),
        (
            "/state/learning_rate",
            json!(1.5),
            "`state.learning_rate` must be between the least and the greatest of `initial_learning_rate`, \
             `min_learning_rate` and `max_learning_rate`, got 1.5",
        ),
        ("/state/best", json!("NaN"), "`state.best` must be a number, got NaN"),
        ("/state/num_good", json!(4), "`state.num_good` must be at most `patience`, got 4"),
        ("/state/num_bad", json!(4), "`state.num_bad` must be at most `patience`, got 4"),
        ("/state/cooldown_left", json!(3), "`state.cooldown_left` must be at most `cooldown`, got 3"),
        ("/state/warmup_left", json!(3), "`state.warmup_left` must be at most `warmup`, got 3"),
        ("/state/reset_left", json!(6), "`state.reset_left` must be at most `reset_start`, got 6"),
        ("/state/reset_left", json!(0), "`state.reset_left` must be greater than 0, got 0"),
        (
            "/state",
            state(json!({ "cooldown_left": 1, "warmup_left": 1 })),
            "`state.warmup_left` must be 0 during a cooldown, got 1",
        ),
        (
            "/state",
            state(json!({ "cooldown_left": 1, "num_good": 1 })),
            "`state.num_good` must be 0 during a cooldown or warmup, got 1",
        ),
        (
            "/state",
            state(json!({ "warmup_left": 1, "num_bad": 1 })),
            "`state.num_bad` must be 0 during a cooldown or warmup, got 1",
        ),
        (
            "/state",
            state(json!({ "num_good": 1, "num_bad": 2 })),
            "`state.num_bad` must be 0 in a good run, got 2",
        ),
        (
            "/state/window",
            json!({ "values": [1, 2, 3], "sum": 6 }),
            "`state.window.values` must have at most 2 elements, got 3",
        ),
        (
            "/state/window",
            json!({ "values": [], "sum": 6 }),
            "`state.window.sum` must be 0.0 while the window is empty, got 6.0",
        ),
        ("/state/window/size", json!(2), "unknown field `size`, expected `values` or `sum`"),
    ];
    for (path, value, expected) in cases {
        assert_eq!(refusal::<Greedy>(&saved, path, value), expected);
    }
    assert_eq!(
        refusal::<Greedy>(&bare, "/state/window", json!({ "values": [1], "sum": 1 })),
        "`state.window.values` must have no elements without `window_size`, got 1"
    );
    Ok(())
}

fn metrics() -> impl Strategy<Value = Vec<f64>> {
    let odd =
        vec![0.0, -0.0, 1.0, -1.0, f64::MAX, f64::MIN, 5e-324, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    prop::collection::vec(prop_oneof![4 => 0.0..2.0, 1 => any::<f64>(), 1 => select(odd)], 0..80)
}

fn any_mode() -> impl Strategy<Value = MetricMode> {
    select(vec![MetricMode::Min, MetricMode::Max])
}

fn any_threshold() -> impl Strategy<Value = Threshold> {
    prop_oneof![
        select(vec![0.0, 1e-4, 0.5, 1.0, 2.0, f64::MAX]).prop_map(Threshold::Relative),
        select(vec![0.0, 1e-4, 0.5, f64::MAX]).prop_map(Threshold::Absolute),
    ]
}

fn any_rate() -> impl Strategy<Value = f64> {
    prop_oneof![3 => 0.0..1.0, 1 => select(vec![0.0, 5e-324, 1e-8, f64::MAX])]
}

prop_compose! {
    fn any_plateau()(
        rate in any_rate(),
        is_keras in any::<bool>(),
        mode in any_mode(),
        factor in prop_oneof![4 => 0.0..1.0, 1 => Just(0.0)],
        patience in 0_u64..5,
        threshold in any_threshold(),
        cooldown in 0_u64..5,
        min_learning_rate in any_rate(),
        eps in select(vec![0.0, 1e-8, 0.1, f64::MAX]),
    ) -> ReduceOnPlateau {
        let new = if is_keras { ReduceOnPlateau::keras } else { ReduceOnPlateau::new };
        new(rate)
            .and_then(|schedule| schedule.with_mode(mode).with_factor(factor))
            .and_then(|schedule| schedule.with_patience(patience).with_threshold(threshold))
            .and_then(|schedule| schedule.with_cooldown(cooldown).with_min_learning_rate(min_learning_rate))
            .and_then(|schedule| schedule.with_eps(eps))
            .expect("valid parameters")
    }
}

prop_compose! {
    fn any_greedy()(
        rate in any_rate(),
        mode in any_mode(),
        factor in prop_oneof![4 => 0.001..1.0, 1 => Just(5e-324)],
        patience in 0_u64..5,
        threshold in any_threshold(),
        cooldown in 0_u64..5,
        warmup in 0_u64..5,
        bounds in (any_rate(), any_rate()),
        eps in select(vec![0.0, 1e-8, 0.1, f64::MAX]),
        window_size in prop::option::of(1_usize..10),
        reset_start in 1_u64..5,
    ) -> Greedy {
        let schedule = Greedy::new(rate)
            .and_then(|schedule| schedule.with_mode(mode).with_factor(factor))
            .and_then(|schedule| schedule.with_patience(patience).with_threshold(threshold))
            .and_then(|schedule| {
                let schedule = schedule.with_cooldown(cooldown).with_warmup(warmup);
                schedule.with_learning_rate_range(bounds.0.min(bounds.1), bounds.0.max(bounds.1))
            })
            .and_then(|schedule| schedule.with_eps(eps))
            .and_then(|schedule| schedule.with_reset_start(reset_start));
        match window_size {
            Some(size) => schedule.and_then(|schedule| schedule.with_smoothing(size)),
            None => schedule,
        }
        .expect("valid parameters")
    }
}

/// The contract of the trait, and that every state that comes up is saved and goes on with the same bits.
fn check_contract<S>(mut schedule: S, metrics: &[f64]) -> Result<(), TestCaseError>
where
    S: MetricSchedule + Clone + Debug + Serialize + DeserializeOwned,
{
    let mut saved = serde_json::to_string(&schedule).expect("JSON");
    for &metric in metrics {
        let mut resumed: S =
            serde_json::from_str(&saved).map_err(|error| TestCaseError::fail(format!("{saved}: {error}")))?;
        let rate = schedule.observe(metric);
        prop_assert!(rate.is_finite() && rate >= 0.0, "{:?} after {:?}", rate, metric);
        prop_assert_eq!(rate.to_bits(), schedule.learning_rate().to_bits());
        prop_assert_eq!(rate.to_bits(), resumed.observe(metric).to_bits());
        saved = serde_json::to_string(&schedule).expect("JSON");
        prop_assert_eq!(&serde_json::to_string(&resumed).expect("JSON"), &saved);
    }
    Ok(())
}

proptest! {
    #![proptest_config(config(500))]

    #[test]
    fn plateaus_keep_the_contract(schedule in any_plateau(), metrics in metrics()) {
        check_contract(schedule, &metrics)?;
    }

    #[test]
    fn greedy_keeps_the_contract(schedule in any_greedy(), metrics in metrics()) {
        check_contract(schedule, &metrics)?;
    }

    #[test]
    fn a_plateau_never_raises_the_rate(mut schedule in any_plateau(), metrics in metrics()) {
        for metric in metrics {
            let before = schedule.learning_rate();
            prop_assert!(schedule.observe(metric) <= before);
        }
    }
}
