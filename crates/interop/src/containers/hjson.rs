//! Hjson, as Python's package `hjson` 3.1 loads it. DeepSpeed loads its configuration with that package.
//!
//! Hjson is JSON with comments (`#`, `//`, `/* */`), trailing or no commas, keys and texts without quotes,
//! and texts of several lines (`'''`). What DeepSpeed makes of a file is what counts, so the rules are those
//! of the package's source: `1e3` is an integer, `01` and `.5` are texts, and a text without quotes goes to
//! the end of its line, whatever brackets are in it. A key that comes twice is an error, as in DeepSpeed's
//! loader. Some of what is an error here raises `IndexError` or `OverflowError` there.
//!
//! The crate `deser-hjson` 2.2 reads 60 of the 227 cases of `tests/data/hjson` otherwise: it takes the last
//! of two equal keys, reads `01` as 1, `* 5` as 5 and `1e999` as `null`, and refuses most root objects
//! without braces.

use serde_json::Number;

use super::json;
use crate::containers::scan::Scanner;
use crate::model::InteropError;
use crate::values::{Object, Value, text};

const LANGUAGE: &str = "Hjson";

/// Below this, Python's `hjson` makes an integer of a number with a point or an exponent that is whole.
const LARGEST_WHOLE: f64 = 1e10;

/// Whether a text can only be Hjson: it begins with `{` or a comment that YAML does not have, and is not
/// JSON.
pub(crate) fn can_only_be(text: &str) -> bool {
    let Ok(scanner) = Scanner::new(LANGUAGE, text) else { return false };
    let mut reader = Reader { scanner };
    let begins = match reader.blank() {
        Ok(next) => next == Some('{') || has_slashes(reader.scanner.since(0)),
        Err(_) => true,
    };
    begins && json::parse(text.as_bytes()).is_err()
}

/// Whether a line of what comes before the first value begins with a comment that YAML does not have.
fn has_slashes(blank: &str) -> bool {
    blank.lines().any(|line| line.trim_start().starts_with("//") || line.trim_start().starts_with("/*"))
}

/// Reads the values of a text. One without values is an empty object.
///
/// # Errors
///
/// With the line and the column, if the text is not Hjson or exceeds the bounds.
pub(crate) fn parse(text: &str) -> Result<Value, InteropError> {
    let mut reader = Reader { scanner: Scanner::new(LANGUAGE, text)? };
    let value = match reader.blank()? {
        None => return Ok(Value::Object(Object::default())),
        Some('{' | '[') => reader.value()?,
        Some(_) => return reader.without_braces(),
    };
    reader.end()?;
    Ok(value)
}

struct Reader<'t> {
    scanner: Scanner<'t>,
}

impl Reader<'_> {
    /// Skips white space and comments, and gives what comes next.
    fn blank(&mut self) -> Result<Option<char>, InteropError> {
        loop {
            self.scanner.skip_while(is_blank);
            let start = self.scanner.at();
            if self.scanner.eat("/*") {
                let rest = self.scanner.rest();
                let end =
                    rest.find("*/").ok_or_else(|| self.scanner.error(start, "a comment is not closed"))?;
                self.scanner.skip(end + 2);
            } else if self.scanner.eat("#") || self.scanner.eat("//") {
                self.scanner.skip_while(is_of_line);
            } else {
                return Ok(self.scanner.peek());
            }
        }
    }

    fn end(&mut self) -> Result<(), InteropError> {
        match self.blank()? {
            None => Ok(()),
            Some(_) => Err(self.scanner.expected("the end of the text")),
        }
    }

    /// The members of the root object, or else a single value.
    fn without_braces(mut self) -> Result<Value, InteropError> {
        let mut single = Self { scanner: self.scanner.clone() };
        self.object(false).or_else(|error| {
            let value = single.value().and_then(|value| single.end().map(|()| value));
            value.map_err(|_| error)
        })
    }

    fn value(&mut self) -> Result<Value, InteropError> {
        self.scanner.value()?;
        match self.scanner.peek() {
            Some('{') => {
                self.scanner.skip(1);
                self.object(true)
            }
            Some('[') => {
                self.scanner.skip(1);
                self.list()
            }
            Some('\'') if self.scanner.rest().starts_with("'''") => self.lines().map(Value::String),
            Some(quote @ ('"' | '\'')) => self.quoted(quote).map(Value::String),
            None | Some('}' | ']' | ',' | ':') => Err(self.scanner.expected("a value")),
            Some(_) => self.quoteless(),
        }
    }

    fn object(&mut self, braces: bool) -> Result<Value, InteropError> {
        self.scanner.enter()?;
        let mut object = Object::default();
        let mut next = self.blank()?;
        while !(braces && next == Some('}')) {
            let at = self.scanner.at();
            let key = self.key()?;
            if self.blank()? != Some(':') {
                return Err(self.scanner.expected(&format!("`:` after the key `{key}`")));
            }
            self.scanner.skip(1);
            self.blank()?;
            let value = self.value()?;
            self.scanner.insert(&mut object, key, at, value)?;
            next = self.after_value()?;
            if next.is_none() && !braces {
                break;
            }
        }
        if braces {
            self.scanner.skip(1);
        }
        self.scanner.leave();
        Ok(object.into())
    }

    fn list(&mut self) -> Result<Value, InteropError> {
        self.scanner.enter()?;
        let mut list = Vec::new();
        let mut next = self.blank()?;
        while next != Some(']') {
            list.push(self.value()?);
            next = self.after_value()?;
        }
        self.scanner.skip(1);
        self.scanner.leave();
        Ok(list.into())
    }

    /// Skips the comma, which may be left out.
    fn after_value(&mut self) -> Result<Option<char>, InteropError> {
        if self.blank()? == Some(',') {
            self.scanner.skip(1);
        }
        self.blank()
    }

    fn key(&mut self) -> Result<String, InteropError> {
        if let Some(quote @ ('"' | '\'')) = self.scanner.peek() {
            return self.quoted(quote);
        }
        let start = self.scanner.at();
        let name = self.scanner.skip_while(|character| !":{}[],".contains(character));
        if self.scanner.peek() != Some(':') {
            return Err(self.scanner.expected("a key and `:`"));
        }
        let bare = name.trim_end_matches(is_blank);
        if bare.is_empty() {
            return Err(self.scanner.error(start, "a key is missing before `:`"));
        }
        if let Some(space) = bare.find(is_blank) {
            return Err(self.scanner.error(start + space, "a key with white space needs quotes"));
        }
        let key = if bare == name { bare } else { bare.trim_end_matches(is_python_space) };
        Ok(key.to_owned())
    }

    /// A number, a name of JSON, or a text that goes to the end of the line.
    fn quoteless(&mut self) -> Result<Value, InteropError> {
        let start = self.scanner.at();
        let rest = self.scanner.rest();
        let is_end = |(at, character): (usize, char)| match character {
            '\r' | '\n' | ',' | '}' | ']' | '#' => true,
            '/' => rest[at + 1..].starts_with(['/', '*']),
            _ => false,
        };
        let end = rest.char_indices().find(|&place| is_end(place)).map_or(rest.len(), |(at, _)| at);
        let known = match rest[..end].trim_end_matches(is_python_space) {
            "null" => Some(Value::Null),
            "true" => Some(true.into()),
            "false" => Some(false.into()),
            _ => self.number(rest[..end].trim_end_matches(['\t', ' ']), start)?,
        };
        if let Some(value) = known {
            self.scanner.skip(end);
            return Ok(value);
        }
        Ok(self.scanner.skip_while(is_of_line).trim_matches(is_python_space).into())
    }

    fn number(&self, text: &str, start: usize) -> Result<Option<Value>, InteropError> {
        let Some(is_integer) = is_integer(text) else { return Ok(None) };
        if is_integer && let Some(integer) = integer(text) {
            return Ok(Some(integer));
        }
        let Ok(number) = text.parse::<f64>() else { return Ok(None) };
        if !is_integer && number.fract() == 0.0 && number.abs() < LARGEST_WHOLE {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
            return Ok(Some((number as i64).into()));
        }
        let number = Number::from_f64(number);
        number.map(|number| Some(number.into())).ok_or_else(|| {
            self.scanner.error(start, format!("the number `{}` is too large", text::shortened(text)))
        })
    }

    fn quoted(&mut self, quote: char) -> Result<String, InteropError> {
        let start = self.scanner.at();
        self.scanner.skip(1);
        let mut text = String::new();
        loop {
            let at = self.scanner.at();
            match self.scanner.next() {
                None => return Err(self.scanner.error(start, "a text is not closed")),
                Some(character) if character == quote => return Ok(text),
                Some('\\') => text.push(self.escape(at)?),
                Some(control) if control < ' ' => {
                    let problem =
                        format!("the character {control:?} must be escaped in a text between quotes");
                    return Err(self.scanner.error(at, problem));
                }
                Some(character) => text.push(character),
            }
        }
    }

    fn escape(&mut self, at: usize) -> Result<char, InteropError> {
        let unknown = |reader: &Self| {
            let escape = text::shortened(reader.scanner.since(at));
            reader.scanner.error(at, format!("`{escape}` is no escape of Hjson"))
        };
        Ok(match self.scanner.next() {
            Some(same @ ('"' | '\'' | '\\' | '/')) => same,
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let first = self.unit().ok_or_else(|| unknown(self))?;
                let is_pair = (0xd800..0xdc00).contains(&first) && self.scanner.eat("\\u");
                let second = if is_pair { Some(self.unit().ok_or_else(|| unknown(self))?) } else { None };
                let units = [first, second.unwrap_or(0)];
                let mut decoded = char::decode_utf16(units.into_iter().take(1 + usize::from(is_pair)));
                match (decoded.next(), decoded.next()) {
                    (Some(Ok(character)), None) => character,
                    _ => return Err(self.scanner.error(at, "half a pair of surrogates is no character")),
                }
            }
            _ => return Err(unknown(self)),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u16> {
        self.scanner.hexadecimal(4)?.try_into().ok()
    }

    /// A text of several lines between `'''`, of which the indentation of the first falls away.
    fn lines(&mut self) -> Result<String, InteropError> {
        let start = self.scanner.at();
        let before = self.scanner.since(0);
        let indent = before.len() - before.rfind('\n').map_or(0, |end| end + 1);
        let indent = before[before.len() - indent..].chars().count();
        self.scanner.skip(3);
        self.scanner.skip_while(is_blank_in_line);
        if self.scanner.eat("\n") {
            self.skip_indent(indent);
        }
        let mut text = String::new();
        loop {
            if self.scanner.eat("'''") {
                if text.ends_with('\n') {
                    text.pop();
                }
                return Ok(text);
            }
            match self.scanner.next() {
                None => return Err(self.scanner.error(start, "a text is not closed by `'''`")),
                Some('\n') => {
                    text.push('\n');
                    self.skip_indent(indent);
                }
                Some('\r') => {}
                Some(character) => text.push(character),
            }
        }
    }

    fn skip_indent(&mut self, most: usize) {
        for _ in 0..most {
            if !self.scanner.peek().is_some_and(is_blank_in_line) {
                return;
            }
            self.scanner.skip(1);
        }
    }
}

/// Whether a text is an integer of JSON; `None` if it is no number.
fn is_integer(text: &str) -> Option<bool> {
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let number = text.strip_prefix('-').unwrap_or(text);
    let mut rest = match digits(number) {
        0 => return None,
        1 => &number[1..],
        _ if number.starts_with('0') => return None,
        length => &number[length..],
    };
    let is_integer = rest.is_empty();
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return None;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return (!exponent.is_empty() && digits(exponent) == exponent.len()).then_some(false);
    }
    rest.is_empty().then_some(is_integer)
}

/// An integer that 64 bits hold.
fn integer(text: &str) -> Option<Value> {
    text.parse::<i64>().map(Value::from).or_else(|_| text.parse::<u64>().map(Value::from)).ok()
}

/// White space of Hjson.
fn is_blank(character: char) -> bool {
    is_blank_in_line(character) || character == '\n'
}

fn is_blank_in_line(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r')
}

fn is_of_line(character: char) -> bool {
    !matches!(character, '\r' | '\n')
}

/// What Python's `str.strip` strips.
fn is_python_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}')
}

#[cfg(test)]
mod tests;
