"""thinc: thinc/schedules.py."""
from mpmath import floor, mpf

from .common import Cases

FRAMEWORK, SOURCE = "thinc", "thinc.schedules"
CASES = Cases()

CASES.add("constant.v1", rate=0.001)(lambda t, rate: rate)


@CASES.add("decaying.v1", base_rate=0.001, decay=0.05, t0=5)
def decaying(t, base_rate, decay, t0):
    return base_rate / (1 + decay * (t + t0))


@CASES.add("constant_then.v1", rate=0.002, steps=20, base_rate=0.001, decay=0.05)
def constant_then(t, rate, steps, base_rate, decay):
    return rate if t < steps else decaying(t, base_rate, decay, 0)


@CASES.add("compounding.v1", start=0.001, stop=0.05, compound=1.05)
def compounding(t, start, stop, compound):
    return min(start * compound ** t, stop)


@CASES.add("compounding.v1, downwards", start=0.05, stop=0.001, compound=0.95)
def compounding_down(t, start, stop, compound):
    return max(start * compound ** t, stop)


@CASES.add("warmup_linear.v1", initial_rate=0.001, warmup_steps=20, total_steps=100)
def warmup_linear(t, initial_rate, warmup_steps, total_steps):
    if t < warmup_steps:
        return initial_rate * t / warmup_steps
    return initial_rate * max(mpf(total_steps - t) / (total_steps - warmup_steps), 0)


@CASES.add("slanted_triangular.v1, up to num_steps", below=100, max_rate=0.01, num_steps=100, cut_frac=0.25, ratio=32)
def slanted_triangular(t, max_rate, num_steps, cut_frac, ratio):
    cut, step = int(num_steps * cut_frac), t + 1
    p = mpf(step) / cut if step < cut else 1 - (step - cut) / (cut * (1 / cut_frac - 1))
    return max_rate * (1 + p * (ratio - 1)) / ratio


@CASES.add("cyclic_triangular.v1", min_lr=0.001, max_lr=0.02, period=15)
def cyclic_triangular(t, min_lr, max_lr, period):
    it = t + 1
    cycle = floor(1 + mpf(it) / (2 * period))
    x = abs(mpf(it) / period - 2 * cycle + 1)
    return min_lr + (max_lr - min_lr) * max(0, 1 - x)
