//! Names of public repositories, and what they say.

use super::*;

/// Names without separators.
const GLUED: &str = "warmupsteps warmupratio warmupepochs warmupiters decaysteps decayrate decaytype etamin minlrratio \
    numcycles annealsteps cooldownsteps inversesqrt paramscheduler polylrpower tmult lrsteps lrscheduler \
    learningratedecay stepdecay firstlrdropepoch reduceonplateaupatience warmuptokens";

/// Names that were found in configurations of public repositories.
const SPEAKING: &str = "scheduler lr_scheduler lr_schedule schedule sched lr_config lr_policy lr_decay lr_decay_style \
    lr_decay_method lr_decay_iters decay_lr decay_type decay_steps decay_rate decay_ratio lr_decay_rate \
    learning_rate_decay anneal annealing anneal_lr anneal_steps cosine cos_lr onecycle one_cycle cyclic warmup \
    warmup_steps warmup_ratio warmup_epochs warmup_iters warmup_fraction num_warmup_steps lr_warmup_steps \
    lr_warmup_epoch lr_warmup_init warmup_init_lr warmup_lr warmup_bias_lr rewarm cooldown cooldown_steps min_lr \
    max_lr base_lr peak_lr end_lr final_lr lr_end lr_final lrf eta_min min_lr_ratio stop_lr T_max T_0 T_mult \
    step_size milestones lr_steps lr_drop first_lr_drop_epoch restarts num_cycles plateau reduce_on_plateau_patience \
    lr_lambda poly_lr_power noam inverse_sqrt lr_mult param_scheduler";

const HARMLESS: &str = "weight_decay momentum beta_1 beta_2 betas eps epsilon amsgrad nesterov ema_decay ema_momentum \
    dropout batch_size micro_batch_size gradient_accumulation_steps seed name device dtype precision fp16 bf16 \
    eval_steps save_steps logging_steps num_workers output_dir run_name model dataset data loss metrics clip_norm \
    clipnorm max_grad_norm grad_clip early_stopping_patience label_smoothing image_size hidden_size num_layers \
    vocab_size description tags max_steps epochs num_epochs weight_decay_rate decoupled_weight_decay noise_schedule";

fn camel(name: &str) -> String {
    let words = words(name);
    let words = words.list();
    let capital = |word: &&str| word[..1].to_uppercase() + &word[1..];
    words[0].to_owned() + &words[1..].iter().map(capital).collect::<String>()
}

#[test]
fn names_speak_in_every_spelling() {
    for name in SPEAKING.split_whitespace() {
        for spelling in [name.to_owned(), name.replace('_', "-"), camel(name), name.to_uppercase()] {
            assert!(is_of_schedule(&spelling, false), "{spelling}");
        }
    }
}

#[test]
fn names_without_separators_speak() {
    for name in GLUED.split_whitespace() {
        assert!(is_of_schedule(name, false) && is_of_schedule(&name.to_uppercase(), false), "{name}");
    }
    for name in "weightdecay batchsize cosinesimilarityof savesteps evalsteps restarted endpoint parameters lifecycle target"
        .split(' ')
    {
        assert!(!is_of_schedule(name, true), "{name}");
    }
}

#[test]
fn a_name_of_the_schedule_as_a_whole_is_a_switch() {
    for name in
        ["use_scheduler", "use_lr_scheduler", "lr_scheduler", "decay_lr", "lrSchedulerEnabled", "anneal-lr"]
    {
        assert!(is_switch(name), "{name}");
    }
    for name in ["use_warmup_scheduler", "weight_decay", "cosine_schedule", "enabled", "lr"] {
        assert!(!is_switch(name), "{name}");
    }
}

#[test]
fn harmless_names_say_nothing() {
    for name in HARMLESS.split_whitespace() {
        for spelling in [name.to_owned(), name.replace('_', "-"), camel(name)] {
            assert!(!is_of_schedule(&spelling, true), "{spelling}");
        }
    }
}

#[test]
fn some_speak_beside_a_rate_only() {
    for name in ["gamma", "total_steps", "decay", "factor", "POLICY"] {
        assert!(is_of_schedule(name, true) && !is_of_schedule(name, false), "{name}");
    }
}

#[test]
fn rates_among_others_are_told() {
    assert!(["vision_lr", "min-learning-rate", "minLR"].into_iter().all(is_another_rate));
    assert!(!["lr", "learning_rate", "lr_noise", "lr_scheduler"].into_iter().any(is_another_rate));
}

#[test]
fn every_other_rate_speaks() {
    for name in
        ["unet_lr", "lr_backbone", "minlr", "lrschedule", "lradj", "learning_rates", "encoder_learning_rate"]
    {
        assert!(is_of_schedule(name, false), "{name}");
    }
    for name in ["lr_monitor", "cosine_similarity", "simclr_loss", "lru_cache"] {
        assert!(!is_of_schedule(name, true), "{name}");
    }
}

#[test]
fn what_scales_the_rate_is_told_from_what_scales_other_things() {
    for name in [
        "linear_scaling",
        "linearScalingRule",
        "scaling_rule",
        "sqrt-scaling",
        "scale_by_world_size",
        "scale_by_batch_size",
        "hvd_scaling",
        "scale_with_gpus",
    ] {
        assert!(is_of_scaling(name, false), "{name}");
    }
    for name in ["base_batch_size", "reference_batch_size", "nominalBatchSize"] {
        assert!(is_of_scaling(name, true) && !is_of_scaling(name, false), "{name}");
    }
    for name in [
        "loss_scale",
        "grad_scale_sqrt",
        "rope_linear_scaling",
        "scale_batch_size",
        "batch_size",
        "world_size",
        "scale",
        "image_scale",
        "scale_range",
    ] {
        assert!(!is_of_scaling(name, true), "{name}");
    }
}

#[test]
fn places_of_files_are_told() {
    assert!(["infer_load_path", "output_dir", "modelSavePath"].into_iter().all(is_of_files));
    assert!(!["class_path", "path_of_schedule", "load"].into_iter().any(is_of_files));
}

#[test]
fn steps_of_something_else_are_no_boundaries() {
    assert!(["decay_steps", "boundaries", "epochs"].into_iter().all(is_of_boundaries));
    assert!(!["sampling_steps", "dmd_denoising_steps", "steps_of"].into_iter().any(is_of_boundaries));
}

#[test]
fn groups_of_parameters_are_told() {
    for name in ["param_groups", "parameter-groups", "paramGroup", "paramwise_cfg", "custom_keys"] {
        assert!(is_of_some_parameters(name), "{name}");
    }
    for name in ["params", "parameters", "groups", "optimizer"] {
        assert!(!is_of_some_parameters(name), "{name}");
    }
}

#[test]
fn rates_are_told_from_other_names() {
    assert!(["lr", "learning_rate", "learning-rate", "learningRate", "LR", "lrate"].into_iter().all(is_rate));
    assert!(!["lr_scheduler", "rate", "step_size", "learning_rate_decay"].into_iter().any(is_rate));
}
