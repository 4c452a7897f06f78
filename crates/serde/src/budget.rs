//! How much memory JSON values take.

use serde_json::Value;

use crate::SerdeError;
use crate::explain::invalid;

/// What a list takes with its first elements.
const LIST: usize = 4 * ELEMENT + ALLOCATION;

const ELEMENT: usize = size_of::<Value>();

/// What a further element may take while the list grows: old and new places, of which half are empty.
const FURTHER_ELEMENT: usize = 3 * ELEMENT;

/// What an object takes with its first entries: a node of a B-tree.
const OBJECT: usize = NODE * (size_of::<String>() + ELEMENT) + ALLOCATION;

/// How many entries a node of a B-tree has.
const NODE: usize = 11;

/// What a further entry takes: its share of a node that is half full.
const FURTHER_ENTRY: usize = OBJECT / (NODE / 2);

/// What an allocation takes beside its content.
const ALLOCATION: usize = 16;

/// The most that the values of a schedule may take where they are copied, to be brought to one form.
const SCHEDULE: usize = 96 << 20;

/// The longest text in a schedule, in bytes. Errors repeat it.
pub(crate) const SCHEDULE_TEXT: usize = 4096;

/// The memory that JSON values may take. An object is a hundred times as large as the `{"":0}` that makes it.
///
/// What comes is counted before memory is taken for it, rather as more than as less.
///
/// ```
/// use glidepath_serde::JsonBudget;
///
/// let mut budget = JsonBudget::new(1 << 20);
/// budget.entry(0, "values")?;
/// let error = (0..1 << 20).try_for_each(|index| budget.element(index)).unwrap_err();
/// assert_eq!(error.to_string(), "too large: the values take more than 1 MiB of memory");
/// # Ok::<(), glidepath::SerdeError>(())
/// ```
#[derive(Debug)]
pub struct JsonBudget {
    limit: usize,
    left: Option<usize>,
}

impl JsonBudget {
    /// The longest key that is read, in bytes. Keys make paths, which are long anyway where objects are
    /// nested.
    pub const LONGEST_KEY: usize = 4096;

    /// The budget for this number of bytes.
    pub const fn new(limit: usize) -> Self {
        Self { limit, left: Some(limit) }
    }

    /// Counts a text, which is a value or a key.
    ///
    /// # Errors
    ///
    /// If that is more than is left, as with all of these.
    pub fn text(&mut self, text: &str) -> Result<(), SerdeError> {
        self.spend(if text.is_empty() { 0 } else { text.len().saturating_add(ALLOCATION) })
    }

    /// Counts the place of an element of a list, which is the first if `index` is 0.
    ///
    /// # Errors
    ///
    /// If that is more than is left.
    pub fn element(&mut self, index: usize) -> Result<(), SerdeError> {
        self.spend(match index {
            0 => LIST,
            1..4 => 0,
            _ => FURTHER_ELEMENT,
        })
    }

    /// Counts the place of an entry of an object, which is the first if `index` is 0, and its key.
    ///
    /// # Errors
    ///
    /// If that is more than is left.
    pub fn entry(&mut self, index: usize, key: &str) -> Result<(), SerdeError> {
        self.text(key)?;
        self.spend(match index {
            0 => OBJECT,
            1..NODE => 0,
            _ => FURTHER_ENTRY,
        })
    }

    /// Counts all that a schedule holds.
    pub(crate) fn schedule(&mut self, value: &Value) -> Result<(), SerdeError> {
        match value {
            Value::String(text) if text.len() > SCHEDULE_TEXT => {
                let problem = format!("a text of {} bytes, where {SCHEDULE_TEXT} are read", text.len());
                Err(invalid("", &problem))
            }
            Value::String(text) => self.text(text),
            Value::Array(elements) => elements.iter().enumerate().try_for_each(|(index, element)| {
                self.element(index)?;
                self.schedule(element)
            }),
            Value::Object(object) => object.iter().enumerate().try_for_each(|(index, (key, value))| {
                self.entry(index, key)?;
                self.schedule(value)
            }),
            _ => Ok(()),
        }
    }

    /// Whether the limit was kept: a reader that only says "stop" loses the reason.
    ///
    /// # Errors
    ///
    /// If more was asked for than there was.
    pub fn check(&self) -> Result<(), SerdeError> {
        if self.left.is_some() { Ok(()) } else { Err(SerdeError::TooLarge { limit: self.limit }) }
    }

    fn spend(&mut self, bytes: usize) -> Result<(), SerdeError> {
        self.left = self.left.and_then(|left| left.checked_sub(bytes));
        self.check()
    }
}

/// Refuses a schedule that is too large to be copied.
pub(crate) fn check_schedule(value: &Value) -> Result<(), SerdeError> {
    JsonBudget::new(SCHEDULE).schedule(value)
}
