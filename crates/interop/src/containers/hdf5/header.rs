//! Object headers: the messages that say what a group or a dataset is.

use std::collections::BTreeSet;
use std::io::{Read, Seek};

use super::bytes::{Block, Bytes};
use super::fields::{Fields, Sizes};
use super::{Result, checksum};

const CONTINUATION: u16 = 0x10;

/// The most messages that an object may have. Keras writes a handful.
const LIMIT: usize = 1 << 16;

/// What is known of an object: a group or a dataset.
#[derive(Debug)]
pub(super) struct Header {
    pub(super) address: u64,
    messages: Vec<Message>,
}

/// One thing that is known of an object.
#[derive(Debug)]
pub(super) struct Message {
    kind: u16,
    /// Whether the content is elsewhere, for several objects at once.
    shared: bool,
    address: u64,
    content: Vec<u8>,
    sizes: Sizes,
}

/// How the messages are written.
#[derive(Clone, Copy)]
enum Form {
    /// Version 1.
    Padded,
    /// Version 2, with or without the order in which attributes were made.
    Packed { order: bool },
}

impl Header {
    /// Reads the header at an address, and where it is continued.
    pub(super) fn read<R: Read + Seek>(bytes: &mut Bytes<R>, address: u64) -> Result<Self> {
        let start = bytes.block(address, 6)?;
        let mut header = Self { address, messages: Vec::new() };
        let form = if start.bytes().starts_with(b"OHDR") {
            header.read_packed(bytes, start.fields())?
        } else {
            header.read_padded(bytes, start.fields())?
        };
        let mut visited = BTreeSet::from([address]);
        let mut index = 0;
        while let Some(message) = header.messages.get(index) {
            index += 1;
            if message.kind == CONTINUATION {
                let mut fields = message.fields()?;
                let (address, length) = (fields.defined_address("a continuation")?, fields.length()?);
                if !visited.insert(address) {
                    return Err(message.fields()?.error("an object header that is continued in a circle"));
                }
                let block = bytes.block(address, length)?;
                header.collect(continuation(&block, form)?, form)?;
            }
        }
        Ok(header)
    }

    /// The messages of a kind.
    pub(super) fn all(&self, kind: u16) -> impl Iterator<Item = &Message> {
        self.messages.iter().filter(move |message| message.kind == kind)
    }

    /// The message of a kind that an object has at most once.
    pub(super) fn one(&self, kind: u16) -> Option<&Message> {
        self.all(kind).next()
    }

    /// Version 1.
    fn read_padded<R: Read + Seek>(&mut self, bytes: &mut Bytes<R>, mut start: Fields<'_>) -> Result<Form> {
        let address = start.offset();
        start.version(&[1], "an object header")?;
        let length = bytes.block(address.saturating_add(8), 4)?.fields().u32()?;
        let block = bytes.block(address.saturating_add(16), length.into())?;
        self.collect(block.fields(), Form::Padded)?;
        Ok(Form::Padded)
    }

    /// Version 2: a signature before every piece, and a checksum after it.
    fn read_packed<R: Read + Seek>(&mut self, bytes: &mut Bytes<R>, mut start: Fields<'_>) -> Result<Form> {
        let address = start.offset();
        start.skip(4)?;
        start.version(&[2], "an object header")?;
        let flags = start.u8()?;
        let times = if flags & 0x20 == 0 { 0 } else { 16 };
        let limits = if flags & 0x10 == 0 { 0 } else { 4 };
        // How long the messages are, in one to eight bytes.
        let width = 1_u8 << (flags & 3);
        let before = 6 + times + limits + u64::from(width);
        let length = bytes.block(address.saturating_add(before - u64::from(width)), width.into())?;
        let length = length.fields().unsigned(width.into())?;
        let block = bytes.block(address, length.saturating_add(before + 4))?;
        let mut fields = checksum::verified(block.fields(), "object header")?;
        fields.skip(usize::try_from(before).unwrap_or(usize::MAX))?;
        let form = Form::Packed { order: flags & 4 != 0 };
        self.collect(fields, form)?;
        Ok(form)
    }

    /// Takes the messages out of a piece.
    fn collect(&mut self, mut fields: Fields<'_>, form: Form) -> Result<()> {
        let prefix = match form {
            Form::Padded => 8,
            Form::Packed { order: false } => 4,
            Form::Packed { order: true } => 6,
        };
        // Version 2 may leave a gap that is shorter than a message.
        while fields.len() >= prefix {
            let mut start = fields.take(prefix)?;
            let kind = if matches!(form, Form::Padded) { start.u16()? } else { start.u8()?.into() };
            let length = start.u16()?;
            let shared = start.u8()? & 2 != 0;
            let content = fields.take(length.into())?;
            if kind == 0 {
                continue;
            }
            if self.messages.len() == LIMIT {
                return Err(content.error(format!("an object of more than {LIMIT} messages")));
            }
            self.messages.push(Message {
                kind,
                shared,
                address: content.offset(),
                content: content.rest().to_owned(),
                sizes: content.sizes(),
            });
        }
        Ok(())
    }
}

impl Message {
    /// The content, if it is here.
    pub(super) fn fields(&self) -> Result<Fields<'_>> {
        let fields = Fields::new(&self.content, self.address, self.sizes);
        if self.shared { Err(fields.error("a shared message, which is not read")) } else { Ok(fields) }
    }
}

/// The messages of a continuation.
fn continuation(block: &Block, form: Form) -> Result<Fields<'_>> {
    match form {
        Form::Padded => Ok(block.fields()),
        Form::Packed { .. } => {
            let mut fields = checksum::verified(block.fields(), "object header")?;
            fields.signature(*b"OCHK", "continuation of an object header")?;
            Ok(fields)
        }
    }
}
