//! How wide a text is in a picture, without a font at hand.

use unicode_width::UnicodeWidthChar;

use crate::number::count_to_f64;

/// Advances of the characters from space to `~` in Roboto Regular, in 2048ths of the font size.
const ADVANCES: [u16; 95] = [
    508, 528, 656, 1261, 1151, 1500, 1274, 358, 701, 713, 882, 1162, 403, 566, 540, 845, 1151, 1151, 1151,
    1151, 1151, 1151, 1151, 1151, 1151, 1151, 496, 433, 1041, 1124, 1071, 968, 1839, 1336, 1276, 1333, 1344,
    1164, 1132, 1395, 1461, 557, 1130, 1285, 1103, 1788, 1461, 1409, 1292, 1409, 1262, 1216, 1222, 1328,
    1304, 1817, 1284, 1230, 1227, 543, 841, 543, 856, 924, 633, 1114, 1150, 1072, 1155, 1086, 712, 1150,
    1128, 498, 490, 1038, 498, 1796, 1131, 1168, 1150, 1164, 694, 1057, 670, 1129, 992, 1539, 1016, 969,
    1016, 693, 500, 693, 1393,
];
/// Fonts of browsers may be wider than Roboto.
const ALLOWANCE: f64 = 1.08;

/// The width in pixels, a little more rather than less.
pub(crate) fn text_width(text: &str, font_size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * font_size * ALLOWANCE
}

/// In font sizes.
pub(crate) fn advance(c: char) -> f64 {
    let ascii = u32::from(c).checked_sub(32).and_then(|i| ADVANCES.get(usize::try_from(i).ok()?));
    match ascii {
        Some(&advance) => f64::from(advance) / 2048.0,
        None => 0.62 * count_to_f64(c.width().unwrap_or(0)),
    }
}
