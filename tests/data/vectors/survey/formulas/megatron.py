"""Megatron-LM: megatron/core/optimizer_param_scheduler.py."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "Megatron-LM", "OptimizerParamScheduler"
CASES = Cases()
RATES = {"init_lr": 1e-5, "max_lr": 3e-4, "min_lr": 3e-5, "lr_warmup_steps": 10, "lr_decay_steps": 100}


def style(name, **more):
    """Behind the warmup, and up to the end; a style is a function of the step, the peak, and the rest."""
    def register(decay):
        @CASES.add(name, **{**RATES, **more})
        def rate(t, init_lr, max_lr, min_lr, lr_warmup_steps, lr_decay_steps, **kwargs):
            if t <= lr_warmup_steps:
                return line(t, lr_warmup_steps, init_lr, max_lr)
            if name != "constant" and t > lr_decay_steps:
                return min_lr
            return decay(t, max_lr, min_lr, lr_warmup_steps, lr_decay_steps, **kwargs)
        return decay
    return register


@style("constant")
def constant(t, high, low, w, end):
    return high


@style("linear")
def linear(t, high, low, w, end):
    return low + (high - low) * (1 - mpf(t - w) / (end - w))


@style("cosine")
def cosine(t, high, low, w, end):
    return low + (high - low) * half_cosine(mpf(t - w) / (end - w))


@style("inverse-square-root", min_lr=1e-4)
def inverse_square_root(t, high, low, w, end):
    return max(low, high * sqrt(mpf(w)) / sqrt(mpf(t)))


def wsd(name, shape):
    @style(f"WSD, {name}", wsd_decay_steps=30)
    def decay(t, high, low, w, end, wsd_decay_steps):
        start = end - wsd_decay_steps
        return high if t <= start else low + (high - low) * shape(mpf(t - start) / wsd_decay_steps)


wsd("linear", lambda r: 1 - r)
wsd("cosine", half_cosine)
wsd("exponential", lambda r: 2 * mpf("0.5") ** r - 1)
wsd("minus_sqrt", lambda r: 1 - sqrt(r))


@CASES.add("weight decay, linear", start_wd=0.01, end_wd=0.1, wd_incr_steps=100)
def weight_decay_linear(t, start_wd, end_wd, wd_incr_steps):
    return line(t, wd_incr_steps, start_wd, end_wd)


@CASES.add("weight decay, cosine", start_wd=0.01, end_wd=0.1, wd_incr_steps=100)
def weight_decay_cosine(t, start_wd, end_wd, wd_incr_steps):
    return start_wd + (end_wd - start_wd) * half_cosine(1 - mpf(min(t, wd_incr_steps)) / wd_incr_steps)
