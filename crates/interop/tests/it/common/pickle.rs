//! Pickles made by hand.

use std::io::{Cursor, Write};

use serde_json::Value;
use zip::write::{SimpleFileOptions, ZipWriter};

/// A pickle of protocol 2 in the making.
pub(crate) struct Pickle(Vec<u8>);

impl Pickle {
    pub(crate) fn new() -> Self {
        Self(b"\x80\x02".to_vec())
    }

    /// Instructions as they are.
    pub(crate) fn raw(mut self, instructions: impl AsRef<[u8]>) -> Self {
        self.0.extend_from_slice(instructions.as_ref());
        self
    }

    pub(crate) fn text(self, text: &str) -> Self {
        let length = u32::try_from(text.len()).unwrap();
        self.raw(b"X").raw(length.to_le_bytes()).raw(text)
    }

    /// What Python writes for a value of JSON.
    pub(crate) fn value(self, value: &Value) -> Self {
        match value {
            Value::Null => self.raw(b"N"),
            Value::Bool(true) => self.raw(b"\x88"),
            Value::Bool(false) => self.raw(b"\x89"),
            Value::Number(number) => match number.as_i64() {
                Some(number) => self.raw(b"\x8a\x08").raw(number.to_le_bytes()),
                None => self.raw(b"G").raw(number.as_f64().unwrap().to_be_bytes()),
            },
            Value::String(text) => self.text(text),
            Value::Array(elements) => elements.iter().fold(self.raw(b"]("), Self::value).raw(b"e"),
            Value::Object(entries) => {
                let entry = |pickle: Self, (key, value): (&String, &Value)| pickle.text(key).value(value);
                entries.iter().fold(self.raw(b"}("), entry).raw(b"u")
            }
        }
    }

    /// A state whose entries are set before [`end`](Self::end); those of JSON here.
    pub(crate) fn state(entries: &Value) -> Self {
        Self::new().value(entries)
    }

    /// Sets an entry of the dictionary that was made last.
    pub(crate) fn entry(self, key: &str, value: impl FnOnce(Self) -> Self) -> Self {
        value(self.text(key)).raw(b"s")
    }

    /// A tensor in a row, in a storage of its own.
    pub(crate) fn tensor(self, storage_type: &str, key: &str, shape: &[i64]) -> Self {
        let count = shape.iter().fold(1_i64, |count, &length| count.saturating_mul(length));
        let strides: Vec<i64> = shape.iter().map(|_| 1).collect();
        self.raw(b"ctorch._utils\n_rebuild_tensor_v2\n((")
            .text("storage")
            .raw(format!("ctorch\n{storage_type}\n"))
            .text(key)
            .text("cpu")
            .value(&count.into())
            .raw(b"tQ")
            .value(&0.into())
            .tuple(shape)
            .tuple(&strides)
            .raw(b"\x89ccollections\nOrderedDict\n)RtR")
    }

    fn tuple(self, numbers: &[i64]) -> Self {
        numbers.iter().fold(self.raw(b"("), |pickle, &number| pickle.value(&number.into())).raw(b"t")
    }

    pub(crate) fn end(self) -> Vec<u8> {
        self.raw(b".").0
    }

    /// The same as `torch.save` has written it since 1.6, with these storages.
    pub(crate) fn archive(self, storages: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let names = storages.iter().map(|(key, bytes)| (format!("archive/data/{key}"), *bytes));
        let pickle = self.end();
        for (name, bytes) in [("archive/data.pkl".to_owned(), &*pickle)].into_iter().chain(names) {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// The same as `torch.save` wrote it before, with these storages: the number of elements, and the bytes.
    pub(crate) fn legacy(self, storages: &[(&str, u64, &[u8])]) -> Vec<u8> {
        let mut file = b"\x80\x02\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19.".to_vec();
        file.extend(Self::new().value(&1001.into()).end());
        file.extend(Self::new().value(&serde_json::json!({"little_endian": true})).end());
        file.extend(self.end());
        let keys: Value = storages.iter().map(|&(key, ..)| Value::from(key)).collect();
        file.extend(Self::new().value(&keys).end());
        for (_, count, bytes) in storages {
            file.extend(count.to_le_bytes());
            file.extend(*bytes);
        }
        file
    }
}
