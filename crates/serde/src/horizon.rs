//! How long a run is.

use crate::SerdeError;

/// How long a run is, and how long its steps are: what turns `"10ep"` in a file into a number of steps.
///
/// It is declared once for a run, and all that a file says in other units follows from it. What a file does
/// not need may be left out.
///
/// | in the file | means | is |
/// |---|---|---|
/// | `"10ep"` | epochs | 10 times [`steps_per_epoch`](Self::with_steps_per_epoch) |
/// | `"0.06dur"` | a share of the run | 0.06 times [`total_steps`](Self::with_total_steps) |
/// | `"2e9tok"` | tokens | 2e9 divided by [`tokens_per_step`](Self::with_tokens_per_step) |
/// | `"64e3sp"` | samples | 64e3 divided by [`samples_per_step`](Self::with_samples_per_step) |
/// | `"500ba"` | steps (batches) | 500 |
///
/// These are the suffixes of MosaicML Composer. They may stand wherever the schema of a class has a step
/// count ([`StepCount`](glidepath_schedules::StepCount)); any other text stays as it is.
///
/// # Rounding
///
/// Product and quotient are those of the doubles, and what they give is rounded up to a whole step, as
/// Hugging Face's transformers do: `"0.07dur"` of 100 steps is 8 steps, for `0.07 * 100.0` is a little more
/// than 7. Where a fraction of a step matters, write the number without a unit. The length of a negative
/// shift is rounded in the same way, so `"-1ep"` is as late as `"1ep"` is early.
///
/// # Example
/// ```
/// use glidepath::prelude::*;
///
/// let horizon = Horizon::new().with_total_steps(10_000)?.with_steps_per_epoch(937.5)?;
/// let schedule = horizon.read_json(r#"{"class_name": "CosineDecay", "config": {"initial_learning_rate": 0.0,
///     "warmup_target": 0.1, "warmup_steps": "2ep", "decay_steps": "0.8dur"}}"#)?;
/// assert_eq!(schedule.learning_rate(1_875), 0.1);
/// assert_eq!(schedule.learning_rate(1_875 + 8_000), 0.0);
/// # Ok::<(), glidepath::SerdeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Horizon {
    total_steps: Option<u64>,
    steps_per_epoch: Option<f64>,
    tokens_per_step: Option<f64>,
    samples_per_step: Option<f64>,
}

/// What may be known of the length of a run, before it is checked: see [`Horizon::of`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RunLengths {
    /// The number of steps of the whole run.
    pub total_steps: Option<u64>,
    /// The number of steps of an epoch.
    pub steps_per_epoch: Option<f64>,
    /// The number of tokens of a step.
    pub tokens_per_step: Option<f64>,
    /// The number of samples of a step.
    pub samples_per_step: Option<f64>,
}

impl Horizon {
    /// A run of which nothing is known. It resolves `"500ba"` and nothing else.
    pub const fn new() -> Self {
        Self { total_steps: None, steps_per_epoch: None, tokens_per_step: None, samples_per_step: None }
    }

    /// What is known of a run: the options of a program, say. Zero and other numbers that no run has are
    /// errors.
    ///
    /// ```
    /// use glidepath::prelude::*;
    /// use glidepath::RunLengths;
    ///
    /// let lengths = RunLengths { total_steps: Some(1_000), ..RunLengths::default() };
    /// assert_eq!(Horizon::of(lengths)?.total_steps(), Some(1_000));
    /// assert!(Horizon::of(RunLengths { total_steps: Some(0), ..lengths }).is_err());
    /// # Ok::<(), glidepath::SerdeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As those of the methods that set one number.
    pub fn of(lengths: RunLengths) -> Result<Self, SerdeError> {
        let mut horizon = Self::new();
        if let Some(total_steps) = lengths.total_steps {
            horizon = horizon.with_total_steps(total_steps)?;
        }
        if let Some(steps_per_epoch) = lengths.steps_per_epoch {
            horizon = horizon.with_steps_per_epoch(steps_per_epoch)?;
        }
        if let Some(tokens_per_step) = lengths.tokens_per_step {
            horizon = horizon.with_tokens_per_step(tokens_per_step)?;
        }
        if let Some(samples_per_step) = lengths.samples_per_step {
            horizon = horizon.with_samples_per_step(samples_per_step)?;
        }
        Ok(horizon)
    }

    /// The number of steps of the whole run.
    ///
    /// # Errors
    ///
    /// If it is 0.
    pub fn with_total_steps(self, total_steps: u64) -> Result<Self, SerdeError> {
        if total_steps == 0 {
            let (fact, rule, got) = ("total_steps", "greater than 0", "0".to_owned());
            return Err(SerdeError::Horizon { fact, rule, got });
        }
        Ok(Self { total_steps: Some(total_steps), ..self })
    }

    /// The number of steps of an epoch, which may be a fraction: samples in the data divided by samples in a
    /// step.
    ///
    /// # Errors
    ///
    /// If it is not finite or not above 0.
    pub fn with_steps_per_epoch(self, steps_per_epoch: f64) -> Result<Self, SerdeError> {
        check("steps_per_epoch", steps_per_epoch)?;
        Ok(Self { steps_per_epoch: Some(steps_per_epoch), ..self })
    }

    /// The number of tokens of a step, over all devices and with accumulation.
    ///
    /// # Errors
    ///
    /// If it is not finite or not above 0.
    pub fn with_tokens_per_step(self, tokens_per_step: f64) -> Result<Self, SerdeError> {
        check("tokens_per_step", tokens_per_step)?;
        Ok(Self { tokens_per_step: Some(tokens_per_step), ..self })
    }

    /// The number of samples of a step, over all devices and with accumulation: the global batch size.
    ///
    /// # Errors
    ///
    /// If it is not finite or not above 0.
    pub fn with_samples_per_step(self, samples_per_step: f64) -> Result<Self, SerdeError> {
        check("samples_per_step", samples_per_step)?;
        Ok(Self { samples_per_step: Some(samples_per_step), ..self })
    }

    /// The number of steps of the whole run, if it is known.
    pub const fn total_steps(&self) -> Option<u64> {
        self.total_steps
    }

    /// The number of steps of an epoch, if it is known.
    pub const fn steps_per_epoch(&self) -> Option<f64> {
        self.steps_per_epoch
    }

    /// The number of tokens of a step, if it is known.
    pub const fn tokens_per_step(&self) -> Option<f64> {
        self.tokens_per_step
    }

    /// The number of samples of a step, if it is known.
    pub const fn samples_per_step(&self) -> Option<f64> {
        self.samples_per_step
    }
}

fn check(fact: &'static str, value: f64) -> Result<(), SerdeError> {
    if value > 0.0 && value.is_finite() {
        return Ok(());
    }
    Err(SerdeError::Horizon { fact, rule: "finite and greater than 0", got: format!("{value:?}") })
}
