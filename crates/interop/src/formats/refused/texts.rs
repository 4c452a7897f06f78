//! Texts in languages that are not read: what they are, by the words in them.

/// A kind of text.
struct Kind {
    /// All of these stand in it, each at the beginning of a line.
    begins: &'static [&'static str],
    /// And one of these anywhere.
    has: &'static [&'static str],
    what: &'static str,
}

const KINDS: [Kind; 8] = [
    Kind {
        begins: &["version https://git-lfs.github.com/spec/", "oid sha256:"],
        has: &["size "],
        what: "a pointer of Git LFS in the place of the file; `git lfs pull` fetches the file itself",
    },
    Kind {
        begins: &["train_config"],
        has: &["learning_rate {", "learning_rate{", "learning_rate: {"],
        what: "a text proto of the TensorFlow Object Detection API, which is not read; `PolynomialDecay`, `CosineDecay` and \
               `PiecewiseConstantDecay` make the same of its `learning_rate`",
    },
    Kind {
        begins: &["training_config {"],
        has: &["learning_rate {"],
        what: "a text proto of NVIDIA TAO, which is not read; `WarmupStableDecay` makes the same of its `learning_rate`",
    },
    Kind {
        begins: &[],
        has: &[
            "create_learning_rate_scheduler",
            "from __gin__ import",
            "from t5x import",
            "import t5x",
            ".factors = ",
        ],
        what: "a configuration in gin, as of T5X, which is not read; `InverseSquareRoot` and `Product` make the same of the \
               `factors` of its schedule",
    },
    Kind {
        begins: &[],
        has: &["= dict("],
        what: "Python code, as the configurations of mmengine and mmcv, which is not run; \
               `mmengine.Config.fromfile(file).dump('config.yaml')` writes it as YAML, which is read",
    },
    Kind {
        begins: &[],
        has: &["TrainingArguments(", "Config(\n"],
        what: "what Python prints of training arguments, which is not read; `args.to_json_string()` gives JSON, which is",
    },
    Kind {
        begins: &["Namespace("],
        has: &["="],
        what: "what Python prints of the arguments of a program, which is not read; `json.dumps(vars(args))` gives JSON",
    },
    Kind {
        begins: &["[training]"],
        has: &["@optimizers", "@schedules"],
        what: "a configuration of spaCy, which is not read; `WarmupStableDecay`, `InverseTimeDecay` and `TransitionRestarts` \
               make the same of its `@schedules`",
    },
];

/// Whether a text is a list of nothing but `key=value`.
fn are_overrides(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).peekable();
    lines.peek().is_some() && lines.all(|line| line.starts_with("- ") && line.contains('='))
}

/// What a text is that could not be read as any language.
pub(in crate::formats) fn recognize(text: &str) -> Option<&'static str> {
    if are_overrides(text) {
        return Some(
            "the overrides of a run of Hydra; `config.yaml` beside them has the whole configuration",
        );
    }
    let begins = |word: &&str| text.lines().any(|line| line.trim_start().starts_with(*word));
    let kind = KINDS
        .iter()
        .find(|kind| kind.begins.iter().all(begins) && kind.has.iter().any(|word| text.contains(word)));
    kind.map(|kind| kind.what)
}
