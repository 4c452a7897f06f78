"""MosaicML Composer: composer/optim/scheduler.py.  Multipliers, here of lr; all times are steps, the ratio that scales the
schedule is 1."""
from mpmath import mpf

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "Composer", "composer.optim.scheduler"
CASES = Cases()


@CASES.add("StepScheduler", lr=0.02, step_size=30, gamma=0.1)
def step(t, lr, step_size, gamma):
    return lr * gamma ** (t // step_size)


@CASES.add("MultiStepScheduler", lr=0.02, milestones=[30, 75], gamma=0.1)
def multi_step(t, lr, milestones, gamma):
    return lr * gamma ** sum(t >= milestone for milestone in milestones)


@CASES.add("ConstantScheduler", lr=0.02, alpha=0.3, t_max=50)
def constant(t, lr, alpha, t_max):
    return lr * alpha if t < t_max else lr


@CASES.add("LinearScheduler", lr=0.02, alpha_i=1.0, alpha_f=0.1, t_max=100)
def linear(t, lr, alpha_i, alpha_f, t_max):
    return lr * line(t, t_max, alpha_i, alpha_f)


@CASES.add("ExponentialScheduler", lr=0.02, gamma=0.9, decay_period=7)
def exponential(t, lr, gamma, decay_period):
    return lr * gamma ** (mpf(t) / decay_period)


@CASES.add("CosineAnnealingScheduler", lr=0.02, t_max=100, alpha_f=0.1)
def cosine(t, lr, t_max, alpha_f):
    return lr * (alpha_f + (1 - alpha_f) * half_cosine(min(mpf(t) / t_max, 1)))


def warm_restarts(t, lr, t_0, t_mult, alpha_f):
    start, length = 0, t_0
    while t >= start + length:
        start, length = start + length, int(t_mult * length)
    return lr * (alpha_f + (1 - alpha_f) * half_cosine(mpf(t - start) / length))


CASES.add("CosineAnnealingWarmRestartsScheduler", lr=0.02, t_0=20, t_mult=2.0, alpha_f=0.1)(warm_restarts)
CASES.add("CosineAnnealingWarmRestartsScheduler, intervals cut to 20, 31, 48, 74", lr=0.02, t_0=20, t_mult=1.55,
          alpha_f=0.1)(warm_restarts)


@CASES.add("PolynomialScheduler", lr=0.02, power=2.5, t_max=100, alpha_f=0.1)
def polynomial(t, lr, power, t_max, alpha_f):
    return lr * (alpha_f + (1 - alpha_f) * (1 - min(mpf(t) / t_max, 1)) ** power)


@CASES.add("MultiStepWithWarmupScheduler", lr=0.02, t_warmup=10, milestones=[30, 75], gamma=0.1)
def multi_step_warmup(t, lr, t_warmup, milestones, gamma):
    return lr * t / t_warmup if t < t_warmup else multi_step(t, lr, milestones, gamma)


@CASES.add("ConstantWithWarmupScheduler", lr=0.02, t_warmup=10, alpha=0.5)
def constant_warmup(t, lr, t_warmup, alpha):
    return lr * line(t, t_warmup, 0, alpha)


def after_warmup(name, shape, **more):
    @CASES.add(name, lr=0.02, t_warmup=10, t_max=100, alpha_f=0.1, **more)
    def rate(t, lr, t_warmup, t_max, alpha_f, **kwargs):
        if t < t_warmup:
            return lr * t / t_warmup
        u = min(mpf(t - t_warmup) / (t_max - t_warmup), 1)
        return lr * (alpha_f + (1 - alpha_f) * shape(u, **kwargs))


after_warmup("LinearWithWarmupScheduler", lambda u: 1 - u)
after_warmup("CosineAnnealingWithWarmupScheduler", half_cosine)
after_warmup("PolynomialWithWarmupScheduler", lambda u, power: (1 - u) ** power, power=2.5)
