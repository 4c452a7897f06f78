//! A place in the bytes of a pickle.

use super::damaged;
use crate::model::InteropError;

/// Reads bytes one after the other.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'b> {
    bytes: &'b [u8],
    position: usize,
}

impl<'b> Cursor<'b> {
    pub(super) fn new(bytes: &'b [u8], position: usize) -> Self {
        Self { bytes, position }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The next `length` bytes.
    pub(super) fn take(&mut self, length: u64) -> Result<&'b [u8], InteropError> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let taken = usize::try_from(length).ok().and_then(|length| rest.get(..length));
        let taken = taken.ok_or_else(|| {
            damaged(self.position, format!("wants {length} more bytes, of which there are {}", rest.len()))
        })?;
        self.position += taken.len();
        Ok(taken)
    }

    /// The next byte.
    pub(super) fn byte(&mut self) -> Result<u8, InteropError> {
        self.array().map(|[byte]| byte)
    }

    /// The next `N` bytes.
    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], InteropError> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let array = *rest.first_chunk().ok_or_else(|| damaged(self.position, "breaks off"))?;
        self.position += N;
        Ok(array)
    }

    /// The bytes up to the next line break, which is passed over.
    pub(super) fn line(&mut self) -> Result<&'b [u8], InteropError> {
        let rest = self.bytes.get(self.position..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n');
        let length = length.ok_or_else(|| damaged(self.position, "breaks off in a line of text"))?;
        self.position += length + 1;
        Ok(&rest[..length])
    }
}
