//! The extension module of the Python package `glidepath`. The package says what is public.

mod arguments;
mod check;
mod checked;
mod children;
mod classes;
mod compare;
mod compose;
mod custom;
mod descriptions;
mod diff;
mod error;
mod finding;
mod horizon;
mod log;
mod methods;
mod milestones;
mod note;
mod number;
mod objects;
mod plot;
mod program;
mod raised;
mod rates;
mod read;
mod saving;
mod schedule;
mod step;
mod text;
mod tree;
mod values;
mod write;

use pyo3::prelude::*;

/// Learning-rate schedules in Rust. Import `glidepath` instead.
#[pymodule]
mod _glidepath {
    #[pymodule_export]
    use crate::check::{Report, check};
    #[pymodule_export]
    use crate::checked::checked_rate;
    #[pymodule_export]
    use crate::classes::class_names;
    #[pymodule_export]
    use crate::descriptions::descriptions;
    #[pymodule_export]
    use crate::diff::{Difference, diff};
    #[pymodule_export]
    use crate::error::GlidepathError;
    #[pymodule_export]
    use crate::finding::Finding;
    #[pymodule_export]
    use crate::methods::rebuild;
    #[pymodule_export]
    use crate::milestones::from_milestones;
    #[pymodule_export]
    use crate::note::Note;
    #[pymodule_export]
    use crate::plot::{Plot, plot, read_log};
    #[pymodule_export]
    use crate::program::main;
    #[pymodule_export]
    use crate::read::{Imported, formats, read, read_bytes};
    #[pymodule_export]
    use crate::saving::load_saved;
    #[pymodule_export]
    use crate::schedule::Schedule;
    #[pymodule_export]
    use crate::step::step_in_python;
    #[pymodule_export]
    use crate::text::{from_dict, from_json};
    #[pymodule_export]
    use crate::write::{Written, targets};

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("__version__", env!("CARGO_PKG_VERSION"))
    }

    use pyo3::prelude::*;
}
