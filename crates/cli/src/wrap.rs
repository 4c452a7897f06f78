//! Text in lines.

/// Breaks text between words into lines of at most `width` characters, each with a line break at its end. A
/// longer word stays whole.
pub(crate) fn wrapped(text: &str, width: usize, first: &str, later: &str) -> String {
    let mut lines = String::from(first);
    let mut length = first.chars().count();
    let mut is_begin = true;
    for word in text.split(' ') {
        let letters = word.chars().count();
        if !is_begin && length + 1 + letters > width {
            lines.push('\n');
            lines.push_str(later);
            length = later.chars().count();
            is_begin = true;
        }
        if !is_begin {
            lines.push(' ');
            length += 1;
        }
        lines.push_str(word);
        length += letters;
        is_begin = false;
    }
    lines.push('\n');
    lines
}
