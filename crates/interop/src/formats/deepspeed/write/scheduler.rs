//! A scheduler of DeepSpeed.

use crate::values::{Json, object};

/// A type and its parameters.
pub(super) struct Scheduler {
    kind: &'static str,
    parameters: Vec<(&'static str, Json)>,
    /// The rate of the optimizer, if the parameters are shares of it.
    optimizer_rate: Option<f64>,
}

impl Scheduler {
    pub(super) fn new(kind: &'static str, parameters: Vec<(&'static str, Json)>) -> Self {
        Self { kind, parameters, optimizer_rate: None }
    }

    /// The scheduler with parameters that are shares of the rate of the optimizer.
    pub(super) fn of_optimizer_rate(self, rate: f64) -> Self {
        Self { optimizer_rate: Some(rate), ..self }
    }

    pub(super) fn json(self) -> Json {
        let scheduler = object([("type", self.kind.into()), ("params", object(self.parameters))]);
        match self.optimizer_rate {
            None => object([("scheduler", scheduler)]),
            Some(rate) => object([
                ("optimizer", object([("params", object([("lr", rate.into())]))])),
                ("scheduler", scheduler),
            ]),
        }
    }
}
