//! Drawing to a terminal.

use unicode_width::UnicodeWidthStr;

use crate::braille::{Canvas, Cell, DOTS_ACROSS, DOTS_DOWN, Pen};
use crate::curve_style::{ANSI_COLORS, DOTS, color_and_pattern};
use crate::label::shorten;
use crate::legend::{self, Room};
use crate::number::{count_to_f64, to_cell};
use crate::rate_axis::{Extent, RateAxis};
use crate::sampling::Sampled;
use crate::step_axis::{self, StepTick};
use crate::{Plot, PlotError, TextOptions};

/// Characters of a curve before its label in the legend.
const SWATCH: usize = 5;
/// The name of the axis of steps.
const STEP: &str = "step";

pub(crate) fn draw(plot: &Plot, options: &TextOptions) -> Result<String, PlotError> {
    options.check()?;
    let width = usize::try_from(options.width).unwrap_or(usize::MAX);
    let height = usize::try_from(options.height).unwrap_or(usize::MAX);
    let curves = plot.sample(width * DOTS_ACROSS);
    let extent = Extent::of(&curves);

    let mut lines = Vec::with_capacity(height);
    if !plot.title.is_empty() {
        lines.push(shorten(&plot.title, count_to_f64(width), columns));
    }
    lines.extend(legend(plot, options, width, (height / 5).max(1)));
    let note = usize::from(extent.needs_note(plot.scale));
    let rows = height - lines.len() - note - 2;

    let axis = RateAxis::new(extent, plot.scale, ((rows - 1) / 2).min(10));
    let gutter = axis.ticks.iter().map(|tick| tick.label.len()).max().unwrap_or(0).max(STEP.len());
    let across = width - gutter - 2;
    let canvas = canvas(&curves, &axis, across, rows, options.color);
    lines.extend(rate_lines(&axis, &canvas, gutter, options.color));
    lines.extend(step_lines(plot, gutter, across));
    lines.extend(axis.note.as_deref().map(|note| shorten(note, count_to_f64(width), columns)));

    let mut text = String::new();
    for line in lines {
        text.push_str(line.trim_end());
        text.push('\n');
    }
    Ok(text)
}

/// How many columns of the terminal a text takes.
fn columns(text: &str) -> f64 {
    count_to_f64(text.width())
}

fn pattern_of(curve: usize, color: bool) -> &'static [bool] {
    let colors = if color { ANSI_COLORS.len() } else { 1 };
    DOTS[color_and_pattern(curve, colors, DOTS.len()).1]
}

fn legend(plot: &Plot, options: &TextOptions, width: usize, rows: usize) -> Vec<String> {
    let room = Room {
        width: count_to_f64(width),
        rows,
        swatch: count_to_f64(SWATCH + 1),
        gap: 3.0,
        text_width: columns,
    };
    let mut lines = Vec::new();
    for row in legend::flow(&plot.curves, &room) {
        let mut line = String::new();
        for entry in row {
            if entry.x > 0.0 {
                line.push_str("   ");
            }
            if let Some(curve) = entry.curve {
                let mut swatch = Canvas::new(SWATCH, 1);
                let mut pen = Pen::new(&mut swatch, curve, pattern_of(curve, options.color));
                pen.go_to(0, 2);
                pen.go_to(SWATCH * DOTS_ACROSS - 1, 2);
                line.push_str(&paint(&swatch.rows()[0], options.color));
                line.push(' ');
            }
            line.push_str(&entry.label);
        }
        lines.push(line);
    }
    lines
}

fn canvas(curves: &[Sampled], axis: &RateAxis, across: usize, rows: usize, color: bool) -> Canvas {
    let mut canvas = Canvas::new(across, rows);
    // The first curve is drawn last: where two meet, it is on top.
    for (curve, lines) in curves.iter().enumerate().rev() {
        let mut pen = Pen::new(&mut canvas, curve, pattern_of(curve, color));
        for line in lines {
            pen.lift();
            for point in line {
                let x = to_cell(point.across * count_to_f64(across * DOTS_ACROSS), across * DOTS_ACROSS);
                pen.go_to(x, dot_row(axis.position(point.rate), rows));
            }
        }
    }
    canvas
}

/// The row of dots of a position on the axis of rates: its ends are the outermost rows.
fn dot_row(position: f64, rows: usize) -> usize {
    let dots = rows * DOTS_DOWN;
    to_cell((1.0 - position) * count_to_f64(dots - 1) + 0.5, dots)
}

fn rate_lines(axis: &RateAxis, canvas: &Canvas, gutter: usize, color: bool) -> Vec<String> {
    let rows = canvas.rows().len();
    let line = |(row, cells): (usize, &Vec<Cell>)| {
        let tick = axis.ticks.iter().find(|tick| dot_row(tick.position, rows) / DOTS_DOWN == row);
        let (label, edge) = tick.map_or(("", '│'), |tick| (tick.label.as_str(), '┤'));
        format!("{label:>gutter$} {edge}{}", paint(cells, color))
    };
    canvas.rows().iter().enumerate().map(line).collect()
}

/// The dots as text, each run of one curve in its colour.
fn paint(cells: &[Cell], color: bool) -> String {
    if !color {
        return cells.iter().map(|cell| cell.character()).collect();
    }
    let mut text = String::new();
    for run in cells.chunk_by(|a, b| a.curve == b.curve && (a.character() == ' ') == (b.character() == ' ')) {
        let dots: String = run.iter().map(|cell| cell.character()).collect();
        if dots.starts_with(' ') {
            text.push_str(&dots);
        } else {
            let code = ANSI_COLORS[run[0].curve % ANSI_COLORS.len()];
            text.push_str(&format!("\x1b[{code}m{dots}\x1b[0m"));
        }
    }
    text
}

/// The lower edge and the labels under it.
fn step_lines(plot: &Plot, gutter: usize, across: usize) -> [String; 2] {
    let offset = gutter + 2;
    let column = |tick: &StepTick| offset + to_cell(tick.across * count_to_f64(across), across);
    let start = |tick: &StepTick| {
        let length = tick.label.len();
        (column(tick).saturating_sub(length / 2))
            .min((offset + across).saturating_sub(length))
            .max(gutter + 1)
    };
    let gap = (across / 14).max(2);
    let ticks = step_axis::ticks(&plot.steps, |ticks| {
        let fits = |pair: &[StepTick]| start(&pair[0]) + pair[0].label.len() + gap <= start(&pair[1]);
        let in_line = |tick: &StepTick| start(tick) + tick.label.len() <= offset + across;
        ticks.windows(2).all(fits) && ticks.iter().all(in_line)
    });

    let mut edge: Vec<char> = std::iter::repeat_n('─', across).collect();
    let mut labels = format!("{STEP:>gutter$} ");
    for tick in &ticks {
        edge[column(tick) - offset] = '┬';
        labels.push_str(&" ".repeat(start(tick) - labels.len()));
        labels.push_str(&tick.label);
    }
    [format!("{:gutter$} └{}", "", edge.into_iter().collect::<String>()), labels]
}
