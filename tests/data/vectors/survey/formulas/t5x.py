"""T5X and scenic: factors in a string."""
from mpmath import mpf, sqrt

from .common import Cases

FRAMEWORK, SOURCE = "T5X", "factors"
CASES = Cases()


@CASES.add("constant * linear_warmup * rsqrt_decay", base_learning_rate=0.5, warmup_steps=20)
def factors(t, base_learning_rate, warmup_steps):
    return base_learning_rate * min(1, mpf(t) / warmup_steps) / sqrt(mpf(max(t, warmup_steps)))
