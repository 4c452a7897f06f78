//! What tells one curve from another.

/// A colour of a curve in pictures: those of Okabe and Ito (2008) that are dark enough for a white ground.
pub(crate) const COLORS: [[u8; 3]; 7] = [
    [0x00, 0x72, 0xb2],
    [0xd5, 0x5e, 0x00],
    [0x00, 0x9e, 0x73],
    [0xcc, 0x79, 0xa7],
    [0xe6, 0x9f, 0x00],
    [0x56, 0xb4, 0xe9],
    [0x00, 0x00, 0x00],
];

/// The same for a dark ground.
pub(crate) const COLORS_ON_DARK: [[u8; 3]; 7] = [
    [0x56, 0xb4, 0xe9],
    [0xe6, 0x9f, 0x00],
    [0x1f, 0xc7, 0x9a],
    [0xe5, 0x9b, 0xc4],
    [0xf0, 0xe4, 0x42],
    [0x8c, 0x9e, 0xff],
    [0xff, 0xff, 0xff],
];

/// The same in the terminal, as SGR codes of the basic colours, which follow the user's theme.
pub(crate) const ANSI_COLORS: [u8; 6] = [36, 33, 35, 32, 34, 31];

/// Dashes in pictures, in pixels drawn and left out by turns. The first is solid.
pub(crate) const DASHES: [&[f64]; 5] = [&[], &[7.0, 4.0], &[2.0, 3.0], &[9.0, 3.0, 2.0, 3.0], &[14.0, 5.0]];

/// The same in the terminal, in dots along the curve.
pub(crate) const DOTS: [&[bool]; 4] = {
    const ON: bool = true;
    const OFF: bool = false;
    [
        &[ON],
        &[ON, OFF, OFF],
        &[ON, ON, ON, ON, OFF, OFF, OFF],
        &[ON, ON, ON, ON, ON, ON, OFF, OFF, ON, OFF, OFF],
    ]
};

/// The style of a curve where there are `colors` colours: the pattern changes when the colours are used up.
pub(crate) fn color_and_pattern(curve: usize, colors: usize, patterns: usize) -> (usize, usize) {
    (curve % colors, curve / colors % patterns)
}
