//! The model cards that the Hugging Face Trainer writes.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError, Note, import_bytes};
use glidepath_serde::Horizon;

/// A card with these lines in the list, in the form that `TrainingSummary.to_model_card` of transformers
/// 5.24.0 writes; `lr_scheduler_warmup_ratio` is from version 4.
fn card(lines: &str) -> String {
    format!(
        "---\nlibrary_name: transformers\nlicense: apache-2.0\ntags:\n- generated_from_trainer\n---\n\n# tuned\n\n\
         ### Training hyperparameters\n\nThe following hyperparameters were used during training:\n\
         - learning_rate: 2e-05\n- train_batch_size: 16\n- eval_batch_size: 16\n- seed: 42\n\
         - optimizer: Use OptimizerNames.ADAMW_TORCH with betas=(0.9,0.999) and epsilon=1e-08\n{lines}\n\
         - mixed_precision_training: Native AMP\n\n### Training results\n\n| Training Loss | Epoch | Step |\n"
    )
}

fn read(lines: &str) -> Result<Imported, InteropError> {
    import_bytes(card(lines).as_bytes())
}

fn rates(imported: &Imported, steps: [u64; 3]) -> [f64; 3] {
    steps.map(|step| imported.learning_rate.learning_rate(step))
}

#[test]
fn a_card_of_a_number_of_steps_tells_it_all() {
    let imported =
        read("- lr_scheduler_type: linear\n- lr_scheduler_warmup_steps: 100\n- training_steps: 1000")
            .unwrap();
    assert_eq!(rates(&imported, [0, 50, 100]), [0.0, 1e-5, 2e-5]);
    assert_eq!(rates(&imported, [550, 1_000, 2_000]), [1e-5, 0.0, 0.0]);
    assert_eq!(imported.total_steps, Some(1_000));
    assert_eq!(imported.source.to_string(), "a model card of Hugging Face TrainingArguments");
    assert_eq!(imported.notes, []);
}

#[test]
fn the_list_goes_on_after_what_people_write_into_it() {
    let lines = "- lr_scheduler_type: linear\n\nWe trained\non one machine.\n\n- lr_scheduler_warmup_steps: 100\n\
                 - training_steps: 1000";
    assert_eq!(rates(&read(lines).unwrap(), [0, 50, 100]), [0.0, 1e-5, 2e-5]);
}

#[test]
fn epochs_need_the_steps_of_an_epoch() {
    let lines = "- lr_scheduler_type: cosine\n- lr_scheduler_warmup_ratio: 0.1\n- num_epochs: 3.0";
    let problem = read(lines).unwrap_err().to_string();
    assert!(problem.contains("`num_train_epochs` (3) needs the number of steps per epoch"), "{problem}");
    let horizon = Horizon::new().with_steps_per_epoch(500.0).unwrap();
    let imported = ImportOptions::new().with_horizon(horizon).import_bytes(card(lines).as_bytes()).unwrap();
    assert_eq!(rates(&imported, [75, 150, 825]), [1e-5, 2e-5, 1e-5]);
    let rules: Vec<_> = imported.notes.iter().map(Note::rule).collect();
    assert!(rules.contains(&"card-without-parameters"), "{rules:?}");
}

#[test]
fn what_a_card_cannot_tell_is_refused() {
    let problem = |lines: &str| read(lines).unwrap_err().to_string();
    assert_eq!(
        problem("- lr_scheduler_type: linear\n- lr_scheduler_type: cosine\n- training_steps: 10"),
        "lr_scheduler_type: occurs twice; keep the one of this run"
    );
    assert_eq!(
        problem("- lr_scheduler_type: linear\n- training_steps: 10\n- lr_scheduler_decay_steps: 5"),
        "lr_scheduler_decay_steps: unknown field `lr_scheduler_decay_steps`; did you mean `lr_scheduler_type`?"
    );
    assert_eq!(
        problem("- lr_scheduler_type: linear\n- training_steps: 10\n- max_steps: 20"),
        "training_steps: says the same as `max_steps`; leave one of them"
    );
    assert_eq!(
        problem("- lr_scheduler_type: linear"),
        "missing hyperparameter `training_steps` or `num_epochs`"
    );
    let without =
        card("- lr_scheduler_type: linear\n- training_steps: 10").replace("- learning_rate: 2e-05\n", "");
    assert_eq!(
        import_bytes(without.as_bytes()).unwrap_err().to_string(),
        "missing hyperparameter `learning_rate`"
    );
    let two = card("- lr_scheduler_type: linear\n- training_steps: 10").repeat(2);
    assert_eq!(
        import_bytes(two.as_bytes()).unwrap_err().to_string(),
        "the hyperparameters of several runs, below the lines 12 and 36; leave only those of one"
    );
}

/// The Keras callback writes the optimizer as Python does, and people write what it leaves out.
#[test]
fn what_a_card_of_keras_says_beside_the_optimizer_is_heeded() {
    let card = |lines: &str| {
        format!(
            "# model\n\n## Training\n\nThe following hyperparameters were used during training:\n\
             - optimizer: {{'name': 'Adam', 'learning_rate': 0.001, 'beta_1': 0.9, 'beta_2': 0.999}}\n{lines}\n\
             ## Results\n\n- lr_schedule: none of the card's business\n"
        )
    };
    assert_eq!(
        rates(&import_bytes(card("- training_precision: float32").as_bytes()).unwrap(), [0, 1, 9]),
        [1e-3; 3]
    );
    for line in ["- lr_schedule: cosine", "* warmup_steps: 100", "- learning_rate: 0.1"] {
        let problem = import_bytes(card(line).as_bytes()).unwrap_err().to_string();
        let key = line[2..].split(':').next().unwrap();
        assert!(problem.starts_with(&format!("{key}: ")), "{problem}");
    }
}

/// A card as huggingface_hub writes it for a Keras model, with a table.
fn table(lines: &str) -> String {
    format!(
        "---\nlibrary_name: keras\n---\n\n## Training procedure\n\n### Training hyperparameters\n\n\
         The following hyperparameters were used during training:\n\n{lines}\n\n ## Model Plot\n\n| a | b |\n| --- | --- |\n"
    )
}

/// The lines of a table that has one for each hyperparameter.
fn rows(rows: &[(&str, &str)]) -> String {
    let rows: Vec<_> = rows.iter().map(|(name, value)| format!("| {name} | {value} |")).collect();
    table(&format!(
        "| Hyperparameters | Value |\n| :-- | :-- |\n{}\n| training_precision | float32 |",
        rows.join("\n")
    ))
}

#[test]
fn the_table_of_a_keras_card_is_read() {
    let adam = rows(&[
        ("name", "Adam"),
        ("learning_rate.class_name", "CosineDecay"),
        ("learning_rate.config.initial_learning_rate", "0.5"),
        ("learning_rate.config.decay_steps", "1000"),
        ("learning_rate.config.alpha", "0.5"),
        ("learning_rate.config.name", "None"),
        ("decay", "0.0"),
        ("beta_1", "0.8999999761581421"),
        ("amsgrad", "False"),
    ]);
    let imported = import_bytes(adam.as_bytes()).unwrap();
    assert_eq!(rates(&imported, [0, 500, 1_000]), [0.5, 0.375, 0.25]);
    // Before release 0.9 of huggingface_hub: the card of keras-io/simsiam.
    let sgd = table(
        "| name | learning_rate | decay | momentum | nesterov | training_precision |\n\
         |----|-------------|-----|--------|--------|------------------|\n\
         |SGD|{'class_name': 'CosineDecay', 'config': {'initial_learning_rate': 0.03, 'decay_steps': 3900, 'alpha': 0.0, \
         'name': None}}|0.0|0.8999999761581421|False|float32|",
    );
    let imported = import_bytes(sgd.as_bytes()).unwrap();
    assert_eq!(rates(&imported, [0, 1_950, 3_900]), [0.03, 0.015, 0.0]);
    // Keras 2 divides by `1 + decay * step`.
    let decay = rows(&[("name", "SGD"), ("learning_rate", "0.5"), ("decay", "0.25"), ("momentum", "0.0")]);
    assert_eq!(rates(&import_bytes(decay.as_bytes()).unwrap(), [0, 4, 12]), [0.5, 0.25, 0.125]);
}

#[test]
fn tables_of_keras_cards_that_tell_too_little_are_refused() {
    let problem = |card: &str| import_bytes(card.as_bytes()).unwrap_err().to_string();
    // The class of keras-io/shiftvit, which is code.
    let own = rows(&[
        ("name", "AdamW"),
        ("learning_rate.class_name", "WarmUpCosine"),
        ("learning_rate.config.lr_start", "1e-05"),
        ("learning_rate.config.total_steps", "312"),
    ]);
    assert_eq!(
        problem(&own),
        "learning_rate.class_name: unknown class `WarmUpCosine`; no registered class has a name like it"
    );
    let twice = rows(&[("name", "Adam"), ("learning_rate", "0.1"), ("learning_rate", "0.2")]);
    assert_eq!(problem(&twice), "learning_rate: occurs twice; keep the one of this run");
    let both = rows(&[("learning_rate", "0.1"), ("learning_rate.class_name", "CosineDecay")]);
    assert_eq!(problem(&both), "learning_rate.class_name: occurs twice; keep the one of this run");
    let one = rows(&[("name", "Adam"), ("learning_rate", "0.1")]);
    assert_eq!(
        problem(&one.replace("The following hyperparameters were used during training:", "Used:").repeat(2)),
        "two tables of hyperparameters, from the lines 11 and 31 on; leave only the one of this run"
    );
    let beside = one.replace(" ## Model Plot", "- lr_schedule: cosine\n\n## Model Plot");
    assert!(problem(&beside).starts_with("lr_schedule: "), "{}", problem(&beside));
    let deep = rows(&[(&vec!["a"; 20].join("."), "1")]);
    assert_eq!(problem(&deep), "a hyperparameter nested deeper than 16");
}
