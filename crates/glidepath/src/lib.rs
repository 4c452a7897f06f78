#![doc = include_str!("../README.md")]
//!
//! # Start here
//!
//! [`schedules`] has the classes, [`schedules::ScheduleExt`] the methods that compose them, [`prelude`] all
//! that most programs need. [`LearningRateSchedule`] is the trait, [`Scheduler`] the cursor,
//! [`metric_driven`] what follows a metric.
#![cfg_attr(not(feature = "std"), no_std)]
#![cfg_attr(docsrs, feature(doc_cfg))]

#[cfg(any(feature = "testing", doc))]
#[doc(inline)]
pub use glidepath_core::testing;
#[doc(inline)]
pub use glidepath_core::{
    LearningRateSchedule, MetricSchedule, ScheduleFn, Scheduler, SetLearningRate, schedule_fn,
};
#[doc(inline)]
pub use glidepath_schedules::{ScheduleError, StepCount};
#[cfg(feature = "json")]
#[doc(inline)]
pub use glidepath_serde::{
    AsSerializable, BoxSchedule, BuiltIn, Horizon, IntoBoxSchedule, LearningRate, MAX_DEPTH, RunLengths,
    SerdeError, SerializableSchedule, class_names, deserialize, from_class_config, from_config, from_json,
    get_config, is_registered, parse_json, register_schedule, serialize, to_json,
};
#[cfg(feature = "schema")]
#[doc(inline)]
pub use glidepath_serde::{
    ClassDescription, Parameter, config_schema, describe, learning_rate_schema, schedule_schema, schemars,
};

/// The schedules, each its own type.
pub mod schedules {
    #[doc(inline)]
    pub use glidepath_schedules::step_driven::*;
}

/// The schedules that react to a metric, and their parameters.
pub mod metric_driven {
    #[doc(inline)]
    pub use glidepath_schedules::metric_driven::*;
}

/// All that most programs need: `use glidepath::prelude::*;`.
///
/// It has every type and trait of the crate but not the functions on files, which read better with their
/// crate: `glidepath::from_json(text)`.
pub mod prelude {
    #[doc(no_inline)]
    pub use crate::metric_driven::*;
    #[doc(no_inline)]
    pub use crate::schedules::*;
    #[cfg(feature = "json")]
    #[doc(no_inline)]
    pub use crate::{BoxSchedule, Horizon, IntoBoxSchedule, LearningRate, SerdeError};
    #[doc(no_inline)]
    pub use crate::{
        LearningRateSchedule, MetricSchedule, ScheduleError, Scheduler, SetLearningRate, StepCount,
        schedule_fn,
    };
}
