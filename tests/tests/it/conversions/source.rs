//! Schedules of other frameworks.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{Imported, import_bytes};
use glidepath_tests::references::as_saved;
use glidepath_tests::{VectorCase, VectorFile, ulps_between, vector_files};
use serde_json::{Value, json};

/// A class of a framework, with the reference cases that can be read.
pub(crate) struct Source {
    pub(crate) framework: &'static str,
    pub(crate) class: String,
    pub(crate) cases: Vec<Case>,
}

/// A schedule that was read.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) imported: Imported,
    steps: Vec<u64>,
}

/// The frameworks as the vectors call them, in the order of the page.
pub(crate) const FRAMEWORKS: [(&str, &str); 8] = [
    ("keras", "Keras 3"),
    ("tf_keras", "Keras 2"),
    ("torch", "PyTorch"),
    ("transformers", "Hugging Face transformers"),
    ("timm", "timm"),
    ("deepspeed", "DeepSpeed"),
    ("optax", "optax"),
    ("flax", "flax"),
];

const FOLDERS: [&str; 7] =
    ["keras", "torch_cycles", "torch_schedulers", "transformers", "timm", "deepspeed", "optax"];

/// The distance in units of the last place that a parameter's rounding may make.
pub(crate) const BOUND: u64 = 4;

pub(crate) fn sources() -> Vec<Source> {
    let files: Vec<VectorFile> = FOLDERS.into_iter().flat_map(vector_files).collect();
    let of_framework = |(framework, _): (&'static str, _)| {
        files.iter().filter(move |file| file.framework == framework).map(move |file| Source {
            framework,
            class: file.class.clone(),
            cases: file.cases.iter().filter_map(|case| Case::read(file, case)).collect(),
        })
    };
    let sources = FRAMEWORKS.into_iter().flat_map(of_framework);
    sources.filter(|source| !source.cases.is_empty()).collect()
}

impl Case {
    /// `None` for what is no schedule.
    fn read(file: &VectorFile, case: &VectorCase) -> Option<Self> {
        let value = match &*file.framework {
            "torch" => {
                json!({"class": file.class, "base_lr": case.serialized["base_lr"], "kwargs": case.serialized["kwargs"]})
            }
            "transformers" | "timm" | "deepspeed" => as_saved(&file.framework, &file.class, case),
            _ => case.serialized.clone(),
        };
        let imported = read(&value)?;
        Some(Self { name: case.name.clone(), imported, steps: case.steps.clone() })
    }

    /// Reads what was written for another framework. At every step up to a last one its rate must be this
    /// one's.
    #[track_caller]
    pub(crate) fn check(&self, text: &str, last_step: u64, place: &str) {
        let again = import_bytes(text.as_bytes()).unwrap_or_else(|error| panic!("{place}: {error}\n{text}"));
        for &step in self.steps.iter().filter(|&&step| step <= last_step) {
            let [want, got] = [&self.imported, &again].map(|read| read.learning_rate.learning_rate(step));
            let distance = ulps_between(got, want);
            assert!(distance <= BOUND, "{place}, step {step}: {got:?} for {want:?}\n{text}");
        }
    }
}

fn read(value: &Value) -> Option<Imported> {
    import_bytes(value.to_string().as_bytes()).ok()
}
