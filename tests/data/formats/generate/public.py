"""Files of public repositories, shortened, mostly of programs that are not known or are refused by name: what must be
refused, and what is a rate that stays. The name of a case is the repository and the file.

    python public.py
"""

from reference import exact, mpmath, nearest, write

DFLASH = """recipe: TrainDFlashRecipe
recipe_args:
  micro_batch_size: 4
  num_epochs: 6
  loss_decay_gamma: 7.0
optimizer:
  lr: 1.0e-4
  betas: [0.9, 0.95]
"""
HRNET = """TRAIN:
  BEGIN_EPOCH: 0
  END_EPOCH: 484
  OPTIMIZER: sgd
  LR: 0.01
  WD: 0.0005
"""
DEEPLAB = """run_name: deeplabv3_ade20k
max_duration: 128ep
optimizer:
  lr: 0.08
  momentum: 0.9
"""
SUMMARY = """{"step_time": 0.69, "grad_norm": 1.1, "_timestamp": 1751181952.70901, "learning_rate": 1e-05,
 "train_loss": 0.27, "_runtime": 107.3}
"""
SWEEP = """method: grid
metric:
  goal: minimize
  name: train/loss
parameters:
  per_device_train_batch_size:
    values: [128, 256]
  learning_rate:
    value: 1.0e-4
"""
HYPERPARAMETERS = """lr0: 0.01
lrf: 0.01
momentum: 0.937
weight_decay: 0.0005
warmup_epochs: 3.0
warmup_momentum: 0.8
warmup_bias_lr: 0.1
fl_gamma: 0.0
fliplr: 0.5
"""
RECIPE = """max_epochs: 250
lr_mode: PolyLRScheduler
initial_lr: 0.1
lr_warmup_epochs: 0
optimizer: SGD
"""
FASTVIDEO = """training:
  data:
    train_batch_size: 1
  optimizer:
    learning_rate: 2.0e-6
    lr_scheduler: constant
    lr_warmup_steps: 0
  loop:
    max_train_steps: 3000
"""
TAGSPACE = """runner:
  train_batch_size: 10
  epochs: 1
  infer_start_epoch: 0
  infer_end_epoch: 1
hyper_parameters:
  optimizer:
    class: Adagrad
    learning_rate: 0.001
"""

SPLEEN = """{"imports": ["$import torch"], "epochs": 800,
 "optimizer": {"_target_": "Novograd", "params": "$@network.parameters()", "lr": 0.002},
 "lr_scheduler": {"_target_": "torch.optim.lr_scheduler.StepLR", "optimizer": "@optimizer", "step_size": 4, "gamma": 0.5},
 "train": {"handlers": [{"_target_": "LrScheduleHandler", "lr_scheduler": "@lr_scheduler", "print_lr": true}],
  "trainer": {"_target_": "SupervisedTrainer", "max_epochs": "@epochs", "optimizer": "@optimizer"}}}
"""
SEGMENT3D = """general:
  experiment_name: train_stage2
optimizer:
  _target_: torch.optim.AdamW
  lr: 0.0002
scheduler:
  scheduler:
    _target_: torch.optim.lr_scheduler.CosineAnnealingLR
    T_max: ${trainer.max_epochs}
  pytorch_lightning_params:
    interval: epoch
trainer:
  max_epochs: 50
"""


def read(name, text, rate, options="", language="yaml"):
    steps = [0, 1, 100, 100_000]
    return {"name": name, "file": text, "language": language, "options": options, "steps": steps,
            "exact": [rate] * len(steps)}


def epochs(name, text, rate, at, count, language="yaml", options="--steps-per-epoch 10"):
    """Rates by the epoch, of 10 steps each."""
    steps = list(range(10 * count))
    return {"name": name, "file": text, "language": language, "options": options, "steps": steps,
            "exact": [nearest(exact(rate) * at(step // 10)) for step in steps]}


def refused(name, text, error, language="yaml"):
    return {"name": name, "file": text, "language": language, "options": "", "refused": True, "error": error}


unknown = "beside `{}` does not tell whether the rate stays"
cases = [
    # A warmup and a cosine, unless the file says otherwise: nemo_automodel/recipes/llm/train_dflash.py.
    refused("NVIDIA-NeMo/Automodel, examples/speculative/dflash/qwen3_dflash_tp.yaml", DFLASH,
            "num_epochs: " + unknown.format("optimizer.lr")),
    # A polynomial, always: lib/core/function.py.
    refused("HRNet/HRNet-Semantic-Segmentation, experiments/cityscapes/seg_hrnet_ocr_w48_train_512x1024_sgd.yaml", HRNET,
            "END_EPOCH: " + unknown.format("TRAIN.LR")),
    # A polynomial, always: generation/maisi/scripts/diff_model_train.py.
    refused("Project-MONAI/tutorials, generation/maisi/configs/config_maisi_diff_model.json",
            '{"diffusion_unet_train": {"batch_size": 1, "lr": 0.0001, "n_epochs": 1000}}',
            "n_epochs: " + unknown.format("diffusion_unet_train.lr"), "json"),
    # A cosine, always: examples/benchmarks/deeplab/main.py.
    refused("mosaicml/examples, examples/benchmarks/deeplab/yamls/deeplabv3.yaml", DEEPLAB,
            "max_duration: " + unknown.format("optimizer.lr")),
    refused("hao-ai-lab/FastVideo, fastvideo/tests/training/VSA/h100_reference_wandb_summary_VSA.json", SUMMARY,
            "a file of Weights & Biases", "json"),
    refused("huggingface/distil-whisper, training/flax/distillation_scripts/run_bs_sweep.yaml", SWEEP,
            "a file of Weights & Biases"),
    refused("WongKinYiu/yolov9, data/hyps/hyp.scratch-high.yaml", HYPERPARAMETERS, "a file of YOLOv5 and its like"),
    refused("Deci-AI/super-gradients, recipes/training_hyperparams/cifar10_resnet_train_params.yaml", RECIPE,
            "`initial_lr` looks like one or its schedule, but the program that the file belongs to is unknown"),
    read("hao-ai-lab/FastVideo, examples/train/configs/consistency_model/wan/causal_cd_t2v.yaml", FASTVIDEO, 2e-6),
    read("PaddlePaddle/PaddleRec, models/contentunderstanding/tagspace/config.yaml", TAGSPACE, 1e-3),
    epochs("Project-MONAI/model-zoo, models/spleen_ct_segmentation/configs/train.json", SPLEEN, 0.002,
           lambda epoch: exact("0.5") ** (epoch // 4), 9, "json"),
    epochs("LeapLabTHU/Segment3D, .hydra/config.yaml, with another class", SEGMENT3D, 0.0002,
           lambda epoch: (1 + mpmath.cos(mpmath.pi * epoch / 50)) / 2, 50, options="--per epoch --steps-per-epoch 10"),
    read("the caller knows that the rate stays", DFLASH.replace("  loss_decay_gamma: 7.0\n", ""), 1e-4, "--from plain"),
]
write("public", framework="none", version="", source="files of public repositories, shortened", how="by hand", ulp=0,
      cases=cases)
