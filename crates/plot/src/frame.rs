//! Where the axes of a picture lie.

/// Where the axes of a picture lie, for what a program draws over it: a cursor, the points of a log.
///
/// Lengths are in pixels of the picture, from its left upper corner. Steps lie evenly from `left`, the first,
/// to `right`, the end of the range; rates lie from `bottom` to `top`, on the linear or
/// logarithmic axis of the plot.
///
/// ```
/// use glidepath_core::schedule_fn;
/// use glidepath_plot::{Plot, SvgOptions};
///
/// let schedule = schedule_fn(|_| 0.5);
/// let plot = Plot::new(0..100)?.with_curve("", &schedule);
/// let (svg, frame) = plot.to_svg_and_frame(&SvgOptions::default())?;
/// assert_eq!(svg, plot.to_svg(&SvgOptions::default())?);
/// assert_eq!((frame.lowest_rate, frame.highest_rate), (0.0, 0.5));
/// assert!(frame.left < frame.right && frame.top < frame.bottom);
/// # Ok::<(), glidepath_plot::PlotError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Frame {
    /// Where the first step begins.
    pub left: f64,
    /// The upper end of the axis of rates.
    pub top: f64,
    /// Where the last step ends.
    pub right: f64,
    /// The lower end of the axis of rates.
    pub bottom: f64,
    /// The rate at the lower end.
    pub lowest_rate: f64,
    /// The rate at the upper end.
    pub highest_rate: f64,
}
