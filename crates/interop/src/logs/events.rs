//! TensorBoard's event files: records that are messages of `tensorflow.Event`, with the scalars of TensorFlow
//! 1 and of PyTorch (`simple_value`) or those of TensorFlow 2 (`tensor`).
//!
//! The messages: `tensorflow/core/util/event.proto`, `framework/summary.proto` and `framework/tensor.proto`.

use std::collections::BTreeSet;

use super::names;
use super::notes;
use super::records::records;
use super::request::{LogFile, LogRequest, LogRow, LogSteps, LoggedRate};
use super::rows::Rows;
use crate::containers::protobuf::{Content, Field, WireError, fields};
use crate::model::InteropError;

const KIND: &str = "an event file of TensorBoard";

/// More tags than this are not told apart.
const MOST_TAGS: usize = 10_000;

/// The numbers of fields, by their messages.
mod number {
    pub(super) const EVENT_STEP: u32 = 2;
    pub(super) const EVENT_SUMMARY: u32 = 5;
    pub(super) const SUMMARY_VALUE: u32 = 1;
    pub(super) const VALUE_TAG: u32 = 1;
    pub(super) const VALUE_SIMPLE: u32 = 2;
    pub(super) const VALUE_TENSOR: u32 = 8;
    pub(super) const TENSOR_DTYPE: u32 = 1;
    pub(super) const TENSOR_CONTENT: u32 = 4;
    pub(super) const TENSOR_FLOATS: u32 = 5;
    pub(super) const TENSOR_DOUBLES: u32 = 6;
}

const FLOAT: u64 = 1;
const DOUBLE: u64 = 2;

pub(super) fn read(bytes: &[u8], request: &LogRequest, rows: &mut Rows<'_>) -> Result<LogFile, InteropError> {
    let mut tags = BTreeSet::new();
    let mut all = records(bytes);
    let mut unread = 0;
    for record in &mut all {
        let read = scalars(record, &mut |_, tag, _| {
            if tags.len() < MOST_TAGS && !tags.contains(tag) {
                tags.insert(tag.to_owned());
            }
        });
        unread += usize::from(read.is_err());
    }
    let mut told: Vec<_> = notes::damaged_records(all.damaged + unread).into_iter().collect();
    if all.breaks_off {
        told.push(notes::truncated("the event file breaks off; what is whole is read"));
    }
    if tags.is_empty() {
        return Err(notes::nothing("the event file has no scalars", &told));
    }
    let names: Vec<_> = tags.iter().map(String::as_str).collect();
    let found = names::rate(&names, request)?;
    told.extend(notes::other_rates(found.name, &found.others));
    if request.steps != LogSteps::Updates {
        told.push(notes::unit("the steps of the event file", request.steps));
    }
    for record in records(bytes) {
        // What cannot be read was counted before.
        let _ = scalars(record, &mut |step, tag, rate| {
            if tag == found.name {
                rows.add(LogRow { step, rate: LoggedRate::Number(rate) });
            }
        });
    }
    Ok(LogFile { kind: KIND, metric: found.name.to_owned(), rows: 0, counts_done: false, notes: told })
}

/// Gives the scalars of an event: its step, their tags and values.
fn scalars(event: &[u8], take: &mut dyn FnMut(f64, &str, f64)) -> Result<(), WireError> {
    let mut step = 0;
    // The step may stand after the summary.
    for field in fields(event) {
        if let Field { number: number::EVENT_STEP, content: Content::Varint(bits), .. } = field? {
            step = bits.cast_signed();
        }
    }
    for field in fields(event) {
        let field = field?;
        if field.number == number::EVENT_SUMMARY {
            for value in field.message()? {
                let value = value?;
                if value.number == number::SUMMARY_VALUE {
                    scalar(&value, step, take)?;
                }
            }
        }
    }
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "no run has 2^53 updates")]
fn scalar(value: &Field<'_>, step: i64, take: &mut dyn FnMut(f64, &str, f64)) -> Result<(), WireError> {
    let (mut tag, mut rate) = (None, None);
    for field in value.message()? {
        let field = field?;
        match (field.number, field.content) {
            (number::VALUE_TAG, _) => tag = Some(field.text()?),
            (number::VALUE_SIMPLE, Content::Fixed32(bits)) => rate = Some(f64::from(f32::from_bits(bits))),
            (number::VALUE_TENSOR, _) => rate = tensor(&field)?,
            _ => {}
        }
    }
    if let (Some(tag), Some(rate)) = (tag, rate) {
        take(step as f64, tag, rate);
    }
    Ok(())
}

/// The only number of a tensor of 32-bit or 64-bit floats.
fn tensor(tensor: &Field<'_>) -> Result<Option<f64>, WireError> {
    let mut dtype = 0;
    let (mut content, mut plain) = (None, None);
    let double = |bytes: &[u8]| bytes.try_into().ok().map(f64::from_le_bytes);
    let float = |bytes: &[u8]| bytes.try_into().ok().map(f32::from_le_bytes).map(f64::from);
    for field in tensor.message()? {
        let field = field?;
        match (field.number, field.content) {
            (number::TENSOR_DTYPE, Content::Varint(code)) => dtype = code,
            (number::TENSOR_CONTENT, Content::Bytes(bytes)) => {
                content = Some(bytes).filter(|bytes| !bytes.is_empty());
            }
            (number::TENSOR_FLOATS, Content::Bytes(bytes)) => plain = float(bytes),
            (number::TENSOR_FLOATS, Content::Fixed32(bits)) => plain = Some(f64::from(f32::from_bits(bits))),
            (number::TENSOR_DOUBLES, Content::Bytes(bytes)) => plain = double(bytes),
            (number::TENSOR_DOUBLES, Content::Fixed64(bits)) => plain = Some(f64::from_bits(bits)),
            _ => {}
        }
    }
    let raw = match dtype {
        FLOAT => content.and_then(float),
        DOUBLE => content.and_then(double),
        _ => return Ok(None),
    };
    Ok(raw.or(plain))
}
