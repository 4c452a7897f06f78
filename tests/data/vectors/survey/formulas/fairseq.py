"""fairseq: fairseq/optim/lr_scheduler."""
from mpmath import exp, log, mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "fairseq", "fairseq.optim.lr_scheduler"
CASES = Cases()


def cosine(t, lr, min_lr, warmup_init_lr, warmup_updates, lr_period_updates, t_mult, lr_shrink):
    if t < warmup_updates:
        return line(t, warmup_updates, warmup_init_lr, lr)
    own, length, shrink = t - warmup_updates, lr_period_updates, mpf(1)
    while own >= length:
        own, length, shrink = own - length, length * t_mult, shrink * lr_shrink
    return min_lr * shrink + (lr - min_lr) * shrink * half_cosine(mpf(own) / length)


for name, t_mult in [("cosine", 1), ("cosine, t_mult", 2)]:
    CASES.add(name, lr=5e-4, min_lr=1e-5, warmup_init_lr=1e-7, warmup_updates=10, lr_period_updates=20, t_mult=t_mult,
              lr_shrink=0.7)(cosine)


@CASES.add("inverse_sqrt", lr=5e-4, warmup_init_lr=1e-7, warmup_updates=20)
def inverse_sqrt(t, lr, warmup_init_lr, warmup_updates):
    if t < warmup_updates:
        return line(t, warmup_updates, warmup_init_lr, lr)
    return lr * sqrt(mpf(warmup_updates)) / sqrt(mpf(t))


@CASES.add("polynomial_decay", lr=5e-4, end_learning_rate=1e-5, power=1.5, warmup_updates=10, total_num_update=100)
def polynomial_decay(t, lr, end_learning_rate, power, warmup_updates, total_num_update):
    if t <= warmup_updates:
        return lr * t / warmup_updates
    if t >= total_num_update:
        return end_learning_rate
    left = 1 - mpf(t - warmup_updates) / (total_num_update - warmup_updates)
    return (lr - end_learning_rate) * left ** power + end_learning_rate


@CASES.add("step", lr=5e-4, min_lr=1e-5, warmup_init_lr=1e-5, warmup_updates=10, lr_decay_period=20, lr_decay=0.4)
def step(t, lr, min_lr, warmup_init_lr, warmup_updates, lr_decay_period, lr_decay):
    if t < warmup_updates:
        return line(t, warmup_updates, warmup_init_lr, lr)
    return max(lr * lr_decay ** ((t - warmup_updates) // lr_decay_period), min_lr)


@CASES.add("tri_stage", lr=5e-4, init_lr_scale=0.01, final_lr_scale=0.05, warmup_steps=10, hold_steps=40,
           decay_steps=50)
def tri_stage(t, lr, init_lr_scale, final_lr_scale, warmup_steps, hold_steps, decay_steps):
    if t < warmup_steps:
        return line(t, warmup_steps, init_lr_scale * lr, lr)
    own = min(max(t - warmup_steps - hold_steps, 0), decay_steps)
    return lr * exp(log(final_lr_scale) * own / decay_steps)


def triangular(t, lr, max_lr, lr_period_updates, lr_shrink, shrink_min):
    stepsize = lr_period_updates // 2
    cycle = t // (2 * stepsize)
    low = lr * lr_shrink ** cycle if shrink_min else lr
    x = abs(mpf(t) / stepsize - 2 * (cycle + 1) + 1)
    return low + (max_lr * lr_shrink ** cycle - low) * max(0, 1 - x)


for name, shrink_min in [("triangular", False), ("triangular, shrink_min", True)]:
    CASES.add(name, lr=1e-5, max_lr=5e-4, lr_period_updates=40, lr_shrink=0.7, shrink_min=shrink_min)(triangular)


@CASES.add("manual, update2lr", update2lr=[[1, 5e-4], [20, 2e-4], [50, 1e-5]])
def manual(t, update2lr):
    return [rate for key, rate in update2lr if key <= max(t, 1)][-1]


@CASES.add("manual, epoch2lr", epoch2lr=[5e-4, 2e-4, 2e-4, 1e-5], steps_per_epoch=30)
def manual_epochs(t, epoch2lr, steps_per_epoch):
    return epoch2lr[min(t // steps_per_epoch, 3)]


@CASES.add("fixed", lr=[5e-4, 4e-4, 2e-4], force_anneal=4, lr_shrink=0.1, warmup_updates=10, steps_per_epoch=20)
def fixed(t, lr, force_anneal, lr_shrink, warmup_updates, steps_per_epoch):
    epoch = t // steps_per_epoch + 1
    rate = lr[min(epoch - 1, 2)] if epoch < force_anneal else lr[2] * lr_shrink ** (epoch + 1 - force_anneal)
    return rate * min(1, mpf(t + 1) / warmup_updates)
