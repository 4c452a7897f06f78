//! The checksum of HDF5: `lookup3` of Bob Jenkins, `hashlittle` with the initial value 0.

use super::fields::Fields;
use super::{Hdf5Error, Result};

/// What is before the checksum that a structure ends with, if that is right.
pub(super) fn verified<'a>(mut structure: Fields<'a>, what: &str) -> Result<Fields<'a>> {
    match structure.rest().split_last_chunk() {
        Some((content, checksum)) if is_right(content, *checksum) => structure.take(content.len()),
        _ => Err(wrong(structure, what)),
    }
}

/// Compares a structure with the checksum that it has at a place within, which was zero when it was made.
pub(super) fn verify_within(structure: Fields<'_>, place: usize, what: &str) -> Result<()> {
    let mut content = structure.rest().to_owned();
    let within = content.get_mut(place..).and_then(<[u8]>::first_chunk_mut);
    let checksum = within.map(std::mem::take);
    if checksum.is_some_and(|checksum| is_right(&content, checksum)) {
        Ok(())
    } else {
        Err(wrong(structure, what))
    }
}

/// A fuzzer, which would not find the checksums, must be able to reach the code after them.
fn is_right(content: &[u8], checksum: [u8; 4]) -> bool {
    cfg!(fuzzing) || lookup3(content).to_le_bytes() == checksum
}

fn wrong(structure: Fields<'_>, what: &str) -> Hdf5Error {
    structure.error(format!("the checksum of the {what} is wrong"))
}

/// The hash of some bytes, by which HDF5 also sorts names.
pub(super) fn lookup3(bytes: &[u8]) -> u32 {
    // The length is taken modulo 2^32, as in the original.
    let length = u32::try_from(bytes.len() & 0xffff_ffff).unwrap_or(0);
    let mut state = [0xdead_beef_u32.wrapping_add(length); 3];
    let whole = bytes.len().saturating_sub(1) / 12 * 12;
    let (blocks, last) = bytes.split_at(whole);
    for block in blocks.chunks_exact(12) {
        add(&mut state, block);
        mix(&mut state);
    }
    if last.is_empty() {
        return state[2];
    }
    add(&mut state, last);
    finish(&mut state);
    state[2]
}

/// Adds up to twelve bytes; those that are missing are zeros.
fn add(state: &mut [u32; 3], block: &[u8]) {
    for (word, bytes) in state.iter_mut().zip(block.chunks(4)) {
        let value = bytes.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte));
        *word = word.wrapping_add(value);
    }
}

fn mix([a, b, c]: &mut [u32; 3]) {
    for rotations in [[4, 6, 8], [16, 19, 4]] {
        *a = a.wrapping_sub(*c) ^ c.rotate_left(rotations[0]);
        *c = c.wrapping_add(*b);
        *b = b.wrapping_sub(*a) ^ a.rotate_left(rotations[1]);
        *a = a.wrapping_add(*c);
        *c = c.wrapping_sub(*b) ^ b.rotate_left(rotations[2]);
        *b = b.wrapping_add(*a);
    }
}

fn finish([a, b, c]: &mut [u32; 3]) {
    let step = |changed: &mut u32, other: u32, rotation| {
        *changed = (*changed ^ other).wrapping_sub(other.rotate_left(rotation));
    };
    step(c, *b, 14);
    step(a, *c, 11);
    step(b, *a, 25);
    step(c, *b, 16);
    step(a, *c, 4);
    step(b, *a, 14);
    step(c, *b, 24);
}

#[cfg(test)]
mod tests {
    use super::lookup3;

    #[test]
    fn the_hashes_are_those_of_the_original() {
        assert_eq!(lookup3(b""), 0xdead_beef);
        assert_eq!(lookup3(b"Four score and seven years ago"), 0x1777_0551);
    }
}
