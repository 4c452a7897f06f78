"""torchtune: torchtune/training/lr_schedulers.py."""
from mpmath import mpf

from .common import Cases, half_cosine

FRAMEWORK, SOURCE = "torchtune", "get_cosine_schedule_with_warmup"
CASES = Cases()


def cosine(t, lr, num_warmup_steps, num_training_steps, num_cycles):
    if t < num_warmup_steps:
        return lr * t / num_warmup_steps
    u = mpf(t - num_warmup_steps) / (num_training_steps - num_warmup_steps)
    return lr * half_cosine(2 * num_cycles * u)


CASES.add("get_cosine_schedule_with_warmup", lr=2e-5, num_warmup_steps=10, num_training_steps=100, num_cycles=0.5)(cosine)
CASES.add("get_cosine_schedule_with_warmup, num_cycles", lr=2e-5, num_warmup_steps=10, num_training_steps=100,
          num_cycles=1.5)(cosine)
