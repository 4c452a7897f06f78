"""Schedules of one's own, in a module that files can refer to."""

from __future__ import annotations

import glidepath


class Halving(glidepath.Schedule):
    """Halves the rate at regular steps."""

    def __init__(self, initial_learning_rate: float, half_life: int = 100) -> None:
        self.initial_learning_rate = initial_learning_rate
        self.half_life = half_life

    def __call__(self, step: int) -> float:
        return self.initial_learning_rate * 0.5 ** (step // self.half_life)


class Around(glidepath.Schedule):
    """Doubles the rate of another schedule."""

    def __init__(self, inner: glidepath.Schedule) -> None:
        self.inner = inner

    def __call__(self, step: int) -> float:
        return 2.0 * self.inner(step)


class Bad(glidepath.Schedule):
    """Returns or raises what it was made of, from step 5 on."""

    def __init__(self, result: object) -> None:
        self.result = result

    def __call__(self, step: int) -> float:
        if step < 5:
            return 0.1
        if isinstance(self.result, Exception):
            raise self.result
        return self.result  # type: ignore[return-value]


class Raising(glidepath.Schedule):
    """Has no rate at any step."""

    def __call__(self, step: int) -> float:
        raise KeyError("no rate")
