//! Dataspaces: how many values there are. Here it must be one.

use super::Result;
use super::fields::Fields;

/// Refuses anything but one value.
pub(super) fn expect_one_value(mut fields: Fields<'_>) -> Result<()> {
    let at = fields;
    let version = fields.version(&[1, 2], "a dataspace")?;
    let rank = fields.u8()?;
    fields.skip(1)?;
    let is_null = if version == 1 {
        fields.skip(5)?;
        false
    } else {
        fields.u8()? == 2
    };
    let mut is_one = !is_null;
    for _ in 0..rank {
        is_one &= fields.length()? == 1;
    }
    if is_one { Ok(()) } else { Err(at.error("none or several values, expected one")) }
}
