"""Axolotl: src/axolotl/utils/schedulers.py."""
from mpmath import mpf

from .common import Cases, half_cosine

FRAMEWORK, SOURCE = "Axolotl", "axolotl.utils.schedulers"
CASES = Cases()
STEPS = {"warmup_steps": 10, "total_steps": 100}


def warmed_up(name, power=1, **more):
    """Behind the warmup, a function of the share of the way."""
    def register(decay):
        @CASES.add(name, lr=2e-5, **STEPS, **more)
        def rate(t, lr, warmup_steps, total_steps, **kwargs):
            if t < warmup_steps:
                return lr * (mpf(t) / warmup_steps) ** power
            return decay(lr, mpf(t - warmup_steps) / (total_steps - warmup_steps), **kwargs)
        return decay
    return register


@CASES.add("rex", lr=2e-5, **STEPS, cosine_min_lr=1e-6, rex_beta=0.9)
def rex(t, lr, warmup_steps, total_steps, cosine_min_lr, rex_beta):
    """Its first update is number 1."""
    if t + 1 <= warmup_steps:
        return lr * (t + 1) / warmup_steps
    z = max(mpf(total_steps - t - 1) / (total_steps - warmup_steps), 0)
    low = cosine_min_lr / lr
    return lr * (low + (1 - low) * z / (1 - rex_beta + rex_beta * z))


@CASES.add("log_sweep", min_lr=1e-6, max_lr=1e-4, num_steps=60)
def log_sweep(t, min_lr, max_lr, num_steps):
    q = (max_lr / min_lr) ** (mpf(1) / (num_steps - 1))
    return min_lr * q ** min(max(t - 1, 0), num_steps - 1)


@warmed_up("cosine, quadratic warmup", power=2)
def quadratic_warmup(lr, u):
    return lr * half_cosine(u)


@warmed_up("cosine_min_lr_ratio", ratio=0.1)
def min_lr_ratio(lr, u, ratio):
    return lr * ((1 - ratio) * half_cosine(u) + ratio)


@CASES.add("cosine_constant_lr_ratio", lr=2e-5, warmup_steps=10, constant_steps=80, min_lr_ratio=0.1)
def constant_lr_ratio(t, lr, warmup_steps, constant_steps, min_lr_ratio):
    if t < warmup_steps:
        return lr * t / warmup_steps
    u = mpf(min(t, constant_steps) - warmup_steps) / (constant_steps - warmup_steps)
    return lr * ((1 - min_lr_ratio) * half_cosine(u) + min_lr_ratio)


@CASES.add("jagged_restart_steps", lr=2e-5, total_steps=120, jagged_restart_steps=40, jagged_restart_warmup_steps=10,
           jagged_restart_anneal_steps=5, min_lr_scale=0.001)
def jagged(t, lr, total_steps, jagged_restart_steps, jagged_restart_warmup_steps, jagged_restart_anneal_steps, min_lr_scale):
    own, left = t % jagged_restart_steps, jagged_restart_steps - t % jagged_restart_steps
    share = mpf(1)
    if t >= jagged_restart_steps and own < jagged_restart_warmup_steps:
        share = mpf(own) / jagged_restart_warmup_steps
    elif left < jagged_restart_anneal_steps:
        share = mpf(left) / jagged_restart_anneal_steps
    inner = lr * half_cosine(min(mpf(t) / total_steps, 1))
    return inner * (share * (1 - min_lr_scale) + min_lr_scale)
