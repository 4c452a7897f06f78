"""The same schedules in JAX and NumPy. Answers each line that comes in with one measurement of everything, as the Rust
side does: times in nanoseconds as JSON."""

import json
import os
import sys
import time

os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false"
os.environ["JAX_PLATFORMS"] = "cpu"

import jax
import jax.numpy as jnp
import numpy as np

jax.config.update("jax_enable_x64", True)

MILLION = 1_000_000


def schedules(xp):
    """The formulas, with the functions of `xp`. They take steps as doubles."""

    def fall(share):
        return 0.5 * (1 + xp.cos(xp.pi * share))

    def restarts(step):
        turns = step / 1_000
        length = xp.exp2(xp.floor(xp.log2(turns + 1)))
        return 0.1 * fall((turns - (length - 1)) / length)

    def way(start, end, share):
        return end + (start - end) * fall(share)

    def one_cycle(step):
        step = xp.minimum(step, 999_999)
        up, down = way(0.004, 0.1, step / 299_999), way(0.1, 4e-7, (step - 299_999) / 700_000)
        return xp.where(step <= 299_999, up, down)

    def tanh(step):
        share = step / 1e6
        rate = 0.1 + (0.0001 - 0.1) * 0.5 * (1 + xp.tanh(-6 * (1 - share) + 3 * share))
        return xp.where(share >= 1, 0.0001, rate)

    def share(step):
        return xp.minimum(step, 1e6) / 1e6

    def pieces(step):
        rest = xp.where(step <= 600_000, 0.01, xp.where(step <= 900_000, 0.001, 0.0001))
        return xp.where(step <= 300_000, 0.1, rest)

    def with_warmup(step, rest):
        return xp.where(step < 10_000, 0.1 * step / 10_000, rest)

    return {
        "cosine": lambda step: 0.1 * ((1 - 0.1) * fall(share(step)) + 0.1),
        "exponential": lambda step: 0.1 * xp.power(0.96, step / 10_000),
        "power 0.9": lambda step: (0.1 - 0.0001) * xp.power(1 - share(step), 0.9) + 0.0001,
        "warmup + cosine": lambda step: with_warmup(
            step, 0.1 * fall(xp.minimum(step - 10_000, 990_000) / 990_000)
        ),
        "restarts": restarts,
        "one-cycle": one_cycle,
        "linear cosine": lambda step: 0.1 * ((1 - share(step)) * fall(share(step)) + 0.001),
        "inverse time": lambda step: 0.1 / (1 + 0.5 * step / 10_000),
        "inverse square root": lambda step: with_warmup(step, 0.1 * xp.sqrt(10_000 / xp.maximum(step, 1))),
        "tanh": tanh,
        "geometric": lambda step: 0.1 * xp.power(0.0001 / 0.1, share(step)),
        "line": lambda step: (0.1 - 0.0001) * (1 - share(step)) + 0.0001,
        "pieces": pieces,
        "constant": lambda step: xp.full(step.shape, 0.1),
    }


def with_numpy():
    steps = np.arange(MILLION)
    run = lambda schedule: lambda: schedule(steps.astype(np.float64))
    return {name: run(schedule) for name, schedule in schedules(np).items()}


def with_jax():
    steps = jnp.arange(MILLION)

    def run(schedule):
        compiled = jax.jit(lambda steps: schedule(steps.astype(jnp.float64)))
        return lambda: compiled(steps).block_until_ready()

    return {name: run(schedule) for name, schedule in schedules(jnp).items()}


def least(runs, run):
    times = []
    for _ in range(runs):
        start = time.perf_counter_ns()
        run()
        times.append(time.perf_counter_ns() - start)
    return min(times)


def main():
    runs = {"jax": with_jax, "numpy": with_numpy}[sys.argv[1]]()
    for run in runs.values():
        run()
    for _ in sys.stdin:
        print(json.dumps({f"million/{name}": least(5, run) for name, run in runs.items()}), flush=True)


if __name__ == "__main__":
    main()
