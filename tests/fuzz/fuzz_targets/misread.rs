//! Changes the values of the example files, puts in a key, and judges what is made of it.

#![no_main]

use std::sync::OnceLock;

use glidepath_tests::misread::Example;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|choices: &[u8]| {
    static EXAMPLES: OnceLock<Vec<Example>> = OnceLock::new();
    glidepath_fuzz::check_misread(EXAMPLES.get_or_init(glidepath_tests::misread::examples), choices);
});
