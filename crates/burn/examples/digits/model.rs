//! A perceptron with one hidden layer.

use std::hash::Hasher;

use burn::module::{ModuleVisitor, Param};
use burn::nn::loss::CrossEntropyLossConfig;
use burn::nn::{Linear, LinearConfig};
use burn::prelude::*;
use burn::tensor::TensorReadError;
use burn::tensor::activation::relu;
use burn::train::{ClassificationOutput, InferenceStep, TrainOutput, TrainStep};

use fnv::FnvHasher;

use crate::data::{CLASSES, PIXELS};
use crate::loader::Batch;

const HIDDEN: usize = 64;

#[derive(Module, Debug)]
pub(crate) struct Perceptron {
    hidden: Linear,
    output: Linear,
}

impl Perceptron {
    pub(crate) fn new(device: &Device) -> Self {
        Self {
            hidden: LinearConfig::new(PIXELS, HIDDEN).init(device),
            output: LinearConfig::new(HIDDEN, CLASSES).init(device),
        }
    }

    fn classify(&self, batch: Batch) -> ClassificationOutput {
        let scores = self.output.forward(relu(self.hidden.forward(batch.images)));
        let loss = CrossEntropyLossConfig::new()
            .init(&scores.device())
            .forward(scores.clone(), batch.labels.clone());
        ClassificationOutput::new(loss, scores, batch.labels)
    }
}

impl TrainStep for Perceptron {
    type Input = Batch;
    type Output = ClassificationOutput;

    fn step(&self, batch: Batch) -> TrainOutput<ClassificationOutput> {
        let output = self.classify(batch);
        TrainOutput::new(self, output.loss.backward(), output)
    }
}

impl InferenceStep for Perceptron {
    type Input = Batch;
    type Output = ClassificationOutput;

    fn step(&self, batch: Batch) -> ClassificationOutput {
        self.classify(batch)
    }
}

/// Hashes the bits of all weights.
pub(crate) fn fingerprint(model: &Perceptron) -> Result<u64, TensorReadError> {
    let mut weights = Weights { hasher: FnvHasher::default(), error: None };
    model.visit(&mut weights);
    weights.error.map_or(Ok(weights.hasher.finish()), Err)
}

struct Weights {
    hasher: FnvHasher,
    error: Option<TensorReadError>,
}

impl ModuleVisitor for Weights {
    fn visit_float<const D: usize>(&mut self, weights: &Param<Tensor<D>>) {
        match weights.val().try_into_vec_as::<f32>() {
            Ok(weights) => {
                for weight in weights {
                    self.hasher.write(&weight.to_bits().to_le_bytes());
                }
            }
            Err(error) => self.error = Some(error),
        }
    }
}
