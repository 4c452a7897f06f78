//! Literals of Python, alone and in a model card.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| glidepath_fuzz::check_python(text));
