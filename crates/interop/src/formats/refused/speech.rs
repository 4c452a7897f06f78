//! Programs that train recognizers of speech.

use super::{of_text, row};
use crate::containers::Document;
use crate::formats::format::Format;

pub(in crate::formats) const ESPNET: Format = row(
    "espnet",
    "ESPnet",
    "`scheduler_conf` beside `optim_conf`",
    espnet,
    "its schedulers are not read; `warmuplr` is `InverseSquareRoot`, and the classes of PyTorch are read by their names and \
     arguments",
);

fn espnet(document: &Document<'_>) -> Option<String> {
    let root = of_text(document)?;
    root.get("scheduler_conf")?;
    root.get("optim_conf").map(|_| "`scheduler_conf` beside `optim_conf`".to_owned())
}
