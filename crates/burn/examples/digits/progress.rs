//! A bar for the epoch under way, and a line for each epoch done.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use burn::train::LearnerSummary;
use burn::train::logger::{EvaluationProgressLogger, TrainingProgressLogger};
use burn::train::metric::{MetricDefinition, MetricId, NumericEntry};
use burn::train::renderer::{
    EvaluationName, MetricState, MetricsRenderer, MetricsRendererEvaluation, MetricsRendererTraining,
};
use indicatif::{ProgressBar, ProgressStyle};

/// The figures of an epoch.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Figures {
    pub(crate) loss: f64,
    /// Of the epoch's last update.
    pub(crate) learning_rate: f64,
    pub(crate) held_out_loss: f64,
    /// In percent.
    pub(crate) held_out_accuracy: f64,
}

pub(crate) struct Progress {
    bar: ProgressBar,
    names: HashMap<MetricId, Arc<String>>,
    epochs: usize,
    figures: Arc<Mutex<Figures>>,
}

impl Progress {
    /// Writes the figures of the newest epoch to `figures`, too.
    pub(crate) fn new(figures: Arc<Mutex<Figures>>) -> Self {
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}").expect("a valid template");
        let bar = ProgressBar::no_length().with_style(style);
        Self { bar, names: HashMap::new(), epochs: 0, figures }
    }

    fn note(&mut self, state: &MetricState, held_out: bool) {
        let MetricState::Numeric(entry, Some(value)) = state else { return };
        let Some(name) = self.names.get(&entry.metric_id) else { return };
        let mut figures = self.figures.lock().expect("no thread panicked");
        match (name.as_str(), held_out, value) {
            // Burn's last word on an epoch's rate is the mean.
            ("Learning Rate", _, NumericEntry::Final(_)) => {}
            ("Learning Rate", ..) => figures.learning_rate = value.current(),
            ("Loss", false, _) => figures.loss = value.current(),
            ("Loss", true, _) => figures.held_out_loss = value.current(),
            ("Accuracy", true, _) => figures.held_out_accuracy = value.current(),
            _ => {}
        }
    }
}

impl MetricsRenderer for Progress {
    fn manual_close(&mut self) {}

    fn register_metric(&mut self, definition: MetricDefinition) {
        self.names.insert(definition.metric_id, definition.name);
    }
}

impl MetricsRendererTraining for Progress {
    fn update_train(&mut self, state: MetricState) {
        self.note(&state, false);
    }

    fn update_valid(&mut self, state: MetricState) {
        self.note(&state, true);
    }

    fn on_train_end(&mut self, _summary: Option<LearnerSummary>) -> Result<(), Box<dyn std::error::Error>> {
        self.bar.finish_and_clear();
        Ok(())
    }
}

impl TrainingProgressLogger for Progress {
    fn start(&mut self, epochs: usize, _first: usize, _items: Option<usize>, _label: Option<&str>) {
        self.epochs = epochs;
    }

    fn start_split(&mut self, split: &str, items: usize) {
        self.bar.reset();
        self.bar.set_length(items as u64);
        self.bar.set_message(split.to_owned());
    }

    fn update_split(&mut self, items_processed: usize) {
        self.bar.set_position(items_processed as u64);
    }

    fn end_split(&mut self) {}

    fn update_epoch(&mut self, epoch: usize) {
        let Figures { loss, learning_rate, held_out_loss, held_out_accuracy } =
            *self.figures.lock().expect("no thread panicked");
        let epochs = self.epochs;
        self.bar.suspend(|| {
            println!(
                "epoch {epoch:2}/{epochs}  rate {learning_rate:.3e}  loss {loss:.4}  \
                 held out: loss {held_out_loss:.4}, accuracy {held_out_accuracy:.2} %"
            );
        });
    }

    fn end(&mut self) {}

    fn log_event_training(&mut self, _event: String) {}
}

/// This program runs no separate evaluation.
impl EvaluationProgressLogger for Progress {
    fn start_global_progress(&mut self, _tests: usize) {}
    fn start_test(&mut self, _name: &str, _items: usize) {}
    fn update_test_progress(&mut self, _items: usize) {}
    fn end_test(&mut self) {}
    fn end_global_progress(&mut self) {}
    fn log_event_evaluation(&mut self, _event: String) {}
}

impl MetricsRendererEvaluation for Progress {
    fn update_test(&mut self, _name: EvaluationName, _state: MetricState) {}
}
