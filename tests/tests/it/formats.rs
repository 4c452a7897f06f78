//! Every class in every format, bit for bit: inside a `Sequential`, inside a `LearningRate`, inside a struct
//! of a program of one's own.
//!
//! YAML is that of serde-saphyr: serde_yaml is no longer kept, serde_yaml_ng is a fork of it on a C parser
//! turned into unsafe Rust, and serde-saphyr is safe, limits depth and shows the line at fault.

use std::fmt::Display;

use glidepath_core::{LearningRateSchedule, Scheduler};
use glidepath_schedules::{CosineDecay, PiecewiseConstantDecay, Sequential};
use glidepath_serde::{BoxSchedule, LearningRate, from_json};
use glidepath_tests::arbitrary::{self, Shown, config};
use glidepath_tests::cards::cards;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// Configurations with digits that are hard to keep. Those of the cards come beside them.
const CLASSES: &[(&str, &str)] = &[
    (
        "Clamped",
        r#"{"schedule":{"class_name":"Constant","config":{"learning_rate":0.1}},"min":0.01,"max":0.05}"#,
    ),
    ("Constant", r#"{"learning_rate":0.06607369052140251}"#),
    ("CosineAnnealing", r#"{"initial_learning_rate":0.1,"decay_steps":33.3,"end_learning_rate":1e-300}"#),
    (
        "CosineDecay",
        r#"{"initial_learning_rate":5e-324,"decay_steps":937.5,"alpha":0.1,"name":"é \"q\"","warmup_target":0.3,"warmup_steps":10}"#,
    ),
    (
        "CosineDecayRestarts",
        r#"{"initial_learning_rate":0.1,"first_decay_steps":1000,"t_mul":3.52,"m_mul":0.94,"alpha":0.01}"#,
    ),
    ("CosineHardRestarts", r#"{"initial_learning_rate":0.1,"decay_steps":100,"num_cycles":7}"#),
    (
        "Cyclic",
        r#"{"base_learning_rate":0.3,"max_learning_rate":0.1,"step_size_down":7,"mode":"exp_range","gamma":0.99}"#,
    ),
    (
        "ExponentialDecay",
        r#"{"initial_learning_rate":1e300,"decay_steps":1e-7,"decay_rate":0.9999999999999999,"staircase":true}"#,
    ),
    ("Interpolated", r#"{"steps":[0,2.5,1000],"learning_rates":[0.1,0.3,0],"interpolation":"cosine"}"#),
    ("InverseSquareRoot", r#"{"peak_learning_rate":0.1,"warmup_steps":7,"timescale":10000}"#),
    ("InverseTimeDecay", r#"{"initial_learning_rate":1,"decay_steps":9007199254740992,"decay_rate":-0.5}"#),
    (
        "LinearCosineDecay",
        r#"{"initial_learning_rate":0.1,"decay_steps":333.3333333333333,"num_periods":2.5,"alpha":0.1,"beta":0.0001}"#,
    ),
    ("Noam", r#"{"model_size":512,"warmup_steps":4000,"factor":2.5}"#),
    (
        "NoisyLinearCosineDecay",
        r#"{"initial_learning_rate":0.1,"decay_steps":100,"initial_variance":0.25,"seed":-9223372036854775808}"#,
    ),
    (
        "OneCycle",
        r#"{"max_learning_rate":0.1,"total_steps":100,"anneal_strategy":"linear","three_phase":true}"#,
    ),
    ("OneCycleMomentum", r#"{"total_steps":100,"base_momentum":0.8,"pct_start":0.25}"#),
    (
        "PiecewiseConstantDecay",
        r#"{"boundaries":[1,2.5,1e15],"values":[1.7976931348623157e308,0.3,2.2250738585072014e-308,0]}"#,
    ),
    ("PolynomialDecay", r#"{"initial_learning_rate":0.1,"decay_steps":1000,"power":0.9,"cycle":true}"#),
    ("PowerLaw", r#"{"learning_rate":0.1,"timescale":937.5,"offset":0.1,"inner_power":2,"power":-0.25}"#),
    (
        "Product",
        r#"{"schedules":[{"class_name":"Constant","config":{"learning_rate":0.1}},{"class_name":"Constant","config":{"learning_rate":0.1}}]}"#,
    ),
    (
        "Repeated",
        r#"{"schedule":{"class_name":"Constant","config":{"learning_rate":0.1}},"period_steps":1e3,"mirror":true,"t_mul":1.5,"m_mul":0.9,"cycle_limit":4}"#,
    ),
    ("Scaled", r#"{"schedule":{"class_name":"Constant","config":{"learning_rate":0.1}},"factor":0.3}"#),
    (
        "Sequential",
        r#"{"schedules":[{"class_name":"Constant","config":{"learning_rate":0.1}}],"boundaries":[],"name":"inner"}"#,
    ),
    (
        "Shifted",
        r#"{"schedule":{"class_name":"Constant","config":{"learning_rate":0.1}},"shift":-9223372036854775808}"#,
    ),
    ("Stretched", r#"{"schedule":{"class_name":"Constant","config":{"learning_rate":0.1}},"factor":937.5}"#),
    ("Sum", r#"{"schedules":[{"class_name":"Constant","config":{"learning_rate":0.1}}]}"#),
    ("Table", r#"{"learning_rates":[0.1,5e-324]}"#),
    (
        "Transition",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.3,"transition_steps":10,"curve":{"power":{"power":0.5}}}"#,
    ),
    (
        "TransitionRestarts",
        r#"{"initial_learning_rate":0.1,"end_learning_rate":0.01,"transition_steps":33.3,"curve":{"tanh":{"lower":-7,"upper":3}},"t_mul":1.1,"m_mul":0.7,"end_m_mul":0.9,"cycle_limit":5,"k_decay":1.5}"#,
    ),
    (
        "Warmup",
        r#"{"schedule":{"class_name":"Constant","config":{"learning_rate":0.1}},"warmup_steps":100.0,"initial_learning_rate":1e-6,"target_learning_rate":0.3,"curve":{"logarithmic":{"base":100}},"warmup_prefix":false}"#,
    ),
    (
        "WarmupStableDecay",
        r#"{"peak_learning_rate":0.1,"warmup_steps":1,"stable_steps":2.5,"decay_steps":3,"decay_curve":"geometric","end_learning_rate":1e-9}"#,
    ),
];

/// What an optimizer may hold. A table at the top, as TOML wants it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Optimizer {
    momentum: f64,
    learning_rate: LearningRate,
    second_learning_rate: LearningRate,
    scheduler: Scheduler<Sequential<BoxSchedule>>,
}

impl Optimizer {
    fn new(schedule: BoxSchedule, rate: f64) -> Self {
        let first = BoxSchedule::new(CosineDecay::new(0.1, 7).expect("valid parameters"));
        let sequence = Sequential::new([first, schedule.clone()], [u64::MAX >> 1]).expect("valid parameters");
        Self {
            momentum: 0.9,
            learning_rate: LearningRate::from(schedule),
            second_learning_rate: LearningRate::constant(rate).expect("a rate"),
            scheduler: Scheduler::resume(sequence, 1 << 52),
        }
    }

    fn rates(&self) -> Vec<u64> {
        let steps = (0..40).chain((6..64).map(|exponent| (1 << exponent) - 1)).chain([u64::MAX]);
        steps
            .flat_map(|step| {
                [
                    self.learning_rate.learning_rate(step),
                    self.second_learning_rate.learning_rate(step),
                    self.scheduler.schedule().learning_rate(step),
                ]
            })
            .map(f64::to_bits)
            .collect()
    }
}

/// Of each class, and with numbers as rates.
fn optimizers() -> Vec<Optimizer> {
    let rates = [0.1, 0.0, 5e-324, f64::MAX].into_iter().cycle();
    let cards = cards().map(|card| (card.class, card.config));
    let schedules = CLASSES.iter().copied().chain(cards).map(|(class_name, config)| {
        from_json(&format!(r#"{{"class_name":"{class_name}","config":{config}}}"#))
            .unwrap_or_else(|error| panic!("{class_name}: {error}"))
    });
    schedules.zip(rates).map(|(schedule, rate)| Optimizer::new(schedule, rate)).collect()
}

/// A format: writes a value and reads it again.
trait Format {
    fn round_trip<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String>;
}

/// Writes and reads, with the errors as text.
macro_rules! define_format {
    ($name:ident, $write:expr, $read:expr) => {
        struct $name;

        impl Format for $name {
            fn round_trip<T: Serialize + DeserializeOwned>(value: &T) -> Result<T, String> {
                let written = $write(value).map_err(text)?;
                $read(&written).map_err(text)
            }
        }
    };
}

fn text(error: impl Display) -> String {
    error.to_string()
}

fn to_cbor<T: Serialize>(value: &T) -> Result<Vec<u8>, ciborium::ser::Error<std::io::Error>> {
    let mut written = Vec::new();
    ciborium::into_writer(value, &mut written).map(|()| written)
}

fn from_bincode<T: DeserializeOwned>(written: &[u8]) -> Result<T, bincode::error::DecodeError> {
    bincode::serde::decode_from_slice(written, bincode::config::standard()).map(|(value, _)| value)
}

define_format!(Json, serde_json::to_string, |text: &String| serde_json::from_str(text));
define_format!(PrettyJson, serde_json::to_string_pretty, |text: &String| serde_json::from_str(text));
define_format!(JsonValue, serde_json::to_value, |value: &serde_json::Value| serde_json::from_value(
    value.clone()
));
define_format!(Toml, toml::to_string, |text: &String| toml::from_str(text));
define_format!(Yaml, serde_saphyr::to_string, |text: &String| serde_saphyr::from_str(text));
define_format!(Ron, ron::to_string, |text: &String| ron::from_str(text));
define_format!(MessagePack, rmp_serde::to_vec, |bytes: &Vec<u8>| rmp_serde::from_slice(bytes));
define_format!(NamedMessagePack, rmp_serde::to_vec_named, |bytes: &Vec<u8>| rmp_serde::from_slice(bytes));
define_format!(Cbor, to_cbor, |bytes: &Vec<u8>| ciborium::from_reader(bytes.as_slice()));
define_format!(Postcard, postcard::to_stdvec, |bytes: &Vec<u8>| postcard::from_bytes(bytes));
define_format!(
    Bincode,
    |value| bincode::serde::encode_to_vec(value, bincode::config::standard()),
    |bytes: &Vec<u8>| from_bincode(bytes)
);

#[track_caller]
fn check_all<F: Format>() {
    for optimizer in optimizers() {
        let again = F::round_trip(&optimizer).unwrap_or_else(|error| panic!("{optimizer:?}: {error}"));
        assert_eq!(again, optimizer);
        assert_eq!(again.rates(), optimizer.rates(), "{optimizer:?}");
    }
}

const NO_DOUBLE: &str = "a binary format holds step counts as doubles, which 9007199254740993 is not";

const POSTCARD_HIDES_THE_REASON: &str = "Serde Serialization Error";

/// A binary format knows the type before it reads, so a step count is always held as a double.
#[track_caller]
fn check_refuses_steps_beyond_doubles<F: Format>(expected: &str) {
    let steps = (1_u64 << 53) + 1;
    let schedule = CosineDecay::new(0.1, steps).expect("valid parameters");
    let error = F::round_trip(&BoxSchedule::new(schedule)).expect_err("no double");
    assert_eq!(error, expected);
    let table = PiecewiseConstantDecay::new([steps], [0.1, 0.2]).expect("valid parameters");
    assert_eq!(F::round_trip(&table).expect_err("no double"), expected);
    // Doubles above 2^53 are held.
    let schedule = CosineDecay::new(0.1, u64::MAX - 2_047).expect("valid parameters");
    assert_eq!(F::round_trip(&schedule).expect("a double"), schedule);
}

#[track_caller]
fn check_keeps_steps_beyond_doubles<F: Format>() {
    let table = PiecewiseConstantDecay::new([(1_u64 << 53) + 1], [0.1, 0.2]).expect("valid parameters");
    assert_eq!(F::round_trip(&table).expect("whole steps"), table);
}

#[test]
fn json() {
    check_all::<Json>();
    check_all::<PrettyJson>();
    check_all::<JsonValue>();
    check_keeps_steps_beyond_doubles::<Json>();
}

#[test]
fn toml() {
    check_all::<Toml>();
    check_keeps_steps_beyond_doubles::<Toml>();
}

#[test]
fn yaml() {
    check_all::<Yaml>();
    check_keeps_steps_beyond_doubles::<Yaml>();
}

#[test]
fn ron() {
    check_all::<Ron>();
    check_keeps_steps_beyond_doubles::<Ron>();
}

#[test]
fn message_pack_of_lists() {
    check_all::<MessagePack>();
    check_refuses_steps_beyond_doubles::<MessagePack>(NO_DOUBLE);
}

#[test]
fn message_pack_of_maps() {
    check_all::<NamedMessagePack>();
    check_refuses_steps_beyond_doubles::<NamedMessagePack>(NO_DOUBLE);
}

#[test]
fn cbor() {
    check_all::<Cbor>();
    check_refuses_steps_beyond_doubles::<Cbor>(&format!("Value({NO_DOUBLE:?})"));
}

#[test]
fn postcard() {
    check_all::<Postcard>();
    check_refuses_steps_beyond_doubles::<Postcard>(POSTCARD_HIDES_THE_REASON);
}

#[test]
fn bincode() {
    check_all::<Bincode>();
    check_refuses_steps_beyond_doubles::<Bincode>(&format!("OtherString({NO_DOUBLE:?})"));
}

/// Formats that hold the classes as names refuse a name of their own that is none of ours.
#[test]
fn an_unknown_class_is_refused_in_every_format() {
    #[derive(Serialize)]
    struct Unknown {
        class_name: &'static str,
        config: f64,
    }
    let unknown = Unknown { class_name: "CosineDecy", config: 0.1 };
    let read = [
        serde_json::from_str::<BoxSchedule>(&serde_json::to_string(&unknown).expect("JSON")).map_err(text),
        toml::from_str(&toml::to_string(&unknown).expect("TOML")).map_err(text),
        serde_saphyr::from_str(&serde_saphyr::to_string(&unknown).expect("YAML")).map_err(text),
        rmp_serde::from_slice(&rmp_serde::to_vec_named(&unknown).expect("MessagePack")).map_err(text),
        ciborium::from_reader(to_cbor(&unknown).expect("CBOR").as_slice()).map_err(text),
    ];
    for result in read {
        let error = result.expect_err("unknown");
        let want = "unknown class `CosineDecy`; did you mean `CosineDecay` or `CosineDecayRestarts`?";
        assert!(error.contains(want), "{error}");
    }
}

fn has_integer_beyond_doubles(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Number(number) => number
            .as_u64()
            .is_some_and(|number| number >= (1 << 53) && number >> number.trailing_zeros() >= 1 << 53),
        serde_json::Value::Array(elements) => elements.iter().any(has_integer_beyond_doubles),
        serde_json::Value::Object(entries) => entries.values().any(has_integer_beyond_doubles),
        _ => false,
    }
}

type RoundTrip = fn(&Optimizer) -> Result<Optimizer, String>;

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn any_schedule_in_any_format(
        Shown(schedule) in arbitrary::any_schedule(),
        Shown(rate) in arbitrary::constant().prop_map(Shown),
    ) {
        let optimizer = Optimizer::new(schedule, rate.learning_rate(0));
        let text = serde_json::to_string(&optimizer)?;
        let has_steps_beyond_doubles = has_integer_beyond_doubles(&serde_json::to_value(&optimizer)?);
        let formats: [(&str, RoundTrip); 9] = [
            ("JSON", Json::round_trip),
            ("YAML", Yaml::round_trip),
            ("RON", Ron::round_trip),
            ("TOML", Toml::round_trip),
            ("MessagePack of lists", MessagePack::round_trip),
            ("MessagePack of maps", NamedMessagePack::round_trip),
            ("CBOR", Cbor::round_trip),
            ("postcard", Postcard::round_trip),
            ("bincode", Bincode::round_trip),
        ];
        for (name, round_trip) in formats {
            match round_trip(&optimizer) {
                // The text has every bit of every number.
                Ok(again) => prop_assert_eq!(&serde_json::to_string(&again)?, &text, "{}", name),
                Err(error) => {
                    let says_why = error.contains("a binary format holds step counts as doubles, which ")
                        || error == POSTCARD_HIDES_THE_REASON;
                    prop_assert!(says_why && has_steps_beyond_doubles, "{}: {}", name, error);
                }
            }
        }
    }
}
