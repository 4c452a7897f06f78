"""mmengine: mmengine/optim/scheduler.  Each alone, where its recursion is this closed form; a window is [begin, end)."""
from mpmath import mpf

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "mmengine", "mmengine.optim.scheduler"
CASES = Cases()


@CASES.add("ConstantLR", lr=0.02, factor=0.3, end=20)
def constant(t, lr, factor, end):
    return lr * factor if t < end - 1 else lr


@CASES.add("LinearLR", lr=0.02, start_factor=0.001, end=50)
def linear(t, lr, start_factor, end):
    return lr * line(t, end - 1, start_factor, 1)


@CASES.add("CosineAnnealingLR", lr=0.02, eta_min=0.001, T_max=50)
def cosine(t, lr, eta_min, T_max):
    return eta_min + (lr - eta_min) * half_cosine(mpf(t) / T_max)


@CASES.add("ExponentialLR, begin and end", lr=0.02, gamma=0.93, begin=10, end=90)
def exponential(t, lr, gamma, begin, end):
    return lr * gamma ** (min(max(t, begin), end - 1) - begin)


@CASES.add("StepLR", lr=0.02, gamma=0.3, step_size=25)
def step(t, lr, gamma, step_size):
    return lr * gamma ** (t // step_size)


@CASES.add("MultiStepLR", lr=0.02, gamma=0.3, milestones=[40, 80])
def multi_step(t, lr, gamma, milestones):
    return lr * gamma ** sum(t >= milestone for milestone in milestones)


@CASES.add("PolyLR", lr=0.02, eta_min=0.001, power=0.9, end=101)
def poly(t, lr, eta_min, power, end):
    return eta_min + (lr - eta_min) * (1 - mpf(min(t, end - 1)) / (end - 1)) ** power


@CASES.add("OneCycleLR", below=100, eta_max=0.02, total_steps=100, pct_start=0.3, div_factor=25.0, final_div_factor=1e4)
def one_cycle(t, eta_max, total_steps, pct_start, div_factor, final_div_factor):
    corner, last = pct_start * total_steps - 1, total_steps - 1
    initial = eta_max / div_factor
    if t <= corner:
        return eta_max + (initial - eta_max) * half_cosine(t / corner)
    low = initial / final_div_factor
    return low + (eta_max - low) * half_cosine((t - corner) / (last - corner))


@CASES.add("CosineRestartLR", below=80, lr=0.02, eta_min=0.001, periods=[30, 50], restart_weights=[1.0, 0.5])
def cosine_restart(t, lr, eta_min, periods, restart_weights):
    index = int(t >= periods[0])
    own = t - index * periods[0]
    return eta_min + (lr * restart_weights[index] - eta_min) * half_cosine(mpf(own) / periods[index])


@CASES.add("LinearLR, then MultiStepLR", lr=0.02, start_factor=0.001, end=50, gamma=0.1, milestones=[60, 90])
def warmup_multi_step(t, lr, start_factor, end, gamma, milestones):
    return linear(t, lr, start_factor, end) * gamma ** sum(t >= milestone for milestone in milestones)
