//! Between the values of Python and JSON.

use glidepath_interop::Json;
use glidepath_serde::BoxSchedule;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use serde_json::{Map, Number, Value};

use crate::compare;
use crate::error::refuse;
use crate::number::python_float;
use crate::objects::Objects;
use crate::schedule::{self, Schedule};
use crate::tree;

/// How deep lists and dictionaries may be nested.
const DEPTH: usize = 100;

/// A value as JSON. Schedules become their classes and parameters; objects of Python classes go to `objects`.
pub(crate) fn json(value: &Bound<'_, PyAny>, place: &str, objects: &mut Objects) -> PyResult<Value> {
    Converter { objects: Some(objects) }.value(value, place, DEPTH)
}

/// A value as JSON for a file, where objects of Python classes stand by their import path.
pub(crate) fn plain(value: &Bound<'_, PyAny>, place: &str) -> PyResult<Value> {
    Converter { objects: None }.value(value, place, DEPTH)
}

struct Converter<'o> {
    objects: Option<&'o mut Objects>,
}

impl Converter<'_> {
    fn value(&mut self, value: &Bound<'_, PyAny>, place: &str, depth: usize) -> PyResult<Value> {
        if depth == 0 {
            return Err(refuse(format_args!("`{place}` is nested too deep")));
        }
        if value.is_none() {
            return Ok(Value::Null);
        }
        if let Ok(value) = value.cast::<PyBool>() {
            return Ok(value.is_true().into());
        }
        if let Ok(value) = value.cast::<PyFloat>() {
            return float(value.value(), place);
        }
        if value.is_instance_of::<PyInt>() {
            return integer(value, place);
        }
        if let Ok(value) = value.cast::<PyString>() {
            return Ok(value.to_str()?.into());
        }
        if let Ok(value) = value.cast::<Schedule>() {
            return self.schedule(value);
        }
        if let Ok(value) = value.cast::<PyDict>() {
            return self.object(value, place, depth);
        }
        if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
            return self.array(value, place, depth);
        }
        // Arrays and scalars of NumPy, PyTorch and JAX.
        if value.hasattr("tolist")? {
            return self.value(&value.call_method0("tolist")?, place, depth - 1);
        }
        if value.hasattr("__index__")? {
            return integer(&value.call_method0("__index__")?, place);
        }
        if value.hasattr("__float__")? {
            return float(value.extract()?, place);
        }
        Err(PyTypeError::new_err(format!("`{place}` cannot be a {}", value.get_type().name()?)))
    }

    fn schedule(&mut self, value: &Bound<'_, Schedule>) -> PyResult<Value> {
        let schedule = schedule::boxed(value);
        let Some(objects) = &mut self.objects else {
            return glidepath_serde::serialize(&*schedule).map_err(refuse);
        };
        let (json, inner) = tree::apart(&schedule)?;
        objects.extend(inner);
        serde_json::to_value(json).map_err(refuse)
    }

    fn object(&mut self, value: &Bound<'_, PyDict>, place: &str, depth: usize) -> PyResult<Value> {
        let mut object = Map::new();
        for (key, value) in value {
            let Ok(key) = key.cast::<PyString>() else {
                return Err(PyTypeError::new_err(format!(
                    "the keys of `{place}` must be str, got {}",
                    key.repr()?
                )));
            };
            let key = key.to_str()?;
            object.insert(key.to_owned(), self.value(&value, &format!("{place}.{key}"), depth - 1)?);
        }
        Ok(object.into())
    }

    fn array(&mut self, value: &Bound<'_, PyAny>, place: &str, depth: usize) -> PyResult<Value> {
        let mut elements = Vec::new();
        for (index, element) in value.try_iter()?.enumerate() {
            elements.push(self.value(&element?, &format!("{place}[{index}]"), depth - 1)?);
        }
        Ok(elements.into())
    }
}

fn float(value: f64, place: &str) -> PyResult<Value> {
    let number = Number::from_f64(value).map(Value::Number);
    number.ok_or_else(|| refuse(format_args!("`{place}` must be finite, got {}", python_float(value))))
}

fn integer(value: &Bound<'_, PyAny>, place: &str) -> PyResult<Value> {
    if let Ok(value) = value.extract::<u64>() {
        return Ok(value.into());
    }
    match value.extract::<i64>() {
        Ok(value) => Ok(value.into()),
        Err(_) => {
            Err(refuse(format_args!("`{place}` must be from -2**63 to 2**64 - 1, got {}", value.str()?)))
        }
    }
}

/// JSON as Python has it: dictionaries, lists, numbers.
pub(crate) fn python<'py>(py: Python<'py>, value: &Json) -> PyResult<Bound<'py, PyAny>> {
    convert(py, value, &|_, _| Ok(None))
}

/// The same, with schedules instead of their classes and parameters. `objects` are those of Python classes.
pub(crate) fn with_schedules<'py>(
    py: Python<'py>,
    value: &Json,
    objects: &Objects,
) -> PyResult<Bound<'py, PyAny>> {
    convert(py, value, &|class_name, json| {
        if let Some(object) = compare::live(py, (json, objects)) {
            return Ok(Some(object));
        }
        let config = serde_json::to_value(json.get("config")).map_err(refuse)?;
        let schedule = tree::build(py, class_name, &config, clone_objects(objects))?.map_err(refuse)?;
        schedule::wrap(py, schedule).map(Some)
    })
}

/// A configuration of a Python class, with schedules instead of their classes and parameters.
pub(crate) fn object<'py>(py: Python<'py>, value: &Json) -> PyResult<Bound<'py, PyAny>> {
    with_schedules(py, value, &Objects::new())
}

fn clone_objects(objects: &Objects) -> Objects {
    objects.iter().map(|(&number, object)| (number, object.clone())).collect()
}

type Found<'a, 'py> = &'a dyn Fn(&str, &Json) -> PyResult<Option<Bound<'py, PyAny>>>;

fn convert<'py>(py: Python<'py>, value: &Json, found: Found<'_, 'py>) -> PyResult<Bound<'py, PyAny>> {
    if let Some((class_name, _)) = value.as_schedule()
        && let Some(schedule) = found(class_name, value)?
    {
        return Ok(schedule);
    }
    Ok(match value {
        Json::Null => py.None().into_bound(py),
        Json::Bool(value) => PyBool::new(py, *value).to_owned().into_any(),
        Json::String(text) => PyString::new(py, text).into_any(),
        Json::Number(number) => match (number.as_u64(), number.as_i64()) {
            (Some(number), _) => number.into_pyobject(py)?.into_any(),
            (_, Some(number)) => number.into_pyobject(py)?.into_any(),
            _ => PyFloat::new(py, number.as_f64().unwrap_or(f64::NAN)).into_any(),
        },
        Json::Array(elements) => {
            let list = PyList::empty(py);
            elements.iter().try_for_each(|element| list.append(convert(py, element, found)?))?;
            list.into_any()
        }
        Json::Object(entries) => {
            let dict = PyDict::new(py);
            entries.iter().try_for_each(|(key, value)| dict.set_item(key, convert(py, value, found)?))?;
            dict.into_any()
        }
    })
}

/// A schedule for a part of a composition: as it is, or a number that stands for a constant rate.
pub(crate) fn part(value: &Bound<'_, PyAny>) -> PyResult<BoxSchedule> {
    if let Ok(value) = value.cast::<Schedule>() {
        return Ok(schedule::boxed(value));
    }
    let is_number = !value.is_instance_of::<PyString>() && !value.is_instance_of::<PyBool>();
    match value.extract::<f64>() {
        Ok(rate) if is_number => {
            glidepath_schedules::Constant::new(rate).map(BoxSchedule::new).map_err(refuse)
        }
        _ => Err(PyTypeError::new_err(format!(
            "expected a schedule or a number, got {}",
            value.get_type().name()?
        ))),
    }
}
