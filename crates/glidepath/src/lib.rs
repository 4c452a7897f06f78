#![doc = include_str!("../../../README.md")]

#[doc(inline)]
pub use glidepath_core::{
    LearningRateSchedule, MetricSchedule, ScheduleFn, Scheduler, SetLearningRate, schedule_fn,
};
#[doc(inline)]
pub use glidepath_schedules::{ScheduleError, StepCount};
#[doc(inline)]
pub use glidepath_serde::{
    BoxSchedule, BuiltIn, ClassDescription, Horizon, IntoBoxSchedule, LearningRate, Parameter, SerdeError,
    SerializableSchedule, class_names, config_schema, describe, deserialize, from_class_config, from_config,
    from_json, get_config, learning_rate_schema, register_schedule, schedule_schema, schemars, serialize,
    to_json,
};

/// The schedules, each its own type.
pub mod schedules {
    #[doc(inline)]
    pub use glidepath_schedules::{
        Clamped, Constant, CosineAnnealing, CosineDecay, CosineDecayRestarts, CosineHardRestarts, Curve,
        Cyclic, CyclicMode, ExponentialDecay, Interpolated, Interpolation, InverseSquareRoot,
        InverseTimeDecay, LinearCosineDecay, Noam, NoisyLinearCosineDecay, OneCycle, OneCycleMomentum,
        PiecewiseConstantDecay, PolynomialDecay, PowerLaw, Product, Repeated, Scaled, ScheduleExt,
        Sequential, Shifted, Stretched, Sum, Table, Then, Transition, TransitionRestarts, Warmup,
        WarmupStableDecay,
    };
}

/// The schedules that react to a metric, and what their parameters are made of.
pub mod metric_driven {
    #[doc(inline)]
    pub use glidepath_schedules::{
        Greedy, MetricMode, PlateauRules, RangePoint, RangeTest, ReduceOnPlateau, Threshold,
    };
}

/// What most programs need: `use glidepath::prelude::*;`.
pub mod prelude {
    #[doc(no_inline)]
    pub use crate::metric_driven::*;
    #[doc(no_inline)]
    pub use crate::schedules::*;
    #[doc(no_inline)]
    pub use crate::{
        BoxSchedule, IntoBoxSchedule, LearningRate, LearningRateSchedule, MetricSchedule, Scheduler,
        StepCount,
    };
}
