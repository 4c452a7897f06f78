//! A canvas of braille dots, two by four in each character.

/// The bit of each dot in a braille character, by row and column.
const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];

pub(crate) const DOTS_ACROSS: usize = 2;
pub(crate) const DOTS_DOWN: usize = 4;

/// A character of the canvas.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cell {
    bits: u8,
    /// The curve that drew here last.
    pub(crate) curve: usize,
}

impl Cell {
    /// The character; a space if there is no dot.
    pub(crate) fn character(self) -> char {
        if self.bits == 0 { ' ' } else { char::from_u32(0x2800 + u32::from(self.bits)).unwrap_or(' ') }
    }
}

/// Dots, counted from the upper left corner.
#[derive(Debug)]
pub(crate) struct Canvas {
    rows: Vec<Vec<Cell>>,
}

impl Canvas {
    pub(crate) fn new(columns: usize, rows: usize) -> Self {
        Self { rows: vec![vec![Cell::default(); columns]; rows] }
    }

    pub(crate) fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Outside the canvas nothing happens.
    fn dot(&mut self, x: usize, y: usize, curve: usize) {
        let cell = self.rows.get_mut(y / DOTS_DOWN).and_then(|row| row.get_mut(x / DOTS_ACROSS));
        if let Some(cell) = cell {
            cell.bits |= BITS[y % DOTS_DOWN][x % DOTS_ACROSS];
            cell.curve = curve;
        }
    }
}

/// Draws one line after another with a pattern that runs on along the curve.
#[derive(Debug)]
pub(crate) struct Pen<'a> {
    canvas: &'a mut Canvas,
    curve: usize,
    pattern: &'a [bool],
    drawn: usize,
    at: Option<(usize, usize)>,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(canvas: &'a mut Canvas, curve: usize, pattern: &'a [bool]) -> Self {
        Self { canvas, curve, pattern, drawn: 0, at: None }
    }

    /// Lifts the pen.
    pub(crate) fn lift(&mut self) {
        self.at = None;
    }

    /// A straight line from where the pen is, or a dot if it was lifted.
    pub(crate) fn go_to(&mut self, x: usize, y: usize) {
        let Some((from_x, from_y)) = self.at.replace((x, y)) else {
            self.dot(x, y);
            return;
        };
        let length = from_x.abs_diff(x).max(from_y.abs_diff(y));
        for i in 1..=length {
            self.dot(between(from_x, x, i, length), between(from_y, y, i, length));
        }
    }

    fn dot(&mut self, x: usize, y: usize) {
        if self.pattern[self.drawn % self.pattern.len()] {
            self.canvas.dot(x, y, self.curve);
        }
        self.drawn += 1;
    }
}

/// `i / length` of the way, to the nearest integer.
fn between(from: usize, to: usize, i: usize, length: usize) -> usize {
    (from * (length - i) + to * i + length / 2) / length
}
