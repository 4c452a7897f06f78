//! Facts about a run, in addition to the rates of its schedule.

/// Facts about a run, in addition to the rates of its schedule. By default nothing is known: rules about the
/// length of the run are not applied, and no jump and no cycle is intended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    pub(crate) total_steps: Option<u64>,
    pub(crate) steps_per_epoch: Option<f64>,
    pub(crate) extent: Option<u64>,
    pub(crate) warmup_end: Option<u64>,
    pub(crate) curve_end: Option<u64>,
    pub(crate) never_settles: bool,
    pub(crate) rises_by_design: bool,
    pub(crate) boundaries: Vec<Placed<u64>>,
    pub(crate) jumps: Vec<Span>,
    pub(crate) cycles: Vec<Span>,
    pub(crate) counts: Vec<Placed<f64>>,
    pub(crate) floors: Vec<Floor>,
    pub(crate) group_rates: Vec<Placed<f64>>,
}

/// A number in the file and its path.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Placed<T> {
    pub(crate) path: String,
    pub(crate) value: T,
}

/// A range of steps: from `first` up to but not including `end`, or forever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    first: u64,
    end: Option<u64>,
}

impl Span {
    pub(crate) fn contains(self, step: u64) -> bool {
        self.first <= step && self.end.is_none_or(|end| step < end)
    }
}

/// The rate that a schedule decays to, and the one that it decays from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Floor {
    pub(crate) path: String,
    pub(crate) min: f64,
    pub(crate) peak: f64,
}

impl Facts {
    /// Nothing is known.
    pub fn new() -> Self {
        Self::default()
    }

    /// The number of updates in the run.
    #[must_use]
    pub fn with_total_steps(self, total_steps: u64) -> Self {
        Self { total_steps: Some(total_steps).filter(|&steps| steps > 0), ..self }
    }

    /// The number of updates in an epoch. Findings then say where a number seems to count epochs.
    #[must_use]
    pub fn with_steps_per_epoch(self, steps_per_epoch: f64) -> Self {
        Self { steps_per_epoch: Some(steps_per_epoch).filter(|&steps| steps > 1.0), ..self }
    }

    /// The number of steps to examine if the length of the run is not known. Default: up to the end of the
    /// curve, as found from the rates.
    #[must_use]
    pub fn with_extent(self, extent: u64) -> Self {
        Self { extent: Some(extent).filter(|&steps| steps > 0), ..self }
    }

    /// The first step after the warmup. Default: where the rates first stop rising.
    #[must_use]
    pub fn with_warmup_end(self, step: u64) -> Self {
        Self { warmup_end: Some(step), ..self }
    }

    /// The step at which the decay ends, where the rates alone do not show it: a cosine may rise again after
    /// it.
    #[must_use]
    pub fn with_curve_end(self, step: u64) -> Self {
        Self { curve_end: Some(step), ..self }
    }

    /// The rate decays forever, for example exponentially or with an inverse square root.
    #[must_use]
    pub fn with_endless_decay(self) -> Self {
        Self { never_settles: true, ..self }
    }

    /// The rate rises through the whole run by design, as in a learning-rate range test.
    #[must_use]
    pub fn with_endless_rise(self) -> Self {
        Self { rises_by_design: true, ..self }
    }

    /// A boundary in the file, and its path.
    #[must_use]
    pub fn with_boundary(mut self, step: u64, path: impl Into<String>) -> Self {
        self.boundaries.push(Placed { path: path.into(), value: step });
        self
    }

    /// Steps at which jumps are intended, such as those of a staircase. Without an end they go on forever.
    #[must_use]
    pub fn with_jumps(mut self, first: u64, end: Option<u64>) -> Self {
        self.jumps.push(Span { first, end });
        self
    }

    /// Steps during which the rate rises again by design, as with restarts. Without an end they go on
    /// forever.
    #[must_use]
    pub fn with_cycles(mut self, first: u64, end: Option<u64>) -> Self {
        self.cycles.push(Span { first, end });
        self
    }

    /// A number of steps in the file, and its path.
    #[must_use]
    pub fn with_count(mut self, steps: f64, path: impl Into<String>) -> Self {
        self.counts.push(Placed { path: path.into(), value: steps });
        self
    }

    /// The minimum rate in the file, its path, and the rate that the schedule decays from.
    #[must_use]
    pub fn with_floor(mut self, min: f64, peak: f64, path: impl Into<String>) -> Self {
        self.floors.push(Floor { path: path.into(), min, peak });
        self
    }

    /// The rate that the optimizer gives to one of its parameter groups, and its path. Call this for each
    /// group if one schedule sets the rates of all of them.
    #[must_use]
    pub fn with_group_rate(mut self, learning_rate: f64, path: impl Into<String>) -> Self {
        self.group_rates.push(Placed { path: path.into(), value: learning_rate });
        self
    }

    pub(crate) fn has_cycle_at(&self, step: u64) -> bool {
        self.cycles.iter().any(|span| span.contains(step))
    }

    pub(crate) fn has_jump_at(&self, step: u64) -> bool {
        self.jumps.iter().any(|span| span.contains(step))
    }
}
