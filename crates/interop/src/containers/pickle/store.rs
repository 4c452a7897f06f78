//! What a pickle has made so far, and how much more it may do.

use super::damaged;
use super::graph::{Graph, Id};
use super::wanted::Wanted;
use crate::model::InteropError;

/// The most instructions that are followed, and values that are copied.
const MAX_WORK: usize = 1 << 23;

/// Reads a pickle that begins at a place: its values, the one that it stands for, and where it ends.
pub(super) type Read = fn(&[u8], usize, &Wanted) -> Result<(Graph, Id, usize), InteropError>;

pub(super) struct Store<'w> {
    pub(super) graph: Graph,
    /// Where the instruction stands that is followed now.
    pub(super) offset: usize,
    pub(super) wanted: &'w Wanted,
    /// How a pickle within this one is read. That one may not hold another.
    pub(super) read_inner: Option<Read>,
    work_left: usize,
}

impl<'w> Store<'w> {
    pub(super) fn new(start: usize, wanted: &'w Wanted, read_inner: Option<Read>) -> Self {
        Self { graph: Graph::default(), offset: start, wanted, read_inner, work_left: MAX_WORK }
    }

    /// Counts work that is more than an instruction.
    pub(super) fn spend(&mut self, work: usize) -> Result<(), InteropError> {
        match self.work_left.checked_sub(work) {
            Some(left) => {
                self.work_left = left;
                Ok(())
            }
            None => Err(self.damaged(format!("takes more than {MAX_WORK} instructions"))),
        }
    }

    pub(super) fn damaged(&self, problem: impl Into<String>) -> InteropError {
        damaged(self.offset, problem)
    }
}
