//! What `glidepath check` finds.

use glidepath_interop::Json;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::values;

/// One thing that is wrong, or worth knowing. `str()` gives its severity, its rule and the sentence.
#[pyclass(frozen, module = "glidepath")]
#[derive(Clone)]
pub(crate) struct Finding {
    /// The object that `glidepath check --format json` prints.
    json: Json,
}

impl Finding {
    pub(crate) fn new(json: Json) -> Self {
        Self { json }
    }

    fn text(&self, name: &str) -> Option<&str> {
        self.json.get(name)?.as_str()
    }
}

#[pymethods]
impl Finding {
    /// The stable name of the rule, as "ends-high".
    #[getter]
    fn rule(&self) -> &str {
        self.text("rule").unwrap_or_default()
    }

    /// How bad it is: "note", "warning" or "error".
    #[getter]
    fn severity(&self) -> &str {
        self.text("severity").unwrap_or_default()
    }

    /// What happens, with the numbers of this case.
    #[getter]
    fn message(&self) -> &str {
        self.text("message").unwrap_or_default()
    }

    /// What to do about it; None if there is nothing to do.
    #[getter]
    fn help(&self) -> Option<&str> {
        self.text("help")
    }

    /// Where in the file, as "config.decay_steps"; None if it is about the whole schedule.
    #[getter]
    fn path(&self) -> Option<&str> {
        self.text("path")
    }

    /// The first and the last step concerned; None if it is about none, or about a log.
    #[getter]
    fn steps(&self) -> Option<(u64, u64)> {
        match self.json.get("steps")? {
            Json::Array(ends) => match ends.as_slice() {
                [Json::Number(first), Json::Number(last)] => Some((first.as_u64()?, last.as_u64()?)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Why a log differs from the schedule, as "restarted"; None if it is about no log.
    #[getter]
    pub(crate) fn story(&self) -> Option<&str> {
        self.text("story")
    }

    /// The numbers of the story by their names, as {"since": 90}; empty without a story.
    #[getter]
    fn numbers<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let numbers = PyDict::new(py);
        if let Json::Object(entries) = &self.json {
            for (name, value) in entries.iter().skip_while(|(name, _)| name != "story").skip(1) {
                numbers.set_item(name, values::python(py, value)?)?;
            }
        }
        Ok(numbers)
    }

    /// The finding as `glidepath check --format json` prints it.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        values::python(py, &self.json)
    }

    pub(crate) fn __str__(&self) -> String {
        let place = self.path().map_or_else(String::new, |path| format!("{path}: "));
        let help = self.help().map_or_else(String::new, |help| format!("\n  help: {help}"));
        format!("{}[{}]: {place}{}{help}", self.severity(), self.rule(), self.message())
    }

    fn __repr__(&self) -> String {
        format!("<glidepath.Finding {}[{}]: {}>", self.severity(), self.rule(), self.message())
    }
}
