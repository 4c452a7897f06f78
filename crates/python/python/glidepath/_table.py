"""Tables of rates, for frameworks whose compiled code cannot call Python."""

from __future__ import annotations

from typing import Any

import numpy as np

from ._glidepath import GlidepathError, step_of
from ._schedule import Schedule

# The most rates of a table whose length is not given: 16 MiB.
MOST = 1 << 22


def table(schedule: Schedule, steps: int | None, dtype: Any) -> np.ndarray | None:
    """The rates of the steps from 0, each rounded once, of which the last holds for all later steps.

    Without `steps` it ends where the schedule is constant, and is None if it never is, or late. With `steps`, a
    schedule that still moves there has NaN for all later steps: a run that is longer than `steps` must not go on
    at a wrong rate.
    """
    end = schedule.constant_from
    if steps is None:
        if end is None or end >= MOST:
            return None
        rates = schedule.rates(end + 1)
    else:
        steps = step_of(steps, "steps")
        if steps == 0:
            raise GlidepathError("`steps` must be at least 1, got 0")
        if end is not None and end < steps:
            rates = schedule.rates(end + 1)
        else:
            rates = np.append(schedule.rates(steps), np.nan)
    greatest = float(np.nanmax(rates))
    if greatest > float(np.finfo(dtype).max):
        raise GlidepathError(f"a rate of {greatest!r} does not fit into {np.dtype(dtype)}")
    return rates.astype(dtype)
