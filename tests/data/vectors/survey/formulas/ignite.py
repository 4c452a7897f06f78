"""PyTorch-Ignite: ignite/handlers/param_scheduler.py and state_param_scheduler.py."""
from mpmath import mpf

from .common import Cases, half_cosine

FRAMEWORK, SOURCE = "Ignite", "ignite.handlers.param_scheduler"
CASES = Cases()


def cycles(t, cycle_size, cycle_mult):
    """The number of the cycle, and the share of it that has gone by."""
    number = 0
    while t >= cycle_size:
        t, cycle_size, number = t - cycle_size, int(cycle_size * cycle_mult), number + 1
    return number, mpf(t) / cycle_size


@CASES.add("LinearCyclicalScheduler", start_value=0.1, end_value=0.01, cycle_size=30, start_value_mult=0.8,
           end_value_mult=0.8)
def linear_cyclical(t, start_value, end_value, cycle_size, start_value_mult, end_value_mult):
    number, progress = cycles(t, cycle_size, 1)
    start, end = start_value * start_value_mult ** number, end_value * end_value_mult ** number
    return end + (start - end) * abs(progress - mpf("0.5")) * 2


@CASES.add("CosineAnnealingScheduler", start_value=0.1, end_value=0.01, cycle_size=20, cycle_mult=2, start_value_mult=0.7,
           end_value_mult=0.5)
def cosine_annealing(t, start_value, end_value, cycle_size, cycle_mult, start_value_mult, end_value_mult):
    number, progress = cycles(t, cycle_size, cycle_mult)
    start, end = start_value * start_value_mult ** number, end_value * end_value_mult ** number
    return start + (end - start) * (1 - half_cosine(progress))


@CASES.add("ConcatScheduler", lr=0.1, durations=[40], cycle_size=80, end_value=0.02, second_cycle_size=40)
def concat(t, lr, durations, cycle_size, end_value, second_cycle_size):
    if t < durations[0]:
        return 2 * lr * t / cycle_size
    progress = mpf((t - durations[0]) % second_cycle_size) / second_cycle_size
    return end_value + (lr - end_value) * half_cosine(progress)


@CASES.add("PiecewiseLinear", milestones_values=[[10, 0.5], [20, 0.45], [21, 0.3], [30, 0.1], [90, 0.02]])
def piecewise_linear(t, milestones_values):
    for (start, start_value), (end, end_value) in zip(milestones_values, milestones_values[1:]):
        if t < end:
            return start_value + (end_value - start_value) * mpf(max(t - start, 0)) / (end - start)
    return milestones_values[-1][1]


@CASES.add("create_lr_scheduler_with_warmup", lr=0.1, gamma=0.98, warmup_start_value=0.001, warmup_end_value=0.1,
           warmup_duration=11)
def with_warmup(t, lr, gamma, warmup_start_value, warmup_end_value, warmup_duration):
    if t < warmup_duration:
        return warmup_start_value + (warmup_end_value - warmup_start_value) * mpf(t) / (warmup_duration - 1)
    return lr * gamma ** (t - warmup_duration + 1)


@CASES.add("ExpStateScheduler", initial_value=0.1, gamma=0.97)
def exp_state(t, initial_value, gamma):
    return initial_value * gamma ** t


@CASES.add("StepStateScheduler", initial_value=0.1, gamma=0.7, step_size=15)
def step_state(t, initial_value, gamma, step_size):
    return initial_value * gamma ** (t // step_size)


@CASES.add("MultiStepStateScheduler", initial_value=0.1, gamma=0.7, milestones=[15, 70])
def multi_step_state(t, initial_value, gamma, milestones):
    return initial_value * gamma ** sum(t >= milestone for milestone in milestones)
