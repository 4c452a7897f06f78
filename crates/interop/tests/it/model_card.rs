//! The model cards that the Hugging Face Trainer writes.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::{ImportOptions, Imported, InteropError, Note, import_bytes};
use glidepath_serde::Horizon;

/// A card with these lines in the list, in the form that `TrainingSummary.to_model_card` of transformers 5.24.0 writes;
/// `lr_scheduler_warmup_ratio` is from version 4.
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
    assert!(problem.contains("nothing tells how many steps the epochs have"), "{problem}");
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
        "lr_scheduler_type: stands there twice; leave the one of this run"
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
