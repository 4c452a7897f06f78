//! The tests of this package: one program, which is built and linked once.

mod built_in;
mod common;
mod describe;
mod functions;
mod learning_rate;
mod nesting;
mod read;
mod registry;
mod rejected;
mod rejected_composites;
mod rejected_cycles;
mod rejected_parts;
mod units;
mod written;
mod written_parts;
