//! TFRecord: frames around the records of a file. Each is the length as `u64`, the checksum of the length, the record, and
//! its checksum; checksums are CRC-32C, masked.
//!
//! The crates `tfrecord` and `tensorboard-rs` bring tokio, prost and generated types of all of TensorFlow; this is what
//! reading needs. The format: `tensorflow/core/lib/io/record_writer.h`.

use crc::{CRC_32_ISCSI, Crc, Table};

const CRC: Crc<u32, Table<16>> = Crc::<u32, Table<16>>::new(&CRC_32_ISCSI);

/// The length and its checksum.
const HEADER: usize = 12;

/// The checksum after a record.
const FOOTER: usize = 4;

/// The records of a file.
pub(super) struct Records<'b> {
    rest: &'b [u8],
    /// How many records have a wrong checksum; they are passed over.
    pub(super) damaged: usize,
    /// Whether the file ends within a record, or is damaged so that no further record is found.
    pub(super) breaks_off: bool,
}

/// Whether bytes are a file of records: the first length has its checksum.
pub(super) fn are(bytes: &[u8]) -> bool {
    length(bytes).is_some_and(|length| !cfg!(fuzzing) || length <= bytes.len() as u64)
}

pub(super) fn records(bytes: &[u8]) -> Records<'_> {
    Records { rest: bytes, damaged: 0, breaks_off: false }
}

fn length(bytes: &[u8]) -> Option<u64> {
    let (length, rest) = bytes.split_first_chunk::<8>()?;
    let (checksum, _) = rest.split_first_chunk::<4>()?;
    is_right(length, *checksum).then_some(u64::from_le_bytes(*length))
}

/// A fuzzer finds no checksums.
fn is_right(bytes: &[u8], checksum: [u8; 4]) -> bool {
    cfg!(fuzzing) || masked(bytes).to_le_bytes() == checksum
}

fn masked(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes).rotate_right(15).wrapping_add(0xa282_ead8)
}

impl<'b> Iterator for Records<'b> {
    type Item = &'b [u8];

    fn next(&mut self) -> Option<&'b [u8]> {
        while !self.rest.is_empty() {
            let whole = length(self.rest).and_then(|length| {
                let end = HEADER.checked_add(usize::try_from(length).ok()?)?;
                let record = self.rest.get(HEADER..end)?;
                let (checksum, _) = self.rest.get(end..)?.split_first_chunk::<FOOTER>()?;
                Some((record, *checksum, end + FOOTER))
            });
            let Some((record, checksum, end)) = whole else {
                self.breaks_off = true;
                self.rest = &[];
                return None;
            };
            self.rest = &self.rest[end..];
            if is_right(record, checksum) {
                return Some(record);
            }
            self.damaged += 1;
        }
        None
    }
}
