//! Hjson, as DeepSpeed reads it; of JSON, the values that JSON has.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| glidepath_fuzz::check_hjson(text));
