"""OLMo-core: src/olmo_core/optim/scheduler.py."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "OLMo-core", "olmo_core.optim.scheduler"
CASES = Cases()
WARMUP = {"lr": 4e-4, "warmup_steps": 10, "warmup_min_lr": 1e-6}

CASES.add("ConstantScheduler", lr=4e-4)(lambda t, lr: lr)


@CASES.add("ConstantWithWarmup", **WARMUP)
def constant(t, lr, warmup_steps, warmup_min_lr):
    return line(t, warmup_steps, warmup_min_lr, lr)


@CASES.add("WSD", below=101, **WARMUP, max_steps=100, decay_steps=30, decay_min_lr=1e-5)
def wsd(t, lr, warmup_steps, warmup_min_lr, max_steps, decay_steps, decay_min_lr):
    if t < max_steps - decay_steps:
        return line(t, warmup_steps, warmup_min_lr, lr)
    return line(t - (max_steps - decay_steps), decay_steps, lr, decay_min_lr)


def warmed_up(name, below=131, **more):
    """Behind the warmup, a function of the step."""
    def register(decay):
        @CASES.add(name, below=below, **WARMUP, **more)
        def rate(t, lr, warmup_steps, warmup_min_lr, **kwargs):
            if t < warmup_steps:
                return line(t, warmup_steps, warmup_min_lr, lr)
            return decay(t, lr, warmup_steps, **kwargs)
        return decay
    return register


@warmed_up("LinearWithWarmup", t_max=100, alpha_f=0.1)
def linear(t, lr, w, t_max, alpha_f):
    return lr - lr * (1 - alpha_f) * min(mpf(t - w) / (t_max - w), 1)


@warmed_up("InvSqrtWithWarmup", alpha_f=0.1)
def inv_sqrt(t, lr, w, alpha_f):
    return lr * (alpha_f + (1 - alpha_f) * sqrt(mpf(w) / t))


@warmed_up("CosWithWarmup", t_max=100, alpha_f=0.1)
def cos_with_warmup(t, lr, w, t_max, alpha_f):
    return lr * (alpha_f + (1 - alpha_f) * half_cosine(min(mpf(t - w) / (t_max - w), 1)))


@warmed_up("CosWithWarmupAndLinearDecay", below=101, t_max=100, alpha_f=0.1, decay_steps=20, decay_min_lr=1e-6)
def cos_and_linear(t, lr, w, t_max, alpha_f, decay_steps, decay_min_lr):
    start = t_max - decay_steps
    if t < start:
        return cos_with_warmup(t, lr, w, t_max, alpha_f)
    return line(t - start, decay_steps, cos_with_warmup(start, lr, w, t_max, alpha_f), decay_min_lr)


@CASES.add("SequentialScheduler", below=101, lr=4e-4, warmup_steps=10, t_max=60, schedulers_max_steps=[60], decay_steps=40, alpha_f=0.1)
def sequential(t, lr, warmup_steps, t_max, schedulers_max_steps, decay_steps, alpha_f):
    if t <= t_max:
        return lr * t / warmup_steps if t < warmup_steps else cos_with_warmup(t, lr, warmup_steps, t_max, alpha_f)
    start = lr * alpha_f
    return line(t - t_max, decay_steps, start, start * alpha_f)
