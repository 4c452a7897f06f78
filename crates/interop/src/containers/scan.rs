//! A text that is read character by character, within the bounds of configurations.

use super::markup::BOUNDS;
use crate::model::InteropError;
use crate::values::{Object, Value};

/// The most bytes that a text may have. Every value takes at least one, so this bounds the memory too.
const LIMIT: usize = 1 << 20;

/// A text, and how far it is read.
#[derive(Clone, Debug)]
pub(super) struct Scanner<'t> {
    language: &'static str,
    text: &'t str,
    at: usize,
    values: usize,
    depth: usize,
}

impl<'t> Scanner<'t> {
    /// Begins a text of a language, whose name the errors give.
    pub(super) fn new(language: &'static str, text: &'t str) -> Result<Self, InteropError> {
        if text.len() > LIMIT {
            return Err(InteropError::new(format!("too large: {language} may have {} KiB", LIMIT >> 10)));
        }
        Ok(Self { language, text, at: 0, values: 0, depth: 0 })
    }

    /// How many bytes are read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// What was read since `start`.
    pub(super) fn since(&self, start: usize) -> &'t str {
        &self.text[start..self.at]
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// Takes the next character.
    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.at += character.len_utf8();
        Some(character)
    }

    /// Takes this number of bytes of [`rest`](Self::rest), up to a boundary of characters.
    pub(super) fn skip(&mut self, bytes: usize) {
        self.at += bytes;
    }

    /// Takes the characters that follow, as long as `is` holds for them.
    pub(super) fn skip_while(&mut self, is: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let taken = &rest[..rest.find(|character| !is(character)).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    /// Takes `token` if it comes next.
    pub(super) fn eat(&mut self, token: &str) -> bool {
        let comes = self.rest().starts_with(token);
        if comes {
            self.at += token.len();
        }
        comes
    }

    /// Takes `count` hexadecimal digits; `None` if so many do not come next.
    pub(super) fn hexadecimal(&mut self, count: usize) -> Option<u32> {
        let digits = self.rest().get(..count)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return None;
        }
        self.at += count;
        u32::from_str_radix(digits, 16).ok()
    }

    /// Counts a value.
    pub(super) fn value(&mut self) -> Result<(), InteropError> {
        self.values += 1;
        if self.values > BOUNDS.values {
            return Err(self.error(self.at, format!("more than {} values", BOUNDS.values)));
        }
        Ok(())
    }

    /// Reads what is within brackets.
    pub(super) fn enter(&mut self) -> Result<(), InteropError> {
        self.depth += 1;
        if self.depth > BOUNDS.depth {
            return Err(self.error(self.at, format!("nested deeper than {}", BOUNDS.depth)));
        }
        Ok(())
    }

    /// Has read what is within brackets.
    pub(super) fn leave(&mut self) {
        self.depth -= 1;
    }

    /// Puts a value into an object, whose key stands at `at`.
    pub(super) fn insert(
        &self,
        object: &mut Object,
        key: String,
        at: usize,
        value: Value,
    ) -> Result<(), InteropError> {
        if object.contains_key(&key) {
            return Err(self.error(at, format!("duplicate key `{key}`")));
        }
        object.insert(key, value);
        Ok(())
    }

    /// Says that something else was expected here.
    pub(super) fn expected(&self, what: &str) -> InteropError {
        let got = match self.peek() {
            Some('\n' | '\r') => "the end of the line".to_owned(),
            Some(character) if character.is_control() => format!("the character {character:?}"),
            Some(character) => format!("`{character}`"),
            None => "the end of the text".to_owned(),
        };
        self.error(self.at, format!("expected {what}, got {got}"))
    }

    /// Says what is wrong at a place.
    pub(super) fn error(&self, at: usize, problem: impl AsRef<str>) -> InteropError {
        let line = self.line(at);
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let column = self.text[start..at].chars().count() + 1;
        let problem = format!("{} at line {line}, column {column}", problem.as_ref());
        InteropError::new(format!("not valid {}: {problem}", self.language))
    }

    /// The number of the line of a place, from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.text[..at].matches('\n').count() + 1
    }
}
