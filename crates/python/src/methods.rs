//! What every schedule has: its construction, its rate, its parameters.

use std::hash::{DefaultHasher, Hash, Hasher};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;
use glidepath_serde::BoxSchedule;
use pyo3::exceptions::{PyNotImplementedError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyTuple, PyType};

use crate::compare::{same, write_hash};
use crate::error::{of_parameters, refuse};
use crate::objects::Objects;
use crate::raised::catch;
use crate::schedule::{Body, Schedule, boxed, calls_python, given, wrap};
use crate::step::step_of;
use crate::{arguments, classes, tree, values};

#[pymethods]
impl Schedule {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*args, **kwargs))]
    fn new(
        cls: &Bound<'_, PyType>,
        args: &Bound<'_, PyTuple>,
        kwargs: Option<&Bound<'_, PyDict>>,
    ) -> PyResult<Self> {
        let py = cls.py();
        if let Some(built) = given(args) {
            return Ok(Self::new_built(built));
        }
        let Some(class_name) = classes::class_name_of(cls)? else {
            let kwargs = kwargs.map_or_else(|| PyDict::new(py), Clone::clone);
            return Ok(Self { body: Body::Python { args: args.clone().unbind(), kwargs: kwargs.unbind() } });
        };
        let mut objects = Objects::new();
        let config = arguments::config(&class_name, args, kwargs, &mut objects)?;
        let built = tree::build(py, &class_name, &config, objects)?;
        built.map(Self::new_built).map_err(|error| of_parameters(&error))
    }

    /// The rate of the update number `step`, counted from 0.
    #[pyo3(signature = (step, /))]
    fn __call__(&self, step: &Bound<'_, PyAny>) -> PyResult<f64> {
        let step = step_of(step)?;
        match &self.body {
            Body::Built { schedule, has_python: false } => Ok(schedule.learning_rate(step)),
            Body::Built { schedule, has_python: true } => catch(|| schedule.learning_rate(step)),
            Body::Python { .. } => Err(PyNotImplementedError::new_err(
                "a class that extends `glidepath.Schedule` must define `__call__(self, step)`",
            )),
        }
    }

    /// Without this, a loop over a schedule would never end.
    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let name = slf.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "a {name} has no end, so it cannot be iterated over; take a slice, as schedule[0:1000]"
        )))
    }

    /// The name of its class in files.
    #[getter]
    fn class_name(slf: &Bound<'_, Self>) -> PyResult<String> {
        match &slf.get().body {
            Body::Built { schedule, .. } => Ok(schedule.class_name().to_owned()),
            Body::Python { .. } => slf.get_type().name()?.extract(),
        }
    }

    /// The first step from which on the parameters prove the rate to be constant, or later; None if nothing
    /// proves it.
    #[getter]
    fn constant_from(&self) -> PyResult<Option<u64>> {
        let apart = apart(self)?;
        Ok(apart.and_then(|(json, _)| glidepath_cli::rests_from(&json)))
    }

    /// The arguments that an object of a Python class was made of; None for other classes.
    #[getter]
    fn _arguments<'py>(&self, py: Python<'py>) -> Option<(Bound<'py, PyTuple>, Bound<'py, PyDict>)> {
        match &self.body {
            Body::Built { .. } => None,
            Body::Python { args, kwargs } => Some((args.bind(py).clone(), kwargs.bind(py).clone())),
        }
    }

    /// Whether evaluating it may call Python.
    #[getter]
    fn _calls_python(slf: &Bound<'_, Self>) -> bool {
        calls_python(slf)
    }

    /// The value of a parameter; a part of a composition is a schedule.
    fn _parameter<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        let apart = apart(self)?;
        let value = apart.as_ref().and_then(|(json, _)| json.get("config")?.get(name));
        match (value, &apart) {
            (Some(value), Some((_, objects))) => values::with_schedules(py, value, objects),
            _ => Ok(py.None().into_bound(py)),
        }
    }

    /// The parameters as a dictionary, as Keras's `get_config`.
    fn get_config<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        Self::to_dict(slf)?.get_item("config")
    }

    /// A schedule of this class from what `get_config` gave.
    #[classmethod]
    #[pyo3(signature = (config, /))]
    fn from_config<'py>(cls: &Bound<'py, PyType>, config: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let Ok(config) = config.cast::<PyDict>() else {
            return Err(PyTypeError::new_err(format!(
                "a configuration is a dict, got {}",
                config.get_type().name()?
            )));
        };
        match classes::class_name_of(cls)? {
            Some(class_name) => {
                let mut objects = Objects::new();
                let config = values::json(config.as_any(), "config", &mut objects)?;
                let built = tree::build(cls.py(), &class_name, &config, objects)?.map_err(refuse)?;
                wrap(cls.py(), built)
            }
            None => cls.call((), Some(config)),
        }
    }

    /// The class and its parameters, as `{"class_name": …, "config": {…}}`.
    fn to_dict<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        values::python(slf.py(), &written(&boxed(slf))?)
    }

    /// The same as JSON: on one line, or indented by two spaces.
    #[pyo3(signature = (*, indent = false))]
    fn to_json(slf: &Bound<'_, Self>, indent: bool) -> PyResult<String> {
        let json = written(&boxed(slf))?;
        Ok(if indent { format!("{json:#}") } else { json.to_string() })
    }

    fn __eq__<'py>(slf: &Bound<'py, Self>, other: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let Ok(other) = other.cast::<Self>() else { return Ok(py.NotImplemented().into_bound(py)) };
        let equal = match (&slf.get().body, &other.get().body) {
            (Body::Built { schedule: a, .. }, Body::Built { schedule: b, .. }) => {
                let ((a, in_a), (b, in_b)) = (tree::apart(a)?, tree::apart(b)?);
                same(py, (&a, &in_a), (&b, &in_b))?
            }
            (Body::Python { .. }, Body::Python { .. }) => {
                slf.get_type().is(other.get_type())
                    && slf.call_method0("_key")?.eq(other.call_method0("_key")?)?
                    && state(slf)?.eq(&state(other)?)?
            }
            _ => false,
        };
        Ok(PyBool::new(py, equal).to_owned().into_any())
    }

    fn __hash__(slf: &Bound<'_, Self>) -> PyResult<u64> {
        let mut hasher = DefaultHasher::new();
        match &slf.get().body {
            Body::Built { schedule, .. } => {
                let (json, objects) = tree::apart(schedule)?;
                write_hash(slf.py(), &json, &objects, &mut hasher)?;
            }
            Body::Python { .. } => {
                slf.get_type().hash()?.hash(&mut hasher);
                // What cannot be hashed may still be equal.
                slf.call_method0("_key")?.hash().unwrap_or(0).hash(&mut hasher);
            }
        }
        Ok(hasher.finish())
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let py = slf.py();
        match &slf.get().body {
            Body::Built { schedule, .. } => {
                let (json, objects) = tree::apart(schedule)?;
                arguments::call(py, &json, &objects)
            }
            Body::Python { args, kwargs } => {
                let mut written = Vec::new();
                for value in args.bind(py) {
                    written.push(value.repr()?.to_string());
                }
                for (name, value) in kwargs.bind(py) {
                    written.push(format!("{name}={}", value.repr()?));
                }
                Ok(format!("{}({})", slf.get_type().qualname()?, written.join(", ")))
            }
        }
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        let py = slf.py();
        match &slf.get().body {
            Body::Built { schedule, .. } => {
                let (json, objects) = tree::apart(schedule)?;
                let config = json.get("config").unwrap_or(&Json::Null);
                let config = values::with_schedules(py, config, &objects)?;
                let rebuild = py.import("glidepath._glidepath")?.getattr("_rebuild")?;
                (rebuild, (schedule.class_name(), config)).into_pyobject(py)
            }
            Body::Python { args, kwargs } => {
                let new = py.import("copyreg")?.getattr("__newobj_ex__")?;
                (new, (slf.get_type(), args, kwargs), state(slf)?).into_pyobject(py)
            }
        }
    }
}

/// What an object of a Python class has in its `__dict__`; `None` of Python if it has none.
fn state<'py>(object: &Bound<'py, Schedule>) -> PyResult<Bound<'py, PyAny>> {
    let state = object.getattr_opt("__dict__")?;
    Ok(state.unwrap_or_else(|| object.py().None().into_bound(object.py())))
}

/// The schedule and its parameters as JSON, and the objects of Python classes in it.
fn apart(schedule: &Schedule) -> PyResult<Option<(Json, Objects)>> {
    match &schedule.body {
        Body::Built { schedule, .. } => tree::apart(schedule).map(Some),
        Body::Python { .. } => Ok(None),
    }
}

/// What files hold of a schedule.
fn written(schedule: &BoxSchedule) -> PyResult<Json> {
    let text = glidepath_serde::to_json(&**schedule).map_err(refuse)?;
    serde_json::from_str(&text).map_err(refuse)
}

/// Builds what `Schedule.__reduce__` took apart.
#[pyfunction]
#[pyo3(name = "_rebuild")]
pub(crate) fn rebuild<'py>(
    class_name: &Bound<'py, PyAny>,
    config: &Bound<'py, PyAny>,
) -> PyResult<Bound<'py, PyAny>> {
    let mut objects = Objects::new();
    let value = values::json(config, "config", &mut objects)?;
    let class_name: String = class_name.extract()?;
    let built = tree::build(config.py(), &class_name, &value, objects)?.map_err(refuse)?;
    wrap(config.py(), built)
}
