//! Files of `torch.save` from before 1.6: pickles, and the storages behind them.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|file: &[u8]| glidepath_fuzz::check_behind(glidepath_fuzz::TORCH_LEGACY, file));
