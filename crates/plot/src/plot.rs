//! The plot: what is drawn, whatever it is drawn to.

use std::fmt;
use std::ops::Range;

use glidepath_core::LearningRateSchedule;

use crate::{PlotError, Scale, label, sampling};

/// Curves of one or more schedules over a range of steps.
///
/// A rate holds from its step to the next: step `s` is drawn from `s` to `s + 1`. Where a column of the plot
/// holds many steps, the curve there spans the smallest to the largest rate found in it. Up to 200 000 steps
/// every rate is asked for; beyond, each column takes its first and last step and a sample spread over the
/// rest, so that the work is bounded and a jump or a restart shows, though a spike of a single step may not.
/// (With more than 40 curves each is sampled less densely.)
///
/// A schedule that breaks its contract cannot harm: a rate that is not finite leaves a gap.
///
/// ```
/// use glidepath_core::schedule_fn;
/// use glidepath_plot::{Plot, SvgOptions, TextOptions};
///
/// let schedule = schedule_fn(|step| if step < 500 { 1e-4 } else { 1e-5 });
/// let plot = Plot::new(0..1_000)?.with_title("two pieces").with_curve("", &schedule);
/// assert_eq!(plot.to_text(&TextOptions::default())?.lines().count(), 20);
/// assert!(plot.to_svg(&SvgOptions::default())?.starts_with("<svg"));
/// # Ok::<(), glidepath_plot::PlotError>(())
/// ```
#[derive(Clone)]
pub struct Plot<'a> {
    pub(crate) steps: Range<u64>,
    pub(crate) title: String,
    pub(crate) scale: Scale,
    pub(crate) curves: Vec<Curve<'a>>,
    pub(crate) most_rates: usize,
}

/// A schedule and what the legend calls it.
#[derive(Clone)]
pub(crate) struct Curve<'a> {
    pub(crate) label: String,
    schedule: &'a dyn LearningRateSchedule,
}

impl<'a> Plot<'a> {
    /// Axes over `steps`, without a curve yet.
    ///
    /// # Errors
    ///
    /// [`PlotError::EmptySteps`] if there is no step in the range.
    pub fn new(steps: Range<u64>) -> Result<Self, PlotError> {
        if steps.is_empty() {
            return Err(PlotError::EmptySteps { start: steps.start, end: steps.end });
        }
        Ok(Self {
            steps,
            title: String::new(),
            scale: Scale::Linear,
            curves: Vec::new(),
            most_rates: usize::MAX,
        })
    }

    /// Adds a curve. A single curve with an empty label has no legend; of several, one with an empty label is
    /// called by its number.
    ///
    /// A label is any text; what cannot be shown on one line (control characters, line breaks) is taken out,
    /// and a label that is too long is shortened.
    #[must_use]
    pub fn with_curve(mut self, label: &str, schedule: &'a dyn LearningRateSchedule) -> Self {
        self.curves.push(Curve { label: label::clean(label), schedule });
        self
    }

    /// Sets the title, cleaned and shortened as a label is. None by default.
    #[must_use]
    pub fn with_title(mut self, title: &str) -> Self {
        self.title = label::clean(title);
        self
    }

    /// Sets how rates lie on the axis. Default: [`Scale::Linear`].
    #[must_use]
    pub const fn with_scale(mut self, scale: Scale) -> Self {
        self.scale = scale;
        self
    }

    /// Limits the number of rates that each schedule is asked for; 4 in each column are always asked for.
    /// With a low limit a picture that follows a slider is drawn quickly, whatever the range. Default:
    /// 200 000.
    #[must_use]
    pub const fn with_most_rates(mut self, most_rates: usize) -> Self {
        self.most_rates = most_rates;
        self
    }

    /// The curves as points, for a plot that is about `columns` wide.
    pub(crate) fn sample(&self, columns: usize) -> Vec<sampling::Sampled> {
        let budget = sampling::budget(self.curves.len()).min(self.most_rates);
        self.curves
            .iter()
            .map(|curve| sampling::sample(curve.schedule, &self.steps, columns, budget))
            .collect()
    }
}

impl fmt::Debug for Plot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labels: Vec<_> = self.curves.iter().map(|curve| &curve.label).collect();
        f.debug_struct("Plot")
            .field("steps", &self.steps)
            .field("title", &self.title)
            .field("scale", &self.scale)
            .field("curves", &labels)
            .field("most_rates", &self.most_rates)
            .finish()
    }
}
