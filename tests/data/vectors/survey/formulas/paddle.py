"""PaddlePaddle: python/paddle/optimizer/lr.py."""
from mpmath import ceil, exp, mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "Paddle", "paddle.optimizer.lr"
CASES = Cases()


@CASES.add("NoamDecay", d_model=64, warmup_steps=20, learning_rate=0.5)
def noam(t, d_model, warmup_steps, learning_rate):
    if t == 0:
        return mpf(0)
    return learning_rate / sqrt(mpf(d_model)) * min(1 / sqrt(mpf(t)), t / mpf(warmup_steps) ** mpf("1.5"))


@CASES.add("PiecewiseDecay", boundaries=[30, 60], values=[0.5, 0.2, 0.01])
def piecewise(t, boundaries, values):
    return values[sum(t >= boundary for boundary in boundaries)]


CASES.add("NaturalExpDecay", learning_rate=0.5, gamma=0.0625)(lambda t, learning_rate, gamma: learning_rate * exp(-gamma * t))
CASES.add("InverseTimeDecay", learning_rate=0.5, gamma=0.1)(lambda t, learning_rate, gamma: learning_rate / (1 + gamma * t))


def polynomial(t, learning_rate, decay_steps, end_lr, power, cycle):
    if cycle:
        decay_steps *= max(int(ceil(mpf(t) / decay_steps)), 1)
    u = mpf(min(t, decay_steps)) / decay_steps
    return (learning_rate - end_lr) * (1 - u) ** power + end_lr


for name, cycle in [("PolynomialDecay", False), ("PolynomialDecay, cycle", True)]:
    CASES.add(name, learning_rate=0.5, decay_steps=40, end_lr=0.01, power=1.5, cycle=cycle)(polynomial)


@CASES.add("LinearWarmup", learning_rate=0.5, gamma=0.95, warmup_steps=20, start_lr=0.01, end_lr=0.4)
def linear_warmup(t, learning_rate, gamma, warmup_steps, start_lr, end_lr):
    return line(t, warmup_steps, start_lr, end_lr) if t < warmup_steps else learning_rate * gamma ** (t - warmup_steps)


CASES.add("ExponentialDecay", learning_rate=0.5, gamma=0.95)(lambda t, learning_rate, gamma: learning_rate * gamma ** t)
CASES.add("MultiStepDecay", learning_rate=0.5, milestones=[30, 50], gamma=0.8)(
    lambda t, learning_rate, milestones, gamma: learning_rate * gamma ** sum(t >= milestone for milestone in milestones))
CASES.add("StepDecay", learning_rate=0.5, step_size=25, gamma=0.8)(
    lambda t, learning_rate, step_size, gamma: learning_rate * gamma ** (t // step_size))


@CASES.add("CosineAnnealingDecay", learning_rate=0.5, T_max=40, eta_min=0.01)
def cosine(t, learning_rate, T_max, eta_min):
    return eta_min + (learning_rate - eta_min) * half_cosine(mpf(t) / T_max)


@CASES.add("CosineAnnealingWarmRestarts", learning_rate=0.5, T_0=15, T_mult=2, eta_min=0.01)
def warm_restarts(t, learning_rate, T_0, T_mult, eta_min):
    while t >= T_0:
        t, T_0 = t - T_0, T_0 * T_mult
    return eta_min + (learning_rate - eta_min) * half_cosine(mpf(t) / T_0)


@CASES.add("OneCycleLR", below=100, max_learning_rate=0.5, total_steps=100, divide_factor=25.0, end_learning_rate=0.0001,
           phase_pct=0.3)
def one_cycle(t, max_learning_rate, total_steps, divide_factor, end_learning_rate, phase_pct):
    corner, last = phase_pct * total_steps - 1, total_steps - 1
    if t <= corner:
        initial = max_learning_rate / divide_factor
        return max_learning_rate + (initial - max_learning_rate) * half_cosine(t / corner)
    return end_learning_rate + (max_learning_rate - end_learning_rate) * half_cosine((t - corner) / (last - corner))


@CASES.add("CyclicLR", base_learning_rate=0.1, max_learning_rate=0.5, step_size_up=15, step_size_down=5)
def cyclic(t, base_learning_rate, max_learning_rate, step_size_up, step_size_down):
    own = t % (step_size_up + step_size_down)
    height = mpf(own) / step_size_up if own <= step_size_up else mpf(step_size_up + step_size_down - own) / step_size_down
    return base_learning_rate + (max_learning_rate - base_learning_rate) * height


@CASES.add("LinearLR", learning_rate=0.5, total_steps=30, start_factor=0.3, end_factor=1.0)
def linear(t, learning_rate, total_steps, start_factor, end_factor):
    return learning_rate * line(t, total_steps, start_factor, end_factor)
