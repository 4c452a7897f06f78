"""Functions of several schedules."""

from __future__ import annotations

from . import _glidepath
from ._glidepath import Difference, GlidepathError, Plot
from ._schedule import Schedule

# `typing` takes longer to import than all of this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from os import PathLike
    from typing import Any, Literal


def plot(
    schedules: Schedule | Mapping[str, Schedule] | Iterable[Schedule],
    steps: int | range | None = None,
    *,
    log: bool = False,
    title: str | None = None,
    size: tuple[int, int] = (720, 400),
    with_log: str | PathLike[str] | Iterable[str | PathLike[str]] | None = None,
    metric: str | None = None,
    log_steps: Literal["updates", "samples", "tokens", "epochs"] = "updates",
    steps_per_epoch: float | None = None,
    tokens_per_step: float | None = None,
    samples_per_step: float | None = None,
) -> Plot:
    """Draws the curve of a schedule, or of several with their labels.

    >>> cosine = glidepath.CosineDecay(0.1, 1000)
    >>> glidepath.plot({"cosine": cosine, "twice as long": cosine.stretched(2)}, steps=2000)
    <glidepath.Plot of cosine, twice as long from step 0 to 2000>

    `.save("lr.svg")` or `.save("lr.png")` writes it into a file, and a notebook shows it. Without `steps` the range is
    one in which the schedules do what they do.

    `with_log` is the path of a log of the run, or a list of paths, which is drawn as well. It is read as by `check`,
    with the same arguments.
    """
    logged = None
    if with_log is not None:
        logged = _glidepath._log(with_log, metric, log_steps, steps_per_epoch, tokens_per_step, samples_per_step)
    if isinstance(schedules, _glidepath.Schedule):
        curves = [("" if logged is None else _label(schedules), schedules)]
    elif hasattr(schedules, "items"):
        curves = [(str(label), schedule) for label, schedule in schedules.items()]
    else:
        curves = [(_label(schedule), schedule) for schedule in schedules]
    first, end, stride = _ends(steps)
    if stride != 1:
        raise GlidepathError(f"`steps` must be a range without gaps, got {steps!r}")
    return _glidepath._plot(curves, first, end, log, title, size, logged)


def diff(
    a: Schedule,
    b: Schedule,
    steps: int | range | None = None,
    *,
    rtol: float = 0.0,
    atol: float = 0.0,
) -> Difference:
    """Compares the rates of two schedules, which differ where they are further apart than `atol + rtol * rate`.

    >>> a = glidepath.CosineDecay(0.1, 1000)
    >>> glidepath.diff(a, a.clamped(0.01))
    <glidepath.Difference at 205 of 1001 steps, at most 0.01 at step 1000>
    >>> bool(glidepath.diff(a, a))
    False

    Without `steps` the range is one in which both do what they do, or further, to where they differ.
    """
    for name, schedule in (("a", a), ("b", b)):
        if not isinstance(schedule, _glidepath.Schedule):
            raise TypeError(f"`{name}` must be a schedule, got {type(schedule).__name__}")
    first, end, stride = _ends(steps)
    if end is None:
        return _glidepath._diff(a, b, None, rtol, atol)
    return _glidepath._diff(a, b, (first, end - 1, stride), rtol, atol)


def _label(schedule: Any) -> str:
    if not isinstance(schedule, _glidepath.Schedule):
        raise TypeError(f"expected a schedule, got {type(schedule).__name__}")
    return getattr(schedule, "name", None) or schedule.class_name


def _ends(steps: Any) -> tuple[int, int | None, int]:
    """The first step, the end, which is not one of the steps, and the distance of the steps."""
    if steps is None:
        return 0, None, 1
    if not isinstance(steps, range):
        steps = range(_glidepath.step_of(steps, "steps"))
    if not steps or steps.step < 0:
        raise GlidepathError(f"`steps` must be a number of steps above 0 or an increasing range, got {steps!r}")
    return steps.start, steps.stop, steps.step
