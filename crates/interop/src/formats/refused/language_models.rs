//! Programs that train language models and translators.

use super::{key_of, row};
use crate::containers::Document;
use crate::formats::format::Format;
use crate::values::Value;

/// OLMo's trainer has names of Composer's, and another key for the rate.
pub(in crate::formats) const OLMO: Format = Format {
    built_on: &["composer"],
    ..row(
        "olmo",
        "OLMo",
        "`scheduler.name` and `optimizer.learning_rate` beside `max_duration`",
        olmo,
        "its schedulers are not read; `WarmupStableDecay`, `CosineDecay` and `Sequential` make the same of `scheduler` and \
         `optimizer.learning_rate`",
    )
};

fn olmo(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    root.at(&["scheduler", "name"])?;
    root.at(&["optimizer", "learning_rate"])?;
    root.get("max_duration")
        .map(|_| "`scheduler.name` and `optimizer.learning_rate` beside `max_duration`".to_owned())
}

pub(in crate::formats) const FAIRSEQ: Format = row(
    "fairseq",
    "fairseq",
    "`optimization.lr`; `warmup_updates` beside `lr_scheduler`",
    fairseq,
    "its schedulers are not read; `InverseSquareRoot`, `PolynomialDecay`, `WarmupStableDecay` (`tri_stage`) and \
     `TransitionRestarts` (`cosine`) make the same of `lr_scheduler` and `optimization`",
);

fn fairseq(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    if root.at(&["optimization", "lr"]).is_some_and(Value::is_array) {
        return Some("`optimization.lr`".to_owned());
    }
    let key = key_of(root, &["warmup_updates"])?;
    key_of(root, &["lr_scheduler"]).map(|scheduler| format!("`{key}` beside `{scheduler}`"))
}

pub(in crate::formats) const NEMO: Format = row(
    "nemo",
    "NVIDIA NeMo",
    "`optim.sched`, at the root or in `model`",
    nemo,
    "its schedulers are not read; `CosineDecay`, `Noam`, `InverseSquareRoot` and `WarmupStableDecay` make the same of \
     `optim.lr` and `optim.sched`",
);

fn nemo(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    let places: [&[&str]; 2] = [&["model", "optim", "sched"], &["optim", "sched"]];
    let place = places.into_iter().find(|place| root.at(place).is_some_and(Value::is_object))?;
    Some(format!("`{}`", place.join(".")))
}

pub(in crate::formats) const MEGATRON: Format = row(
    "megatron",
    "Megatron-LM or GPT-NeoX",
    "`lr_decay_style`, `lr_decay_iters` or `lr_decay_samples`, in any spelling",
    megatron,
    "their arguments are not read; `CosineDecay` with a warmup, `InverseSquareRoot` and `WarmupStableDecay` make the same of \
     `lr`, `min_lr`, `lr_warmup_iters` and `lr_decay_style`",
);

fn megatron(document: &Document<'_>) -> Option<String> {
    const OWN: [&str; 3] = ["lr_decay_style", "lr_decay_iters", "lr_decay_samples"];
    let root = document.text()?;
    let found = key_of(root, &OWN).map(|key| format!("`{key}`"));
    found.or_else(|| {
        let mut inner = root.as_object()?.iter();
        inner.find_map(|(outer, value)| key_of(value, &OWN).map(|key| format!("`{outer}.{key}`")))
    })
}

pub(in crate::formats) const OPENNMT: Format = row(
    "opennmt",
    "OpenNMT",
    "`decay_method` beside `learning_rate`; `params.decay_type`",
    opennmt,
    "its decays are not read; `Noam`, `InverseSquareRoot` and `ExponentialDecay` make the same of `learning_rate`, \
     `decay_method` and `warmup_steps`",
);

fn opennmt(document: &Document<'_>) -> Option<String> {
    let root = document.text()?;
    if root.get("decay_method").is_some() && root.get("learning_rate").is_some() {
        return Some("`decay_method` beside `learning_rate`".to_owned());
    }
    root.at(&["params", "decay_type"]).map(|_| "`params.decay_type`".to_owned())
}
