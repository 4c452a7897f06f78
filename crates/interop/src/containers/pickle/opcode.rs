//! The instructions of a pickle.

use super::cursor::Cursor;
use super::damaged;
use super::graph::Node;
use crate::model::InteropError;

pub(super) const PROTO: u8 = 0x80;
pub(super) const STOP: u8 = b'.';

/// One instruction, with what it carries.
#[derive(Debug)]
pub(super) enum Op<'b> {
    Stop,
    /// Nothing that matters here: the number of the protocol, the length of what follows.
    Nothing,
    /// Pushes a value.
    Push(Node),
    Mark,
    Pop,
    PopMark,
    Dup,
    Append,
    Appends,
    SetItem,
    SetItems,
    /// Makes a list or tuple of all values since the mark.
    ListSinceMark,
    /// Makes a tuple of the last values.
    Tuple(usize),
    DictSinceMark,
    Get(u64),
    Put(u64),
    Memoize,
    Global {
        module: &'b [u8],
        name: &'b [u8],
    },
    StackGlobal,
    /// Calls a class that is named here with the values since the mark.
    Inst {
        module: &'b [u8],
        name: &'b [u8],
    },
    /// Calls the first value since the mark with the others.
    Obj,
    /// Calls the last value but one with the last.
    Call,
    /// Calls with named arguments as well.
    CallNamed,
    Build,
    PersistentText,
    Persistent,
}

impl<'b> Op<'b> {
    /// Reads the next instruction.
    pub(super) fn read(cursor: &mut Cursor<'b>) -> Result<Self, InteropError> {
        let offset = cursor.position();
        Ok(match cursor.byte()? {
            STOP => Self::Stop,
            PROTO => Self::protocol(cursor)?,
            0x95 => {
                // The instructions of a frame are read one by one all the same.
                cursor.array::<8>()?;
                Self::Nothing
            }
            b'(' => Self::Mark,
            b'0' => Self::Pop,
            b'1' => Self::PopMark,
            b'2' => Self::Dup,
            b'N' => Self::Push(Node::None),
            0x88 => Self::Push(Node::Bool(true)),
            0x89 => Self::Push(Node::Bool(false)),
            b'I' => Self::Push(int_or_bool(cursor)?),
            b'J' => Self::Push(Node::Int(i32::from_le_bytes(cursor.array()?).into())),
            b'K' => Self::Push(Node::Int(cursor.byte()?.into())),
            b'M' => Self::Push(Node::Int(u16::from_le_bytes(cursor.array()?).into())),
            b'L' => Self::Push(long_line(cursor)?),
            0x8a => Self::long(u8::from_le_bytes(cursor.array()?).into(), cursor)?,
            0x8b => Self::long(u32::from_le_bytes(cursor.array()?).into(), cursor)?,
            b'F' => Self::Push(float_line(cursor)?),
            b'G' => Self::Push(Node::Float(f64::from_be_bytes(cursor.array()?))),
            b'S' => Self::text(unquoted(cursor.line()?)),
            b'V' => Self::Push(Node::Text(unescaped(cursor.line()?).into())),
            b'U' | 0x8c => Self::sized_text(u8::from_le_bytes(cursor.array()?).into(), cursor)?,
            b'T' | b'X' => Self::sized_text(u32::from_le_bytes(cursor.array()?).into(), cursor)?,
            0x8d => Self::sized_text(u64::from_le_bytes(cursor.array()?), cursor)?,
            b'C' => Self::bytes(u8::from_le_bytes(cursor.array()?).into(), cursor)?,
            b'B' => Self::bytes(u32::from_le_bytes(cursor.array()?).into(), cursor)?,
            0x8e | 0x96 => Self::bytes(u64::from_le_bytes(cursor.array()?), cursor)?,
            b']' | b')' | 0x8f => Self::Push(Node::List(Vec::new())),
            b'}' => Self::Push(Node::Dict(Vec::new())),
            b'a' => Self::Append,
            b'e' | 0x90 => Self::Appends,
            b'l' | b't' | 0x91 => Self::ListSinceMark,
            0x85 => Self::Tuple(1),
            0x86 => Self::Tuple(2),
            0x87 => Self::Tuple(3),
            b'd' => Self::DictSinceMark,
            b's' => Self::SetItem,
            b'u' => Self::SetItems,
            b'g' => Self::Get(index_line(cursor)?),
            b'h' => Self::Get(cursor.byte()?.into()),
            b'j' => Self::Get(u32::from_le_bytes(cursor.array()?).into()),
            b'p' => Self::Put(index_line(cursor)?),
            b'q' => Self::Put(cursor.byte()?.into()),
            b'r' => Self::Put(u32::from_le_bytes(cursor.array()?).into()),
            0x94 => Self::Memoize,
            b'c' => Self::Global { module: cursor.line()?, name: cursor.line()? },
            0x93 => Self::StackGlobal,
            b'i' => Self::Inst { module: cursor.line()?, name: cursor.line()? },
            b'o' => Self::Obj,
            b'R' | 0x81 => Self::Call,
            0x92 => Self::CallNamed,
            b'b' => Self::Build,
            b'P' => {
                cursor.line()?;
                Self::PersistentText
            }
            b'Q' => Self::Persistent,
            opcode @ 0x82..=0x84 => {
                cursor.take(1 << (opcode - 0x82))?;
                Self::Push(Node::Opaque("an entry of copyreg's extensions".into()))
            }
            0x97 => Self::Push(Node::Opaque("a buffer outside of the pickle".into())),
            // Makes the last buffer read-only.
            0x98 => Self::Nothing,
            byte => return Err(damaged(offset, format!("has no instruction {byte:#04x}"))),
        })
    }

    fn protocol(cursor: &mut Cursor<'_>) -> Result<Self, InteropError> {
        let offset = cursor.position();
        match cursor.byte()? {
            0..=5 => Ok(Self::Nothing),
            protocol => Err(damaged(offset, format!("is of protocol {protocol}; 0 to 5 are read"))),
        }
    }

    /// What is no text as bytes: Python 2 wrote both alike.
    fn text(bytes: &[u8]) -> Self {
        Self::Push(match str::from_utf8(bytes) {
            Ok(text) => Node::Text(text.into()),
            Err(_) => Node::Bytes(bytes.into()),
        })
    }

    fn sized_text(length: u64, cursor: &mut Cursor<'_>) -> Result<Self, InteropError> {
        cursor.take(length).map(Self::text)
    }

    fn bytes(length: u64, cursor: &mut Cursor<'_>) -> Result<Self, InteropError> {
        Ok(Self::Push(Node::Bytes(cursor.take(length)?.into())))
    }

    /// A number in two's complement, the lowest byte first.
    fn long(length: u64, cursor: &mut Cursor<'_>) -> Result<Self, InteropError> {
        let bytes = cursor.take(length)?;
        Ok(Self::Push(match bytes {
            [] => Node::Int(0),
            [.., highest] if bytes.len() <= 8 => {
                let mut all = [if *highest >= 0x80 { 0xff } else { 0 }; 8];
                all[..bytes.len()].copy_from_slice(bytes);
                Node::Int(i64::from_le_bytes(all))
            }
            _ => big_number(),
        }))
    }
}

/// The text that Python 2 wrote as it would stand in a program.
fn unquoted(line: &[u8]) -> &[u8] {
    match line {
        [b'\'', text @ .., b'\''] | [b'"', text @ .., b'"'] => text,
        text => text,
    }
}

/// The text of protocol 0: a byte a character, `\u` and `\U` before the hexadecimal number of one.
fn unescaped(line: &[u8]) -> String {
    let mut text = String::with_capacity(line.len());
    let mut rest = line;
    while let [byte, after @ ..] = rest {
        let length = match rest {
            [b'\\', b'u', ..] => 4,
            [b'\\', b'U', ..] => 8,
            _ => 0,
        };
        let digits =
            rest.get(2..2 + length).filter(|_| length > 0).and_then(|digits| str::from_utf8(digits).ok());
        let number = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match number.and_then(char::from_u32) {
            Some(character) => {
                text.push(character);
                rest = &rest[2 + length..];
            }
            None => {
                text.push(char::from(*byte));
                rest = after;
            }
        }
    }
    text
}

fn big_number() -> Node {
    Node::Opaque("a number of more than 64 bits".into())
}

/// In protocol 0 `I01` is true, `I1` is 1.
fn int_or_bool(cursor: &mut Cursor<'_>) -> Result<Node, InteropError> {
    let offset = cursor.position();
    match cursor.line()? {
        b"00" => Ok(Node::Bool(false)),
        b"01" => Ok(Node::Bool(true)),
        digits => decimal(digits, offset),
    }
}

fn long_line(cursor: &mut Cursor<'_>) -> Result<Node, InteropError> {
    let offset = cursor.position();
    let line = cursor.line()?;
    decimal(line.strip_suffix(b"L").unwrap_or(line), offset)
}

fn decimal(digits: &[u8], offset: usize) -> Result<Node, InteropError> {
    let unsigned = digits.strip_prefix(b"-").unwrap_or(digits);
    if unsigned.is_empty() || !unsigned.iter().all(u8::is_ascii_digit) {
        return Err(damaged(offset, "has a number that is none"));
    }
    let number = str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
    Ok(number.map_or_else(big_number, Node::Int))
}

fn float_line(cursor: &mut Cursor<'_>) -> Result<Node, InteropError> {
    let offset = cursor.position();
    let number = str::from_utf8(cursor.line()?).ok().and_then(|text| text.parse().ok());
    number.map(Node::Float).ok_or_else(|| damaged(offset, "has a number that is none"))
}

fn index_line(cursor: &mut Cursor<'_>) -> Result<u64, InteropError> {
    let offset = cursor.position();
    let index = str::from_utf8(cursor.line()?).ok().and_then(|text| text.parse().ok());
    index.ok_or_else(|| damaged(offset, "has an index that is none"))
}
