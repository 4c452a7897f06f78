"""DeePMD-kit: doc/train/learning-rate.md."""
from mpmath import mpf

from .common import Cases, half_cosine, line

FRAMEWORK, SOURCE = "DeePMD-kit", "learning_rate"
CASES = Cases()
RATES = {"start_lr": 0.001, "stop_lr": 1e-6, "warmup_steps": 10, "warmup_start_factor": 0.1, "numb_steps": 110}


def decay(name, **more):
    """Behind the warmup, a function of the steps since."""
    def register(shape):
        @CASES.add(name, **RATES, **more)
        def rate(t, start_lr, stop_lr, warmup_steps, warmup_start_factor, numb_steps, **kwargs):
            if t < warmup_steps:
                return line(t, warmup_steps, warmup_start_factor * start_lr, start_lr)
            length = numb_steps - warmup_steps
            return shape(min(t - warmup_steps, length), length, start_lr, stop_lr, **kwargs)
        return shape
    return register


@decay("exp", decay_steps=20)
def exp(t, length, start, stop, decay_steps):
    return start * (stop / start) ** (mpf(decay_steps) / length * (t // decay_steps))


@decay("exp, smooth", decay_steps=20)
def exp_smooth(t, length, start, stop, decay_steps):
    return start * (stop / start) ** (mpf(t) / length)


@decay("cosine")
def cosine(t, length, start, stop):
    return stop + (start - stop) * half_cosine(mpf(t) / length)


def wsd(name, shape):
    @decay(f"wsd, {name}", wsd_steps=22)
    def rate(t, length, start, stop, wsd_steps):
        return shape(mpf(max(t - (length - wsd_steps), 0)) / wsd_steps, start, stop)


wsd("inverse_linear", lambda u, start, stop: 1 / (u / stop + (1 - u) / start))
wsd("cosine", lambda u, start, stop: stop + (start - stop) * half_cosine(u))
wsd("linear", lambda u, start, stop: start + (stop - start) * u)
