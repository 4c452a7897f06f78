//! A schedule of one's own, as a crate that knows nothing of glidepath but its trait.

use glidepath_core::LearningRateSchedule;

/// Halves the rate every `half_life` steps, in one jump.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "Config", into = "Config")]
pub struct Halving {
    config: Config,
}

impl Halving {
    /// A schedule that begins at `initial_learning_rate`.
    ///
    /// # Errors
    ///
    /// If `initial_learning_rate` is not finite or below 0, or `half_life` is 0.
    pub fn new(initial_learning_rate: f64, half_life: u64) -> Result<Self, String> {
        Self::try_from(Config { initial_learning_rate, half_life })
    }
}

impl LearningRateSchedule for Halving {
    fn learning_rate(&self, step: u64) -> f64 {
        let Config { initial_learning_rate, half_life } = self.config;
        let halvings = i32::try_from(step / half_life).unwrap_or(i32::MAX);
        initial_learning_rate * 0.5_f64.powi(halvings)
    }
}

/// What a file holds. A file passes the same gate as a call of `new`.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Config {
    initial_learning_rate: f64,
    half_life: u64,
}

impl TryFrom<Config> for Halving {
    type Error = String;

    fn try_from(config: Config) -> Result<Self, String> {
        let Config { initial_learning_rate, half_life } = config;
        if !(initial_learning_rate >= 0.0 && initial_learning_rate.is_finite()) {
            let rule = "must be finite and at least 0";
            return Err(format!("`initial_learning_rate` {rule}, got {initial_learning_rate:?}"));
        }
        if half_life == 0 {
            return Err("`half_life` must be greater than 0, got 0".to_owned());
        }
        Ok(Self { config })
    }
}

impl From<Halving> for Config {
    fn from(schedule: Halving) -> Self {
        schedule.config
    }
}
