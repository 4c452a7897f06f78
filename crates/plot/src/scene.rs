//! The layout of a picture, before it becomes SVG or PNG.

use crate::error::check;
use crate::label::shorten;
use crate::legend::{self, Entry, Room};
use crate::number::{count_to_f64, to_cell};
use crate::rate_axis::{Extent, RateAxis, Tick};
use crate::sampling::{Point, Sampled};
use crate::simplify::{Pixel, simplify};
use crate::step_axis::{self, StepTick};
use crate::text_width::text_width;
use crate::{Frame, Plot, PlotError, SvgOptions, SvgStyle};

/// Font sizes.
pub(crate) const TEXT: f64 = 12.0;
pub(crate) const TITLE: f64 = 15.0;

const MARGIN: f64 = 10.0;
const LINE: f64 = 18.0;
const TICK_LENGTH: f64 = 4.0;
const SWATCH: f64 = 24.0;
/// How many points the curves of a picture for a page may have in all, before they are drawn more coarsely.
const MOST_POINTS_INLINE: usize = 800;

#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// In words, for those who do not see it.
    pub(crate) description: String,
    pub(crate) shapes: Vec<Shape>,
    pub(crate) frame: Frame,
}

#[derive(Debug)]
pub(crate) enum Shape {
    Lines { stroke: Stroke, lines: Vec<Vec<Pixel>> },
    Text { at: Pixel, anchor: Anchor, size: f64, text: String },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stroke {
    Grid,
    Frame,
    Curve(usize),
}

/// Which point of a text lies at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

pub(crate) fn lay_out(plot: &Plot, options: &SvgOptions) -> Result<Scene, PlotError> {
    check("width", options.width, 160, 4_096)?;
    check("height", options.height, 100, 4_096)?;
    let mut columns = usize::try_from(options.width).unwrap_or(usize::MAX) * 2;
    loop {
        let layout = Layout::new(plot, options, columns);
        let curves = layout.curves();
        let points: usize = curves.iter().flatten().map(Vec::len).sum();
        if options.style != SvgStyle::Inline || points <= MOST_POINTS_INLINE || columns < 64 {
            return Ok(layout.scene(curves));
        }
        columns /= 2;
    }
}

/// Where things lie.
struct Layout<'a> {
    plot: &'a Plot<'a>,
    options: &'a SvgOptions,
    curves: Vec<Sampled>,
    axis: RateAxis,
    legend: Vec<Vec<Entry>>,
    legend_left: f64,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// To the middle of a pixel, where a line of one pixel is sharp.
fn crisp(x: f64) -> f64 {
    x.floor() + 0.5
}

impl<'a> Layout<'a> {
    fn new(plot: &'a Plot<'a>, options: &'a SvgOptions, columns: usize) -> Self {
        let (width, height) = (f64::from(options.width), f64::from(options.height));
        let curves = plot.sample(columns);

        let legend_left = MARGIN + text_width("learning rate", TEXT) + 24.0;
        let rows = to_cell(height / 5.0 / LINE, 200).max(1);
        let text = |text: &str| text_width(text, TEXT);
        let room = width - MARGIN - legend_left;
        let room = Room { width: room, rows, swatch: SWATCH + 6.0, gap: 18.0, text_width: text };
        // A page that styles the curves has their names beside the picture.
        let has_legend = options.style != SvgStyle::Classed;
        let legend = if has_legend { legend::flow(&plot.curves, &room) } else { Vec::new() };

        let title = if plot.title.is_empty() { 0.0 } else { TITLE + 9.0 };
        let top = crisp(MARGIN + title + count_to_f64(legend.len().max(1)) * LINE);
        let bottom = crisp(height - MARGIN - 2.0 * TEXT - 6.0);
        let intervals = to_cell((bottom - top) / 40.0, 11);
        let axis = RateAxis::new(Extent::of(&curves), plot.scale, intervals);
        let labels = axis.ticks.iter().map(|tick| text(&tick.label)).fold(0.0, f64::max);
        let left = crisp(MARGIN + labels + TICK_LENGTH + 4.0);
        let right = crisp(width - 2.0 * MARGIN);
        Self { plot, options, curves, axis, legend, legend_left, left, right, top, bottom }
    }

    fn x(&self, across: f64) -> f64 {
        self.left + across * (self.right - self.left)
    }

    fn y(&self, position: f64) -> f64 {
        self.bottom - position * (self.bottom - self.top)
    }

    /// The curves in pixels, simplified.
    fn curves(&self) -> Vec<Vec<Vec<Pixel>>> {
        let pixel = |point: &Point| (self.x(point.across), self.y(self.axis.position(point.rate)));
        let line = |line: &Vec<Point>| simplify(&line.iter().map(pixel).collect::<Vec<_>>());
        self.curves.iter().map(|lines| lines.iter().map(line).collect()).collect()
    }

    fn scene(&self, curves: Vec<Vec<Vec<Pixel>>>) -> Scene {
        let step_ticks = self.step_ticks();
        let mut shapes = vec![self.grid(&step_ticks), self.frame(&step_ticks)];
        self.tick_labels(&step_ticks, &mut shapes);
        self.names(&mut shapes);
        self.legend(&mut shapes);
        // The first curve is drawn last: where two meet, it is on top.
        let curves = curves.into_iter().enumerate().rev();
        shapes.extend(curves.map(|(curve, lines)| Shape::Lines { stroke: Stroke::Curve(curve), lines }));
        let SvgOptions { width, height, .. } = *self.options;
        let (lowest_rate, highest_rate) = self.axis.ends();
        let Self { left, top, right, bottom, .. } = *self;
        let frame = Frame { left, top, right, bottom, lowest_rate, highest_rate };
        Scene { width, height, description: self.description(), shapes, frame }
    }

    /// The middle of the label of a tick, which must not leave the picture.
    fn label_middle(&self, tick: &StepTick) -> f64 {
        let half = text_width(&tick.label, TEXT) / 2.0 + 2.0;
        let width = f64::from(self.options.width);
        self.x(tick.across).min(width - half).max(half)
    }

    fn step_ticks(&self) -> Vec<StepTick> {
        let half = |tick: &StepTick| text_width(&tick.label, TEXT) / 2.0;
        let gap = 16.0_f64.max((self.right - self.left) / 14.0);
        let apart = |pair: &[StepTick]| {
            self.label_middle(&pair[0]) + half(&pair[0]) + gap <= self.label_middle(&pair[1]) - half(&pair[1])
        };
        step_axis::ticks(&self.plot.steps, |ticks| {
            ticks.windows(2).all(apart) && ticks.iter().all(|tick| half(tick) * 2.0 < self.right)
        })
    }

    fn grid(&self, step_ticks: &[StepTick]) -> Shape {
        let rate = |tick: &Tick| {
            let y = crisp(self.y(tick.position));
            vec![(self.left, y), (self.right, y)]
        };
        let step = |tick: &StepTick| {
            let x = crisp(self.x(tick.across));
            vec![(x, self.top), (x, self.bottom)]
        };
        // The axes themselves are in the frame.
        let rates = self.axis.ticks.iter().filter(|tick| tick.position > 0.0).map(rate);
        let steps = step_ticks.iter().filter(|tick| tick.across > 0.0).map(step);
        Shape::Lines { stroke: Stroke::Grid, lines: rates.chain(steps).collect() }
    }

    /// The two axes and their ticks.
    fn frame(&self, step_ticks: &[StepTick]) -> Shape {
        let mut lines =
            vec![vec![(self.left, self.top), (self.left, self.bottom), (self.right, self.bottom)]];
        lines.extend(self.axis.ticks.iter().map(|tick| {
            let y = crisp(self.y(tick.position));
            vec![(self.left - TICK_LENGTH, y), (self.left, y)]
        }));
        lines.extend(step_ticks.iter().map(|tick| {
            let x = crisp(self.x(tick.across));
            vec![(x, self.bottom), (x, self.bottom + TICK_LENGTH)]
        }));
        Shape::Lines { stroke: Stroke::Frame, lines }
    }

    fn tick_labels(&self, step_ticks: &[StepTick], shapes: &mut Vec<Shape>) {
        for tick in &self.axis.ticks {
            let at = (self.left - TICK_LENGTH - 4.0, self.y(tick.position) + TEXT * 0.36);
            shapes.push(text(at, Anchor::End, &tick.label));
        }
        for tick in step_ticks {
            let at = (self.label_middle(tick), self.bottom + TICK_LENGTH + TEXT + 1.0);
            shapes.push(text(at, Anchor::Middle, &tick.label));
        }
    }

    /// The title, the names of the axes, the note.
    fn names(&self, shapes: &mut Vec<Shape>) {
        let (width, height) = (f64::from(self.options.width), f64::from(self.options.height));
        let room = width - 2.0 * MARGIN;
        if !self.plot.title.is_empty() {
            let title = shorten(&self.plot.title, room, |text| text_width(text, TITLE));
            let at = (MARGIN, MARGIN + TITLE * 0.8);
            shapes.push(Shape::Text { at, anchor: Anchor::Start, size: TITLE, text: title });
        }
        let base = height - MARGIN;
        shapes.push(text((self.right, base), Anchor::End, "step"));
        if let Some(note) = &self.axis.note {
            let room = self.right - MARGIN - text_width("step", TEXT) - 18.0;
            let note = shorten(note, room, |text| text_width(text, TEXT));
            shapes.push(text((MARGIN, base), Anchor::Start, &note));
        }
        shapes.push(text((MARGIN, self.top - LINE * 0.6), Anchor::Start, "learning rate"));
    }

    fn legend(&self, shapes: &mut Vec<Shape>) {
        for (row, entries) in self.legend.iter().enumerate() {
            let y = self.top - LINE * (count_to_f64(self.legend.len() - 1 - row) + 0.6);
            for entry in entries {
                let x = self.legend_left + entry.x;
                let swatch = entry.curve.map_or(0.0, |_| SWATCH + 6.0);
                if let Some(curve) = entry.curve {
                    let line = vec![(x, crisp(y - TEXT * 0.4)), (x + SWATCH, crisp(y - TEXT * 0.4))];
                    shapes.push(Shape::Lines { stroke: Stroke::Curve(curve), lines: vec![line] });
                }
                shapes.push(text((x + swatch, y), Anchor::Start, &entry.label));
            }
        }
    }

    fn description(&self) -> String {
        let Plot { steps, title, curves, .. } = self.plot;
        let labels: Vec<_> =
            curves.iter().map(|curve| curve.label.as_str()).filter(|label| !label.is_empty()).collect();
        let labels = labels[..labels.len().min(8)].join(", ");
        let title = if title.is_empty() { String::new() } else { format!("{title}: ") };
        let labels = if labels.is_empty() { labels } else { format!(" of {labels}") };
        format!("{title}learning rate{labels} over steps {} to {}", steps.start, steps.end)
    }
}

fn text(at: Pixel, anchor: Anchor, text: &str) -> Shape {
    Shape::Text { at, anchor, size: TEXT, text: text.to_owned() }
}
