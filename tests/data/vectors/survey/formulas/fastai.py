"""fastai: fastai/callback/schedule.py.  Functions of the progress, which is here the step over `n_iter`."""
from mpmath import mpf

from .common import Cases, half_cosine

FRAMEWORK, SOURCE = "fastai", "fastai.callback.schedule"
CASES = Cases()
N_ITER = 120


def progress(name, **kwargs):
    """A function of the position in the run."""
    def register(schedule):
        CASES.add(name, below=N_ITER + 1, n_iter=N_ITER, **kwargs)(
            lambda t, n_iter, **kwargs: schedule(mpf(t) / n_iter, **kwargs))
        return schedule
    return register


def sched_cos(start, end, pos):
    return end + (start - end) * half_cosine(pos)


@progress("SchedLin", start=0.001, end=0.1)
def sched_lin(pos, start, end):
    return start + pos * (end - start)


progress("SchedCos", start=0.1, end=0.001)(lambda pos, start, end: sched_cos(start, end, pos))
progress("SchedNo", start=0.1)(lambda pos, start: start)
progress("SchedExp", start=0.001, end=0.1)(lambda pos, start, end: start * (end / start) ** pos)
progress("SchedPoly", start=0.1, end=0.001, power=1.7)(lambda pos, start, end, power: start + (end - start) * pos ** power)


@progress("combine_scheds", start=0.001, middle=0.1, end=0.002, pct_steps=[36])
def combine_scheds(pos, start, middle, end, pct_steps):
    pct = mpf(pct_steps[0]) / N_ITER
    return start + (middle - start) * pos / pct if pos < pct else sched_cos(middle, end, (pos - pct) / (1 - pct))


def combined_cos(pos, pct, start, middle, end):
    return sched_cos(start, middle, pos / pct) if pos < pct else sched_cos(middle, end, (pos - pct) / (1 - pct))


@progress("combined_cos", start=0.001, middle=0.1, end=0.002, pct=0.25, pct_steps=[30])
def combined(pos, start, middle, end, pct, pct_steps):
    return combined_cos(pos, pct, start, middle, end)


@progress("fit_one_cycle, the rate", lr_max=0.1, div=25.0, div_final=1e5, pct_start=0.25, pct_steps=[30])
def one_cycle(pos, lr_max, div, div_final, pct_start, pct_steps):
    return combined_cos(pos, pct_start, lr_max / div, lr_max, lr_max / div_final)


@progress("fit_one_cycle, the momentum", moms=[0.95, 0.85, 0.95], pct_start=0.25, pct_steps=[30])
def one_cycle_momentum(pos, moms, pct_start, pct_steps):
    return combined_cos(pos, pct_start, *moms)


@progress("fit_flat_cos", lr=0.1, div_final=1e5, pct_start=0.75, pct_steps=[90])
def flat_cos(pos, lr, div_final, pct_start, pct_steps):
    return combined_cos(pos, pct_start, lr, lr, lr / div_final)


@CASES.add("fit_sgdr", below=140, n_cycles=3, lr_max=0.1, cycle_steps=20, cycle_mult=2)
def sgdr(t, n_cycles, lr_max, cycle_steps, cycle_mult):
    start, length = 0, cycle_steps
    while t >= start + length:
        start, length = start + length, cycle_mult * length
    return lr_max * half_cosine(mpf(t - start) / length)


@CASES.add("fine_tune", below=121, base_lr=0.002, freeze_steps=20, pct_freeze=0.99, steps=100, pct_start=0.3)
def fine_tune(t, base_lr, freeze_steps, pct_freeze, steps, pct_start):
    if t < freeze_steps:
        return combined_cos(mpf(t) / freeze_steps, pct_freeze, base_lr / 25, base_lr, base_lr / mpf(10) ** 5)
    lr = base_lr / 2
    return combined_cos(mpf(t - freeze_steps) / steps, pct_start, lr / 5, lr, lr / mpf(10) ** 5)
