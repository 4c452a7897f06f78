//! The parameters of a schedule as a table.

use glidepath_interop::Json;

use crate::failure::printable;
use crate::wrap::wrap;

/// A name and a value, both indented by two columns a level.
pub(crate) struct Row {
    level: usize,
    name: String,
    value: String,
}

impl Row {
    pub(crate) fn new(level: usize, name: String, value: String) -> Self {
        Self { level, name, value }
    }
}

/// Lines of a table of names and values, at most `width` columns wide where words allow it.
pub(crate) fn table(config: &[(String, Json)], width: usize) -> Vec<String> {
    let mut rows = Vec::new();
    add_config(config, 1, &mut rows);
    lines(&rows, width)
}

/// Lines of rows, at most `width` columns wide where words allow it.
pub(crate) fn lines(rows: &[Row], width: usize) -> Vec<String> {
    let indented = |row: &Row| 2 * row.level + row.name.chars().count();
    let column = rows.iter().map(indented).max().unwrap_or(0) + 2;
    rows.iter().flat_map(|row| row_lines(row, column, width)).collect()
}

fn add_config(config: &[(String, Json)], level: usize, rows: &mut Vec<Row>) {
    for (name, value) in config {
        add(printable(name), value, level, rows);
    }
}

fn add(name: String, value: &Json, level: usize, rows: &mut Vec<Row>) {
    if let Some((class_name, config)) = value.as_schedule() {
        rows.push(Row { level, name, value: printable(class_name) });
        add_config(config, level + 1, rows);
        return;
    }
    match value {
        Json::Array(elements) if elements.iter().any(|element| matches!(element, Json::Object(_))) => {
            for (index, element) in elements.iter().enumerate() {
                add(format!("{name}[{index}]"), element, level, rows);
            }
        }
        value => rows.push(Row { level, name, value: text(value) }),
    }
}

/// A value on one line, with spaces where it may be broken.
pub(crate) fn text(value: &Json) -> String {
    match value {
        // Escapes what could steer a terminal.
        Json::String(text) => format!("{text:?}"),
        Json::Array(elements) => {
            let elements: Vec<_> = elements.iter().map(text).collect();
            format!("[{}]", elements.join(", "))
        }
        Json::Object(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(name, value)| format!("{name:?}: {}", text(value))).collect();
            format!("{{{}}}", entries.join(", "))
        }
        // As rates are written everywhere else.
        Json::Number(number) if number.is_f64() => format!("{:?}", value.as_f64().unwrap_or_default()),
        other => other.to_string(),
    }
}

/// The lines of one row; a value that is too long goes on below itself.
fn row_lines(row: &Row, column: usize, width: usize) -> Vec<String> {
    let name = format!("{:indent$}{}", "", row.name, indent = 2 * row.level);
    wrap(&row.value, width, &format!("{name:column$}"), &" ".repeat(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_schedules_are_indented_and_long_values_wrapped() {
        let text = r#"{"inner": {"class_name": "Constant", "config": {"learning_rate": 0.1, "name": "a\u001bb"}},
            "values": [1.0, 0.5, 0.25, 0.125], "parts": [{"class_name": "X", "config": {}}]}"#;
        let Ok(Json::Object(config)) = serde_json::from_str(text) else { panic!("{text}") };
        assert_eq!(
            table(&config, 34),
            [
                "  inner            Constant",
                "    learning_rate  0.1",
                "    name           \"a\\u{1b}b\"",
                "  values           [1.0, 0.5,",
                "                   0.25, 0.125]",
                "  parts[0]         X",
            ]
        );
    }
}
