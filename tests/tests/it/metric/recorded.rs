//! The recorded runs of the frameworks, each with the schedule that has its parameters.

use glidepath_schedules::{Greedy, MetricMode, ReduceOnPlateau};
use glidepath_tests::data_dir;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

pub(crate) struct Run<S> {
    /// The framework and the name of the case.
    pub(crate) place: String,
    /// Our schedule, before the first metric.
    pub(crate) schedule: S,
    pub(crate) metrics: Vec<f64>,
    /// The rate after each metric.
    pub(crate) rates: Vec<f64>,
    /// What the framework held after each metric, by name.
    trace: Value,
    /// What it saved in the middle.
    pub(crate) saved: Saved,
}

/// What a framework saved after one of the metrics; of some, nothing.
pub(crate) struct Saved {
    pub(crate) state_dict: Value,
    pub(crate) at: usize,
}

impl<S> Run<S> {
    fn new(framework: &str, case: Case, config: &Value) -> Self
    where
        S: DeserializeOwned,
    {
        assert_eq!(case.metrics.len(), case.framework_f64.len(), "{framework} {}", case.name);
        Self {
            place: format!("{framework} {}", case.name),
            schedule: read(config),
            metrics: case.metrics.iter().map(number).collect(),
            rates: case.framework_f64,
            trace: case.trace,
            saved: Saved {
                state_dict: case.serialized.state_dict_mid,
                at: case.serialized.state_dict_mid_at,
            },
        }
    }

    /// A recorded counter after metric number `k`.
    pub(crate) fn counter(&self, name: &str, k: usize) -> u64 {
        self.trace[name][k].as_u64().unwrap_or_else(|| panic!("{}: no {name} at {k}", self.place))
    }

    /// The recorded best metric after metric number `k`.
    pub(crate) fn best(&self, k: usize) -> f64 {
        number(&self.trace["best"][k])
    }

    /// The same, or none if it is the worst infinity, with which PyTorch begins.
    pub(crate) fn best_if_any(&self, mode: MetricMode, k: usize) -> Option<f64> {
        let worst = if mode == MetricMode::Min { f64::INFINITY } else { f64::NEG_INFINITY };
        Some(self.best(k)).filter(|&best| best != worst)
    }
}

pub(crate) fn pytorch_plateaus() -> Vec<Run<ReduceOnPlateau>> {
    let run = |case: Case| {
        let config = renamed(&case, &case.serialized.kwargs, PLATEAU_NAMES);
        Run::new("torch", case, &config)
    };
    cases("torch/torch.ReduceLROnPlateau.json").map(run).collect()
}

pub(crate) fn transformers_plateaus() -> Vec<Run<ReduceOnPlateau>> {
    let run = |case: Case| {
        let config = renamed(&case, &case.serialized.kwargs["lr_scheduler_kwargs"], PLATEAU_NAMES);
        Run::new("transformers", case, &config)
    };
    cases("torch/transformers.reduce_lr_on_plateau.json").map(run).collect()
}

/// timm's is PyTorch's after a warmup, which sets the rate at `warmup_t` and passes no metric on until then:
/// the runs begin after it.
pub(crate) fn timm_plateaus() -> Vec<Run<ReduceOnPlateau>> {
    let run = |mut case: Case| {
        let mut kwargs = case.serialized.kwargs.clone();
        let parameters = kwargs.as_object_mut().expect("keyword arguments");
        parameters.remove("warmup_lr_init");
        let warmup = parameters.remove("warmup_t").map_or(0, |steps| steps.as_u64().expect("a whole number"));
        parameters.entry("mode").or_insert_with(|| "max".into());
        let begin = usize::try_from(warmup).expect("a short warmup");
        case.serialized.base_lr = case.framework_f64[begin];
        case.metrics.drain(..=begin);
        case.framework_f64.drain(..=begin);
        let config = renamed(&case, &kwargs, PLATEAU_NAMES);
        Run::new("timm", case, &config)
    };
    cases("torch/timm.PlateauLRScheduler.json").map(run).collect()
}

pub(crate) fn keras_plateaus() -> Vec<Run<ReduceOnPlateau>> {
    let run = |case: Case| {
        let mut config = renamed(&case, &case.serialized.kwargs, PLATEAU_NAMES);
        config["rules"] = "keras".into();
        Run::new("keras", case, &config)
    };
    cases("keras_plateau/keras.ReduceLROnPlateau.json").map(run).collect()
}

pub(crate) fn transformers_greedy() -> Vec<Run<Greedy>> {
    let run = |case: Case| {
        let mut kwargs = case.serialized.kwargs["lr_scheduler_kwargs"].clone();
        let parameters = kwargs.as_object_mut().expect("keyword arguments");
        if parameters.remove("smooth") != Some(true.into()) {
            parameters.remove("window_size");
        }
        let config = renamed(&case, &kwargs, GREEDY_NAMES);
        Run::new("greedy", case, &config)
    };
    cases("torch/transformers.greedy.json").map(run).collect()
}

/// A schedule from its file.
pub(crate) fn read<S: DeserializeOwned>(config: &Value) -> S {
    serde_json::from_value(config.clone()).unwrap_or_else(|error| panic!("{config}: {error}"))
}

#[track_caller]
pub(crate) fn check_rate(place: &str, k: usize, got: f64, want: f64) {
    assert_eq!(got.to_bits(), want.to_bits(), "{place}, metric {k}: got {got:?}, want {want:?}");
}

/// A run in the file.
#[derive(Deserialize)]
struct Case {
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

const GREEDY_NAMES: &[(&str, &str)] = &[("min_lr", "min_learning_rate"), ("max_lr", "max_learning_rate")];

fn cases(file: &str) -> impl Iterator<Item = Case> {
    #[derive(Deserialize)]
    struct File {
        cases: Vec<Case>,
    }
    let path = data_dir().join("vectors").join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let file: File =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!file.cases.is_empty(), "{}", path.display());
    file.cases.into_iter()
}

/// The parameters of a framework under the names they have here.
fn renamed(case: &Case, kwargs: &Value, names: &[(&str, &str)]) -> Value {
    let mut config = json!({ "initial_learning_rate": case.serialized.base_lr });
    for (name, value) in kwargs.as_object().expect("keyword arguments") {
        let ours = names.iter().find(|(theirs, _)| theirs == name).map_or(name.as_str(), |(_, ours)| ours);
        config[ours] = value.clone();
    }
    config
}

/// A number as the recorded files write it.
fn number(value: &Value) -> f64 {
    match value.as_str() {
        Some("Infinity") => f64::INFINITY,
        Some("-Infinity") => f64::NEG_INFINITY,
        Some("NaN") => f64::NAN,
        _ => value.as_f64().unwrap_or_else(|| panic!("no number: {value}")),
    }
}
