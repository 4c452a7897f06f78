//! The tests of this package: one program, which is built and linked once.

mod checking;
mod code;
mod composition;
mod contract;
mod contract_kit;
mod conversions;
mod coverage;
mod custom;
mod field;
mod files;
mod formats;
mod import_values;
mod keras_values;
mod laws;
mod metric;
mod misread;
mod optax_values;
mod pictures;
mod pinned;
mod pinned_parts;
mod range_test;
mod schema;
mod set_learning_rate;
mod structure;
mod unknown_programs;
