//! The classes of glidepath-schedules, by name.

use glidepath_schedules as schedules;

use crate::{BoxSchedule, register_schedule};

register_schedule!(schedules::Constant, "Constant");
register_schedule!(schedules::CosineDecay, "CosineDecay");
register_schedule!(schedules::CosineDecayRestarts, "CosineDecayRestarts");
register_schedule!(schedules::ExponentialDecay, "ExponentialDecay");
register_schedule!(schedules::InverseTimeDecay, "InverseTimeDecay");
register_schedule!(schedules::LinearCosineDecay, "LinearCosineDecay");
register_schedule!(schedules::NoisyLinearCosineDecay, "NoisyLinearCosineDecay");
register_schedule!(schedules::PiecewiseConstantDecay, "PiecewiseConstantDecay");
register_schedule!(schedules::PolynomialDecay, "PolynomialDecay");
register_schedule!(schedules::Sequential<BoxSchedule>, "Sequential");
