//! Labels: any text goes in, one short line comes out.

/// Characters of a label that are kept at most.
const LONGEST: usize = 200;

/// On one line: white space and control characters become single spaces; characters that turn the direction
/// of the text around them, or that XML forbids, are taken out.
pub(crate) fn clean(label: &str) -> String {
    let mut out = String::new();
    let mut space = false;
    for c in label.chars().take(LONGEST) {
        if c.is_whitespace() || c.is_control() {
            space = !out.is_empty();
        } else if !is_invisible(c) {
            if std::mem::take(&mut space) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    if label.chars().nth(LONGEST).is_some() {
        out.push('…');
    }
    out
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Cut so that it is no wider than `widest`, with `…` for what is gone.
pub(crate) fn shorten(label: &str, widest: f64, width: impl Fn(&str) -> f64) -> String {
    if width(label) <= widest {
        return label.to_owned();
    }
    let cut = |end: usize| format!("{}…", label[..end].trim_end());
    let ends = label.char_indices().map(|(end, _)| end);
    ends.map(cut).take_while(|text| width(text) <= widest).last().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_one_line() {
        assert_eq!(clean("  a\n\tb\u{1b}[31mc\u{202e}d  "), "a b [31mcd");
        assert_eq!(clean("\0\n"), "");
        assert_eq!(clean(&"x".repeat(500)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn long_labels_end_in_dots() {
        let width = |text: &str| f64::from(u32::try_from(text.chars().count()).unwrap());
        assert_eq!(shorten("cosine", 6.0, width), "cosine");
        assert_eq!(shorten("cosine decay", 8.0, width), "cosine…");
        assert_eq!(shorten("cosine", 1.0, width), "…");
        assert_eq!(shorten("cosine", 0.5, width), "");
    }
}
