//! The wire format of Protocol Buffers.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| glidepath_fuzz::check_protobuf(bytes));
