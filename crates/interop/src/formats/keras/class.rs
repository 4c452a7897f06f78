//! Keras's schedules and optimizers, and their default rates.

/// A schedule class of Keras.
pub(crate) struct Class {
    pub(crate) class_name: &'static str,
    /// What Keras 3 takes for a `name` that is not given; `None` if Keras 3 has no such class.
    pub(crate) keras3_name: Option<&'static str>,
}

/// All schedule classes that Keras has, or had.
const CLASSES: [Class; 8] = [
    Class { class_name: "ExponentialDecay", keras3_name: Some("ExponentialDecay") },
    Class { class_name: "PiecewiseConstantDecay", keras3_name: Some("PiecewiseConstant") },
    Class { class_name: "PolynomialDecay", keras3_name: Some("PolynomialDecay") },
    Class { class_name: "InverseTimeDecay", keras3_name: Some("InverseTimeDecay") },
    Class { class_name: "CosineDecay", keras3_name: Some("CosineDecay") },
    Class { class_name: "CosineDecayRestarts", keras3_name: Some("SGDRDecay") },
    Class { class_name: "LinearCosineDecay", keras3_name: None },
    Class { class_name: "NoisyLinearCosineDecay", keras3_name: None },
];

/// The class of that name, if Keras has it.
pub(crate) fn class(class_name: &str) -> Option<&'static Class> {
    CLASSES.iter().find(|class| class.class_name == class_name)
}

/// The optimizers that Keras has, or had.
const OPTIMIZERS: &[&str] = &[
    "Adadelta",
    "Adafactor",
    "Adagrad",
    "Adam",
    "AdamW",
    "Adamax",
    "Ftrl",
    "Lamb",
    "Lion",
    "LossScaleOptimizer",
    "MultiOptimizer",
    "Muon",
    "Nadam",
    "RMSprop",
    "SGD",
    "ScheduleFreeAdamW",
];

/// Those of TensorFlow Addons, and of transformers for TensorFlow.
const OF_ADDONS: &[&str] = &[
    "AdaBelief",
    "AdamWeightDecay",
    "COCOB",
    "ConditionalGradient",
    "LAMB",
    "LazyAdam",
    "Lookahead",
    "MovingAverage",
    "NovoGrad",
    "ProximalAdagrad",
    "RectifiedAdam",
    "SGDW",
    "SWA",
    "Yogi",
];

/// Whether a class is an optimizer of Keras or of its add-ons. TensorFlow 2.11 and later write their own as
/// `Custom>SGD` in places.
pub(crate) fn is_optimizer(class_name: &str) -> bool {
    let name =
        class_name.strip_prefix("Custom>").or(class_name.strip_prefix("Addons>")).unwrap_or(class_name);
    OPTIMIZERS.contains(&name) || OF_ADDONS.contains(&name)
}

/// The learning rate of an optimizer that is given by its name alone: the same from TensorFlow 2.0 to Keras
/// 3.
pub(crate) fn default_learning_rate(optimizer: &str) -> Option<f64> {
    match optimizer.to_lowercase().as_str() {
        "sgd" => Some(0.01),
        "adadelta" | "adagrad" | "adam" | "adamax" | "ftrl" | "nadam" | "rmsprop" => Some(0.001),
        _ => None,
    }
}

/// The parameter with which Keras stops giving rates after some steps, and what it gives then.
pub(crate) struct Breakdown {
    pub(crate) parameter: &'static str,
    pub(crate) text: String,
}

/// Whether Keras stops giving rates with these parameters.
pub(crate) fn breakdown(class_name: &str, parameter: impl Fn(&str) -> Option<f64>) -> Option<Breakdown> {
    let (name, text) = match class_name {
        "CosineDecayRestarts" => {
            let t_mul = parameter("t_mul").filter(|&t_mul| t_mul < 1.0)?;
            let step = (parameter("first_decay_steps")? / (1.0 - t_mul)).ceil();
            ("t_mul", format!("with `t_mul` below 1 Keras gives NaN from step {step} on"))
        }
        "InverseTimeDecay" => {
            let decay_rate = parameter("decay_rate").filter(|&decay_rate| decay_rate < 0.0)?;
            let step = (parameter("decay_steps")? / -decay_rate).ceil();
            ("decay_rate", format!("with `decay_rate` below 0 Keras gives no rate from step {step} on"))
        }
        _ => return None,
    };
    Some(Breakdown { parameter: name, text })
}
