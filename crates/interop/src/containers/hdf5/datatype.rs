//! Datatypes: of all that there are, integers and text.

use super::Result;
use super::fields::Fields;

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Datatype {
    /// An integer.
    Integer { size: u8, big_endian: bool, signed: bool },
    /// Text of this length in bytes.
    FixedText { size: u32, padding: Padding },
    /// Text of any length, in the global heap.
    Text,
}

/// What comes after a text that is shorter than its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Padding {
    /// A zero, then anything.
    Terminated,
    Zeros,
    Spaces,
}

impl Datatype {
    pub(super) fn read(mut fields: Fields<'_>) -> Result<Self> {
        let at = fields;
        let class = fields.u8()? & 0x0f;
        let flags = fields.unsigned(3)?;
        let size = fields.u32()?;
        match (class, flags & 0x0f) {
            (0, _) => {
                let (first_bit, bits) = (fields.u16()?, fields.u16()?);
                let whole =
                    |bytes: &u8| u32::from(*bytes) == size && (first_bit, bits) == (0, 8 * u16::from(*bytes));
                match [1, 2, 4, 8].into_iter().find(whole) {
                    Some(size) => {
                        Ok(Self::Integer { size, big_endian: flags & 1 != 0, signed: flags & 8 != 0 })
                    }
                    None => {
                        Err(at.error(format!("an integer of {bits} bits in {size} bytes, which is not read")))
                    }
                }
            }
            (3, 0) => Ok(Self::FixedText { size, padding: Padding::Terminated }),
            (3, 1) => Ok(Self::FixedText { size, padding: Padding::Zeros }),
            (3, 2) => Ok(Self::FixedText { size, padding: Padding::Spaces }),
            (9, 1) => Ok(Self::Text),
            _ => Err(at.error(format!("a value of class {class}, neither an integer nor text"))),
        }
    }
}

impl Padding {
    /// The text without what comes after it.
    pub(super) fn strip(self, text: &[u8]) -> &[u8] {
        let end = match self {
            Self::Terminated => text.iter().position(|&byte| byte == 0),
            Self::Zeros => Some(last(text, 0)),
            Self::Spaces => Some(last(text, b' ')),
        };
        &text[..end.unwrap_or(text.len())]
    }
}

/// The length of a text without its padding.
fn last(text: &[u8], padding: u8) -> usize {
    text.iter().rposition(|&byte| byte != padding).map_or(0, |last| last + 1)
}
