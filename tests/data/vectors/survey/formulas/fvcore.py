"""fvcore: fvcore/common/param_scheduler.py, and the warmup of detectron2.  Functions of the progress, which is here the
step over `max_iter`, below 1."""
from mpmath import mpf

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "fvcore", "fvcore.common.param_scheduler"
CASES = Cases()
MAX_ITER = 120


def progress(name, **kwargs):
    """A function of the share of the way."""
    def register(schedule):
        CASES.add(name, below=MAX_ITER, max_iter=MAX_ITER, **kwargs)(
            lambda t, max_iter, **kwargs: schedule(mpf(t) / max_iter, **kwargs))
        return schedule
    return register


@progress("ConstantParamScheduler", value=0.02)
def constant(where, value):
    return value


@progress("CosineParamScheduler", start_value=0.02, end_value=0.0003)
def cosine(where, start_value, end_value):
    return end_value + (start_value - end_value) * half_cosine(where)


@progress("ExponentialParamScheduler", start_value=0.02, decay=0.03)
def exponential(where, start_value, decay):
    return start_value * decay ** where


@progress("LinearParamScheduler", start_value=0.02, end_value=0.0003)
def linear(where, start_value, end_value):
    return end_value * where + start_value * (1 - where)


@progress("MultiStepParamScheduler", values=[0.02, 0.002, 0.0003], milestones=[60, 90])
def multi_step(where, values, milestones):
    return values[sum(int(where * MAX_ITER) >= milestone for milestone in milestones)]


@progress("StepParamScheduler", values=[0.02, 0.01, 0.002, 0.0003])
def step(where, values):
    return values[int(where * len(values))]


@progress("StepWithFixedGammaParamScheduler", base_value=0.02, num_decays=3, gamma=0.3)
def step_with_fixed_gamma(where, base_value, num_decays, gamma):
    return base_value * gamma ** int(where * (num_decays + 1))


@progress("PolynomialDecayParamScheduler", base_value=0.02, power=0.9)
def polynomial(where, base_value, power):
    return base_value * (1 - where) ** power


@progress("CompositeParamScheduler, rescaled", value=0.02, end_value=0.0003, lengths=[36, 84])
def composite_rescaled(where, value, end_value, lengths):
    t = where * MAX_ITER
    return value if t < lengths[0] else cosine((t - lengths[0]) / lengths[1], value, end_value)


@progress("CompositeParamScheduler, fixed", start_value=0.02, end_value=0.0003, lengths=[36, 84])
def composite_fixed(where, start_value, end_value, lengths):
    return start_value if where * MAX_ITER < lengths[0] else cosine(where, start_value, end_value)


@progress("detectron2's WarmupParamScheduler", values=[0.02, 0.002, 0.0003], milestones=[60, 90], warmup_factor=0.001,
          warmup_iters=12)
def warmup(where, values, milestones, warmup_factor, warmup_iters):
    t = where * MAX_ITER
    if t < warmup_iters:
        return warmup_factor * values[0] + (values[0] - warmup_factor * values[0]) * t / warmup_iters
    return multi_step(where, values, milestones)
