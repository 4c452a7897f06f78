//! A pointer to a schedule is a schedule.

use alloc::boxed::Box;
use alloc::rc::Rc;
#[cfg(target_has_atomic = "ptr")]
use alloc::sync::Arc;

use crate::LearningRateSchedule;

impl<S: LearningRateSchedule + ?Sized> LearningRateSchedule for &S {
    fn learning_rate(&self, step: u64) -> f64 {
        (**self).learning_rate(step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        (**self).fill(first_step, rates);
    }
}

impl<S: LearningRateSchedule + ?Sized> LearningRateSchedule for Box<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        (**self).learning_rate(step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        (**self).fill(first_step, rates);
    }
}

impl<S: LearningRateSchedule + ?Sized> LearningRateSchedule for Rc<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        (**self).learning_rate(step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        (**self).fill(first_step, rates);
    }
}

#[cfg(target_has_atomic = "ptr")]
impl<S: LearningRateSchedule + ?Sized> LearningRateSchedule for Arc<S> {
    fn learning_rate(&self, step: u64) -> f64 {
        (**self).learning_rate(step)
    }

    fn fill(&self, first_step: u64, rates: &mut [f64]) {
        (**self).fill(first_step, rates);
    }
}
