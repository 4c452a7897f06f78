//! Which schedules of other frameworks can be had here: `docs/coverage.md` is written by this test, which
//! measures what it says.
//!
//! After a change: `GLIDEPATH_BLESS=1 cargo test -p glidepath-tests --test it coverage`.
//!
//! A framework whose files are read is a line in [`frameworks`]: its title, its folder of vectors, and what
//! reads a case.

mod allennlp;
mod burn;
mod composer;
mod composition;
mod fairseq;
mod fastai;
mod frameworks;
mod fvcore;
mod group;
mod ignite;
mod kozistr;
mod levanter;
mod megatron;
mod mmengine;
mod mxnet;
mod nemo;
mod olmo_core;
mod paddle;
mod papers;
mod runs;
mod small;
mod table;
mod tf_models;
mod thinc;

use crate::coverage::group::{Compared, Group};
use crate::hold::hold;

/// The greatest distance that a rate may have from the exact value, in units of the last place.
const BOUND: u64 = 2;

fn groups() -> Vec<Group> {
    let mut groups = frameworks::groups();
    groups.extend([
        paddle::group(),
        mxnet::group(),
        fairseq::group(),
        nemo::group(),
        megatron::group(),
        composer::group(),
        fvcore::group(),
        mmengine::group(),
        ignite::group(),
        fastai::group(),
        kozistr::group(),
        tf_models::group(),
        allennlp::group(),
        thinc::group(),
        olmo_core::group(),
        levanter::group(),
        burn::group(),
    ]);
    groups.extend(small::groups());
    groups.extend(runs::groups());
    groups.push(papers::group());
    groups.push(Group::new("Others").with_notes(&[
        (
            "`pytorch-scheduler` (axect)",
            "HyperbolicLR and ExpHyperbolicLR are not among the classes here: Table of their samples",
        ),
        ("Fast-LLM", "schedules written as one string are not read"),
    ]));
    groups
}

#[test]
fn every_rate_is_near_the_exact_value() {
    for group in groups() {
        for row in group.rows {
            if let Compared::Exact { ulps, .. } = row.compared {
                assert!(ulps <= BOUND, "{}, {}: {ulps} ulps", group.title, row.name);
            }
        }
    }
}

#[test]
fn the_document_says_what_is_measured() {
    hold("docs/coverage.md", &table::document(&groups()), "coverage");
}
