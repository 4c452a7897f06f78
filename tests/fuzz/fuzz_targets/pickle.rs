//! Pickles without the archive around them, whose checksums stop most changes.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|instructions: &[u8]| glidepath_fuzz::check_behind(b"\x80\x02", instructions));
