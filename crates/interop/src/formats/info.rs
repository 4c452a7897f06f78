//! The table of formats, for programs that show it.

use super::format::{Format, Reading};

/// What is known of a format: its name, its marks, and whether it is read.
///
/// ```
/// let formats = glidepath_interop::formats();
/// let keras = formats.iter().find(|format| format.name() == "keras").unwrap();
/// assert!(keras.is_read());
/// assert!(keras.marks().contains("compile_config"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct FormatInfo(pub(super) &'static Format);

impl FormatInfo {
    /// The name that [`with_format`](crate::ImportOptions::with_format) takes.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// The program that the format belongs to, in words.
    pub const fn title(self) -> &'static str {
        self.0.title
    }

    /// By which keys, values or files such a file is recognized.
    pub const fn marks(self) -> &'static str {
        self.0.marks
    }

    /// Whether it is read.
    pub const fn is_read(self) -> bool {
        matches!(self.0.reading, Reading::By(_))
    }

    /// What could be done instead, where it is recognized and refused.
    pub const fn refusal(self) -> Option<&'static str> {
        match self.0.reading {
            Reading::By(_) => None,
            Reading::Refused(advice) => Some(advice),
        }
    }

    /// Keys that only sound like a schedule and are passed over, wherever they stand.
    pub const fn harmless_keys(self) -> &'static [&'static str] {
        self.0.harmless.keys
    }

    /// Branches of a file that are not the format's business: keys from the root, `*` for any; a branch that
    /// begins with `**.` may begin anywhere.
    pub const fn passed_over(self) -> &'static [&'static str] {
        self.0.harmless.branches
    }
}
