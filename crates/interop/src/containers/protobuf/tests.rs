use serde_json::Value;

use super::{Content, Field, fields, strings};
use crate::containers::mutations::{damage, soon};

/// What TensorFlow 2.15.1 wrote.
const METADATA: &[u8] = include_bytes!("../../../../../tests/data/keras_metadata/keras_metadata.pb");

/// Field 1 of length 4, in it field 5 of length 2.
const NESTED: &[u8] = b"\x0a\x04\x2a\x02hi";

#[track_caller]
fn refuses(bytes: &[u8], want: &str) {
    let error = fields(bytes).find_map(Result::err).expect("an error");
    assert_eq!(error.to_string(), want);
}

#[test]
fn the_metadata_of_a_saved_model() {
    let identifiers = strings(METADATA, &[1, 4]).unwrap();
    assert_eq!(identifiers[0], "_tf_keras_sequential");
    assert_eq!(strings(METADATA, &[1, 3]).unwrap()[0], "root");
    let metadata = strings(METADATA, &[1, 5]).unwrap();
    assert_eq!(metadata.len(), identifiers.len());
    let root: Value = serde_json::from_str(metadata[0]).unwrap();
    let rate = &root["training_config"]["optimizer_config"]["config"]["learning_rate"];
    assert_eq!(rate["class_name"], "PolynomialDecay");
    assert_eq!(rate["config"]["decay_steps"], 636);
}

#[test]
fn every_wire_type() {
    let bytes = b"\x08\x96\x01\x11\x00\x00\x00\x00\x00\x00\xf0\x3f\x1a\x02hi\x25\x00\x00\x80\x3f\xf8\x07\x01";
    let got: Vec<_> = fields(bytes).map(Result::unwrap).collect();
    let want = [
        (1, Content::Varint(150), 1),
        (2, Content::Fixed64(1_f64.to_bits()), 4),
        (3, Content::Bytes(b"hi"), 14),
        (4, Content::Fixed32(1_f32.to_bits()), 17),
        (127, Content::Varint(1), 23),
    ];
    let want = want.map(|(number, content, offset)| Field { number, content, offset });
    assert_eq!(got, want);
}

#[test]
fn varints_have_64_bits() {
    let value = |bytes: &'static [u8]| fields(bytes).next().unwrap().map(|field| field.content);
    assert_eq!(value(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), Ok(Content::Varint(u64::MAX)));
    assert_eq!(value(b"\x08\x80\x00"), Ok(Content::Varint(0)));
    refuses(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", "at byte 1: a number has more than 64 bits");
    refuses(b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x81\x00", "at byte 1: a number has more than 64 bits");
}

#[test]
fn errors_say_where() {
    refuses(b"\x08", "at byte 1: a number breaks off");
    refuses(b"\x08\x01\x80", "at byte 2: a number breaks off");
    refuses(b"\x09\x00", "at byte 1: a number breaks off");
    refuses(b"\x0d\x00", "at byte 1: a number breaks off");
    refuses(b"\x0a\x05hi", "at byte 2: 5 bytes are announced, but only 2 are left");
    refuses(b"\x00\x01", "at byte 0: the number of a field is 0");
    refuses(b"\x80\x80\x80\x80\x10\x01", "at byte 0: the number of a field is 536870912");
    refuses(b"\x0b", "at byte 0: field 1 is a group, which is not read");
    refuses(b"\x14", "at byte 0: field 2 is a group, which is not read");
    refuses(b"\x0e", "at byte 0: field 1 has the unknown wire type 6");
    refuses(b"\x0f", "at byte 0: field 1 has the unknown wire type 7");
}

#[test]
fn errors_within_messages_say_where_in_the_whole() {
    let error = |bytes: &[u8]| strings(bytes, &[1, 5]).unwrap_err().to_string();
    assert_eq!(strings(NESTED, &[1, 5]).unwrap(), ["hi"]);
    assert_eq!(error(b"\x0a\x04\x2a\x02h\xff"), "at byte 5: the text of field 5 is not UTF-8");
    assert_eq!(error(b"\x0a\x02\x28\x01"), "at byte 3: field 5 is a number, not a message or text");
    assert_eq!(error(b"\x08\x02"), "at byte 1: field 1 is a number, not a message or text");
    assert_eq!(error(b"\x0a\x02\x2a\x01"), "at byte 4: 1 bytes are announced, but only 0 are left");
    assert_eq!(strings(NESTED, &[2, 5]).unwrap(), [""; 0]);
    assert_eq!(strings(b"", &[1]).unwrap(), [""; 0]);
}

#[test]
fn nothing_comes_after_an_error() {
    let mut fields = fields(b"\x0b\x08\x01");
    assert!(fields.next().unwrap().is_err());
    assert_eq!(fields.next(), None);
}

#[test]
fn bounds() {
    let most = b"\x0a\x00".repeat(1 << 16);
    assert_eq!(strings(&most, &[1]).unwrap().len(), 1 << 16);
    let more = b"\x0a\x00".repeat(1 << 20);
    let error = soon(|| strings(&more, &[1])).unwrap_err();
    assert_eq!(error.to_string(), "at byte 131074: more than 65536 texts");
    assert_eq!(soon(|| fields(&more).count()), 1 << 20);
    refuses(
        b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        "at byte 11: 18446744073709551615 bytes are announced, but only 0 are left",
    );
}

#[test]
fn damaged() {
    let read = |bytes: &[u8]| {
        let _: Result<_, _> = strings(bytes, &[1, 5]);
        for field in fields(bytes) {
            match field {
                Ok(field) => assert!(field.offset <= bytes.len()),
                Err(error) => assert!(error.offset <= bytes.len()),
            }
        }
    };
    damage(&METADATA[..2_000], b"\x00\x0a\x2a\x80\xff\x0b", 5_000, read);
    damage(METADATA, b"\x00\x0a\x2a\x80\xff\x0b", 2_000, read);
}
