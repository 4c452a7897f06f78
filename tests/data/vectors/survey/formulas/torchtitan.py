"""torchtitan: torchtitan/components/optimizer/lr_scheduler.py, and as it was before 2026."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine

FRAMEWORK, SOURCE = "torchtitan", "torchtitan.components.lr_scheduler"
CASES = Cases()


def wsd(name, shape, one_more, decay_steps=30):
    """Formerly, warmup and decay each had one step more than they have updates."""
    @CASES.add(name, below=100, lr=8e-4, warmup_steps=10, decay_steps=decay_steps, training_steps=100, min_lr_factor=0.1)
    def rate(t, lr, warmup_steps, decay_steps, training_steps, min_lr_factor):
        start = training_steps - decay_steps
        if t < warmup_steps:
            return lr * (t + 1) / (warmup_steps + one_more)
        if t < start:
            return lr
        u = mpf(t + 1 - start) / (decay_steps + one_more)
        return lr * (min_lr_factor + (1 - min_lr_factor) * shape(u))


wsd("WSD, linear", lambda u: 1 - u, 0)
wsd("WSD, sqrt", lambda u: 1 - sqrt(u), 0)
wsd("WSD, cosine", half_cosine, 0)
wsd("linear, without a plateau", lambda u: 1 - u, 0, 90)
wsd("formerly: WSD, sqrt", lambda u: 1 - sqrt(u), 1)
wsd("formerly: linear, without a plateau", lambda u: 1 - u, 1, 90)
