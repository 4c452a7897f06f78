//! The piece of a curve that was asked for last, beside the curve: a sequence lock of plain atomics (Lamport
//! 1977; Boehm, *Can seqlocks get along with programming language memory models?*, 2012), without `unsafe`,
//! for any thread.
//!
//! What a piece gives is the nearest double or nothing, so nobody can tell whether there is one, nor who
//! wrote it.

#[cfg(not(target_has_atomic = "64"))]
use core::sync::atomic;
#[cfg(target_has_atomic = "64")]
use core::sync::atomic::AtomicU64 as Word;
use core::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use core::sync::atomic::fence;

use super::double_double::small_whole;
use super::elementary::power_of_two;
use super::piece::{CELLS, Piece, steps_from_middle};

/// A step is near another one that is at most this far away, or this share of the last piece.
const NEAR: u64 = 8;
const NEAR_SHARE: f64 = 1.0 / 16.0;

/// How many steps go by after a vain attempt.
const PAUSE: u64 = 64;

/// Differences of steps up to this one are doubles.
const LONGEST_SPAN: u64 = (1 << 52) - 1;

/// A piece, the steps that it is for, and half of the number of steps that it was made for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kept {
    pub(super) piece: Piece,
    pub(super) first: u64,
    pub(super) last: u64,
    pub(super) half: f64,
}

#[derive(Debug)]
pub(crate) struct Cache {
    /// Odd while somebody writes.
    version: Word,
    first: Word,
    /// The number of steps after the first.
    span: Word,
    half: Word,
    cells: [Word; CELLS],
    /// The step that no piece answered last.
    missed: Word,
    /// Half of the number of steps for which a piece was good last, a multiple of 8; and in the lowest
    /// bits the number of pieces until more are tried.
    good_half: Word,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            version: Word::new(0),
            // No step lies after the last one of all.
            first: Word::new(u64::MAX),
            span: Word::new(0),
            // The second step is near the first, wherever that is.
            half: Word::new(power_of_two(51).to_bits()),
            // Not a number: never decided.
            cells: [const { Word::new(u64::MAX) }; CELLS],
            missed: Word::new(u64::MAX),
            good_half: Word::new(1 << 12),
        }
    }
}

impl Cache {
    /// The rate at a step, if the piece gives it.
    #[inline(always)]
    pub(super) fn rate(&self, step: u64) -> Option<f64> {
        let version = self.version.load(Acquire);
        let first = self.first.load(Relaxed);
        if step.wrapping_sub(first) > self.span.load(Relaxed) || version & 1 != 0 {
            return None;
        }
        let half = f64::from_bits(self.half.load(Relaxed));
        let cell = |index: usize| f64::from_bits(self.cells[index].load(Relaxed));
        let rate = Piece::rate_of(cell, steps_from_middle(step, first, half));
        fence(Acquire);
        rate.filter(|_| self.version.load(Relaxed) == version)
    }

    /// Keeps a piece, unless somebody else is just doing so.
    pub(super) fn keep(&self, kept: Kept) {
        let version = self.version.load(Relaxed);
        if version & 1 != 0 || self.version.compare_exchange(version, version + 1, Acquire, Relaxed).is_err()
        {
            return;
        }
        fence(Release);
        self.first.store(kept.first, Relaxed);
        self.span.store((kept.last - kept.first).min(LONGEST_SPAN), Relaxed);
        self.half.store(kept.half.to_bits(), Relaxed);
        for (cell, value) in self.cells.iter().zip(kept.piece.to_cells()) {
            cell.store(value.to_bits(), Relaxed);
        }
        self.version.store(version + 2, Release);
    }

    /// Whether a step is one of the piece's.
    pub(super) fn covers(&self, step: u64) -> bool {
        step.wrapping_sub(self.first.load(Relaxed)) <= self.span.load(Relaxed)
    }

    /// Whether a piece from `step` on is worth its while: whether a step near it was missing, too.
    ///
    /// A piece that covers all of a line is good for steps that jump about, too.
    pub(super) fn is_wanted(&self, step: u64) -> bool {
        let missed = self.missed.load(Relaxed);
        if missed.wrapping_sub(step) <= PAUSE && missed != step {
            return false;
        }
        let half = f64::from_bits(self.half.load(Relaxed));
        let distance = step.abs_diff(missed);
        let is_wanted = distance <= NEAR || small_whole(distance.min(LONGEST_SPAN)) < half * NEAR_SHARE;
        if !is_wanted {
            self.missed.store(step, Relaxed);
        }
        is_wanted
    }

    /// No piece could be made from `step` on: some steps go by before the next attempt.
    pub(super) fn pause(&self, step: u64) {
        self.missed.store(step.wrapping_add(PAUSE), Relaxed);
    }

    pub(super) fn good_half(&self) -> (u64, u64) {
        let good_half = self.good_half.load(Relaxed);
        (good_half & !7, good_half & 7)
    }

    pub(super) fn set_good_half(&self, half: u64, wait: u64) {
        self.good_half.store(half | wait, Relaxed);
    }
}

impl Clone for Cache {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl PartialEq for Cache {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// What stands for an atomic number on targets without: it keeps its first value, so no piece is ever kept.
#[cfg(not(target_has_atomic = "64"))]
#[derive(Debug)]
struct Word(u64);

#[cfg(not(target_has_atomic = "64"))]
impl Word {
    const fn new(value: u64) -> Self {
        Self(value)
    }

    fn load(&self, _: atomic::Ordering) -> u64 {
        self.0
    }

    fn store(&self, _: u64, _: atomic::Ordering) {}

    fn compare_exchange(&self, _: u64, _: u64, _: atomic::Ordering, _: atomic::Ordering) -> Result<u64, u64> {
        Err(self.0)
    }
}
