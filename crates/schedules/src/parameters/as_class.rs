//! `Debug` of a schedule: its configuration under the name of its class.

use core::fmt::{self, Debug, Formatter, Write};

/// Writes `OneCycle { max_learning_rate: 0.1, … }` for a configuration that calls itself `Config { … }`.
pub(crate) fn debug(class_name: &'static str, config: &impl Debug, f: &mut Formatter<'_>) -> fmt::Result {
    let alternate = f.alternate();
    let mut renamed = Renamed { class_name: Some(class_name), out: f };
    if alternate { write!(renamed, "{config:#?}") } else { write!(renamed, "{config:?}") }
}

/// Writes the name of a class in place of the first word.
struct Renamed<'f, 'o> {
    class_name: Option<&'static str>,
    out: &'f mut Formatter<'o>,
}

impl Write for Renamed<'_, '_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        match self.class_name.take() {
            Some(class_name) => {
                self.out.write_str(class_name)?;
                self.out.write_str(text.strip_prefix("Config").unwrap_or(text))
            }
            None => self.out.write_str(text),
        }
    }
}
