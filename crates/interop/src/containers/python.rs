//! Literals of Python, as `repr` prints them.
//!
//! People paste what an optimizer's `get_config()` printed, and Hugging Face's model cards have it on a line
//! of Markdown. It may hold dictionaries, lists, tuples, sets, texts, bytes, numbers, `True`, `False`,
//! `None`, and the names `nan` and `inf`, which `repr` prints for such floats. This is data: a call, another
//! name, and any operator but the sign of a number are errors. The grammar is that of `ast.literal_eval`,
//! without sums, complex numbers and adjacent texts.
//!
//! Tuples and sets become lists, and numbers that are not finite what [`text::mask`] makes of them. The crate
//! `py_literal` 0.4 knows neither `nan` nor `inf`, has no bounds, and brings a parser generator and big
//! numbers.

use serde_json::Number;

use super::json;
use crate::containers::scan::Scanner;
use crate::model::InteropError;
use crate::values::{Object, Value, text};

const LANGUAGE: &str = "Python literal";

/// Whether a text looks like a literal of Python and is not JSON.
///
/// It begins with a bracket, and has a text between single quotes or a name that only Python has, with no
/// comment of Hjson before it. [`hjson::can_only_be`] is true for some of these texts too, so ask this first.
///
/// [`hjson::can_only_be`]: crate::containers::hjson::can_only_be
pub(crate) fn may_be(text: &str) -> bool {
    let start = text.trim_start();
    let begins = start.starts_with('(') || start.starts_with(['{', '[']) && has_mark(start);
    begins && json::parse(text.as_bytes()).is_err()
}

/// Reads a text that is one literal.
///
/// # Errors
///
/// With the line and the column, if the text is something else or exceeds the bounds.
pub(crate) fn parse(text: &str) -> Result<Value, InteropError> {
    let mut reader = Reader { scanner: Scanner::new(LANGUAGE, text)? };
    reader.blank();
    let value = reader.value()?;
    match reader.blank() {
        None => Ok(value),
        Some(_) => Err(reader.scanner.expected("the end of the text after the literal")),
    }
}

/// An optimizer that stands in a model card.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CardOptimizer {
    /// What `get_config()` gave.
    pub(crate) config: Value,
    /// The number of the line that it stands in, from 1.
    pub(crate) line: usize,
}

/// Whether a text has the line `- optimizer: {…}`.
pub(crate) fn is_model_card(text: &str) -> bool {
    text.lines().any(|line| before_optimizer(line).is_some())
}

/// Finds the line `- optimizer: {…}`, which the Keras callback of Hugging Face writes into a model card.
///
/// `None` if there is no such line: the cards of PyTorch say `- optimizer: Adam with betas=…`.
///
/// # Errors
///
/// If there are several such lines, or the line does not hold a literal.
pub(crate) fn in_model_card(text: &str) -> Result<Option<CardOptimizer>, InteropError> {
    let mut reader = Reader { scanner: Scanner::new("model card", text)? };
    let mut found: Option<CardOptimizer> = None;
    while reader.scanner.peek().is_some() {
        if let Some(length) = before_optimizer(reader.scanner.rest()) {
            let line = reader.scanner.line(reader.scanner.at());
            if let Some(first) = found {
                let lines = format!("in the lines {} and {line}", first.line);
                let problem = format!("several optimizers, {lines}; leave only the one of this run");
                return Err(reader.scanner.error(reader.scanner.at(), problem));
            }
            reader.scanner.skip(length);
            let config = reader.value()?;
            reader.scanner.skip_while(|character| matches!(character, ' ' | '\t' | '\r'));
            if !matches!(reader.scanner.peek(), None | Some('\n')) {
                return Err(reader.scanner.expected("the end of the line after the optimizer"));
            }
            found = Some(CardOptimizer { config, line });
        }
        reader.scanner.skip_while(|character| character != '\n');
        reader.scanner.next();
    }
    Ok(found)
}

/// The length of the part of a line before the dictionary of an optimizer.
fn before_optimizer(text: &str) -> Option<usize> {
    let line = text.lines().next()?;
    let item = line.trim_start().strip_prefix(['-', '*'])?;
    let dictionary = item.trim_start().strip_prefix("optimizer:")?.trim_start();
    (item.starts_with([' ', '\t']) && dictionary.starts_with('{')).then(|| line.len() - dictionary.len())
}

/// The value of Python's `None`, `True` or `False`, where another format gave its name as a text, as YAML
/// does.
pub(crate) fn constant(name: &str) -> Option<Value> {
    match name {
        "None" => Some(Value::Null),
        "True" => Some(true.into()),
        "False" => Some(false.into()),
        _ => None,
    }
}

/// Whether something that only Python has stands outside of double quotes, before any comment of Hjson.
fn has_mark(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'']) {
        let (outside, string) = rest.split_at(at);
        if has_comment(outside) {
            return false;
        }
        if has_name(outside) || string.starts_with('\'') {
            return true;
        }
        let mut escaped = false;
        let is_end = |byte: u8| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        };
        let Some(end) = string.bytes().skip(1).position(is_end) else { return false };
        rest = &string[end + 2..];
    }
    !has_comment(rest) && has_name(rest)
}

fn has_comment(text: &str) -> bool {
    text.contains("//") || text.contains("/*")
}

fn has_name(text: &str) -> bool {
    let is_python = |word| constant(word).is_some() || matches!(word, "nan" | "inf");
    text.split(|character: char| !is_of_name(character)).any(is_python)
}

struct Reader<'t> {
    scanner: Scanner<'t>,
}

impl<'t> Reader<'t> {
    /// Skips white space and comments, and gives what comes next.
    fn blank(&mut self) -> Option<char> {
        loop {
            self.scanner.skip_while(|character| matches!(character, ' ' | '\t' | '\r' | '\n' | '\u{c}'));
            if self.scanner.peek() != Some('#') {
                return self.scanner.peek();
            }
            self.scanner.skip_while(|character| character != '\n');
        }
    }

    fn value(&mut self) -> Result<Value, InteropError> {
        self.scanner.value()?;
        match self.scanner.peek() {
            Some('{') => self.braces(),
            Some('[') => {
                self.open()?;
                self.elements(Vec::new(), ']')
            }
            Some('(') => self.parentheses(),
            Some('"' | '\'') => self.string(Prefix::default()).map(Value::String),
            Some('+' | '-' | '.' | '0'..='9') => self.signed(),
            Some(letter) if is_of_name(letter) => self.name(),
            _ => Err(self.scanner.expected("a literal of Python")),
        }
    }

    fn open(&mut self) -> Result<(), InteropError> {
        self.scanner.skip(1);
        self.scanner.enter()?;
        self.blank();
        Ok(())
    }

    fn close(&mut self) {
        self.scanner.skip(1);
        self.scanner.leave();
    }

    /// A dictionary or a set.
    fn braces(&mut self) -> Result<Value, InteropError> {
        self.open()?;
        let mut object = Object::default();
        while self.scanner.peek() != Some('}') {
            let at = self.scanner.at();
            let key = self.value()?;
            if self.blank() != Some(':') {
                if object.is_empty() {
                    self.comma('}')?;
                    return self.elements(vec![key], '}');
                }
                return Err(self.scanner.expected("`:` after a key"));
            }
            self.scanner.skip(1);
            self.blank();
            let key = self.key(key, at)?;
            let value = self.value()?;
            self.scanner.insert(&mut object, key, at, value)?;
            self.comma('}')?;
        }
        self.close();
        Ok(object.into())
    }

    /// As `json.dumps` writes a key. What stands for a number that is not finite has no quotation marks.
    fn key(&self, key: Value, at: usize) -> Result<String, InteropError> {
        match key {
            Value::String(key) if self.scanner.since(at).contains(['"', '\'']) => Ok(key),
            Value::Null | Value::Bool(_) | Value::Number(_) => Ok(key.to_string()),
            Value::NotFinite(_) | Value::String(_) | Value::Array(_) | Value::Object(_) => {
                Err(self.scanner.error(at, "a key must be a text, a finite number, a truth value or None"))
            }
        }
    }

    /// A tuple, or a value in parentheses.
    fn parentheses(&mut self) -> Result<Value, InteropError> {
        self.open()?;
        if self.scanner.peek() == Some(')') {
            return self.elements(Vec::new(), ')');
        }
        let value = self.value()?;
        if self.blank() == Some(')') {
            self.close();
            return Ok(value);
        }
        self.comma(')')?;
        self.elements(vec![value], ')')
    }

    fn elements(&mut self, mut elements: Vec<Value>, end: char) -> Result<Value, InteropError> {
        while self.scanner.peek() != Some(end) {
            elements.push(self.value()?);
            self.comma(end)?;
        }
        self.close();
        Ok(elements.into())
    }

    /// Takes the comma after a value, which the last may be without.
    fn comma(&mut self, end: char) -> Result<(), InteropError> {
        match self.blank() {
            Some(',') => {
                self.scanner.skip(1);
                self.blank();
                Ok(())
            }
            Some(next) if next == end => Ok(()),
            _ => Err(self.scanner.expected(&format!("`,` or `{end}` after a value"))),
        }
    }

    /// A name, or a text with letters before it.
    fn name(&mut self) -> Result<Value, InteropError> {
        let at = self.scanner.at();
        let name = self.scanner.skip_while(is_of_name);
        if self.scanner.peek().is_some_and(|next| matches!(next, '"' | '\'')) {
            let prefix = Prefix::of(name).ok_or_else(|| {
                let problem = format!("a text with `{name}` before it is not read: only r, b and u are");
                self.scanner.error(at, problem)
            })?;
            return self.string(prefix).map(Value::String);
        }
        let known = match name {
            "nan" => Some((f64::NAN).into()),
            "inf" => Some((f64::INFINITY).into()),
            _ => constant(name),
        };
        if let Some(value) = known {
            return Ok(value);
        }
        self.scanner.skip_while(|character| is_of_name(character) || character == '.');
        let name = text::shortened(self.scanner.since(at));
        let problem = match self.scanner.peek() {
            Some('(') => format!("`{name}(…)` is a call, which is code and not data"),
            _ => format!("unknown name `{name}`: only None, True, False, nan and inf are known"),
        };
        Err(self.scanner.error(at, problem))
    }

    fn signed(&mut self) -> Result<Value, InteropError> {
        let at = self.scanner.at();
        let negative = self.scanner.peek() == Some('-');
        if negative || self.scanner.peek() == Some('+') {
            self.scanner.skip(1);
            self.scanner.skip_while(|character| matches!(character, ' ' | '\t'));
        }
        let token = self.number_token();
        let sign = if negative { -1.0 } else { 1.0 };
        match token {
            "nan" => return Ok((f64::NAN).into()),
            "inf" => return Ok((sign * f64::INFINITY).into()),
            "" => return Err(self.scanner.expected("a number after the sign")),
            _ => {}
        }
        number(token, negative).map_err(|problem| {
            let token = text::shortened(token);
            self.scanner.error(at, format!("`{token}` {problem}"))
        })
    }

    /// All that a number may be made of.
    fn number_token(&mut self) -> &'t str {
        let start = self.scanner.at();
        loop {
            let token = self.scanner.skip_while(|character| is_of_name(character) || character == '.');
            let is_radix = ["0x", "0X"].iter().any(|prefix| self.scanner.since(start).starts_with(prefix));
            let is_exponent = token.ends_with(['e', 'E']) && !is_radix && token.starts_with(is_of_number);
            if !is_exponent || !self.scanner.rest().starts_with(['+', '-']) {
                return self.scanner.since(start);
            }
            self.scanner.skip(1);
        }
    }

    fn string(&mut self, prefix: Prefix) -> Result<String, InteropError> {
        let start = self.scanner.at();
        let quote = if self.scanner.eat("'''") {
            "'''"
        } else if self.scanner.eat("\"\"\"") {
            "\"\"\""
        } else if self.scanner.eat("'") {
            "'"
        } else {
            self.scanner.skip(1);
            "\""
        };
        let mut content = Vec::new();
        while !self.scanner.eat(quote) {
            let at = self.scanner.at();
            let is_break = self.scanner.eat("\r\n");
            match if is_break { Some('\n') } else { self.scanner.next() } {
                None => return Err(self.scanner.error(start, "a text is not closed")),
                Some('\n' | '\r') if quote.len() == 1 => {
                    return Err(self.scanner.error(start, "a text is not closed in its line"));
                }
                Some('\r') => content.push(b'\n'),
                Some('\\') if prefix.raw => {
                    content.push(b'\\');
                    if self.scanner.rest().starts_with(['\\', '\'', '"']) {
                        content.extend(self.scanner.next().and_then(|next| u8::try_from(next).ok()));
                    }
                }
                Some('\\') => self.escape(at, prefix, &mut content)?,
                Some(other) if prefix.bytes && !other.is_ascii() => {
                    return Err(self.scanner.error(at, format!("bytes have no character `{other}`")));
                }
                Some(other) => push(&mut content, other),
            }
        }
        String::from_utf8(content).map_err(|_| self.scanner.error(start, "the bytes are not UTF-8"))
    }

    fn escape(&mut self, at: usize, prefix: Prefix, content: &mut Vec<u8>) -> Result<(), InteropError> {
        if self.scanner.eat("\r\n") {
            return Ok(());
        }
        let before = self.scanner.clone();
        let rest = self.scanner.rest();
        let next = self.scanner.next();
        let code = match next {
            Some('\n' | '\r') => return Ok(()),
            Some('\\' | '\'' | '"') => next.map(u32::from),
            Some('a') => Some(7),
            Some('b') => Some(8),
            Some('t') => Some(9),
            Some('n') => Some(10),
            Some('v') => Some(11),
            Some('f') => Some(12),
            Some('r') => Some(13),
            Some('0'..='7') => {
                let length = rest.bytes().take(3).take_while(|digit| matches!(digit, b'0'..=b'7')).count();
                self.scanner.skip(length - 1);
                u32::from_str_radix(&rest[..length], 8).ok()
            }
            Some('x') => self.scanner.hexadecimal(2),
            Some('u') if !prefix.bytes => self.scanner.hexadecimal(4),
            Some('U') if !prefix.bytes => self.scanner.hexadecimal(8),
            Some('N') if !prefix.bytes => {
                return Err(self.scanner.error(at, "characters by their names, as `\\N{…}`, are not read"));
            }
            None => return Ok(()), // The text is not closed.
            Some(_) => {
                // Python keeps the backslash of what is no escape.
                content.push(b'\\');
                self.scanner = before;
                return Ok(());
            }
        };
        let escape = self.scanner.since(at);
        match code {
            None => Err(self.scanner.error(at, format!("`{escape}` breaks off"))),
            Some(code) if prefix.bytes => {
                let byte = u8::try_from(code)
                    .map_err(|_| self.scanner.error(at, format!("`{escape}` is no byte")))?;
                content.push(byte);
                Ok(())
            }
            Some(code) => {
                let character = char::from_u32(code)
                    .ok_or_else(|| self.scanner.error(at, format!("`{escape}` is no character")))?;
                push(content, character);
                Ok(())
            }
        }
    }
}

/// The letters before a text.
#[derive(Clone, Copy, Debug, Default)]
struct Prefix {
    raw: bool,
    bytes: bool,
}

impl Prefix {
    fn of(letters: &str) -> Option<Self> {
        match letters.to_ascii_lowercase().as_str() {
            "u" => Some(Self::default()),
            "r" => Some(Self { raw: true, bytes: false }),
            "b" => Some(Self { raw: false, bytes: true }),
            "rb" | "br" => Some(Self { raw: true, bytes: true }),
            _ => None,
        }
    }
}

/// A number without its sign; or what is wrong with it.
fn number(token: &str, negative: bool) -> Result<Value, &'static str> {
    if token.ends_with(['j', 'J']) {
        return Err("is a complex number, which is not read");
    }
    let radix = match token.as_bytes() {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 10,
    };
    let digits = if radix == 10 { token } else { &token[2..] };
    let is_digit = |character: char| character.is_digit(radix);
    let digits = without_underscores(digits, radix).ok_or("is no number of Python")?;
    if !digits.is_empty() && digits.chars().all(is_digit) {
        if radix == 10 && digits.starts_with('0') && digits.chars().any(|digit| digit != '0') {
            return Err("is no number of Python, where integers do not begin with 0");
        }
        return integer(&digits, radix, negative).ok_or("is too large");
    }
    if radix != 10 || digits.contains(|character: char| !is_of_number(character)) {
        return Err("is no number of Python");
    }
    let number: f64 = digits.parse().map_err(|_| "is no number of Python")?;
    let number = if negative { -number } else { number };
    Ok(number.into())
}

/// The digits without the underscores that may stand between two of them, or after `0x`.
fn without_underscores(digits: &str, radix: u32) -> Option<String> {
    let is_digit = |byte: Option<&u8>| byte.is_some_and(|&byte| char::from(byte).is_digit(radix));
    let bytes = digits.as_bytes();
    let may_stand = |at: usize| match at.checked_sub(1) {
        Some(before) => is_digit(bytes.get(before)) && is_digit(bytes.get(at + 1)),
        None => radix != 10 && is_digit(bytes.get(1)),
    };
    let all_may = digits.match_indices('_').all(|(at, _)| may_stand(at));
    all_may.then(|| digits.replace('_', ""))
}

/// As JSON has it: exact in 64 bits, else the nearest double.
fn integer(digits: &str, radix: u32, negative: bool) -> Option<Value> {
    let signed = if negative { format!("-{digits}") } else { digits.to_owned() };
    if let Ok(integer) = i64::from_str_radix(&signed, radix) {
        return Some(integer.into());
    }
    if let Ok(integer) = u64::from_str_radix(&signed, radix) {
        return Some(integer.into());
    }
    #[expect(clippy::cast_precision_loss, reason = "as JSON, whose larger numbers are doubles")]
    let number = match radix {
        10 => digits.parse::<f64>().ok()?,
        _ => u128::from_str_radix(digits, radix).ok()? as f64,
    };
    Number::from_f64(if negative { -number } else { number }).map(Value::Number)
}

fn push(content: &mut Vec<u8>, character: char) {
    content.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// Whether a float may have this character.
fn is_of_number(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '.' | 'e' | 'E' | '+' | '-')
}

#[cfg(test)]
mod tests;
