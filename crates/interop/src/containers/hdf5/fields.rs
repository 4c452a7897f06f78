//! The fields of a structure, one after the other.

use super::{Hdf5Error, Result};

/// How many bytes the file writes for an address and for a length.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sizes {
    pub(super) address: u8,
    pub(super) length: u8,
}

/// What is left of a structure, and where in the file it is. All numbers are little-endian.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fields<'a> {
    rest: &'a [u8],
    address: u64,
    sizes: Sizes,
}

impl<'a> Fields<'a> {
    pub(super) fn new(rest: &'a [u8], address: u64, sizes: Sizes) -> Self {
        Self { rest, address, sizes }
    }

    pub(super) fn sizes(&self) -> Sizes {
        self.sizes
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    pub(super) fn len(&self) -> usize {
        self.rest.len()
    }

    /// Where the next field is.
    pub(super) fn offset(&self) -> u64 {
        self.address
    }

    pub(super) fn error(&self, problem: impl Into<String>) -> Hdf5Error {
        Hdf5Error::at(self.address, problem)
    }

    /// The next bytes.
    pub(super) fn take(&mut self, count: usize) -> Result<Self> {
        let Some((taken, rest)) = self.rest.split_at_checked(count) else {
            return Err(self.error(format!("needs {count} bytes, {} are left", self.rest.len())));
        };
        let taken = Self { rest: taken, ..*self };
        let count = u64::try_from(count).map_err(|_| self.error("too long"))?;
        *self = Self { rest, address: self.address.saturating_add(count), ..*self };
        Ok(taken)
    }

    /// What is before the first zero, or all that is left.
    pub(super) fn until_zero(mut self) -> Result<Self> {
        self.take(self.rest.iter().position(|&byte| byte == 0).unwrap_or(self.rest.len()))
    }

    pub(super) fn skip(&mut self, count: usize) -> Result<()> {
        self.take(count).map(drop)
    }

    /// An unsigned number of at most eight bytes.
    pub(super) fn unsigned(&mut self, size: usize) -> Result<u64> {
        if size > 8 {
            return Err(self.error(format!("a number of {size} bytes")));
        }
        let bytes = self.take(size)?.rest;
        Ok(bytes.iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte)))
    }

    pub(super) fn u8(&mut self) -> Result<u8> {
        Ok(self.array::<1>()?[0])
    }

    pub(super) fn u16(&mut self) -> Result<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(super) fn u32(&mut self) -> Result<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// A length, in as many bytes as this file writes for one.
    pub(super) fn length(&mut self) -> Result<u64> {
        self.unsigned(self.sizes.length.into())
    }

    /// An address; `None` if it is the one that stands for no address, all ones.
    pub(super) fn address(&mut self) -> Result<Option<u64>> {
        let undefined = self.rest.iter().take(self.sizes.address.into()).all(|&byte| byte == 0xff);
        let address = self.unsigned(self.sizes.address.into())?;
        Ok(Some(address).filter(|_| !undefined))
    }

    /// An address that must be there.
    pub(super) fn defined_address(&mut self, what: &str) -> Result<u64> {
        let at = *self;
        self.address()?.ok_or_else(|| at.error(format!("no address of {what}")))
    }

    /// Four letters that a structure begins with.
    pub(super) fn signature(&mut self, wanted: [u8; 4], what: &str) -> Result<()> {
        let at = *self;
        if self.array()? == wanted { Ok(()) } else { Err(at.error(format!("is no {what}"))) }
    }

    /// The version of a structure, of those that are read.
    pub(super) fn version(&mut self, known: &[u8], what: &str) -> Result<u8> {
        let at = *self;
        let version = self.u8()?;
        if known.contains(&version) {
            Ok(version)
        } else {
            Err(at.error(format!("{what} of version {version}, which is not read")))
        }
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N]> {
        let at = *self;
        self.take(N)?.rest.try_into().map_err(|_| at.error("breaks off"))
    }
}
