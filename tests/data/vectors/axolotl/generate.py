"""Runs the schedulers of Axolotl on an optimizer without data and writes `rates.json`.

Of the package only `utils/schedulers.py` is executed; which of its schedulers a configuration gives, and with what
arguments, stands here as in its `core/trainers/mixins/scheduler.py`. With torch, transformers and the package unpacked
(`pip install --no-deps --target DIR axolotl==0.19.0`):

    python generate.py DIR
"""

import importlib.util
import json
import sys
import warnings
from pathlib import Path

import torch
from transformers import get_scheduler

warnings.simplefilter("ignore")
spec = importlib.util.spec_from_file_location("schedulers", Path(sys.argv[1]) / "axolotl/utils/schedulers.py")
axolotl = importlib.util.module_from_spec(spec)
spec.loader.exec_module(axolotl)

RATE, STEPS = 0.75, 40


def case(make, warmup, updates=STEPS + 5, **config):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=RATE)
    scheduler = make(optimizer)
    rates = []
    for _ in range(updates):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    config = {"learning_rate": RATE, "max_steps": STEPS, "micro_batch_size": 2, **config}
    if warmup is not None:
        config["warmup_steps"] = warmup
    return {"config": config, "rates": rates}


def rex(warmup, floor=None):
    more = {} if floor is None else {"cosine_min_lr_ratio": floor}
    make = lambda optimizer: axolotl.RexLR(optimizer, RATE, RATE * (floor or 0), STEPS, warmup)
    return case(make, warmup, lr_scheduler="rex", **more)


def one_cycle(warmup, **kwargs):
    merged = {"pct_start": warmup / STEPS, "anneal_strategy": "cos", **kwargs}
    make = lambda optimizer: torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=RATE, total_steps=STEPS, **merged)
    # It ends with the run.
    return case(make, warmup, updates=STEPS, lr_scheduler="one_cycle", lr_scheduler_kwargs=kwargs)


def quadratic(warmup):
    make = lambda optimizer: axolotl.get_cosine_schedule_with_quadratic_warmup(optimizer, warmup, STEPS)
    return case(make, warmup, lr_scheduler="cosine", lr_quadratic_warmup=True)


def lowest(warmup, floor):
    make = lambda optimizer: axolotl.get_cosine_schedule_with_min_lr(optimizer, warmup, STEPS, floor)
    return case(make, warmup, lr_scheduler="cosine", cosine_min_lr_ratio=floor)


def early(warmup, floor, end):
    make = lambda optimizer: axolotl.get_cosine_schedule_with_warmup_decay_constant(optimizer, warmup, STEPS, end, floor)
    return case(make, warmup, lr_scheduler="cosine", cosine_min_lr_ratio=floor, cosine_constant_lr_ratio=end)


def of_transformers(name, steps, warmup=None, **config):
    kwargs = config.get("lr_scheduler_kwargs", {})
    make = lambda optimizer: get_scheduler(name, optimizer, steps, STEPS, scheduler_specific_kwargs=dict(kwargs))
    return case(make, warmup, lr_scheduler=name, **config)


cases = [
    rex(0), rex(5), rex(8, 0.1),
    one_cycle(10), one_cycle(4, div_factor=10.0, pct_start=0.5), one_cycle(12, anneal_strategy="linear"),
    quadratic(0), quadratic(7),
    lowest(6, 0.1), lowest(0, 0.5),
    early(4, 0.1, 0.8), early(0, 0.25, 0.33),
    of_transformers("linear", 6, 6), of_transformers("linear", 2, 1), of_transformers("cosine", 0, 0),
    of_transformers("linear", 5, warmup_ratio=0.13), of_transformers("constant_with_warmup", 2),
    of_transformers("cosine_with_restarts", 3, 3, lr_scheduler_kwargs={"num_cycles": 3}),
]
lines = ",\n ".join(json.dumps(made) for made in cases)
Path(__file__).with_name("rates.json").write_text(f"[{lines}]\n")
