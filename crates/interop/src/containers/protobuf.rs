//! The wire format of Protocol Buffers: fields by their numbers. Their names and types are in the `.proto`.
//!
//! This serves messages of a known form, as `keras_metadata.pb` of a SavedModel or the records of
//! TensorBoard's event files. Contents are borrowed, so a message takes no memory of its own.
//!
//! The libraries `prost`, `protobuf` and `quick-protobuf` are made for types generated from a `.proto`. They
//! skip groups, which are refused here, and are more code than this file for the two fields that are wanted.
//! The format: <https://protobuf.dev/programming-guides/encoding/>.

use std::fmt;

/// How many texts [`strings`] gives at most. Keras writes one for each layer of a model.
const MAX_STRINGS: usize = 1 << 16;

/// The bytes of a varint of 64 bits.
const LONGEST_VARINT: usize = 10;

/// The greatest number of a field.
const MAX_NUMBER: u64 = (1 << 29) - 1;

/// Why a message cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WireError {
    /// Where in the outermost message.
    pub(crate) offset: usize,
    /// What is wrong there.
    pub(crate) problem: String,
}

impl fmt::Display for WireError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "at byte {}: {}", self.offset, self.problem)
    }
}

impl std::error::Error for WireError {}

/// One field of a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Field<'b> {
    /// Its number in the `.proto`, from 1.
    pub(crate) number: u32,
    /// What it holds.
    pub(crate) content: Content<'b>,
    /// Where the content begins in the outermost message.
    pub(crate) offset: usize,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Content<'b> {
    /// `int32`, `int64`, `uint32`, `uint64`, `sint32`, `sint64`, `bool` or an enum.
    Varint(u64),
    /// The bits of `fixed64`, `sfixed64` or `double`.
    Fixed64(u64),
    /// `string`, `bytes`, a message, or a packed list.
    Bytes(&'b [u8]),
    /// The bits of `fixed32`, `sfixed32` or `float`.
    Fixed32(u32),
}

impl<'b> Field<'b> {
    /// The fields of the message that this field holds.
    ///
    /// # Errors
    ///
    /// If it holds a number.
    pub(crate) fn message(&self) -> Result<Fields<'b>, WireError> {
        Ok(Fields { bytes: self.bytes()?, at: 0, offset: self.offset })
    }

    /// The text that this field holds.
    ///
    /// # Errors
    ///
    /// If it holds a number, or bytes that are not UTF-8.
    pub(crate) fn text(&self) -> Result<&'b str, WireError> {
        str::from_utf8(self.bytes()?).map_err(|error| WireError {
            offset: self.offset + error.valid_up_to(),
            problem: format!("the text of field {} is not UTF-8", self.number),
        })
    }

    fn bytes(&self) -> Result<&'b [u8], WireError> {
        match self.content {
            Content::Bytes(bytes) => Ok(bytes),
            Content::Varint(_) | Content::Fixed64(_) | Content::Fixed32(_) => Err(WireError {
                offset: self.offset,
                problem: format!("field {} is a number, not a message or text", self.number),
            }),
        }
    }
}

/// The fields of a message, in the order in which they were written. It ends after the first error.
#[derive(Clone, Debug)]
pub(crate) struct Fields<'b> {
    bytes: &'b [u8],
    at: usize,
    /// Where `bytes` begin in the outermost message.
    offset: usize,
}

/// The fields of the outermost message.
pub(crate) fn fields(bytes: &[u8]) -> Fields<'_> {
    Fields { bytes, at: 0, offset: 0 }
}

/// All texts at a path of field numbers, in their order.
///
/// `strings(bytes, &[1, 5])` gives the fields 5 of all messages in the fields 1.
///
/// # Errors
///
/// If a message on the way is damaged, a field of the path holds a number, the text is not UTF-8, or there
/// are more than 65,536 texts.
pub(crate) fn strings<'b>(bytes: &'b [u8], path: &[u32]) -> Result<Vec<&'b str>, WireError> {
    let mut found = Vec::new();
    collect(fields(bytes), path, &mut found)?;
    Ok(found)
}

fn collect<'b>(message: Fields<'b>, path: &[u32], found: &mut Vec<&'b str>) -> Result<(), WireError> {
    let Some((&number, deeper)) = path.split_first() else { return Ok(()) };
    for field in message {
        let field = field?;
        if field.number != number {
            continue;
        }
        if !deeper.is_empty() {
            collect(field.message()?, deeper, found)?;
        } else if found.len() < MAX_STRINGS {
            found.push(field.text()?);
        } else {
            return Err(WireError {
                offset: field.offset,
                problem: format!("more than {MAX_STRINGS} texts"),
            });
        }
    }
    Ok(())
}

impl<'b> Fields<'b> {
    fn field(&mut self) -> Result<Field<'b>, WireError> {
        let start = self.at;
        let tag = self.varint()?;
        let number = match tag >> 3 {
            0 => return Err(self.error(start, "the number of a field is 0")),
            number if number > MAX_NUMBER => {
                return Err(self.error(start, format!("the number of a field is {number}")));
            }
            number => u32::try_from(number).unwrap_or(u32::MAX),
        };
        let mut offset = self.offset + self.at;
        let content = match tag & 7 {
            0 => Content::Varint(self.varint()?),
            1 => Content::Fixed64(u64::from_le_bytes(self.fixed()?)),
            2 => {
                let length = self.varint()?;
                offset = self.offset + self.at;
                Content::Bytes(self.take(length)?)
            }
            5 => Content::Fixed32(u32::from_le_bytes(self.fixed()?)),
            3 | 4 => return Err(self.error(start, format!("field {number} is a group, which is not read"))),
            kind => return Err(self.error(start, format!("field {number} has the unknown wire type {kind}"))),
        };
        Ok(Field { number, content, offset })
    }

    fn varint(&mut self) -> Result<u64, WireError> {
        let start = self.at;
        let mut value = 0;
        for (index, shift) in (0..LONGEST_VARINT).zip((0..).step_by(7)) {
            let Some(&byte) = self.bytes.get(start + index) else {
                return Err(self.error(start, "a number breaks off"));
            };
            let bits = u64::from(byte & 0x7f);
            if index == LONGEST_VARINT - 1 && bits > 1 {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                self.at = start + index + 1;
                return Ok(value);
            }
        }
        Err(self.error(start, "a number has more than 64 bits"))
    }

    fn fixed<const N: usize>(&mut self) -> Result<[u8; N], WireError> {
        let Some(&bytes) = self.bytes[self.at..].first_chunk() else {
            return Err(self.error(self.at, "a number breaks off"));
        };
        self.at += N;
        Ok(bytes)
    }

    fn take(&mut self, length: u64) -> Result<&'b [u8], WireError> {
        let rest = &self.bytes[self.at..];
        let taken = usize::try_from(length).ok().and_then(|length| rest.get(..length));
        let taken = taken.ok_or_else(|| {
            self.error(self.at, format!("{length} bytes are announced, but only {} are left", rest.len()))
        })?;
        self.at += taken.len();
        Ok(taken)
    }

    fn error(&self, at: usize, problem: impl Into<String>) -> WireError {
        WireError { offset: self.offset + at, problem: problem.into() }
    }
}

impl<'b> Iterator for Fields<'b> {
    type Item = Result<Field<'b>, WireError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at == self.bytes.len() {
            return None;
        }
        let field = self.field();
        if field.is_err() {
            self.at = self.bytes.len();
        }
        Some(field)
    }
}

#[cfg(test)]
mod tests;
