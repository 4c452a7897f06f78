//! The forms that schedules are written in.

use glidepath_interop::{
    Imported, InteropError, end_with_run, to_deepspeed, to_keras2, to_keras3, to_torch, to_transformers,
};

/// A form.
pub(crate) struct Target {
    pub(crate) title: &'static str,
    write: fn(&Imported) -> Result<Written, InteropError>,
}

/// A schedule in a form.
pub(crate) struct Written {
    pub(crate) text: String,
    /// The last step at which the rates are the same.
    pub(crate) last_step: u64,
    /// Whether only Python can read it.
    pub(crate) has_formula: bool,
    /// Whether the rates are other ones behind the last step.
    pub(crate) ends_with_run: bool,
}

impl Target {
    /// Writes a schedule for all steps or, if that cannot be, for those of its run.
    pub(crate) fn write(&self, imported: &Imported) -> Option<Written> {
        if let Ok(written) = (self.write)(imported) {
            return Some(written);
        }
        let total_steps = imported.total_steps?;
        let mut in_run = imported.clone();
        in_run.learning_rate = end_with_run(&imported.learning_rate, total_steps).ok()?;
        let written = (self.write)(&in_run).ok()?;
        Some(Written { last_step: total_steps, ends_with_run: true, ..written })
    }
}

pub(crate) const TARGETS: [Target; 5] = [
    Target { title: "Keras 2", write: |imported| Ok(Written::of(to_keras2(&imported.learning_rate)?.json)) },
    Target { title: "Keras 3", write: |imported| Ok(Written::of(to_keras3(&imported.learning_rate)?.json)) },
    Target { title: "PyTorch", write: torch },
    Target { title: "transformers", write: transformers },
    Target {
        title: "DeepSpeed",
        write: |imported| Ok(Written::of(to_deepspeed(&imported.learning_rate)?.json)),
    },
];

impl Written {
    fn of(text: impl ToString) -> Self {
        Self { text: text.to_string(), last_step: u64::MAX, has_formula: false, ends_with_run: false }
    }
}

fn torch(imported: &Imported) -> Result<Written, InteropError> {
    let scheduler = to_torch(&imported.learning_rate, 0)?;
    let written = Written::of(scheduler.to_json());
    let has_formula = written.text.contains("LambdaLR");
    Ok(Written { has_formula, ..written })
}

fn transformers(imported: &Imported) -> Result<Written, InteropError> {
    let written = to_transformers(&imported.learning_rate, imported.total_steps)?;
    let ends_with_run = written.notes.iter().any(|note| note.to_string().contains("rises again"));
    let max_steps = written.json.get("max_steps").and_then(|steps| steps.to_string().parse().ok());
    let last_step = max_steps.filter(|_| ends_with_run).unwrap_or(u64::MAX);
    Ok(Written { last_step, ends_with_run, ..Written::of(&written.json) })
}
