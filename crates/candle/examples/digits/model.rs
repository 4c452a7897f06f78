//! The network: two layers.

use std::collections::{BTreeMap, HashMap};

use candle_core::{Device, Tensor, Var};
use candle_nn::{Linear, Module};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use crate::Result;
use crate::data::{CLASSES, Images, PIXELS};

const HIDDEN: usize = 32;

pub(crate) struct Model {
    hidden: Linear,
    output: Linear,
    /// All that is trained, by name.
    vars: BTreeMap<&'static str, Var>,
}

impl Model {
    /// Weights that follow from the seed; candle cannot seed its own on the CPU.
    pub(crate) fn new(seed: u64) -> Result<Self> {
        let mut rng = StdRng::seed_from_u64(seed);
        let mut weights = |inputs: usize, outputs: usize| -> Result<Var> {
            let bound = (6.0 / f32::from(u16::try_from(inputs)?)).sqrt();
            let values: Vec<f32> = (0..inputs * outputs).map(|_| rng.random_range(-bound..bound)).collect();
            Ok(Var::from_vec(values, (outputs, inputs), &Device::Cpu)?)
        };
        let biases = |outputs: usize| Var::from_vec(vec![0_f32; outputs], outputs, &Device::Cpu);
        let vars = BTreeMap::from([
            ("hidden.weight", weights(PIXELS, HIDDEN)?),
            ("hidden.bias", biases(HIDDEN)?),
            ("output.weight", weights(HIDDEN, CLASSES)?),
            ("output.bias", biases(CLASSES)?),
        ]);
        let layer = |weight, bias| {
            Linear::new(Var::as_tensor(&vars[weight]).clone(), Some(Var::as_tensor(&vars[bias]).clone()))
        };
        Ok(Self {
            hidden: layer("hidden.weight", "hidden.bias"),
            output: layer("output.weight", "output.bias"),
            vars,
        })
    }

    pub(crate) fn vars(&self) -> Vec<Var> {
        self.vars.values().cloned().collect()
    }

    /// The names, in the order of [`vars`](Self::vars).
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.vars.keys().map(|&name| name.to_owned())
    }

    pub(crate) fn loss(&self, images: &Images) -> Result<Tensor> {
        Ok(candle_nn::loss::cross_entropy(&self.logits(images)?, &images.labels)?)
    }

    /// The share of the images that the network recognizes.
    pub(crate) fn accuracy(&self, images: &Images) -> Result<f64> {
        let hits = self.logits(images)?.argmax(1)?.eq(&images.labels)?;
        Ok(f64::from(hits.to_dtype(candle_core::DType::F32)?.mean_all()?.to_scalar::<f32>()?))
    }

    fn logits(&self, images: &Images) -> Result<Tensor> {
        Ok(self.output.forward(&self.hidden.forward(&images.pixels)?.relu()?)?)
    }

    /// Takes over saved values.
    pub(crate) fn load(&self, tensors: &HashMap<String, Tensor>) -> Result<()> {
        for (&name, var) in &self.vars {
            let tensor = tensors.get(name).ok_or_else(|| format!("the checkpoint has no `{name}`"))?;
            var.set(tensor)?;
        }
        Ok(())
    }
}
