//! The tests of reports, from outside.

mod stories;
