//! Archives of Keras: the configuration, and from the signature of HDF5 on the weights.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|members: &[u8]| {
    let weights =
        members.windows(8).position(|window| window == glidepath_fuzz::HDF5).unwrap_or(members.len());
    let (config, weights) = members.split_at(weights);
    glidepath_fuzz::check(&glidepath_fuzz::archive(&[
        ("config.json", config),
        ("model.weights.h5", weights),
    ]));
});
