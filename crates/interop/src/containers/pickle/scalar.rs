//! Numbers as tensors and NumPy hold them.

use super::dtype::Dtype;
use super::graph::Node;

/// The number in these bytes, the lowest of which comes first; `None` if they are too few.
pub(super) fn decode(dtype: Dtype, bytes: &[u8]) -> Option<Node> {
    Some(match dtype {
        Dtype::Float64 => Node::Float(f64::from_le_bytes(*bytes.first_chunk()?)),
        Dtype::Float32 => Node::Float(f32::from_le_bytes(*bytes.first_chunk()?).into()),
        Dtype::Float16 => Node::Float(half(u16::from_le_bytes(*bytes.first_chunk()?))),
        Dtype::Bfloat16 => {
            let bits = u32::from(u16::from_le_bytes(*bytes.first_chunk()?)) << 16;
            Node::Float(f32::from_bits(bits).into())
        }
        Dtype::Int64 => Node::Int(i64::from_le_bytes(*bytes.first_chunk()?)),
        Dtype::Int32 => Node::Int(i32::from_le_bytes(*bytes.first_chunk()?).into()),
        Dtype::Int16 => Node::Int(i16::from_le_bytes(*bytes.first_chunk()?).into()),
        Dtype::Int8 => Node::Int(i8::from_le_bytes(*bytes.first_chunk()?).into()),
        Dtype::Uint8 => Node::Int(u8::from_le_bytes(*bytes.first_chunk()?).into()),
        Dtype::Bool => Node::Bool(*bytes.first()? != 0),
    })
}

/// A number of 1 sign bit, 5 bits of exponent and 10 of fraction.
fn half(bits: u16) -> f64 {
    let fraction = f64::from(bits & 0x3ff) / 1024.0;
    let exponent = i32::from(bits >> 10 & 0x1f);
    let magnitude = match exponent {
        0 => fraction * 2.0_f64.powi(-14),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1.0 + fraction) * 2.0_f64.powi(exponent - 15),
    };
    if bits >> 15 == 0 { magnitude } else { -magnitude }
}
