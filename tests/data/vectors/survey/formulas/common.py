"""What the formulas share."""
from mpmath import cos, mp, mpf, pi

mp.dps = 60

END = 131


def to_double(x):
    """The nearest double, ties to even (also of subnormals)."""
    sign, mantissa, exponent, _ = mpf(x)._mpf_
    mantissa = int(mantissa)
    value = float(mantissa << exponent) if exponent >= 0 else mantissa / (1 << -exponent)
    return -value if sign else value


def exact(value):
    """The doubles in a configuration as exact numbers; integers and all else as they are."""
    if isinstance(value, float):
        return mpf(value)
    if isinstance(value, list):
        return [exact(element) for element in value]
    return value


def integers(value):
    """Every integer in a configuration is a step where something may change."""
    if isinstance(value, int) and not isinstance(value, bool):
        yield value
    elif isinstance(value, list):
        for element in value:
            yield from integers(element)


class Case:
    def __init__(self, name, formula, below, kwargs):
        self.name, self.formula, self.kwargs = name, formula, kwargs
        marks = [mark + near for value in kwargs.values() for mark in integers(value) for near in (-1, 0, 1)]
        self.steps = sorted(step for step in {*range(0, END, 3), 1, 2, *marks} if 0 <= step < below)

    def at(self, step):
        return self.formula(step, **{key: exact(value) for key, value in self.kwargs.items()})


class Cases(list):
    """The cases of a framework; `add` is a decorator of the formula."""

    def add(self, name, below=END, **kwargs):
        def register(formula):
            self.append(Case(name, formula, below, kwargs))
            return formula
        return register


def half_cosine(u):
    """From 1 to 0."""
    return (1 + cos(pi * u)) / 2


def line(t, steps, start, end):
    """From `start` to `end` in so many steps, and there it stays."""
    return start + (end - start) * mpf(min(t, steps)) / steps
