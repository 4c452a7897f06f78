"""The schedulers that timm 1.0.31's own `create_scheduler` makes of the arguments of its `train.py`, driven as that does.

    pip download --no-deps timm==1.0.31
    python timm_args.py timm-1.0.31-py3-none-any.whl
"""

import importlib
import logging
import sys
import types
from types import SimpleNamespace

from reference import sampled, stand_in, stand_in_for_torch, write

stand_in_for_torch()
timm = types.ModuleType("timm")
timm.__path__ = [f"{sys.argv[1]}/timm"]
sys.modules["timm"] = timm
sys.path.insert(0, sys.argv[1])
logging.disable()
create_scheduler = importlib.import_module("timm.scheduler.scheduler_factory").create_scheduler

# The defaults of `train.py`, as `args.yaml` has them; what has nothing to do with the rate is left out but for some.
DEFAULTS = {
    "aa": None, "amp": False, "batch_size": 128, "bn_momentum": None, "clip_grad": None, "cooldown_epochs": 0,
    "data_dir": "imagenet", "decay_epochs": 90, "decay_milestones": [90, 180, 270], "decay_rate": 0.1, "drop": 0.0,
    "epoch_repeats": 0.0, "epochs": 300, "eval_metric": "top1", "experiment": "", "grad_accum_steps": 1,
    "layer_decay": None, "lr": 0.05, "lr_base": 0.1, "lr_base_scale": "", "lr_base_size": 256, "lr_cycle_decay": 0.5,
    "lr_cycle_limit": 1, "lr_cycle_mul": 1.0, "lr_k_decay": 1.0, "lr_noise": None, "lr_noise_pct": 0.67,
    "lr_noise_std": 1.0, "min_lr": 0.0, "mixup_off_epoch": 0, "model": "resnet50", "model_ema_warmup": False,
    "momentum": 0.9, "opt": "sgd", "opt_betas": None, "patience_epochs": 10, "sched": "cosine",
    "sched_on_updates": False, "seed": 42, "smoothing": 0.1, "start_epoch": None, "warmup_epochs": 5,
    "warmup_lr": 1e-05, "warmup_prefix": False, "weight_decay": 2e-05, "workers": 4,
}


class Optimizer:
    def __init__(self, lr):
        self.param_groups = [{"lr": lr}]


def text(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "".join(f"\n- {item}" for item in value)
    return "''" if value == "" else str(value)


def case(name, per_epoch=0, **changes):
    """With `per_epoch` updates an epoch, counted in updates; else in epochs."""
    settings = {**DEFAULTS, **changes}
    optimizer = Optimizer(settings["lr"])
    scheduler, epochs = create_scheduler(SimpleNamespace(**settings), optimizer, updates_per_epoch=per_epoch)
    on_updates = settings["sched_on_updates"]
    total = epochs * per_epoch if on_updates else epochs
    rates = []
    for step in range(int(total)):
        if step > 0 and scheduler is not None:
            scheduler.step_update(step) if on_updates else scheduler.step(step)
        rates.append(optimizer.param_groups[0]["lr"])
    steps = sampled(len(rates), settings["warmup_epochs"] * (per_epoch or 1))
    file = "".join(f"{key}: {text(value)}\n" for key, value in settings.items()).replace(": \n-", ":\n-")
    return {"name": name, "file": file, "language": "yaml",
            "options": f"--steps-per-epoch {per_epoch}" if per_epoch else "",
            "steps": steps, "rates": [rates[step] for step in steps]}


def refused(name, options="", **changes):
    file = "".join(f"{key}: {text(value)}\n" for key, value in {**DEFAULTS, **changes}.items()).replace(": \n-", ":\n-")
    return {"name": name, "file": file, "language": "yaml", "options": options, "refused": True}


cases = [
    case("defaults"),
    case("cosine, prefix, cooldown", epochs=40, warmup_epochs=5, warmup_prefix=True, cooldown_epochs=5, min_lr=1e-5),
    case("cosine on updates", 25, epochs=4, warmup_epochs=1, sched_on_updates=True),
    case("two cycles", epochs=20, lr_cycle_limit=2, lr_cycle_decay=0.5, warmup_epochs=0),
    case("k decay", epochs=30, lr_k_decay=1.5, min_lr=1e-4),
    case("tanh", sched="tanh", epochs=50),
    case("poly", sched="poly", epochs=50, decay_rate=0.9),
    case("step", sched="step", epochs=60, decay_epochs=7, decay_rate=0.9),
    case("step on updates", 10, sched="step", epochs=6, decay_epochs=2.4, decay_rate=0.97, warmup_epochs=1,
         sched_on_updates=True),
    case("multistep", sched="multistep", epochs=60, decay_milestones=[20, 40]),
    case("wsd", sched="wsd", epochs=50, decay_epochs=10, min_lr=1e-4),
    case("wsd, a share", sched="wsd", epochs=50, decay_epochs=0.2, warmup_prefix=True),
    case("rsqrt", sched="rsqrt", epochs=50, decay_epochs=10),
    case("constant", sched="constant", epochs=20),
    case("none", sched="none", epochs=20),
    refused("plateau", sched="plateau"),
    refused("no rate", lr=None),
    refused("noise", lr_noise=[0.4, 0.9]),
    refused("on updates without their number", sched_on_updates=True),
    refused("unknown", sched="onecycle"),
]
write("timm_args", framework="timm", version="1.0.31",
      source="timm/scheduler/scheduler_factory.py, train.py", how="the framework, on a stand-in for torch",
      ulp=0, cases=cases)
