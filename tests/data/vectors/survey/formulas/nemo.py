"""NVIDIA NeMo: nemo/core/optim/lr_scheduler.py."""
from mpmath import mpf, sqrt

from .common import Cases, half_cosine

FRAMEWORK, SOURCE = "NeMo", "nemo.core.optim.lr_scheduler"
CASES = Cases()
RATES = {"lr": 0.002, "min_lr": 1e-4, "warmup_steps": 10, "max_steps": 100}


def policy(name, **more):
    """The warmup, and the end; a policy is a function of the step between."""
    def register(decay):
        @CASES.add(name, **{**RATES, **more})
        def rate(t, lr, min_lr, warmup_steps, max_steps, **kwargs):
            if t <= warmup_steps:
                return lr * (t + 1) / (warmup_steps + 1)
            if t > max_steps:
                return min_lr
            if "hold_steps" in kwargs:
                hold_end = warmup_steps + kwargs.pop("hold_steps")
                return lr if t < hold_end else decay(t, lr, min_lr, hold_end, max_steps, **kwargs)
            return decay(t, lr, min_lr, warmup_steps, max_steps, **kwargs)
        return decay
    return register


@policy("WarmupPolicy")
def constant(t, high, low, w, end):
    return high


@policy("WarmupHoldPolicy", hold_steps=20)
def hold(t, high, low, w, end):
    return high


@policy("SquareAnnealing")
def square(t, high, low, w, end):
    return max(low, high * (mpf(end - t) / (end - w)) ** 2)


@policy("SquareRootAnnealing")
def square_root(t, high, low, w, end):
    return max(low, high * sqrt(mpf(end - t) / end))


@policy("CosineAnnealing")
def cosine(t, high, low, w, end):
    return low + (high - low) * half_cosine(mpf(t - w) / (end - w))


@CASES.add("CosineAnnealing, constant_steps", **RATES, constant_steps=20)
def cosine_constant(t, lr, min_lr, warmup_steps, max_steps, constant_steps):
    decay_steps = max_steps - constant_steps - warmup_steps
    if t <= warmup_steps:
        return lr * t / warmup_steps
    if t > warmup_steps + decay_steps:
        return min_lr
    return min_lr + (lr - min_lr) * half_cosine(mpf(t - warmup_steps) / decay_steps)


@policy("WarmupAnnealing")
def linear(t, high, low, w, end):
    return low + (1 - mpf(t - w) / (end - w)) * (high - low)


@policy("WarmupHoldAnnealLinear", hold_steps=20)
def hold_linear(t, high, low, hold_end, end):
    return high - (high - low) * mpf(t - hold_end) / (end - hold_end)


@policy("WarmupHoldAnnealOneMinusSquareRoot", hold_steps=20)
def hold_one_minus_square_root(t, high, low, hold_end, end):
    return max(low, high * (1 - sqrt(mpf(t - hold_end) / (end - hold_end))))


@CASES.add("NoamAnnealing", lr=2.0, min_lr=0.01, d_model=512, warmup_steps=10)
def noam(t, lr, min_lr, d_model, warmup_steps):
    step = mpf(max(1, t))
    rate = lr / sqrt(mpf(d_model)) * min(1 / sqrt(step), step / mpf(warmup_steps) ** mpf("1.5"))
    return max(rate, min_lr) if step > warmup_steps else rate


@policy("NoamHoldAnnealing", hold_steps=20, decay_rate=0.75, min_lr=5e-4)
def noam_hold(t, high, low, hold_end, end, decay_rate):
    return max(low, high * mpf(10) ** decay_rate / mpf(t - 20) ** decay_rate)


@policy("InverseSquareRootAnnealing")
def inverse_square_root(t, high, low, w, end):
    return high / sqrt(mpf(t + 1) / (w + 1))


@CASES.add("T5InverseSquareRootAnnealing", constant_steps=20, max_steps=100, min_lr=0.01)
def t5(t, constant_steps, max_steps, min_lr):
    return min_lr if t > max_steps else 1 / sqrt(mpf(max(t, constant_steps)))


@policy("PolynomialDecayAnnealing", power=2.0)
def polynomial(t, high, low, w, end, power):
    return (high - low) * (1 - mpf(t - w) / (end - w)) ** power + low


@policy("PolynomialHoldDecayAnnealing", power=2.0, hold_steps=20)
def polynomial_hold(t, high, low, hold_end, end, power):
    return (high - low) * (1 - mpf(t - hold_end) / (end - hold_end)) ** power + low
