"""Levanter: src/levanter/optim/config.py, which joins optax's schedules."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "Levanter", "OptimizerConfig.lr_scheduler"
CASES = Cases()


def decay(name, **more):
    """Warmup, plateau, and then a function of the steps since."""
    def register(shape):
        @CASES.add(name, learning_rate=6e-4, min_lr_ratio=0.1, warmup=10, decay=60, num_train_steps=100, **more)
        def rate(t, learning_rate, min_lr_ratio, warmup, decay, num_train_steps, **kwargs):
            start = num_train_steps - decay
            if t < start:
                return line(t, warmup, 0, learning_rate)
            return shape(t - start, decay, learning_rate, min_lr_ratio * learning_rate, **kwargs)
        return shape
    return register


@decay("constant")
def constant(t, length, high, low):
    return high


@decay("cosine")
def cosine(t, length, high, low):
    return low + (high - low) * half_cosine(min(mpf(t) / length, 1))


@decay("linear")
def linear(t, length, high, low):
    return line(t, length, high, low)


@decay("inv_sqrt", timescale=20)
def inv_sqrt(t, length, high, low, timescale):
    return max(high * min(1, 1 / sqrt(mpf(t + 10) / timescale)), low)


@decay("inv")
def inv(t, length, high, low):
    return max(high / ((high / low - 1) * mpf(max(t, 1)) / length + 1), low)


@CASES.add("power", learning_rate=0.5, batch_size=512, seq_length=4096, a=4.6, b=-0.51)
def power(t, learning_rate, batch_size, seq_length, a, b):
    tokens = mpf(max(t, 1)) * batch_size * seq_length
    return min(learning_rate, batch_size * a * tokens ** b)


@CASES.add("cosine, cycles and rewarmup", learning_rate=6e-4, min_lr_ratio=0.1, warmup=10, rewarmup=5, cycles=[60, 120])
def cycles(t, learning_rate, min_lr_ratio, warmup, rewarmup, cycles):
    low = learning_rate * min_lr_ratio
    if t < warmup:
        return line(t, warmup, 0, learning_rate)
    if t < cycles[0]:
        return cosine(t - warmup, cycles[0] - warmup, learning_rate, low)
    own = t - cycles[0]
    if own < rewarmup:
        return line(own, rewarmup, low, learning_rate)
    return cosine(own - rewarmup, cycles[1] - cycles[0] - rewarmup, learning_rate, low)
