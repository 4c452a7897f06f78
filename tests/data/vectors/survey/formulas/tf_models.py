"""TensorFlow Model Garden: official/modeling/optimization/lr_schedule.py."""
from mpmath import mpf

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "TensorFlow Model Garden", "official.modeling.optimization.lr_schedule"
CASES = Cases()


def exponential(t, initial_learning_rate, decay_steps, decay_rate):
    return initial_learning_rate * decay_rate ** (mpf(t) / decay_steps)


@CASES.add("LinearWarmup", initial_learning_rate=0.1, decay_steps=20, decay_rate=0.8, warmup_steps=15,
           warmup_learning_rate=0.001)
def linear_warmup(t, warmup_steps, warmup_learning_rate, **inner):
    if t < warmup_steps:
        return line(t, warmup_steps, warmup_learning_rate, exponential(warmup_steps, **inner))
    return exponential(t, **inner)


@CASES.add("PolynomialWarmUp", initial_learning_rate=0.1, decay_steps=20, decay_rate=0.8, warmup_steps=15, power=1.5)
def polynomial_warmup(t, warmup_steps, power, **inner):
    if t < warmup_steps:
        return exponential(warmup_steps, **inner) * (mpf(max(t, 1)) / warmup_steps) ** power
    return exponential(t, **inner)


@CASES.add("DirectPowerDecay", initial_learning_rate=0.1, power=-0.5)
def direct_power(t, initial_learning_rate, power):
    return initial_learning_rate * mpf(max(t, 1)) ** power


@CASES.add("PowerAndLinearDecay", initial_learning_rate=0.1, total_decay_steps=100, power=-0.5, linear_decay_fraction=0.25,
           offset=10)
def power_and_linear(t, initial_learning_rate, total_decay_steps, power, linear_decay_fraction, offset):
    rate = direct_power(t - offset, initial_learning_rate, power)
    tail = (total_decay_steps - (t - offset)) / (total_decay_steps * linear_decay_fraction)
    return rate * max(min(tail, 1), 0)


@CASES.add("PowerDecayWithOffset", initial_learning_rate=0.1, power=-0.5, offset=10, pre_offset_learning_rate=0.05)
def power_with_offset(t, initial_learning_rate, power, offset, pre_offset_learning_rate):
    if t <= offset:
        return pre_offset_learning_rate
    return min(direct_power(t - offset, initial_learning_rate, power), pre_offset_learning_rate)


@CASES.add("StepCosineDecayWithOffset, up to the last boundary", below=100, boundaries=[0, 60, 100], values=[0.1, 0.05, 0.01])
def step_cosine(t, boundaries, values):
    index = int(t >= boundaries[1])
    u = mpf(t - boundaries[index]) / (boundaries[index + 1] - boundaries[index])
    return values[index + 1] + (values[index] - values[index + 1]) * half_cosine(u)


def with_offset(name, inner, **kwargs):
    """Behind the offset; before it Keras's formulas go on backwards."""
    case = CASES.add(f"{name}WithOffset, after the offset", offset=10, **kwargs)
    case(lambda t, offset, **kwargs: inner(t - offset, **kwargs))
    CASES[-1].steps = [step for step in CASES[-1].steps if step >= 10]


with_offset("PiecewiseConstantDecay", lambda t, boundaries, values: values[sum(t > boundary for boundary in boundaries)],
            boundaries=[30, 70], values=[0.1, 0.05, 0.01])
with_offset("PolynomialDecay",
            lambda t, initial_learning_rate, decay_steps, end_learning_rate, power: end_learning_rate
            + (initial_learning_rate - end_learning_rate) * (1 - mpf(min(t, decay_steps)) / decay_steps) ** power,
            initial_learning_rate=0.1, decay_steps=80, end_learning_rate=0.001, power=1.5)
with_offset("ExponentialDecay", exponential, initial_learning_rate=0.1, decay_steps=20, decay_rate=0.8)
with_offset("CosineDecay",
            lambda t, initial_learning_rate, decay_steps, alpha: initial_learning_rate
            * ((1 - alpha) * half_cosine(min(mpf(t) / decay_steps, 1)) + alpha),
            initial_learning_rate=0.1, decay_steps=80, alpha=0.1)
