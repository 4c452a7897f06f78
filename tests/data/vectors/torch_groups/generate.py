"""Runs of PyTorch schedulers over several parameter groups, and within each other.

usage: python generate.py > runs.json
"""

import json
import sys
import warnings

import torch
from torch.optim import lr_scheduler, swa_utils

warnings.simplefilter("ignore")
STEPS = 60
SAVED = (3, 37, 60)


def spec(name, **kwargs):
    return {"class": name, "kwargs": kwargs}


LINEAR = spec("LinearLR", start_factor=0.5, total_iters=5)
EXPONENTIAL = spec("ExponentialLR", gamma=0.95)
CYCLIC = spec("CyclicLR", base_lr=0.01, max_lr=0.2, step_size_up=5)
CYCLE = spec("OneCycleLR", max_lr=0.5, total_steps=80)


def sequential(first, second, milestone):
    return spec("SequentialLR", schedulers=[first, second], milestones=[milestone])


def chained(*schedulers):
    return spec("ChainedScheduler", schedulers=list(schedulers))


CASES = {
    "three groups": (spec("StepLR", step_size=7, gamma=0.5), [0.1, 0.01, 0.3]),
    "one cycle, two groups": (
        spec(
            "OneCycleLR",
            max_lr=[0.5, 0.25],
            total_steps=80,
            pct_start=0.35,
            div_factor=7.5,
            final_div_factor=123.0,
            three_phase=True,
        ),
        [0.1, 0.2],
    ),
    "triangles, two groups": (
        spec("CyclicLR", base_lr=[0.01, 0.02], max_lr=[0.1, 0.4], step_size_up=13, mode="triangular2"),
        [0.1, 0.2],
    ),
    "averaging, two groups": (spec("SWALR", swa_lr=[0.05, 0.01], anneal_epochs=30), [0.1, 0.2]),
    "restarts, rising and falling": (
        spec("CosineAnnealingWarmRestarts", T_0=7, T_mult=2, eta_min=0.15),
        [0.1, 0.2],
    ),
    "sequence, two groups": (
        sequential(EXPONENTIAL, spec("MultiStepLR", milestones=[0, 5, 9]), 20),
        [0.1, 0.2],
    ),
    "chain in a chain, two groups": (
        chained(
            chained(spec("StepLR", step_size=4), spec("ExponentialLR", gamma=0.99)),
            spec("ConstantLR", factor=0.25, total_iters=9),
        ),
        [0.1, 0.4],
    ),
    "one cycle, then a line": (sequential(CYCLE, LINEAR, 30), [0.1]),
    "a line, then one cycle": (sequential(LINEAR, CYCLE, 5), [0.1]),
    "a line, then triangles": (sequential(LINEAR, CYCLIC, 5), [0.1]),
    "triangles, then a line": (sequential(CYCLIC, LINEAR, 25), [0.1]),
    "a cosine, then averaging": (
        sequential(spec("CosineAnnealingLR", T_max=50), spec("SWALR", swa_lr=0.03, anneal_epochs=7), 30),
        [0.1],
    ),
    "averaging at once": (sequential(EXPONENTIAL, spec("SWALR", swa_lr=0.03, anneal_epochs=0), 30), [0.1]),
    "averaging first": (
        sequential(
            spec("SWALR", swa_lr=0.03, anneal_epochs=9, anneal_strategy="linear"), EXPONENTIAL, 20
        ),
        [0.1],
    ),
    "entered without iterations": (
        sequential(EXPONENTIAL, spec("ConstantLR", factor=0.3, total_iters=0), 20),
        [0.1],
    ),
    "begun without iterations": (
        sequential(spec("ConstantLR", factor=0.3, total_iters=0), EXPONENTIAL, 20),
        [0.1],
    ),
    "a power without iterations": (sequential(spec("PolynomialLR", total_iters=0), EXPONENTIAL, 20), [0.1]),
    "a chain that one cycle overwrites": (chained(LINEAR, CYCLE), [0.1]),
    "a chain with a cosine": (
        chained(EXPONENTIAL, spec("CosineAnnealingLR", T_max=60), spec("StepLR", step_size=10)),
        [0.1],
    ),
    "a chain with a cosine that misses its end": (
        chained(spec("CosineAnnealingLR", T_max=7.5), spec("ExponentialLR", gamma=0.99)),
        [0.1],
    ),
    "milestones below 0": (spec("MultiStepLR", milestones=[-3, 5, 5, 9], gamma=0.5), [0.1]),
}


def build(case, optimizer):
    kwargs = dict(case["kwargs"])
    if "schedulers" in kwargs:
        kwargs["schedulers"] = [build(part, optimizer) for part in kwargs["schedulers"]]
    if case["class"] == "ChainedScheduler":
        return lr_scheduler.ChainedScheduler(**kwargs)
    module = swa_utils if case["class"] == "SWALR" else lr_scheduler
    return getattr(module, case["class"])(optimizer, **kwargs)


def run(name, case, base_lrs):
    groups = [{"params": [torch.nn.Parameter(torch.zeros(1))], "lr": lr} for lr in base_lrs]
    optimizer = torch.optim.SGD(groups, lr=base_lrs[0], momentum=0.9)
    scheduler = build(case, optimizer)
    rates = [[group["lr"] for group in optimizer.param_groups]]
    checkpoints = []
    for step in range(1, STEPS + 1):
        optimizer.step()
        scheduler.step()
        rates.append([group["lr"] for group in optimizer.param_groups])
        if step in SAVED:
            saved = {"epoch": step, "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
            checkpoints.append(json.loads(json.dumps(saved)))
    return {"name": name, "base_lrs": base_lrs, **case, "rates": rates, "checkpoints": checkpoints}


runs = [run(name, case, base_lrs) for name, (case, base_lrs) in CASES.items()]
json.dump({"framework": "torch", "framework_version": torch.__version__, "runs": runs}, sys.stdout)
