"""Runs other libraries of schedules on one case, and measures what docs/comparison.md says of them.

The case: half a cosine from 0.1 to 0.001 in 1,000 steps. For each library it prints the largest error over the steps
0 to 1,000 in units in the last place of a double (against 60 digits), the rate at step 1,100, and whether a value
of the schedule can be asked for any step without running the steps before it.

    python -m venv venv
    venv/bin/pip install mpmath optax keras lrsched pytorch-scheduler torch
    cargo run --release --manifest-path tests/comparison/burn/Cargo.toml > burn.csv
    cargo run --release -- eval tests/comparison/cosine.json --steps 0..1101 --format csv > glidepath.csv
    venv/bin/python tests/comparison/compare.py burn.csv glidepath.csv
"""

import csv
import importlib
import importlib.metadata
import math
import os
import sys

import mpmath

os.environ.setdefault("KERAS_BACKEND", "jax")
mpmath.mp.dps = 60

START, END, STEPS, LATER = 0.1, 0.001, 1_000, 1_100


def exact(step):
    start, end = mpmath.mpf(START), mpmath.mpf(END)
    return float(end + (start - end) * (1 + mpmath.cos(mpmath.pi * step / STEPS)) / 2)


def lrsched():
    import lrsched

    schedule = lrsched.cosine(base_lr=START, total_steps=STEPS, min_lr=END)
    return [schedule(step) for step in range(LATER + 1)]


def stepped(scheduler, optimizer):
    rates = []
    for _ in range(LATER + 1):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return rates


def optimizer():
    import torch

    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=START)


def torch():
    import torch

    sgd = optimizer()
    return stepped(torch.optim.lr_scheduler.CosineAnnealingLR(sgd, T_max=STEPS, eta_min=END), sgd)


def pytorch_scheduler():
    from pytorch_scheduler import CosineWithWarmupScheduler

    sgd = optimizer()
    return stepped(CosineWithWarmupScheduler(sgd, total_steps=STEPS, warmup_steps=0, min_lr=END), sgd)


def optax():
    import optax

    schedule = optax.cosine_decay_schedule(START, STEPS, alpha=END / START)
    return [float(schedule(step)) for step in range(LATER + 1)]


def keras():
    import keras

    schedule = keras.optimizers.schedules.CosineDecay(START, STEPS, alpha=END / START)
    return [float(schedule(step)) for step in range(LATER + 1)]


def read(path):
    with open(path, newline="") as file:
        return [float(row[1]) for row in list(csv.reader(file))[1:]]


LIBRARIES = {"lrsched": lrsched, "torch": torch, "pytorch-scheduler": pytorch_scheduler, "optax": optax, "keras": keras}


def report(name, rates):
    errors = [abs(rate - exact(step)) / math.ulp(exact(step)) for step, rate in enumerate(rates[: STEPS + 1])]
    print(f"{name}: at most {max(errors):.3g} ulp, step {LATER}: {rates[LATER]!r}", flush=True)


for name, run in LIBRARIES.items():
    try:
        report(f"{name} {importlib.metadata.version(name)}", run())
    except ImportError as error:
        print(f"{name}: not installed ({error})")
for path in sys.argv[1:]:
    report(path, read(path))
