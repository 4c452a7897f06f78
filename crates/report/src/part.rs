//! The position of a part of a schedule, in the file and in the run.

/// The position of a part of a schedule, in the file and in the run.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    path: String,
    /// Whether the file has the fields of our classes.
    names_fields: bool,
    /// The step of the run that is step 0 of the part.
    origin: i128,
    /// The number of steps of the run in one step of the part.
    stretch: f64,
    /// The first step after the part, if it ends.
    pub(crate) end: Option<u64>,
    /// The rate has risen before.
    after_rise: bool,
}

impl Part {
    /// The whole of a schedule.
    pub(crate) fn whole(path: &str, names_fields: bool) -> Self {
        Self { path: path.to_owned(), names_fields, origin: 0, stretch: 1.0, end: None, after_rise: false }
    }

    /// The path of a field.
    pub(crate) fn field(&self, name: &str) -> String {
        match (self.names_fields, self.path.is_empty()) {
            (false, _) => self.path.clone(),
            (true, true) => format!("config.{name}"),
            (true, false) => format!("{}.config.{name}", self.path),
        }
    }

    /// A schedule in a field.
    pub(crate) fn inside(&self, field: &str) -> Self {
        Self { path: self.field(field), ..self.clone() }
    }

    /// The same part, this many of its steps later.
    pub(crate) fn later(self, steps: i128) -> Self {
        Self { origin: self.origin.saturating_add(rounded(real(steps) * self.stretch)), ..self }
    }

    /// The same part with each step lasting this many.
    pub(crate) fn stretched(self, factor: f64) -> Self {
        Self { stretch: self.stretch * factor, ..self }
    }

    /// The same part, ending where another one follows.
    pub(crate) fn until(self, end: Option<u64>) -> Self {
        Self { end: end.or(self.end), ..self }
    }

    /// The same part after a rise of the rate.
    pub(crate) fn after_rise(self) -> Self {
        Self { after_rise: true, ..self }
    }

    /// Whether the run begins here.
    pub(crate) fn is_at_start(&self) -> bool {
        self.origin <= 0 && !self.after_rise
    }

    /// The first step of the run that belongs to the part.
    pub(crate) fn first(&self) -> u64 {
        u64::try_from(self.origin.max(0)).unwrap_or(u64::MAX)
    }

    /// Converts a number of steps of the part into steps of the run.
    pub(crate) fn lasting(&self, steps: f64) -> f64 {
        steps * self.stretch
    }

    /// The step of the run after this many steps of the part.
    pub(crate) fn step(&self, steps: f64) -> u64 {
        let step = self.origin.saturating_add(rounded(self.lasting(steps).ceil()));
        u64::try_from(step.max(0)).unwrap_or(u64::MAX)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a step that is so late needs no last digit")]
fn real(steps: i128) -> f64 {
    steps as f64
}

#[expect(clippy::cast_possible_truncation, reason = "saturates, which is right")]
fn rounded(steps: f64) -> i128 {
    steps.round() as i128
}
