//! HDF5, whose checksums are not looked at here.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| glidepath_fuzz::check_behind(glidepath_fuzz::HDF5, file));
