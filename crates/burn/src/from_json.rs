//! A scheduler from JSON text.

use glidepath_serde::{LearningRate, SerdeError};

use crate::BurnScheduler;

impl BurnScheduler<LearningRate> {
    /// Reads what an optimizer's `learning_rate` holds, a schedule or a number, and starts at step 0.
    ///
    /// ```
    /// use burn_optim::lr_scheduler::LrScheduler;
    /// use glidepath_burn::BurnScheduler;
    ///
    /// let text = r#"{"class_name": "PolynomialDecay",
    ///     "config": {"initial_learning_rate": 0.5, "decay_steps": 2, "end_learning_rate": 0.0}}"#;
    /// let mut decaying = BurnScheduler::from_json(text)?;
    /// assert_eq!([decaying.step(), decaying.step(), decaying.step()], [0.5, 0.25, 0.0]);
    ///
    /// let mut fixed = BurnScheduler::from_json("0.01")?;
    /// assert_eq!([fixed.step(), fixed.step()], [0.01, 0.01]);
    /// # Ok::<(), glidepath_serde::SerdeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or neither a rate nor a schedule. The error names the place.
    pub fn from_json(text: &str) -> Result<Self, SerdeError> {
        LearningRate::from_json(text).map(Self::new)
    }
}
