"""Schedulers of DeepSpeed, from a configuration.

The file `lr_schedules.py` is enough, and needs nothing of DeepSpeed but a logger: `DEEPSPEED_LR_SCHEDULES` is its path.
"""

import importlib.util
import logging
import os
import sys
import types
from pathlib import Path

import torch

torch.set_num_threads(1)
MOST = 5_000


def lr_schedules():
    path = os.environ.get("DEEPSPEED_LR_SCHEDULES")
    if path is None:
        raise ImportError("DEEPSPEED_LR_SCHEDULES is not set")
    for module in ("deepspeed", "deepspeed.utils"):
        sys.modules[module] = types.ModuleType(module)
    sys.modules["deepspeed.utils"].logger = logging.getLogger("deepspeed")
    sys.modules["deepspeed.utils"].logger.setLevel(logging.ERROR)
    spec = importlib.util.spec_from_file_location("lr_schedules", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCHEDULES = lr_schedules()


def name():
    folders = Path(os.environ["DEEPSPEED_LR_SCHEDULES"]).resolve().parts
    return next((folder for folder in folders if folder.startswith("deepspeed-")), "deepspeed").replace("-", " ")


def rates(config, steps):
    """The rates after so many calls of `step()`."""
    # Where the configuration names no rate of the optimizer, it may be any.
    lr = config.get("optimizer", {}).get("params", {}).get("lr", 0.123)
    optimizer = torch.optim.AdamW(torch.nn.Linear(1, 1).parameters(), lr=lr)
    scheduler = config["scheduler"]
    scheduler = getattr(SCHEDULES, scheduler["type"])(optimizer, **scheduler["params"])
    found, now = [], 0
    for step in steps:
        if step > MOST:
            # It counts the calls from -1.
            scheduler.step(step - 1)
        else:
            while now < step:
                optimizer.step()
                scheduler.step()
                now += 1
        found.append(float(optimizer.param_groups[0]["lr"]))
    return found
