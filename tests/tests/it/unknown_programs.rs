//! Configurations of programs that nobody told us of, as people write them. A rate alone is read; where
//! anything is about a schedule, the file is refused, and never read as a constant rate.

use glidepath_core::LearningRateSchedule;
use glidepath_interop::import_bytes;
use glidepath_serde::LearningRate;

/// Files with one rate, which stays.
const PLAIN: &[(&str, f64)] = &[
    ("optimizer: adam\nlr: 0.001\nbatch_size: 64\nepochs: 20\nseed: 1\n", 1e-3),
    ("[train]\nlearning_rate = 3e-4\nbatch-size = 32\nepochs = 10\n\n[model]\nhidden_size = 256\n", 3e-4),
    ("{'lr': 0.01, 'momentum': 0.9, 'weight_decay': 0.0005, 'nesterov': True}", 0.01),
    (
        r#"{"model": {"name": "resnet18", "dropout": 0.1}, "optim": {"name": "sgd", "lr": 0.1, "momentum": 0.9}}"#,
        0.1,
    ),
    (
        "training:\n  optimizer:\n    type: AdamW\n    lr: 2.0e-5\n    betas: [0.9, 0.98]\n  max_grad_norm: 1.0\n",
        2e-5,
    ),
    ("env: CartPole-v1\nalgo: dqn\nlearning_rate: 0.00025\nbuffer_size: 10000\ntarget_update: 500\n", 2.5e-4),
    ("dataset:\n  name: cifar10\n  path: ./data\nsolver:\n  lr: 0.05\n  weight_decay: 1e-4\n", 0.05),
    (r#"{"hparams": {"lr": "1e-3", "num_layers": 4, "ema_decay": 0.999}, "version": 3}"#, 1e-3),
    (
        "exp_name: baseline\nlr: 1e-4\nfp16: true\nsave_steps: 1000\neval_steps: 500\nearly_stopping_patience: 5\n",
        1e-4,
    ),
    ("{\"learningRate\": 0.002, \"batchSize\": 16, \"labelSmoothing\": 0.1}", 2e-3),
    (
        "loss:\n  name: focal\n  alpha: 0.25\noptimizer:\n  name: adam\n  learning_rate: 0.0003\n  eps: 1.0e-8\n",
        3e-4,
    ),
    ("trainer:\n  gpus: 2\n  precision: 16\n  checkpoint_every: 5\nlr: 0.004\n", 4e-3),
    ("[optimizer]\nname = \"adamw\"\nlr = 0.0006\nweight_decay = 0.1\nbeta2 = 0.95\ngrad_clip = 1.0\n", 6e-4),
    ("kl_weight: 0.1\nvae:\n  latent_dim: 32\nlr: 0.0005\nwandb:\n  project: vae\n  tags: [small]\n", 5e-4),
    ("{\"lr\": 0.01, \"lr_scheduler\": null, \"warmup_steps\": 0, \"batch_size\": 8}", 0.01),
    // As diffusers and kohya's scripts have it.
    (
        r#"{"learning_rate": 1e-4, "lr_scheduler": "constant", "lr_warmup_steps": 0, "max_train_steps": 15000}"#,
        1e-4,
    ),
    (
        "[optimizer_arguments]\nlearning_rate = 1e-4\nlr_scheduler = \"constant\"\nlr_warmup_steps = 0\n\
         [training_arguments]\nmax_train_epochs = 10\n",
        1e-4,
    ),
    ("optimizer: {name: adam, lr: 0.001}\nscheduler: {type: constant}\nmax_iters: 1000\n", 1e-3),
    (r#"{"optimizer": {"name": "Adam", "learning_rate": 0.001, "beta_1": 0.9, "decay": 0.0}}"#, 1e-3),
    ("lr: 0.1\nlr_decay: 0\nwarmup_iter: -1\nema: {decay: 0.999, warmup_steps: 100}\n", 0.1),
    ("lr: 0.1\ndiffusion: {beta_schedule: {train: {schedule: linear, n_timestep: 2000}}}\n", 0.1),
    ("lr: 0.1\ntrainer:\n  callbacks:\n  - class_path: LearningRateMonitor\n  - name: LRMonitor\n", 0.1),
    ("lr: 0.1\nlog_lr: true\nlinear_scaling: false\nscale_lr: false\nworld_size: 8\nloss_scale: 128\n", 0.1),
    ("optimizer: {_target_: torch.optim.AdamW, lr: 0.1}\nmodel: {_target_: my.Net}\n", 0.1),
    (
        "model: {class_path: my.Net}\noptimizer: {class_path: apex.optimizers.FusedLAMB, init_args: {lr: 0.1}}\n",
        0.1,
    ),
    ("lr: 0.1\noptimizer: {lr: '${lr}'}\n", 0.1),
    ("{\"lr\": 0.1, \"optimizer\": {\"lr\": \"@lr\"}}", 0.1),
    ("defaults: [_self_]\nbase: resnet50\nlr: 0.1\n", 0.1),
    (
        "lr: 0.1\nlrelu_slope: 0.2\nuse_lrelu: true\nn_steps: 2048\nmodel_name_or_path: /models/warmup-v1\n",
        0.1,
    ),
    ("lr: 0.1\nmethod: random\nparameters: {depth: 3}\n", 0.1),
    (
        "lr: 0.1\nmetrics: [{name: cosine}]\nloss: {name: cosine}\nname: unet\nnotes: with a cosine decay\n",
        0.1,
    ),
];

/// Files in which something is about a schedule.
const SCHEDULED: &[&str] = &[
    "lr: 0.1\nlr_steps: [30, 60, 90]\nlr_gamma: 0.1\nepochs: 100\n",
    "optimizer: sgd\nlr: 0.1\nscheduler: cosine\nepochs: 200\n",
    "learning_rate: 6e-4\nmin_lr: 6e-5\nwarmup_iters: 2000\nlr_decay_iters: 600000\ndecay_lr: true\n",
    "[training]\nlr = 1e-3\n[training.schedule]\nkind = \"linear\"\nwarmup = 100\n",
    "train:\n  lr: 0.01\n  lr_schedule:\n    - [0, 0.01]\n    - [100, 0.001]\n",
    "optimizer:\n  name: adamw\n  lr: 5e-4\nlr_scheduler:\n  name: onecycle\n  pct_start: 0.3\n",
    r#"{"lr": 0.001, "lrDecay": 0.5, "lrDecayEvery": 10}"#,
    r#"{"optim": {"lr": 0.2, "decay_steps": [30, 60], "decay_rate": 0.1}}"#,
    "base_lr: 0.1\nlr: 0.1\nsteps: 3\nlr_policy: step\nstepsize: 10000\n",
    "solver:\n  base_lr: 0.00025\n  gamma: 0.1\n  milestones: [210000, 250000]\n  warmup_factor: 0.001\n",
    "model: unet\nlr: 1e-4\nplateau:\n  patience: 10\n  factor: 0.5\n",
    "lr: 3e-4\nanneal_lr: true\ntotal_timesteps: 1000000\n",
    "ppo:\n  learning_rate: 2.5e-4\n  anneal_lr: true\n  clip_coef: 0.1\n",
    "agent:\n  lr: 1e-3\n  lr_final: 1e-5\n  lr_delay_steps: 2500\n",
    "position_lr_init: 0.00016\nposition_lr_final: 0.0000016\nposition_lr_max_steps: 30000\nfeature_lr: 0.0025\n",
    "lrate: 0.0005\nlrate_decay: 250\nN_rand: 1024\n",
    r#"{"learning_rate": 0.05, "learning_rate_schedule": "inverse_sqrt", "warmup": 4000}"#,
    "hyp:\n  lr0: 0.01\n  lrf: 0.1\n  warmup_epochs: 3.0\n",
    "optimizer:\n  lr: 0.001\n  final_lr: 0.1\n  type: AdaBound\n",
    "training:\n  learning_rate: 1e-3\n  t_max: 50\n  eta_min: 1e-6\n",
    "opt:\n  lr: 1.5e-4\n  sched: cosine\n  warmup_lr: 1.0e-6\n  cooldown_epochs: 10\n",
    "learning_rate: 1e-3\nlr_anneal_steps: 100000\nema_rate: 0.9999\n",
    "lr: 2e-4\nniter: 100\nniter_decay: 100\nlr_policy: linear\nlr_decay_iters: 50\n",
    "opt:\n- adam:\n    lr: 0.01\n- noam:\n    d_model: 512\n    warmup: 4000\n",
    "trainer:\n  optimizer: {lr: 0.1}\n  callbacks:\n    - LearningRateScheduler: {step_size: 5}\n",
    "lr: 0.1\nrestarts: [50, 100]\ncycle_length: 10\n",
    "{'learning_rate': 0.001, 'decay': {'type': 'exponential', 'rate': 0.96}}",
    "optimizer: {lr: 1e-3, betas: [0.9, 0.99]}\nrampup_length: 80\n",
    "lr: 4e-4\nlr_mult: 0.1\nbackbone: resnet50\n",
    "generator_lr: 2e-4\ndiscriminator_lr: 2e-4\nlr_decay_start: 100\n",
    "lr_g: 1e-4\nlr: 1e-4\nlr_drop: 40\n",
    "train_config:\n  lr: 1e-4\n  lr_warmup: 500\n  max_train_steps: 4000\n",
    "optimizer: {name: adam, lr: 0.001}\ncallbacks: [{name: LearningRateScheduler}]\n",
    "optimizer: {name: adam, lr: 0.001}\nhooks: [{name: cosine}]\n",
    "lr: 0.1\nnotes: cosine\n",
    "lr: 0.1\ntags: [adam, onecycle]\n",
    "lr: 5e-5\nnum_training_steps: 1000\n",
    "lr: 0.1\nmax_iter: 1000\n",
    "SOLVER: {LR: 0.1, MAX_ITER: 90000}\n",
    "lr: 0.1\nmax_epochs: 100\n",
    "lr: 0.1\nmax_epochs: ${oc.env:EPOCHS}\n",
    "lr: 0.1\ntrain_max_epochs: 100\n",
    "lr: 0.1\nnum_step: 1000\n",
    "diffusion_train: {lr: 1e-4, scheduler: cosine, warmup_steps: 500, epochs: 100}\n",
    "diffusion_train: {lr: 1e-4, milestones: [30, 60]}\n",
    "pipeline: {lr: 0.1, strategy: warmup_cosine}\n",
    "lr: 2e-4\nniter: 100\nniter_decay: 100\n",
    "learning_rate: 0.001\nburn_in: 1000\n",
    "lr: 0.1\nhalve_every: 10000\n",
    "lr: 0.1\nt_initial: 100\n",
    "lr: 0.1\npatience: 3\nreduce_factor: 0.5\n",
    "lr: 0.1\ndrops: [30, 60]\ndrop_factor: 0.1\n",
    "lr: 0.1\nslow_start: 500\n",
    "lr: 0.1\nhold_steps: 500\n",
    "lr: 0.1\nlayer_decay: 0.9\n",
    "lr: 0.1\nlayerwise_decay: 0.9\n",
    // Rates that the program multiplies, or that are given as logarithms.
    "lr: 0.1\nlog_lr: -3\n",
    "lr: 0.1\nlinear_scaling: true\n",
    "optim: {lr: 0.1}\ntrain: {use_linear_scaling: 1}\n",
    "lr: 0.1\nscaling_rule: sqrt_wrt_1024\n",
    "lr: 0.1\nbase_batch_size: 256\n",
    "lr: 0.1\nscale_by_world_size: true\n",
    "lr: 0.1\nhvdScaling: sqrt\n",
    // Parts of configurations, and rates of some parameters.
    "defaults: [{override /optimizer: adam}, _self_]\noptimizer: {lr: 0.1}\n",
    "# @package _global_\noptimizer: {lr: 0.1}\n",
    "\n#  @package train\nlr: 0.1\n",
    "_BASE_: [../runtime.yml]\nlr: 0.1\n",
    "include: [common.yaml]\nlr: 0.1\n",
    "base: defaults/unet.toml\nlr: 0.1\n",
    "optimizer: {param_groups: [{params: backbone, lr: 1e-5}]}\n",
    "paramwise_cfg: {backbone: {lr: 1e-5}}\n",
    // Arguments of a class that is no optimizer.
    "model: {class_path: tasks.Classification, init_args: {lr: 0.001}}\n",
    "_target_: systems.Recognizer\nlr: 0.001\n",
    "stages: [{_target_: my.Stage, params: {lr: 0.1}}]\n",
    // References to what is in another file.
    "lr: 0.1\noptimizer: {lr: '${model.lr}'}\n",
    "{\"lr\": 0.1, \"optimizer\": {\"lr\": \"@model#lr\"}}",
    "opt: {lr: <lr>}\nlr: 0.1\n",
    "lr: 0.1\nlr_scheduler: null\nmax_train_steps: 1000\n",
];

#[test]
fn plain_rates_are_read() {
    for &(text, want) in PLAIN {
        match import_bytes(text.as_bytes()) {
            Ok(imported) => {
                let got = imported.learning_rate.learning_rate(12_345);
                assert_eq!(got.to_bits(), want.to_bits(), "{text}: got {got:?}");
                assert!(matches!(imported.learning_rate, LearningRate::Constant(_)), "{text}");
            }
            Err(error) => panic!("{text}: {error}"),
        }
    }
}

#[test]
fn nothing_with_a_schedule_is_constant() {
    let wrong: Vec<_> = SCHEDULED
        .iter()
        .filter_map(|text| {
            Some(format!("{:?} of\n{text}", import_bytes(text.as_bytes()).ok()?.learning_rate))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), SCHEDULED.len(), wrong.join("\n"));
}
