"""Schedules as papers give them."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "Papers", "arXiv"
CASES = Cases()


@CASES.add("WSD with an exponential tail (MiniCPM, 2404.06395)", lr=0.01, warmup_steps=10, decay_start=70, half_life=15)
def wsd_exponential(t, lr, warmup_steps, decay_start, half_life):
    return line(t, warmup_steps, 0, lr) if t < decay_start else lr * mpf("0.5") ** (mpf(t - decay_start) / half_life)


def trapezoid(name, shape, end=0.0):
    @CASES.add(name, lr=0.01, end_lr=end, warmup_steps=10, decay_start=70, total_steps=100)
    def rate(t, lr, end_lr, warmup_steps, decay_start, total_steps):
        if t < decay_start:
            return line(t, warmup_steps, 0, lr)
        return shape(min(mpf(t - decay_start) / (total_steps - decay_start), 1), lr, end_lr)


trapezoid("WSD with a harmonic tail (MiniCPM, 2404.06395)", lambda u, lr, end: 1 / (u / end + (1 - u) / lr), end=0.0005)
trapezoid("1-sqrt cooldown (2405.18392)", lambda u, lr, end: lr * (1 - sqrt(u)))
trapezoid("linear cooldown (2405.18392)", lambda u, lr, end: lr * (1 - u))


@CASES.add("REX (2107.04197)", lr=0.01, total_steps=100)
def rex(t, lr, total_steps):
    u = min(mpf(t) / total_steps, 1)
    return lr * (1 - u) / (mpf(1) / 2 + (1 - u) / 2)


@CASES.add("power scheduler (2408.13359)", max_lr=0.02, end_lr=0.0002, a=1.5, b=-0.51, batch_size=2, tokens_per_step=1000,
           warmup_steps=10, decay_start=70, total_steps=100)
def power(t, max_lr, end_lr, a, b, batch_size, tokens_per_step, warmup_steps, decay_start, total_steps):
    def law(t):
        return min(max_lr, batch_size * a * mpf(t * tokens_per_step) ** b)
    if t < warmup_steps:
        return line(t, warmup_steps, 0, law(warmup_steps))
    if t < decay_start:
        return law(t)
    start = law(decay_start)
    return start * (end_lr / start) ** min(mpf(t - decay_start) / (total_steps - decay_start), 1)


@CASES.add("DeepSeek LLM: steps at 80 % and 90 %", lr=4.2e-4, factor=0.316, warmup_steps=10, drops=[80, 90])
def deepseek(t, lr, factor, warmup_steps, drops):
    return line(t, warmup_steps, 0, lr) * factor ** sum(t >= drop for drop in drops)


@CASES.add("DeepSeek V3", lr=2.2e-4, end_lr=2.2e-5, last_lr=7.3e-6, warmup_steps=5, decay_start=60, decay_end=90, last=110)
def deepseek_v3(t, lr, end_lr, last_lr, warmup_steps, decay_start, decay_end, last):
    if t < decay_start:
        return line(t, warmup_steps, 0, lr)
    if t >= last:
        return last_lr
    return end_lr + (lr - end_lr) * half_cosine(min(mpf(t - decay_start) / (decay_end - decay_start), 1))


@CASES.add("Chinchilla (2203.15556)", lr=2e-4, total_steps=100)
def chinchilla(t, lr, total_steps):
    low = lr / 10
    return low + (lr - low) * half_cosine(min(mpf(t) / total_steps, 1))


@CASES.add("SGDR (1608.03983)", lr=0.05, min_lr=0.001, t_0=10, t_mult=2)
def sgdr(t, lr, min_lr, t_0, t_mult):
    while t >= t_0:
        t, t_0 = t - t_0, t_0 * t_mult
    return min_lr + (lr - min_lr) * half_cosine(mpf(t) / t_0)


@CASES.add("k-decay (2004.05909)", lr=0.05, min_lr=0.001, total_steps=100, k=2.0)
def k_decay(t, lr, min_lr, total_steps, k):
    return min_lr + (lr - min_lr) * half_cosine(min(mpf(t) / total_steps, 1) ** k)


@CASES.add("Noam (1706.03762)", model_size=512, warmup_steps=20)
def noam(t, model_size, warmup_steps):
    step = mpf(t + 1)
    return min(1 / sqrt(step), step / mpf(warmup_steps) ** mpf("1.5")) / sqrt(mpf(model_size))


@CASES.add("cyclical rates (1506.01186)", base_lr=0.001, max_lr=0.006, stepsize=20)
def cyclical(t, base_lr, max_lr, stepsize):
    x = abs(mpf(t) / stepsize - 2 * (1 + t // (2 * stepsize)) + 1)
    return base_lr + (max_lr - base_lr) * max(0, 1 - x)


@CASES.add("slanted triangles (1801.06146)", lr=0.01, total_steps=100, cut=10, ratio=32)
def slanted(t, lr, total_steps, cut, ratio):
    t = min(t, total_steps)
    p = mpf(t) / cut if t < cut else 1 - mpf(t - cut) / (total_steps - cut)
    return lr * (1 + p * (ratio - 1)) / ratio
