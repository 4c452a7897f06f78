//! Schedules of other packages, which Keras's files name as Keras's own: the `WarmUp` of transformers and of
//! TensorFlow Model Garden, the cycles of TensorFlow Addons, and the class by which glidepath's Python
//! package puts any schedule into Keras.
//!
//! | class | read as |
//! |---|---|
//! | `WarmUp` | `Warmup` |
//! | `TriangularCyclicalLearningRate`, `Triangular2CyclicalLearningRate` | `Cyclic` |
//! | `ExponentialCyclicalLearningRate` | `Cyclic`; by cycles a `Sum` with a `Repeated` |
//! | `glidepath>Schedule` | the schedule that it holds |
//! | `CyclicalLearningRate` | refused: its `scale_fn` is code |
//!
//! In transformers (`optimization_tf.py` in 4.46.3) the decay after a `WarmUp` counts from the end of the
//! warmup, in Model Garden (`official/nlp/optimization.py` in 2.20.0) from step 0. The two have the same
//! parameters; where the `module` of the class does not tell them apart, it is read as that of transformers.
//!
//! The cycles are those of `tensorflow_addons/optimizers/cyclical_learning_rate.py` in 0.23.0.

use std::num::NonZeroU64;

use glidepath_schedules::{
    Constant, Curve, Cyclic, CyclicMode, Interpolated, Repeated, ScheduleError, StepCount, Sum, Warmup,
};
use glidepath_serde::{BoxSchedule, IntoBoxSchedule, is_registered};

use super::notes;
use super::place::Place;
use crate::model::{Built, Imported, InteropError};
use crate::values::arguments::{Arguments, NonNegative};
use crate::values::{Value, text};

/// The module of Model Garden's class.
pub(crate) const MODEL_GARDEN: &str = "official.nlp.optimization";

/// The class of glidepath's Python package.
const GLIDEPATH: &str = "glidepath>Schedule";

/// The name of both classes.
pub(crate) const WARM_UP: &str = "WarmUp";

/// Reads a schedule of one of the packages; `None` if the value is none of these. `rate` reads one within it.
pub(super) fn schedule<'h>(
    value: &Value,
    place: &Place<'h>,
    rate: impl Fn(&Value, Place<'h>) -> Result<Imported, InteropError>,
) -> Result<Option<Built>, InteropError> {
    let Some(class) = class(value) else { return Ok(None) };
    let place = place.clone().key("config");
    let Some(config) = value.get("config") else { return Ok(None) };
    for key in ["class_name", "config", "module", "registered_name"] {
        let _ = value.take(key);
    }
    let mut own = Arguments::new(config, place.path())?;
    own.ignore(&["name"]);
    let built = if class == GLIDEPATH {
        // The number of rates in Keras's table does not affect the schedule.
        own.ignore(&["steps"]);
        let held: &Value = own.required("schedule")?;
        let Imported { learning_rate, notes, .. } = rate(held, place.clone().key("schedule"))?;
        Built { schedule: learning_rate.to_schedule(), notes }
    } else if class == WARM_UP {
        let module = value.get("module").and_then(Value::as_str).unwrap_or_default();
        warm_up(&mut own, module, |decay| rate(decay, place.clone().key("decay_schedule_fn")))?
    } else {
        cycle(class, &mut own).map(|schedule| Built { schedule, notes: Vec::new() })?
    };
    own.finish()?;
    Ok(Some(built))
}

/// The name of the class, without the package that it is registered by.
fn class(value: &Value) -> Option<&str> {
    const CYCLES: &str = "CyclicalLearningRate";
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let name = text("registered_name").or_else(|| text("class_name"))?;
    if name == GLIDEPATH {
        return Some(name);
    }
    let class = name.rsplit('>').next().unwrap_or(name);
    let is_known =
        class == WARM_UP || (class.ends_with(CYCLES) && (name == class || name.starts_with("Addons>")));
    (is_known && !is_registered(name)).then_some(class)
}

fn warm_up(
    own: &mut Arguments<'_>,
    module: &str,
    rate: impl Fn(&Value) -> Result<Imported, InteropError>,
) -> Result<Built, InteropError> {
    let NonNegative(target) = own.required("initial_learning_rate")?;
    let steps: u64 = own.required("warmup_steps")?;
    let NonNegative(power) = own.or("power", NonNegative(1.0))?;
    let decay: &Value = own.required("decay_schedule_fn")?;
    if !decay.is_object() {
        let got = text::kind(decay);
        return Err(own.refuse("decay_schedule_fn", format!("must be a schedule, got {got}")));
    }
    let Imported { learning_rate, mut notes, .. } = rate(decay)?;
    let is_of_garden = module.starts_with("official.");
    if !is_of_garden && !module.starts_with("transformers") {
        notes.push(notes::warm_up_of_transformers());
    }
    let curve = if power == 1.0 { Curve::Linear } else { Curve::Power { power } };
    let warmed = Warmup::new(learning_rate.to_schedule(), steps)
        .and_then(|warmup| warmup.with_target_learning_rate(target))
        .and_then(|warmup| warmup.with_curve(curve)?.with_warmup_prefix(!is_of_garden));
    let schedule = warmed.map_err(InteropError::unfit(own.path()))?.boxed();
    Ok(Built { schedule, notes })
}

fn cycle(class: &str, own: &mut Arguments<'_>) -> Result<BoxSchedule, InteropError> {
    if own.has("scale_fn") {
        return Err(own.refuse("scale_fn", "is code, which is in no file"));
    }
    let NonNegative(base) = own.required("initial_learning_rate")?;
    let NonNegative(peak) = own.required("maximal_learning_rate")?;
    let steps: NonZeroU64 = own.required("step_size")?;
    let is_exponential = class == "ExponentialCyclicalLearningRate";
    let mode = own.or("scale_mode", if is_exponential { "iterations" } else { "cycle" })?;
    if !["cycle", "iterations"].contains(&mode) {
        let problem = format!("must be \"cycle\" or \"iterations\", got {:?}", text::shortened(mode));
        return Err(own.refuse("scale_mode", problem));
    }
    let cyclic = Cyclic::new(base, peak, steps.get());
    let schedule = match (class, mode) {
        ("TriangularCyclicalLearningRate", _) => cyclic.map(IntoBoxSchedule::boxed),
        ("Triangular2CyclicalLearningRate", "cycle") => {
            cyclic.map(|cyclic| cyclic.with_mode(CyclicMode::Triangular2).boxed())
        }
        ("Triangular2CyclicalLearningRate", _) => {
            return Err(own.refuse(
                "scale_mode",
                "must be \"cycle\": by iterations the height is halved at every step",
            ));
        }
        ("ExponentialCyclicalLearningRate", mode) => {
            let NonNegative(gamma) = own.or("gamma", NonNegative(1.0))?;
            if mode == "cycle" {
                by_cycles(base, peak, steps.get(), gamma)
            } else {
                cyclic
                    .and_then(|cyclic| Ok(cyclic.with_mode(CyclicMode::ExpRange).with_gamma(gamma)?.boxed()))
            }
        }
        _ => return Err(own.refuse("scale_fn", "is code, which is in no file")),
    };
    schedule.map_err(InteropError::unfit(own.path()))
}

/// Triangles on the base, each `gamma` times as high as the one before, the first one too.
fn by_cycles(base: f64, peak: f64, steps: u64, gamma: f64) -> Result<BoxSchedule, ScheduleError> {
    let period = steps.saturating_mul(2);
    let times = [0, steps, period].map(StepCount::from);
    let triangle = Interpolated::new(times, [0.0, (peak - base) * gamma, 0.0])?;
    let triangles = Repeated::new(triangle, period)?.with_m_mul(gamma)?;
    Ok(Sum::new([Constant::new(base)?.boxed(), triangles.boxed()])?.boxed())
}
