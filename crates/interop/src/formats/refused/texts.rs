//! Texts in languages that are not read: what they are, by the words in them.

/// A kind of text.
struct Kind {
    /// All of these stand in it, each at the beginning of a line.
    begins: &'static [&'static str],
    /// And one of these anywhere.
    has: &'static [&'static str],
    what: &'static str,
}

const KINDS: [Kind; 7] = [
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

/// What a text is that could not be read as any language.
pub(in crate::formats) fn recognize(text: &str) -> Option<&'static str> {
    let begins = |word: &&str| text.lines().any(|line| line.trim_start().starts_with(*word));
    let kind = KINDS
        .iter()
        .find(|kind| kind.begins.iter().all(begins) && kind.has.iter().any(|word| text.contains(word)));
    kind.map(|kind| kind.what)
}
