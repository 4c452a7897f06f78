//! Values as Python pickles them.

use serde_json::Value;

/// A value, as `pickle.dumps` writes it.
pub(super) fn plain(value: &Value) -> Vec<u8> {
    let mut bytes = b"\x80\x02".to_vec();
    write(value, &mut bytes);
    bytes.push(b'.');
    bytes
}

/// An object of a class, with its fields.
pub(super) fn object(module: &str, class: &str, fields: &Value) -> Vec<u8> {
    let mut bytes = format!("\u{2}c{module}\n{class}\n").into_bytes();
    bytes.insert(0, 0x80);
    bytes.extend(b")\x81");
    write(fields, &mut bytes);
    bytes.extend(b"b.");
    bytes
}

fn write(value: &Value, bytes: &mut Vec<u8>) {
    match value {
        Value::Null => bytes.push(b'N'),
        Value::Bool(value) => bytes.push(if *value { 0x88 } else { 0x89 }),
        Value::Number(number) => match number.as_i64() {
            Some(number) => {
                bytes.extend(b"\x8a\x08");
                bytes.extend(number.to_le_bytes());
            }
            None => {
                bytes.push(b'G');
                bytes.extend(number.as_f64().unwrap_or_default().to_be_bytes());
            }
        },
        Value::String(text) => write_text(text, bytes),
        Value::Array(elements) => {
            bytes.extend(b"](");
            elements.iter().for_each(|element| write(element, bytes));
            bytes.push(b'e');
        }
        Value::Object(entries) => {
            bytes.extend(b"}(");
            for (key, value) in entries {
                write_text(key, bytes);
                write(value, bytes);
            }
            bytes.push(b'u');
        }
    }
}

fn write_text(text: &str, bytes: &mut Vec<u8>) {
    bytes.push(b'X');
    bytes.extend(u32::try_from(text.len()).expect("a short text").to_le_bytes());
    bytes.extend(text.as_bytes());
}
