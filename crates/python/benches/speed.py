"""How fast the package is, beside the alternatives, in one run: `python benches/speed.py`.

Needs NumPy; what needs PyTorch or JAX is left out where they are missing. The figure is the best of several
measurements, because other work on the machine only adds to it.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import math
import platform
import subprocess
import sys
import timeit
from collections.abc import Callable

import numpy as np

import glidepath

MILLION = 1_000_000
PACKAGES = ("glidepath", "numpy", "torch", "jax", "optax")


def best(call: Callable[[], object], number: int = 1, repeat: int = 15) -> float:
    """Seconds for one call."""
    return min(timeit.repeat(call, number=number, repeat=repeat)) / number


def row(what: str, seconds: float, unit: str, beside: str = "") -> None:
    factor = {"ns": 1e9, "us": 1e6, "ms": 1e3}[unit]
    print(f"{what:<52}{seconds * factor:>10.1f} {unit}  {beside}")


def calls() -> None:
    names = {"schedule": glidepath.CosineDecay(0.1, 1000), "math": math}
    pure = "0.1 * (1 + math.cos(math.pi * min(step, 1000) / 1000)) / 2"
    statements = {"schedule(step)": "schedule(step)", "the formula in Python": pure, "math.cos": "math.cos(0.5)"}
    for what, statement in statements.items():
        timer = timeit.Timer(statement, "step = 500", globals=names)
        row(what, min(timer.repeat(number=MILLION, repeat=7)) / MILLION, "ns")


def alternately(calls: dict[str, Callable[[], object]], number: int = 1, rounds: int = 40) -> dict[str, float]:
    """Seconds for one call of each. They take turns, so that other work on the machine meets all of them alike."""
    times = {name: float("inf") for name in calls}
    for _ in range(rounds):
        for name, call in calls.items():
            times[name] = min(times[name], timeit.timeit(call, number=number) / number)
    return times


def arrays() -> None:
    steps = np.arange(MILLION)
    cases = [
        ("cosine", glidepath.CosineDecay(0.1, MILLION), lambda: 0.1 * (1 + np.cos(np.pi * steps / MILLION)) / 2),
        ("exponential", glidepath.ExponentialDecay(0.1, 1000, 0.99), lambda: 0.1 * 0.99 ** (steps / 1000)),
        ("power", glidepath.PolynomialDecay(0.1, MILLION, 0.0, 1.5), lambda: 0.1 * (1 - steps / MILLION) ** 1.5),
    ]
    out = np.empty(MILLION)
    for what, schedule, numpy in cases:
        times = alternately(
            {
                "new": lambda: schedule.rates(MILLION),
                "given": lambda: schedule.rates(MILLION, out=out),
                "numpy": numpy,
            }
        )
        new, given, theirs = times["new"], times["given"], times["numpy"]
        row(f"a million rates, {what}", new, "ms", f"NumPy {theirs * 1e3:.1f} ms: {theirs / new:.2f} times")
        row("  into an array", given, "ms", f"{theirs / given:.2f} times")


def torch_steps() -> None:
    if importlib.util.find_spec("torch") is None:
        return
    import torch
    from torch.optim import lr_scheduler

    from glidepath.torch import GlidepathLR

    def step_of(make: Callable[[torch.optim.Optimizer], lr_scheduler.LRScheduler]) -> Callable[[], object]:
        optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=0.1)
        scheduler = make(optimizer)
        optimizer.step()
        return scheduler.step

    times = alternately(
        {
            "GlidepathLR": step_of(lambda optimizer: GlidepathLR(optimizer, glidepath.CosineDecay(0.1, 1000))),
            "CosineAnnealingLR": step_of(lambda optimizer: lr_scheduler.CosineAnnealingLR(optimizer, 1000)),
            "LambdaLR": step_of(lambda optimizer: lr_scheduler.LambdaLR(optimizer, lambda step: 0.5)),
            "StepLR": step_of(lambda optimizer: lr_scheduler.StepLR(optimizer, 1000)),
        },
        number=2000,
    )
    for name, seconds in times.items():
        row(f"{name}.step()", seconds, "ns")


def optax_updates() -> None:
    if importlib.util.find_spec("optax") is None:
        return
    import jax
    import jax.numpy as jnp
    import optax

    import glidepath.optax

    def update_of(schedule: object) -> float:
        optimizer = optax.sgd(schedule)
        weights = jnp.zeros(10)
        update = jax.jit(optimizer.update)
        state = optimizer.init(weights)
        return best(lambda: jax.block_until_ready(update(weights, state)), number=1000, repeat=7)

    ours = update_of(glidepath.optax.schedule(glidepath.CosineDecay(0.1, 10_000)))
    theirs = update_of(optax.cosine_decay_schedule(0.1, 10_000))
    row("a jitted update of optax", ours, "us", f"optax's own schedule {theirs * 1e6:.1f} us")


def imports() -> None:
    def run(code: str) -> float:
        return best(lambda: subprocess.run([sys.executable, "-c", code], check=True), repeat=10)

    row("import glidepath", run("import glidepath") - run("pass"), "ms")


def versions() -> None:
    found = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES if importlib.util.find_spec(name)]
    print(f"CPython {platform.python_version()}, {', '.join(found)}")


if __name__ == "__main__":
    versions()
    calls()
    arrays()
    torch_steps()
    optax_updates()
    imports()
