//! Reads parts of a file, up to a limit.

use std::io::{ErrorKind, Read, Seek, SeekFrom};

use super::fields::{Fields, Sizes};
use super::{Hdf5Error, Result};

/// The most that is read of one file. What describes the largest models has a tenth of it.
const BUDGET: u64 = 16 << 20;

/// What a piece costs beside its bytes, so that no file can have us read tiny pieces for ever.
const PIECE: u64 = 256;

/// What a copy costs beside its bytes. Many things in a file may point to the same ones.
const COPY: u64 = 64;

/// A file that is read in pieces.
#[derive(Debug)]
pub(super) struct Bytes<R> {
    reader: R,
    length: u64,
    budget: u64,
    pub(super) sizes: Sizes,
}

/// A piece of a file.
#[derive(Debug)]
pub(super) struct Block {
    address: u64,
    bytes: Vec<u8>,
    sizes: Sizes,
}

impl<R: Read + Seek> Bytes<R> {
    pub(super) fn new(mut reader: R) -> Result<Self> {
        let length = reader.seek(SeekFrom::End(0)).map_err(Hdf5Error::Io)?;
        Ok(Self { reader, length, budget: BUDGET, sizes: Sizes::default() })
    }

    /// The length of the file.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Reads a piece.
    pub(super) fn block(&mut self, address: u64, length: u64) -> Result<Block> {
        let file = self.length;
        let too_long =
            || Hdf5Error::at(address, format!("needs {length} bytes there, the file has {file} in all"));
        if address.checked_add(length).is_none_or(|end| end > self.length) {
            return Err(too_long());
        }
        self.spend(address, length.saturating_add(PIECE))?;
        let mut bytes = vec![0; usize::try_from(length).map_err(|_| too_long())?];
        self.reader.seek(SeekFrom::Start(address)).map_err(Hdf5Error::Io)?;
        self.reader.read_exact(&mut bytes).map_err(|error| match error.kind() {
            ErrorKind::UnexpectedEof => Hdf5Error::at(address, "the file ends there"),
            _ => Hdf5Error::Io(error),
        })?;
        Ok(Block { address, bytes, sizes: self.sizes })
    }

    /// A copy of what was read.
    pub(super) fn copy(&mut self, part: Fields<'_>) -> Result<Block> {
        let length = u64::try_from(part.len()).unwrap_or(u64::MAX);
        self.spend(part.offset(), length.saturating_add(COPY))?;
        Ok(Block { address: part.offset(), bytes: part.rest().to_owned(), sizes: self.sizes })
    }

    fn spend(&mut self, address: u64, cost: u64) -> Result<()> {
        let too_much = || Hdf5Error::at(address, format!("needs more than {} MiB to be read", BUDGET >> 20));
        self.budget = self.budget.checked_sub(cost).ok_or_else(too_much)?;
        Ok(())
    }
}

impl Block {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What is in the piece, from its first byte on.
    pub(super) fn fields(&self) -> Fields<'_> {
        Fields::new(&self.bytes, self.address, self.sizes)
    }
}
