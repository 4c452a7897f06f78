//! JSON: of Keras, PyTorch, transformers, timm, DeepSpeed, optax and flax.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| glidepath_fuzz::check(text.as_bytes()));
