"""pytorch_optimizer of kozistr: pytorch_optimizer/lr_scheduler."""
from mpmath import cos, mpf, pi, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "pytorch_optimizer", "pytorch_optimizer.lr_scheduler"
CASES = Cases()
WARMUP = {"max_lr": 0.01, "min_lr": 0.0001, "init_lr": 0.001, "warmup_steps": 10, "t_max": 100}


def warmed_up(name, below=131, **more):
    """The warmup; behind it, a function of the steps since."""
    def register(decay):
        @CASES.add(name, below=below, **{**WARMUP, **more})
        def rate(t, max_lr, min_lr, init_lr, warmup_steps, t_max, **kwargs):
            if t <= warmup_steps:
                return line(t, warmup_steps, init_lr, max_lr)
            return decay(t - warmup_steps, t_max - warmup_steps, max_lr, min_lr, **kwargs)
        return decay
    return register


@warmed_up("linear", below=101)
def linear(t, length, high, low):
    return high + (low - high) * mpf(t) / length


@warmed_up("cosine")
def cosine(t, length, high, low):
    return low + (high - low) * half_cosine(mpf(t) / length)


@warmed_up("poly", poly_order=0.5)
def poly(t, length, high, low, poly_order):
    return low + (high - low) * mpf(t) ** poly_order


@warmed_up("exponential", min_lr=0.002, gamma=0.97)
def exponential(t, length, high, low, gamma):
    return max(high * gamma ** t, low)


def warmup_restarts(t, first_cycle_steps, cycle_mult, max_lr, min_lr, warmup_steps, gamma):
    cycle, length = 0, first_cycle_steps
    while t >= length:
        t, cycle, length = t - length, cycle + 1, int((length - warmup_steps) * cycle_mult) + warmup_steps
    high = max_lr * gamma ** cycle
    if t < warmup_steps:
        return min_lr + (high - min_lr) * mpf(t) / warmup_steps
    return min_lr + (high - min_lr) * half_cosine(mpf(t - warmup_steps) / (length - warmup_steps))


CASES.add("cosine_annealing_with_warmup", first_cycle_steps=40, cycle_mult=1, max_lr=0.01, min_lr=0.0001, warmup_steps=8,
          gamma=0.7)(warmup_restarts)
CASES.add("cosine_annealing_with_warmup, cycle_mult", first_cycle_steps=40, cycle_mult=2, max_lr=0.01, min_lr=0.0001,
          warmup_steps=8, gamma=0.7)(warmup_restarts)


@CASES.add("rex", max_lr=0.01, min_lr=0.0001, total_steps=100)
def rex(t, max_lr, min_lr, total_steps):
    u = min(mpf(t) / total_steps, 1)
    return min_lr + (max_lr - min_lr) * (1 - u) / (1 - u / 2)


def wsd(cooldown, shape):
    @CASES.add(f"warmup_stable_decay, {cooldown}", lr=0.01, num_warmup_steps=10, num_stable_steps=50, num_decay_steps=40,
               min_lr_ratio=0.1)
    def rate(t, lr, num_warmup_steps, num_stable_steps, num_decay_steps, min_lr_ratio):
        start = num_warmup_steps + num_stable_steps
        if t < start:
            return lr * line(t, num_warmup_steps, 0, 1)
        if t >= start + num_decay_steps:
            return lr * min_lr_ratio
        return lr * shape(mpf(t - start) / num_decay_steps, min_lr_ratio)


wsd("cosine", lambda u, low: (1 - low) * half_cosine(u) + low)
wsd("1-sqrt", lambda u, low: 1 - sqrt(u))
wsd("1-square", lambda u, low: 1 - u ** 2)
wsd("linear", lambda u, low: 1 - u)


@CASES.add("chebyshev", lr=0.01, num_epochs=9, below=40)
def chebyshev(t, lr, num_epochs):
    order = [0]
    while len(order) < 14:
        order = [index for pair in zip(order, (2 * len(order) - 1 - index for index in order)) for index in pair]
    low, high = mpf(1) / 20, 1
    index = order[min(max(t - 2, 0), 15)]
    return lr / ((high + low) / 2 - (high - low) / 2 * cos(pi * (index + mpf("0.5")) / 16))


@CASES.add("proportion, of cosine", max_lr=0.01, min_lr=0.0001, max_value=2.0, min_value=0.5, init_lr=0.0001,
           warmup_steps=10, t_max=100)
def proportion(t, max_lr, min_lr, max_value, min_value, init_lr, warmup_steps, t_max):
    u = mpf(t - warmup_steps) / (t_max - warmup_steps)
    lr = line(t, warmup_steps, init_lr, max_lr) if t <= warmup_steps else cosine(t - warmup_steps, t_max - warmup_steps, max_lr, min_lr)
    return min_value + (max_value - min_value) * (lr - min_lr) / (max_lr - min_lr)
