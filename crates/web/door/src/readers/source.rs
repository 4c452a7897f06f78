//! A file that the page holds, read piece by piece.

use std::io::{self, Read, Seek, SeekFrom};

use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// What the page provides for a file: its size, and any part of it.
    pub type Source;

    #[wasm_bindgen(method, getter)]
    fn size(this: &Source) -> f64;

    #[wasm_bindgen(method, catch)]
    fn read(this: &Source, offset: f64, length: u32) -> Result<Vec<u8>, JsValue>;
}

/// How many bytes are asked for at once.
const BLOCK: u32 = 64 << 10;

/// A reader over a [`Source`], which holds one piece of it.
pub(crate) struct SourceReader<'s> {
    source: &'s Source,
    size: u64,
    position: u64,
    start: u64,
    piece: Vec<u8>,
}

impl<'s> SourceReader<'s> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "sizes of files are below 2^53, and saturation is right"
    )]
    pub(crate) fn new(source: &'s Source) -> Self {
        Self { source, size: source.size() as u64, position: 0, start: 0, piece: Vec::new() }
    }

    /// The part of the piece that begins at the position.
    fn rest(&self) -> &[u8] {
        let offset = self.position.checked_sub(self.start).and_then(|offset| usize::try_from(offset).ok());
        offset.and_then(|offset| self.piece.get(offset..)).unwrap_or_default()
    }
}

impl Read for SourceReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.rest().is_empty() && self.position < self.size {
            #[expect(clippy::cast_precision_loss, reason = "below the size, which is below 2^53")]
            let offset = self.position as f64;
            let piece = self.source.read(offset, BLOCK);
            self.piece = piece.map_err(|_| io::Error::other("the browser cannot read the file"))?;
            self.start = self.position;
            if self.piece.is_empty() {
                return Err(io::Error::other("the file became shorter while it was read"));
            }
        }
        let rest = self.rest();
        let length = rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.position += u64::try_from(length).unwrap_or_default();
        Ok(length)
    }
}

impl Seek for SourceReader<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let position = match to {
            SeekFrom::Start(position) => Some(position),
            SeekFrom::End(offset) => self.size.checked_add_signed(offset),
            SeekFrom::Current(offset) => self.position.checked_add_signed(offset),
        };
        self.position = position.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        Ok(self.position)
    }
}
