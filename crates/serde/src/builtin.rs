//! The classes of glidepath-schedules, by name.
//!
//! A class joins with `schema`. It derives `JsonSchema` twice, for itself with a sentence as its `description`, and for
//! its `Config`, whose fields have a comment each and, where a rule of `check` binds them, a type of
//! `glidepath_schedules::schema`. The test `every_built_in_class_has_a_schema` tells what is missing.

use glidepath_schedules as schedules;

use crate::{BoxSchedule, register_schedule};

register_schedule!(schedules::Constant, "Constant", schema);
register_schedule!(schedules::CosineDecay, "CosineDecay", schema);
register_schedule!(schedules::CosineDecayRestarts, "CosineDecayRestarts", schema);
register_schedule!(schedules::ExponentialDecay, "ExponentialDecay", schema);
register_schedule!(schedules::InverseTimeDecay, "InverseTimeDecay", schema);
register_schedule!(schedules::LinearCosineDecay, "LinearCosineDecay", schema);
register_schedule!(schedules::NoisyLinearCosineDecay, "NoisyLinearCosineDecay", schema);
register_schedule!(schedules::PiecewiseConstantDecay, "PiecewiseConstantDecay", schema);
register_schedule!(schedules::PolynomialDecay, "PolynomialDecay", schema);
register_schedule!(@class schedules::Sequential<BoxSchedule>, "Sequential", with_schema);
register_schedule!(schedules::Transition, "Transition", schema);
register_schedule!(@class schedules::Clamped<BoxSchedule>, "Clamped", with_schema);
register_schedule!(@class schedules::Product<BoxSchedule>, "Product", with_schema);
register_schedule!(@class schedules::Scaled<BoxSchedule>, "Scaled", with_schema);
register_schedule!(@class schedules::Shifted<BoxSchedule>, "Shifted", with_schema);
register_schedule!(@class schedules::Stretched<BoxSchedule>, "Stretched", with_schema);
register_schedule!(@class schedules::Sum<BoxSchedule>, "Sum", with_schema);
register_schedule!(schedules::CosineAnnealing, "CosineAnnealing", schema);
register_schedule!(schedules::InverseSquareRoot, "InverseSquareRoot", schema);
register_schedule!(schedules::Noam, "Noam", schema);
register_schedule!(schedules::Interpolated, "Interpolated", schema);
register_schedule!(schedules::OneCycle, "OneCycle", schema);
register_schedule!(schedules::OneCycleMomentum, "OneCycleMomentum", schema);
register_schedule!(schedules::WarmupStableDecay, "WarmupStableDecay", schema);
register_schedule!(schedules::Cyclic, "Cyclic", schema);
register_schedule!(schedules::Table, "Table", schema);
register_schedule!(schedules::PowerLaw, "PowerLaw", schema);
register_schedule!(schedules::TransitionRestarts, "TransitionRestarts", schema);
register_schedule!(schedules::CosineHardRestarts, "CosineHardRestarts", schema);
register_schedule!(@class schedules::Repeated<BoxSchedule>, "Repeated", with_schema);
register_schedule!(@class schedules::Warmup<BoxSchedule>, "Warmup", with_schema);
