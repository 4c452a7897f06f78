//! Numbers as tensors and NumPy hold them.

use super::Node;

/// The type of the numbers in a tensor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dtype {
    Float64,
    Float32,
    Float16,
    Bfloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    Uint8,
    Bool,
}

impl Dtype {
    const ALL: [(Self, &'static str, &'static str, &'static str); 10] = [
        (Self::Float64, "float64", "DoubleStorage", "f8"),
        (Self::Float32, "float32", "FloatStorage", "f4"),
        (Self::Float16, "float16", "HalfStorage", "f2"),
        (Self::Bfloat16, "bfloat16", "BFloat16Storage", ""),
        (Self::Int64, "int64", "LongStorage", "i8"),
        (Self::Int32, "int32", "IntStorage", "i4"),
        (Self::Int16, "int16", "ShortStorage", "i2"),
        (Self::Int8, "int8", "CharStorage", "i1"),
        (Self::Uint8, "uint8", "ByteStorage", "u1"),
        (Self::Bool, "bool", "BoolStorage", "b1"),
    ];

    /// The type that PyTorch calls `torch.FloatStorage` and the like.
    pub(super) fn of_storage(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, _, storage, _)| *storage == name).map(|&(dtype, ..)| dtype)
    }

    /// The type that NumPy calls `f8` and the like.
    pub(super) fn of_numpy(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, _, _, numpy)| *numpy == name).map(|&(dtype, ..)| dtype)
    }

    pub(super) fn name(self) -> &'static str {
        Self::ALL.iter().find(|(dtype, ..)| *dtype == self).map_or("", |&(_, name, ..)| name)
    }

    pub(super) const fn size(self) -> usize {
        match self {
            Self::Float64 | Self::Int64 => 8,
            Self::Float32 | Self::Int32 => 4,
            Self::Float16 | Self::Bfloat16 | Self::Int16 => 2,
            Self::Int8 | Self::Uint8 | Self::Bool => 1,
        }
    }

    /// The number in these bytes, the lowest of which comes first; `None` if they are too few.
    pub(super) fn decode(self, bytes: &[u8]) -> Option<Node> {
        Some(match self {
            Self::Float64 => Node::Float(f64::from_le_bytes(*bytes.first_chunk()?)),
            Self::Float32 => Node::Float(f32::from_le_bytes(*bytes.first_chunk()?).into()),
            Self::Float16 => Node::Float(half(u16::from_le_bytes(*bytes.first_chunk()?))),
            Self::Bfloat16 => {
                let bits = u32::from(u16::from_le_bytes(*bytes.first_chunk()?)) << 16;
                Node::Float(f32::from_bits(bits).into())
            }
            Self::Int64 => Node::Int(i64::from_le_bytes(*bytes.first_chunk()?)),
            Self::Int32 => Node::Int(i32::from_le_bytes(*bytes.first_chunk()?).into()),
            Self::Int16 => Node::Int(i16::from_le_bytes(*bytes.first_chunk()?).into()),
            Self::Int8 => Node::Int(i8::from_le_bytes(*bytes.first_chunk()?).into()),
            Self::Uint8 => Node::Int(u8::from_le_bytes(*bytes.first_chunk()?).into()),
            Self::Bool => Node::Bool(*bytes.first()? != 0),
        })
    }
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
