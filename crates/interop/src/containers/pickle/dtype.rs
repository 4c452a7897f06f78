//! The types of the numbers that tensors and NumPy hold.

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
}
