"""MXNet: python/mxnet/lr_scheduler.py, asked at one step after the other."""
from mpmath import mpf

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "MXNet", "mxnet.lr_scheduler"
CASES = Cases()
WARMUP = {"base_lr": 0.05, "warmup_begin_lr": 0.001, "warmup_steps": 10}


def scheduler(name, **more):
    """Behind the warmup, a function of the step."""
    def register(decay):
        @CASES.add(name, **WARMUP, **more)
        def rate(t, base_lr, warmup_begin_lr, warmup_steps, **kwargs):
            if t < warmup_steps:
                return line(t, warmup_steps, warmup_begin_lr, base_lr)
            return decay(t, base_lr, warmup_steps, **kwargs)
        return decay
    return register


@scheduler("FactorScheduler", step=15, factor=0.6, stop_factor_lr=0.002)
def factor_scheduler(t, base_lr, w, step, factor, stop_factor_lr):
    return max(base_lr * factor ** (max(t - 1, 0) // step), stop_factor_lr)


@scheduler("MultiFactorScheduler", step=[30, 75], factor=0.6)
def multi_factor(t, base_lr, w, step, factor):
    return base_lr * factor ** sum(t > boundary for boundary in step)


@scheduler("PolyScheduler", max_update=100, pwr=2, final_lr=0.001)
def poly(t, base_lr, w, max_update, pwr, final_lr):
    return final_lr + (base_lr - final_lr) * (1 - mpf(min(t, max_update) - w) / (max_update - w)) ** pwr


@scheduler("CosineScheduler", max_update=100, final_lr=0.001)
def cosine(t, base_lr, w, max_update, final_lr):
    return final_lr + (base_lr - final_lr) * half_cosine(mpf(min(t, max_update) - w) / (max_update - w))


@CASES.add("CosineScheduler, warmup_mode constant", base_lr=0.05, warmup_begin_lr=0.001, warmup_steps=10, max_update=100,
           final_lr=0.002)
def cosine_constant_warmup(t, base_lr, warmup_begin_lr, warmup_steps, max_update, final_lr):
    return warmup_begin_lr if t < warmup_steps else cosine(t, base_lr, warmup_steps, max_update, final_lr)
