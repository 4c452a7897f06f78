//! The doubling table: how large the blocks of a fractal heap are, and which of them has a given byte.

/// Rows of blocks. The blocks of the first two rows are of one size, those of each further row twice as
/// large; those that are larger than the largest are tables again.
#[derive(Clone, Copy, Debug)]
pub(super) struct DoublingTable {
    /// How many blocks a row has.
    pub(super) columns: u64,
    /// The size of the first block.
    pub(super) first: u64,
    /// The size of the largest block.
    largest: u64,
    /// How many bits the place of a byte in the heap has.
    bits: u16,
}

/// Where in a table a byte is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) row: u64,
    pub(super) column: u64,
    /// The size of the block or table that is there.
    pub(super) size: u64,
    /// Where in it the byte is.
    pub(super) offset: u64,
}

impl DoublingTable {
    /// `None` if no heap can be so.
    pub(super) fn new(columns: u16, first: u64, largest: u64, bits: u16) -> Option<Self> {
        let columns = u64::from(columns);
        let powers = [columns, first, largest].iter().all(|size| size.is_power_of_two());
        (powers && first <= largest && first.checked_mul(columns).is_some() && bits <= 64).then_some(Self {
            columns,
            first,
            largest,
            bits,
        })
    }

    /// Where a byte of the table is.
    pub(super) fn place(&self, byte: u64) -> Place {
        let row_size = self.first * self.columns;
        let Some(doublings) = (byte / row_size).checked_ilog2() else {
            return Place { row: 0, column: byte / self.first, size: self.first, offset: byte % self.first };
        };
        let size = self.first << doublings;
        let in_row = byte - (row_size << doublings);
        Place { row: u64::from(doublings) + 1, column: in_row / size, size, offset: in_row % size }
    }

    /// How many rows the table has that is at a place; 0 if it is a block, `None` if it cannot be.
    pub(super) fn rows_at(&self, place: Place) -> Option<u64> {
        if place.size <= self.largest {
            return Some(0);
        }
        let rows = (place.size / (self.first * self.columns)).checked_ilog2()?;
        Some(u64::from(rows) + 1)
    }

    /// How many bytes the place of a byte in the heap has.
    pub(super) fn offset_length(&self) -> u8 {
        u8::try_from(self.bits.div_ceil(8)).unwrap_or(8)
    }

    /// How many bytes the size of an object has, if the largest in a block is this.
    pub(super) fn size_length(&self, largest_object: u32) -> u8 {
        let for_block = self.largest.ilog2().div_ceil(8);
        let for_object = largest_object.checked_ilog2().unwrap_or(0) / 8 + 1;
        u8::try_from(for_block.min(for_object)).unwrap_or(8)
    }
}
