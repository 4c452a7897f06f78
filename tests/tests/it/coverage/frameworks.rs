//! The frameworks that were run.

use glidepath_interop::{import_bytes, torch};
use glidepath_serde::LearningRate;
use glidepath_tests::VectorCase;
use glidepath_tests::references::{as_saved, is_decimal_restart, is_elsewhere_in_torch};
use serde_json::Value;

use crate::coverage::group::{Group, Reader};

pub(crate) fn groups() -> Vec<Group> {
    let keras = |framework| Reader {
        folders: &["keras"],
        framework,
        read: read_file,
        refused: &[],
        is_difference: |_, case, step| is_decimal_restart(&case.name, step),
    };
    let jax = |framework| Reader {
        folders: &["optax"],
        framework,
        read: read_file,
        refused: &[],
        is_difference: nowhere,
    };
    let torch = Reader {
        folders: &["torch_cycles", "torch_schedulers"],
        framework: "torch",
        read: read_torch,
        refused: &["LambdaLR ", "MultiplicativeLR ", "ExponentialLR 04_negative_gamma"],
        is_difference: is_elsewhere_in_torch,
    };
    let transformers = Reader {
        folders: &["torch_cycles", "transformers"],
        framework: "transformers",
        read: |class, case| read(&as_saved("transformers", class, case)),
        refused: &[],
        is_difference: nowhere,
    };
    let timm = Reader {
        folders: &["timm"],
        framework: "timm",
        read: |class, case| read(&as_saved("timm", class, case)),
        refused: &[],
        is_difference: nowhere,
    };
    let deepspeed = Reader {
        folders: &["deepspeed"],
        framework: "deepspeed",
        read: |class, case| read(&as_saved("deepspeed", class, case)),
        refused: &[],
        is_difference: nowhere,
    };
    vec![
        Group::of_vectors("Keras 3", &keras("keras"))
            .with_runs("ReduceLROnPlateau", "ReduceOnPlateau", "keras_plateau", "keras.ReduceLROnPlateau")
            .with_notes(&[("LearningRateScheduler", "a function in Python: Table of its samples")]),
        Group::of_vectors("Keras 2", &keras("tf_keras")),
        Group::of_vectors("optax", &jax("optax")).with_notes(&[
            (
                "contrib.reduce_on_plateau",
                "reacts to a metric; ReduceOnPlateau, but for averages (`accumulation_size`) and `rtol` beside `atol`",
            ),
            ("inject_hyperparams", "no schedule: it lets any number of an optimizer follow one"),
        ]),
        Group::of_vectors("flax", &jax("flax")),
        Group::of_vectors("PyTorch", &torch)
            .with_runs("ReduceLROnPlateau", "ReduceOnPlateau", "torch", "torch.ReduceLROnPlateau")
            .with_notes(&[
                ("LambdaLR, MultiplicativeLR", "functions in Python: Table of their samples"),
                (
                    "ChainedScheduler of schedulers that do not only multiply",
                    "no function of the step alone: each goes on from the rate that the others left",
                ),
                (
                    "CyclicLR with a `scale_fn` of one's own",
                    "a function in Python: Table of its samples",
                ),
            ]),
        Group::of_vectors("Hugging Face transformers", &transformers)
            .with_runs("reduce_lr_on_plateau", "ReduceOnPlateau", "torch", "transformers.reduce_lr_on_plateau")
            .with_runs("greedy", "Greedy", "torch", "transformers.greedy"),
        Group::of_vectors("timm", &timm)
            .with_runs("PlateauLRScheduler", "ReduceOnPlateau", "torch", "timm.PlateauLRScheduler")
            .with_notes(&[(
                "`noise_range_t`",
                "random numbers of PyTorch's generator (mt19937), which no formula gives",
            )]),
        Group::of_vectors("DeepSpeed", &deepspeed),
    ]
}

/// What the framework writes, or was called with, as a file of its own.
fn read_file(_class: &str, case: &VectorCase) -> Option<LearningRate> {
    read(&case.serialized)
}

fn read(value: &Value) -> Option<LearningRate> {
    import_bytes(value.to_string().as_bytes()).ok().map(|imported| imported.learning_rate)
}

/// None for what its constructor refuses, too: a negative `gamma`, and a chain that is no product.
fn read_torch(class: &str, case: &VectorCase) -> Option<LearningRate> {
    let base_lr = case.serialized["base_lr"].as_f64().expect("a rate");
    let built = torch::schedule(class, base_lr, &case.serialized["kwargs"]).ok()?;
    Some(built.schedule.into())
}

fn nowhere(_class: &str, _case: &VectorCase, _step: u64) -> bool {
    false
}
