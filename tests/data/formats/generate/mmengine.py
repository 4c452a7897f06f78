"""mmengine's `param_scheduler`, in configuration files and as states in checkpoints."""

import json
import sys

import yaml

from exactly import SOURCES, case, compute_exactly, lift, load, refused, stand_in, torch_schedulers, write

torch_schedulers()


class Registry:
    def register_module(self):
        return lambda built: built


class BaseOptimWrapper:
    pass


stand_in("mmengine")
stand_in("mmengine.logging", print_log=print)
stand_in("mmengine.optim", BaseOptimWrapper=BaseOptimWrapper)
stand_in("mmengine.registry", PARAM_SCHEDULERS=Registry())
stand_in("mmengine.optim.scheduler", __path__=[str(SOURCES / "mmengine/optim/scheduler")])
schedulers = load("mmengine.optim.scheduler.param_scheduler", "mmengine/optim/scheduler/param_scheduler.py")
of_rates = load("mmengine.optim.scheduler.lr_scheduler", "mmengine/optim/scheduler/lr_scheduler.py")
Optimizer = sys.modules["torch.optim"].Optimizer

yaml.SafeLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    __import__("re").compile(r"^[-+]?(\d[\d_]*\.?[\d_]*|\.\d+)([eE][-+]?\d+)$"),
    list("-+0123456789."),
)


def parse(text, language):
    return json.loads(text) if language == "json" else yaml.safe_load(text)


def build(config, optimizer, max_epochs, max_iters, epoch_length):
    """As `Runner._build_param_scheduler` and `build_scheduler_from_cfg`."""
    config = dict(config)
    config.setdefault("end", max_epochs if config.get("by_epoch", True) else max_iters)
    built = getattr(of_rates, config.pop("type"))
    if config.pop("convert_to_iter_based", False):
        return built.build_iter_from_epoch(optimizer=optimizer, epoch_length=epoch_length, **config)
    return built(optimizer, **config)


def run_of(text, language, epoch_length):
    """The loop of `EpochBasedTrainLoop` with `ParamSchedulerHook`."""

    def run(exact, count):
        config = parse(text, language)
        config = lift(config) if exact else config
        compute_exactly(exact, schedulers)
        optimizer = Optimizer({"lr": config["optim_wrapper"]["optimizer"]["lr"]})
        loop = config["train_cfg"]
        max_epochs = loop.get("max_epochs")
        max_iters = loop.get("max_iters", max_epochs and max_epochs * epoch_length)
        listed = config["param_scheduler"]
        listed = [listed] if isinstance(listed, dict) else listed
        listed = [entry for entry in listed if entry["type"].endswith("LR")]
        all_schedulers = [build(entry, optimizer, max_epochs, max_iters, epoch_length) for entry in listed]
        rates = []
        for iteration in range(count):
            rates.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            for scheduler in all_schedulers:
                if not scheduler.by_epoch:
                    scheduler.step()
            if (iteration + 1) % epoch_length == 0:
                for scheduler in all_schedulers:
                    if scheduler.by_epoch:
                        scheduler.step()
        return rates

    return run


def plain(value):
    """A state as JSON has it; of functions there is nothing."""
    if isinstance(value, dict):
        return {
            str(key): plain(item) for key, item in value.items() if key not in ("optimizer", "anneal_func")
        }
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def checkpoint(text, step, epoch_length=10**9, more=()):
    """What `Runner.save_checkpoint` saves after so many iterations, beside the model; `more` groups have other rates."""
    compute_exactly(False, schedulers)
    config = parse(text, "yaml")
    groups = [{"lr": config["optim_wrapper"]["optimizer"]["lr"]}, *({"lr": rate} for rate in more)]
    optimizer = Optimizer(*groups)
    loop = config["train_cfg"]
    max_epochs = loop.get("max_epochs")
    max_iters = loop.get("max_iters", max_epochs and max_epochs * epoch_length)
    listed = [
        build(entry, optimizer, max_epochs, max_iters, epoch_length) for entry in config["param_scheduler"]
    ]
    for iteration in range(step):
        optimizer.step()
        for scheduler in listed:
            if not scheduler.by_epoch or (iteration + 1) % epoch_length == 0:
                scheduler.step()
    return json.dumps(
        {
            "meta": {"epoch": step // epoch_length, "iter": step, "mmengine_version": "0.10.7"},
            "optimizer": {"state": {}, "param_groups": plain(optimizer.param_groups)},
            "param_schedulers": [plain(scheduler.state_dict()) for scheduler in listed],
        }
    )


def of_state(name, text, count, step, epoch_length=10**9, more=()):
    file = checkpoint(text, step, epoch_length, more)
    return case(name, file, "json", run_of(text, "yaml", epoch_length), count, step=step)


def of(name, text, count, epoch_length=None, language="yaml"):
    options = f"--steps-per-epoch {epoch_length}" if epoch_length else ""
    # Of iterations an epoch has more than there are.
    return case(name, text, language, run_of(text, language, epoch_length or 10**9), count, options)


def config(scheduler, loop="by_epoch: true\n  max_epochs: 12", lr="0.02"):
    return f"""\
default_scope: mmdet
optim_wrapper:
  type: OptimWrapper
  optimizer:
    type: SGD
    lr: {lr}
    momentum: 0.9
    weight_decay: 0.0001
train_cfg:
  {loop}
  val_interval: 1
param_scheduler:
{scheduler}"""


ITERATIONS = "type: IterBasedTrainLoop\n  max_iters: {}"

ONE_X = """\
- type: LinearLR
  start_factor: 0.001
  by_epoch: false
  begin: 0
  end: 50
- type: MultiStepLR
  begin: 0
  end: 12
  by_epoch: true
  milestones: [8, 11]
  gamma: 0.1
"""

RTMDET = """\
- type: LinearLR
  start_factor: 1.0e-5
  by_epoch: false
  begin: 0
  end: 100
- type: CosineAnnealingLR
  eta_min: 0.0002
  begin: 6
  end: 12
  T_max: 6
  by_epoch: true
  convert_to_iter_based: true
"""

SEGMENTATION = """\
- type: PolyLR
  eta_min: 1.0e-4
  power: 0.9
  begin: 0
  end: 20000
  by_epoch: false
"""

WARMED_POLY = """\
- type: LinearLR
  start_factor: 1.0e-06
  by_epoch: false
  begin: 0
  end: 15
- type: PolyLR
  eta_min: 0.0
  power: 1.0
  begin: 15
  end: 120
  by_epoch: false
"""

CLASSIFICATION = """\
  type: MultiStepLR
  by_epoch: true
  milestones: [3, 6, 9]
  gamma: 0.1
"""

COSINE_RATIO = """\
- type: CosineAnnealingLR
  eta_min_ratio: 0.05
  by_epoch: false
- type: CosineAnnealingMomentum
  eta_min: 0.85
  by_epoch: false
"""

CONSTANT = """\
- type: ConstantLR
  factor: 0.1
  begin: 0
  end: 20
  by_epoch: false
- type: StepLR
  step_size: 30
  gamma: 0.5
  by_epoch: false
"""

RESTARTS = """\
- type: CosineRestartLR
  periods: [30, 40, 20]
  restart_weights: [1, 0.5, 0.25]
  eta_min: 1.0e-5
  by_epoch: false
"""

ONE_CYCLE = """\
- type: OneCycleLR
  eta_max: 0.4
  total_steps: 100
  pct_start: 0.4
  by_epoch: false
"""

EXPONENTIAL = """\
- type: ExponentialLR
  gamma: 0.9
  begin: 10
  end: 40
  by_epoch: false
"""

OVERLAP = """\
- type: LinearLR
  start_factor: 0.1
  by_epoch: false
  begin: 0
  end: 20
- type: CosineAnnealingLR
  begin: 0
  T_max: 100
  by_epoch: false
"""

MIXED = OVERLAP + "  eta_min: 0.001\n"

LINEAR_DOWN = """\
- type: LinearLR
  start_factor: 0.25
  end_factor: 1
  begin: 0
  end: 30
  by_epoch: false
- type: LinearLR
  start_factor: 1
  end_factor: 0.05
  begin: 60
  end: 100
  by_epoch: false
"""

COSINE_BEHIND = """\
- type: CosineAnnealingLR
  T_max: 30
  eta_min: 0.001
  begin: 0
  end: 100
  by_epoch: false
"""

cases = [
    of("mmdet's 1x schedule", config(ONE_X), 240, 20),
    of("RTMDet, a cosine by iteration", config(RTMDET), 240, 20),
    of("mmseg, a polynomial", config(SEGMENTATION, ITERATIONS.format(20_000)), 20_000),
    of("a warmup, then a polynomial", config(WARMED_POLY, ITERATIONS.format(120)), 120),
    of("mmpretrain, one scheduler", config(CLASSIFICATION), 120, 10),
    of("a cosine to a share, its end from the loop", config(COSINE_RATIO, ITERATIONS.format(120)), 120),
    of("a constant factor, and steps", config(CONSTANT, ITERATIONS.format(120)), 120),
    of("cosine restarts", config(RESTARTS, ITERATIONS.format(120)), 120),
    of("one cycle", config(ONE_CYCLE, ITERATIONS.format(100)), 100),
    of("exponential between begin and end", config(EXPONENTIAL, ITERATIONS.format(100)), 100),
    of("a warmup over a cosine to 0", config(OVERLAP, ITERATIONS.format(100)), 100),
    of("two lines", config(LINEAR_DOWN, ITERATIONS.format(120)), 120),
    of("a cosine beyond its half period", config(COSINE_BEHIND, ITERATIONS.format(120)), 120),
    of_state("a checkpoint of mmdet's 1x schedule", config(ONE_X), 240, 100, 20),
    of_state("a checkpoint of cosine restarts", config(RESTARTS, ITERATIONS.format(120)), 120, 77),
    of_state(
        "a checkpoint with two groups", config(WARMED_POLY, ITERATIONS.format(120)), 120, 30, more=[0.002]
    ),
    of_state(
        "a checkpoint of a constant factor, and steps", config(CONSTANT, ITERATIONS.format(120)), 120, 5
    ),
    of_state(
        "a checkpoint of a cosine beyond its half period",
        config(COSINE_BEHIND, ITERATIONS.format(120)),
        120,
        40,
    ),
    refused("a warmup over a cosine that adds", config(MIXED, ITERATIONS.format(100)), "yaml", "eta_min"),
    refused("a metric", config("- type: ReduceOnPlateauLR\n  monitor: loss\n"), "yaml", "metric"),
    refused(
        "a class of a project",
        config("- type: QuadraticWarmupLR\n  by_epoch: false\n  begin: 0\n  end: 5\n"),
        "yaml",
        "QuadraticWarmupLR",
    ),
    refused("epochs of an unknown length", config(ONE_X), "yaml", "how many steps an epoch has"),
    refused(
        "a rate that is scaled by the batch size",
        config(CLASSIFICATION) + "auto_scale_lr:\n  enable: true\n  base_batch_size: 16\n",
        "yaml",
        "auto_scale_lr",
        "--steps-per-epoch 10",
    ),
    refused(
        "schedulers for several optimizers",
        config(
            "  generator:\n    type: ExponentialLR\n    gamma: 0.9\n    by_epoch: false\n",
            ITERATIONS.format(9),
        ),
        "yaml",
        "generator",
    ),
]

write(
    "mmengine",
    "mmengine",
    "0.10.7",
    "mmengine/optim/scheduler/param_scheduler.py, lr_scheduler.py",
    "the classes of mmengine themselves over an optimizer that has nothing but parameter groups; the loop and the defaults "
    "of Runner are restated; `exact` on numbers of 60 digits, rounded once",
    cases,
)
