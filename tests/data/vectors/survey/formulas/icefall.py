"""icefall: the Eden of its optim.py."""
from mpmath import mpf

from .common import Cases

FRAMEWORK, SOURCE = "icefall", "optim.Eden"
CASES = Cases()


def falling(x, scale, power):
    return ((mpf(x) ** 2 + mpf(scale) ** 2) / mpf(scale) ** 2) ** power


def warm(t, warmup_batches, warmup_start):
    return 1 if t >= warmup_batches else warmup_start + (1 - warmup_start) * mpf(t) / warmup_batches


@CASES.add("Eden", lr=0.04, lr_batches=75, lr_epochs=3, warmup_batches=30, warmup_start=0.5, batches_per_epoch=20)
def eden(t, lr, lr_batches, lr_epochs, warmup_batches, warmup_start, batches_per_epoch):
    quarter = -mpf(1) / 4
    rate = lr * falling(t, lr_batches, quarter) * falling(t // batches_per_epoch, lr_epochs, quarter)
    return rate * warm(t, warmup_batches, warmup_start)


@CASES.add("Eden2", lr=0.04, lr_batches=75, warmup_batches=30, warmup_start=0.5)
def eden2(t, lr, lr_batches, warmup_batches, warmup_start):
    return lr * falling(t, lr_batches, -mpf(1) / 2) * warm(t, warmup_batches, warmup_start)
