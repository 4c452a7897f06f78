"""PyTorch's classes in configuration files: Hydra, Lightning, and names with arguments."""

import json

import yaml

from exactly import case, compute_exactly, lift, rates_of, refused, torch_schedulers, write

schedulers = torch_schedulers()
Optimizer = schedulers.Optimizer

# As OmegaConf and Lightning read numbers: `1e-3` is one.
yaml.SafeLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    __import__("re").compile(r"^[-+]?(\d[\d_]*\.?[\d_]*|\.\d+)([eE][-+]?\d+)$"),
    list("-+0123456789."),
)


def parse(text, language):
    return json.loads(text) if language == "json" else yaml.safe_load(text)


def built(config, optimizer):
    """A scheduler from any of the forms."""
    config = dict(config)
    for key in ("_target_", "class_path", "name", "type"):
        if isinstance(config.get(key), str):
            name = config.pop(key).rpartition(".")[2]
            break
    for key in ("init_args", "args", "params", "kwargs"):
        config.update(config.pop(key, None) or {})
    config.pop("_partial_", None)
    if "schedulers" in config:
        config["schedulers"] = [built(part, optimizer) for part in config["schedulers"]]
        if name == "ChainedScheduler":
            return schedulers.ChainedScheduler(config["schedulers"], optimizer=optimizer)
    return getattr(schedulers, name)(optimizer, **config)


def rate(optimizer):
    for key in ("init_args", "args", "params", "kwargs"):
        if key in optimizer:
            return optimizer[key]["lr"]
    return optimizer["lr"]


def run_of(text, language, at_optimizer, at_scheduler, steps_per_call=1):
    def run(exact, count):
        config = parse(text, language)
        config = lift(config) if exact else config
        compute_exactly(exact, schedulers)
        optimizer_config, scheduler_config = config, config
        for key in at_optimizer:
            optimizer_config = optimizer_config[key]
        for key in at_scheduler:
            scheduler_config = scheduler_config[key]
        optimizer = Optimizer({"lr": rate(optimizer_config), "betas": (0.9, 0.999)})
        scheduler = built(scheduler_config, optimizer)
        calls = rates_of(optimizer, scheduler.step, -(-count // steps_per_call))
        return [calls[step // steps_per_call] for step in range(count)]

    return run


def of(name, text, language, count, optimizer=("optimizer",), scheduler=("scheduler",), per=1, options=""):
    return case(name, text, language, run_of(text, language, optimizer, scheduler, per), count, options)


HYDRA = """\
optimizer:
  _target_: torch.optim.Adam
  _partial_: true
  lr: 0.001
scheduler:
  _target_: torch.optim.lr_scheduler.StepLR
  _partial_: true
  step_size: 30
  gamma: 0.1
"""

HYDRA_MODEL = """\
task_name: train
model:
  _target_: src.models.mnist_module.MNISTLitModule
  optimizer:
    _target_: torch.optim.Adam
    _partial_: true
    lr: 3e-4
    weight_decay: 0.0
  scheduler:
    _target_: torch.optim.lr_scheduler.CosineAnnealingWarmRestarts
    _partial_: true
    T_0: 7
    T_mult: 2
    eta_min: 1e-6
  net:
    _target_: src.models.components.simple_dense_net.SimpleDenseNet
    input_size: 784
    lin1_size: 64
  compile: false
seed: 12345
"""

HYDRA_SEQUENTIAL = """\
optim:
  _target_: torch.optim.AdamW
  lr: 5.0e-4
  betas: [0.9, 0.95]
lr_scheduler:
  _target_: torch.optim.lr_scheduler.SequentialLR
  _partial_: true
  schedulers:
    - _target_: torch.optim.lr_scheduler.LinearLR
      _partial_: true
      start_factor: 0.01
      total_iters: 20
    - _target_: torch.optim.lr_scheduler.CosineAnnealingLR
      _partial_: true
      T_max: 80
      eta_min: 1.0e-6
  milestones: [20]
"""

LIGHTNING = """\
# lightning.pytorch==2.5.0
seed_everything: 7
trainer:
  max_epochs: 50
  gradient_clip_val: 1.0
model:
  class_path: project.LitModel
  init_args:
    hidden_size: 128
optimizer:
  class_path: torch.optim.AdamW
  init_args:
    lr: 0.0002
    weight_decay: 0.01
lr_scheduler:
  class_path: torch.optim.lr_scheduler.CosineAnnealingLR
  init_args:
    T_max: 50
    eta_min: 1.0e-06
    last_epoch: -1
"""

LIGHTNING_ONECYCLE = """\
optimizer:
  class_path: torch.optim.SGD
  init_args:
    lr: 0.1
    momentum: 0.9
lr_scheduler:
  class_path: torch.optim.lr_scheduler.OneCycleLR
  init_args:
    max_lr: 0.4
    total_steps: 12000
    pct_start: 0.25
    anneal_strategy: linear
    three_phase: true
"""

TEMPLATE = json.dumps(
    {
        "name": "Mnist_LeNet",
        "n_gpu": 1,
        "optimizer": {"type": "Adam", "args": {"lr": 0.001, "weight_decay": 0, "amsgrad": True}},
        "loss": "nll_loss",
        "metrics": ["accuracy"],
        "lr_scheduler": {"type": "StepLR", "args": {"step_size": 50, "gamma": 0.1}},
        "trainer": {"epochs": 100, "save_dir": "saved/", "save_period": 1, "early_stop": 10},
    },
    indent=2,
)

NAME_PARAMS = """\
optimizer:
  name: SGD
  params:
    lr: 0.05
    momentum: 0.9
scheduler:
  name: PolynomialLR
  params:
    total_iters: 40
    power: 2.0
"""

NAME_KWARGS = json.dumps(
    {
        "optimizer": {"name": "AdamW", "kwargs": {"lr": 0.003}},
        "scheduler": {"name": "ExponentialLR", "kwargs": {"gamma": 0.95}},
    }
)

FLAT = """\
train:
  batch_size: 64
  optimizer:
    name: Adam
    lr: 0.01
  scheduler:
    name: MultiStepLR
    milestones: [30, 60, 60, 90]
    gamma: 0.3
"""

FLAT_TYPE = json.dumps(
    {
        "optimizer": {"type": "torch.optim.SGD", "lr": 0.2, "nesterov": True},
        "lr_scheduler": {
            "type": "torch.optim.lr_scheduler.CyclicLR",
            "base_lr": 0.01,
            "max_lr": 0.2,
            "step_size_up": 15,
            "mode": "triangular2",
            "cycle_momentum": False,
        },
    }
)

PER_EPOCH = """\
optimizer:
  _target_: torch.optim.SGD
  lr: 0.1
scheduler:
  _target_: torch.optim.lr_scheduler.MultiStepLR
  milestones: [3, 6, 8]
  gamma: 0.2
"""

CHAINED = """\
optimizer:
  class_path: torch.optim.SGD
  init_args: {lr: 0.4}
lr_scheduler:
  class_path: torch.optim.lr_scheduler.ChainedScheduler
  init_args:
    schedulers:
      - class_path: torch.optim.lr_scheduler.ConstantLR
        init_args: {factor: 0.1, total_iters: 4}
      - class_path: torch.optim.lr_scheduler.ExponentialLR
        init_args: {gamma: 0.9}
"""

LINEAR_DEFAULTS = json.dumps(
    {
        "optimizer": {"_target_": "torch.optim.RMSprop", "lr": 1},
        "scheduler": {"_target_": "torch.optim.lr_scheduler.LinearLR"},
    }
)

LR_SCHEDULER = ("lr_scheduler",)

cases = [
    of("Hydra, StepLR", HYDRA, "yaml", 100),
    of(
        "Hydra, a key deeper, CosineAnnealingWarmRestarts",
        HYDRA_MODEL,
        "yaml",
        120,
        ("model", "optimizer"),
        ("model", "scheduler"),
    ),
    of("Hydra, SequentialLR", HYDRA_SEQUENTIAL, "yaml", 120, ("optim",), LR_SCHEDULER),
    of("Lightning CLI, CosineAnnealingLR", LIGHTNING, "yaml", 110, scheduler=LR_SCHEDULER),
    of(
        "Lightning CLI, OneCycleLR in three phases",
        LIGHTNING_ONECYCLE,
        "yaml",
        12_000,
        scheduler=LR_SCHEDULER,
    ),
    of("Lightning CLI, ChainedScheduler", CHAINED, "yaml", 60, scheduler=LR_SCHEDULER),
    of("type and args, StepLR", TEMPLATE, "json", 130, scheduler=LR_SCHEDULER),
    of("name and params, PolynomialLR", NAME_PARAMS, "yaml", 60),
    of("name and kwargs, ExponentialLR", NAME_KWARGS, "json", 2_000),
    of(
        "flat and a key deeper, MultiStepLR",
        FLAT,
        "yaml",
        120,
        ("train", "optimizer"),
        ("train", "scheduler"),
    ),
    of("flat with modules, CyclicLR", FLAT_TYPE, "json", 100, scheduler=LR_SCHEDULER),
    of("Hydra, LinearLR with its defaults and a whole rate", LINEAR_DEFAULTS, "json", 20),
    of(
        "Hydra, MultiStepLR, a step each epoch",
        PER_EPOCH,
        "yaml",
        100,
        per=10,
        options="--per epoch --steps-per-epoch 10",
    ),
    of(
        "type and args, StepLR, a step each epoch",
        TEMPLATE,
        "json",
        12_000,
        scheduler=LR_SCHEDULER,
        per=100,
        options="--per epoch --steps-per-epoch 100",
    ),
    refused("an interpolation for the rate", HYDRA.replace("0.001", "${base_lr}"), "yaml", "${base_lr}"),
    refused(
        "an interpolation for an argument",
        HYDRA.replace("step_size: 30", "step_size: ${trainer.max_epochs}"),
        "yaml",
        "${trainer.max_epochs}",
    ),
    refused(
        "an interpolation for the scheduler",
        HYDRA.split("scheduler:")[0] + "scheduler: ${schedulers.step}\n",
        "yaml",
        "${schedulers.step}",
    ),
    refused("code", TEMPLATE.replace("StepLR", "LambdaLR"), "json", "computed by code"),
    refused("a class of PyTorch that there is not", HYDRA.replace("StepLR", "StepsLR"), "yaml", "StepsLR"),
    refused("an argument that the class has not", HYDRA.replace("gamma", "factor"), "yaml", "factor"),
    refused(
        "a rate that follows a metric",
        NAME_PARAMS.replace("PolynomialLR", "ReduceLROnPlateau"),
        "yaml",
        "metric",
    ),
    refused("no rate", HYDRA.replace("  lr: 0.001\n", ""), "yaml", "lr"),
    refused(
        "two schedulers",
        HYDRA + HYDRA.split("scheduler:")[1].join(["warmup_scheduler:", ""]),
        "yaml",
        "scheduler",
    ),
    refused("a warmup beside it", HYDRA + "warmup_steps: 100\n", "yaml", "warmup_steps"),
]

write(
    "torch_config",
    "PyTorch",
    "2.9.1",
    "torch/optim/lr_scheduler.py",
    "the classes of PyTorch themselves over an optimizer that has nothing but parameter groups, built from the file as "
    "Hydra, Lightning CLI and the usual `getattr` do; `exact` on numbers of 60 digits, rounded once",
    cases,
)
