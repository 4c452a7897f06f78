//! Logs of runs: event files, CSV, JSON lines.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| glidepath_fuzz::check_log(bytes));
