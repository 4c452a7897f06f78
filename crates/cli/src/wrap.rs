//! Text in lines.

/// Breaks text at spaces into lines of at most `width` characters, with `first` before the first line and
/// `later` before all others. A longer word stays whole.
pub(crate) fn wrap(text: &str, width: usize, first: &str, later: &str) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut length = first.chars().count();
    for (index, word) in text.split(' ').enumerate() {
        let letters = word.chars().count();
        if index > 0 && length + 1 + letters > width {
            lines.push(std::mem::replace(&mut line, later.to_owned()));
            length = later.chars().count();
        } else if index > 0 {
            line.push(' ');
            length += 1;
        }
        line.push_str(word);
        length += letters;
    }
    lines.push(line);
    lines
}

/// The same as text, with a line break at the end of each line.
pub(crate) fn wrapped(text: &str, width: usize, first: &str, later: &str) -> String {
    wrap(text, width, first, later).join("\n") + "\n"
}
