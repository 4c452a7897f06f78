//! Files of any kind.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| glidepath_fuzz::check(file));
