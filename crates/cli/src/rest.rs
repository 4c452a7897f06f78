//! From which step on a schedule is constant, as its class and parameters prove.

use glidepath_interop::Json;

/// A step from which on the rate never changes; `None` if the parameters do not prove one. It may be later
/// than the first such step.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "positive, and saturation is right"
)]
pub(crate) fn rests_from(learning_rate: &Json) -> Option<u64> {
    rest(learning_rate).map(|step| step.ceil() as u64)
}

/// The same, with a fraction of a step.
fn rest(learning_rate: &Json) -> Option<f64> {
    let Some((class_name, config)) = learning_rate.as_schedule() else {
        return learning_rate.as_f64().map(|_| 0.0);
    };
    let number = |name: &str| config_number(config, name);
    let inner = || rest(value(config, "schedule")?);
    match class_name {
        "Constant" => Some(0.0),
        "CosineDecay" => Some(number("decay_steps")? + number("warmup_steps")?),
        "CosineHardRestarts" | "LinearCosineDecay" => number("decay_steps"),
        "PolynomialDecay" => match value(config, "cycle")? {
            Json::Bool(false) => number("decay_steps"),
            _ => None,
        },
        "OneCycle" | "OneCycleMomentum" => number("total_steps"),
        "Transition" => number("transition_steps"),
        "WarmupStableDecay" => {
            Some(number("warmup_steps")? + number("stable_steps")? + number("decay_steps")?)
        }
        "PiecewiseConstantDecay" => {
            let boundaries = list(config, "boundaries")?;
            boundaries.last().map_or(Some(0.0), |last| Some(last.as_f64()? + 1.0))
        }
        "Interpolated" => list(config, "steps")?.last()?.as_f64(),
        "Table" => Some(count(list(config, "learning_rates")?)),
        "Sequential" => {
            let last = list(config, "boundaries")?.last().map_or(Some(0.0), Json::as_f64)?;
            Some(last + rest(list(config, "schedules")?.last()?)?)
        }
        "Sum" | "Product" => list(config, "schedules")?
            .iter()
            .try_fold(0.0, |latest, schedule| Some(rest(schedule)?.max(latest))),
        "Scaled" | "Clamped" => inner(),
        "Shifted" => Some((inner()? - number("shift")?).max(0.0)),
        "Stretched" => Some((inner()?.ceil() + 1.0) * number("factor")?),
        "Warmup" => Some(inner()? + number("warmup_steps")?),
        _ => None,
    }
}

fn value<'j>(config: &'j [(String, Json)], name: &str) -> Option<&'j Json> {
    config.iter().find(|(key, _)| key == name).map(|(_, value)| value)
}

fn config_number(config: &[(String, Json)], name: &str) -> Option<f64> {
    value(config, name)?.as_f64()
}

fn list<'j>(config: &'j [(String, Json)], name: &str) -> Option<&'j [Json]> {
    match value(config, name)? {
        Json::Array(elements) => Some(elements),
        _ => None,
    }
}

#[expect(clippy::cast_precision_loss, reason = "no list in memory is that long")]
fn count(list: &[Json]) -> f64 {
    list.len() as f64
}
