#!/usr/bin/env python3
"""Holds schedulers of several parameter groups, converted from PyTorch for PyTorch, against the ones that were saved.

Each is saved after some steps, converted, built from the lines of Python, and both go on to step 59. Needs PyTorch.

    cargo build --release
    python tests/frameworks/torch_groups.py

Exit code 0: all rates are right; 1: some are not.
"""

import argparse
import sys
import tempfile
import warnings
from pathlib import Path

import torch
from torch.optim import lr_scheduler as schedulers
from torch.optim.swa_utils import SWALR

from program import Program, find_glidepath

LAST_STEP = 59
# In rates of at most 0.5.
ALLOWED = 1e-12
RATES = [0.1, 0.02, 0.3]

MAKERS = {
    "StepLR": lambda o: schedulers.StepLR(o, 5, 0.5),
    "MultiStepLR": lambda o: schedulers.MultiStepLR(o, [3, 9, 9, 20], 0.3),
    "ConstantLR": lambda o: schedulers.ConstantLR(o, 0.25, 10),
    "LinearLR": lambda o: schedulers.LinearLR(o, 0.1, 0.7, 12),
    "ExponentialLR": lambda o: schedulers.ExponentialLR(o, 0.9),
    "PolynomialLR": lambda o: schedulers.PolynomialLR(o, 15, 2.0),
    "CosineAnnealingLR": lambda o: schedulers.CosineAnnealingLR(o, 12, eta_min=0.001),
    "CosineAnnealingLR, one group constant": lambda o: schedulers.CosineAnnealingLR(o, 12, eta_min=0.02),
    "CosineAnnealingWarmRestarts": lambda o: schedulers.CosineAnnealingWarmRestarts(o, 5, 2, eta_min=0.003),
    "OneCycleLR, a list": lambda o: schedulers.OneCycleLR(o, max_lr=[0.5, 0.05, 0.1], total_steps=60),
    "OneCycleLR, a number": lambda o: schedulers.OneCycleLR(o, max_lr=0.5, total_steps=60, three_phase=True),
    "CyclicLR, lists": lambda o: schedulers.CyclicLR(
        o, base_lr=[0.01, 0.02, 0.03], max_lr=[0.1, 0.5, 0.2], step_size_up=6, mode="triangular2"
    ),
    "CyclicLR, a number": lambda o: schedulers.CyclicLR(
        o, base_lr=0.01, max_lr=0.5, step_size_up=6, step_size_down=3, mode="exp_range", gamma=0.98
    ),
    "SequentialLR": lambda o: schedulers.SequentialLR(
        o, [schedulers.LinearLR(o, 0.1, 1.0, 5), schedulers.CosineAnnealingLR(o, 20)], [5]
    ),
    "ChainedScheduler": lambda o: schedulers.ChainedScheduler(
        [schedulers.ConstantLR(o, 0.1, 5), schedulers.ExponentialLR(o, 0.9)], optimizer=o
    ),
    "SWALR": lambda o: SWALR(o, swa_lr=[0.05, 0.3, 0.2], anneal_epochs=10),
}


def parameters():
    return [torch.nn.Parameter(torch.zeros(1))]


def saved(make, step, folder):
    """A scheduler after so many steps, its optimizer, and the file with both."""
    optimizer = torch.optim.SGD([{"params": parameters(), "lr": rate} for rate in RATES], lr=1.0, momentum=0.9)
    scheduler = make(optimizer)
    for _ in range(step):
        optimizer.step()
        scheduler.step()
    path = Path(folder) / "checkpoint.pt"
    torch.save({"optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}, path)
    return optimizer, scheduler, path


def error(make, step, program, folder):
    """The class that was written, and the largest error of all steps and groups that are left."""
    *want, path = saved(make, step, folder)
    lines, _ = program.convert(path, "torch-python")
    names = {"parameter_groups": [parameters() for _ in RATES]}
    exec(lines, names)
    got = names["optimizer"], names["scheduler"]
    largest = 0.0
    for _ in range(step, LAST_STEP):
        rates = [[group["lr"] for group in optimizer.param_groups] for optimizer, _ in (want, got)]
        largest = max(largest, *(abs(a - b) for a, b in zip(*rates)))
        for optimizer, scheduler in (want, got):
            optimizer.step()
            scheduler.step()
    return type(got[1]).__name__, largest


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--glidepath", help="the program")
    program = Program(find_glidepath(parser.parse_args().glidepath))
    warnings.simplefilter("ignore")
    wrong = 0
    with tempfile.TemporaryDirectory() as folder:
        for name, make in MAKERS.items():
            for step in (0, 1, 7, 30):
                written, largest = error(make, step, program, folder)
                wrong += largest > ALLOWED
                print(f"{name}, after {step} steps: {written}, {largest:.1e}")
    print(f"{wrong} wrong")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
