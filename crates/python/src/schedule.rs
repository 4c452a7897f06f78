//! The class that all schedules extend.

use std::hash::{DefaultHasher, Hash, Hasher};

use glidepath_core::LearningRateSchedule;
use glidepath_interop::Json;
use glidepath_serde::BoxSchedule;
use pyo3::exceptions::{PyNotImplementedError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PySlice, PyTuple, PyType};

use crate::children::has_python;
use crate::custom::PythonSchedule;
use crate::error::{of_parameters, refuse};
use crate::raised::catch;
use crate::step::step_of;
use crate::text::{same, write_hash, written};
use crate::tree::Objects;
use crate::{arguments, classes, rates, tree, values};

/// A learning rate as a function of the step.
#[pyclass(subclass, frozen, module = "glidepath._glidepath")]
pub(crate) struct Schedule {
    body: Body,
}

enum Body {
    /// A schedule of a class of Rust.
    Built {
        schedule: BoxSchedule,
        /// Whether a Python class defines a part of it.
        has_python: bool,
    },
    /// An object whose Python class defines it, with the arguments that it was made of.
    Python { args: Py<PyTuple>, kwargs: Py<PyDict> },
}

/// A schedule of Rust on its way into a Python object.
#[pyclass(frozen)]
struct Built(BoxSchedule);

/// The Python object of a schedule.
pub(crate) fn wrap(py: Python<'_>, schedule: BoxSchedule) -> PyResult<Bound<'_, PyAny>> {
    if let Some(PythonSchedule(object)) = schedule.downcast_ref() {
        return Ok(object.bind(py).clone());
    }
    classes::class(py, schedule.class_name())?.call1((Built(schedule),))
}

/// The schedule of a Python object.
pub(crate) fn boxed(object: &Bound<'_, Schedule>) -> BoxSchedule {
    match &object.get().body {
        Body::Built { schedule, .. } => schedule.clone(),
        Body::Python { .. } => BoxSchedule::new(PythonSchedule(std::sync::Arc::new(object.clone().into_any().unbind()))),
    }
}

/// Whether evaluating the schedule may call Python.
pub(crate) fn calls_python(object: &Bound<'_, Schedule>) -> bool {
    match &object.get().body {
        Body::Built { has_python, .. } => *has_python,
        Body::Python { .. } => true,
    }
}

impl Schedule {
    fn new_built(schedule: BoxSchedule) -> Self {
        let has_python = has_python(&schedule);
        Self { body: Body::Built { schedule, has_python } }
    }

    /// The schedule and its parameters as JSON, and the objects of Python classes in it.
    fn apart(&self) -> PyResult<Option<(Json, Objects)>> {
        match &self.body {
            Body::Built { schedule, .. } => tree::apart(schedule).map(Some),
            Body::Python { .. } => Ok(None),
        }
    }
}

#[pymethods]
impl Schedule {
    #[new]
    #[classmethod]
    #[pyo3(signature = (*args, **kwargs))]
    fn new(cls: &Bound<'_, PyType>, args: &Bound<'_, PyTuple>, kwargs: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let py = cls.py();
        if let Ok(first) = args.get_item(0)
            && let Ok(built) = first.cast::<Built>()
        {
            return Ok(Self::new_built(built.get().0.clone()));
        }
        let Some(class_name) = classes::class_name_of(cls)? else {
            let kwargs = kwargs.map_or_else(|| PyDict::new(py), Clone::clone);
            return Ok(Self { body: Body::Python { args: args.clone().unbind(), kwargs: kwargs.unbind() } });
        };
        let mut objects = Objects::new();
        let config = arguments::config(&class_name, args, kwargs, &mut objects)?;
        let built = tree::build(py, &class_name, &config, objects);
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

    /// The rate of a step, or an array of those of a slice or of a list of steps.
    fn __getitem__<'py>(slf: &Bound<'py, Self>, steps: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        if let Ok(slice) = steps.cast::<PySlice>() {
            return rates::of_slice(slf, slice);
        }
        if steps.len().is_ok() && !steps.is_instance_of::<pyo3::types::PyString>() {
            return rates::of_steps(slf, steps);
        }
        slf.call1((steps,))
    }

    /// Without this, a loop over a schedule would never end.
    fn __iter__(slf: &Bound<'_, Self>) -> PyResult<Py<PyAny>> {
        let name = slf.get_type().name()?;
        Err(PyTypeError::new_err(format!(
            "a {name} has no end, so it cannot be iterated over; take a slice, as schedule[0:1000]"
        )))
    }

    #[pyo3(signature = (start, stop = None, step = None, *, out = None))]
    fn rates<'py>(
        slf: &Bound<'py, Self>,
        start: &Bound<'py, PyAny>,
        stop: Option<&Bound<'py, PyAny>>,
        step: Option<&Bound<'py, PyAny>>,
        out: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        rates::of_range(slf, start, stop, step, out)
    }

    /// The name of its class in files.
    #[getter]
    fn class_name(slf: &Bound<'_, Self>) -> PyResult<String> {
        match &slf.get().body {
            Body::Built { schedule, .. } => Ok(schedule.class_name().to_owned()),
            Body::Python { .. } => slf.get_type().name()?.extract(),
        }
    }

    /// The first step from which on the parameters prove the rate to be constant, or later; None if nothing proves it.
    #[getter]
    fn constant_from(&self) -> PyResult<Option<u64>> {
        let apart = self.apart()?;
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
        let apart = self.apart()?;
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
            return Err(PyTypeError::new_err(format!("a configuration is a dict, got {}", config.get_type().name()?)));
        };
        match classes::class_name_of(cls)? {
            Some(class_name) => {
                let mut objects = Objects::new();
                let config = values::json(config.as_any(), "config", &mut objects)?;
                let built = tree::build(cls.py(), &class_name, &config, objects).map_err(refuse)?;
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
