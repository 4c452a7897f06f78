#![doc = include_str!("../README.md")]

mod course;
mod key_rates;
mod range;

pub use course::probes;
pub use key_rates::{KeyRates, RateAt, key_rates};
pub use range::{own_length, suggested_last};
