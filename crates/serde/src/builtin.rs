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
register_schedule!(@name schedules::Sequential<BoxSchedule>, "Sequential");
register_schedule!(schedules::Transition, "Transition");
register_schedule!(@name schedules::Clamped<BoxSchedule>, "Clamped");
register_schedule!(@name schedules::Product<BoxSchedule>, "Product");
register_schedule!(@name schedules::Scaled<BoxSchedule>, "Scaled");
register_schedule!(@name schedules::Shifted<BoxSchedule>, "Shifted");
register_schedule!(@name schedules::Stretched<BoxSchedule>, "Stretched");
register_schedule!(@name schedules::Sum<BoxSchedule>, "Sum");
register_schedule!(schedules::CosineAnnealing, "CosineAnnealing");
register_schedule!(schedules::InverseSquareRoot, "InverseSquareRoot");
register_schedule!(schedules::Noam, "Noam");
register_schedule!(schedules::Interpolated, "Interpolated");
register_schedule!(schedules::OneCycle, "OneCycle");
register_schedule!(schedules::OneCycleMomentum, "OneCycleMomentum");
register_schedule!(schedules::WarmupStableDecay, "WarmupStableDecay");
register_schedule!(schedules::Cyclic, "Cyclic");
register_schedule!(schedules::Table, "Table");
register_schedule!(schedules::PowerLaw, "PowerLaw");
register_schedule!(schedules::TransitionRestarts, "TransitionRestarts");
register_schedule!(schedules::CosineHardRestarts, "CosineHardRestarts");
register_schedule!(@name schedules::Repeated<BoxSchedule>, "Repeated");
register_schedule!(@name schedules::Warmup<BoxSchedule>, "Warmup");
