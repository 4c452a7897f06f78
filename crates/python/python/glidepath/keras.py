"""Schedules in Keras 3: `Schedule`, a `LearningRateSchedule` that follows any schedule."""

from __future__ import annotations

from typing import Any

import keras
import numpy as np

from ._glidepath import GlidepathError, from_dict
from ._schedule import Schedule as _Schedule
from ._table import table

__all__ = ["Schedule"]


@keras.saving.register_keras_serializable(package="glidepath", name="Schedule")
class Schedule(keras.optimizers.schedules.LearningRateSchedule):
    """Any schedule of glidepath as Keras takes it, as in `keras.optimizers.Adam(glidepath.keras.Schedule(…))`.

    The rates are those of the schedule, rounded once to Keras's float. Compiled code takes them from a table up to the
    step from which on the schedule is constant. A schedule without such a step needs `steps`, the length of the run;
    after it the rate is NaN.

    A model that is saved holds it by name: import `glidepath.keras` before you load it. `glidepath.read` reads the
    schedule from the file.
    """

    def __init__(self, schedule: _Schedule | dict[str, Any], steps: int | None = None, name: str | None = None) -> None:
        if isinstance(schedule, dict):
            schedule = from_dict(schedule)
        if not isinstance(schedule, _Schedule):
            raise TypeError(f"`schedule` must be a glidepath.Schedule, got {type(schedule).__name__}")
        self.schedule = schedule
        self.steps = steps
        self.name = name
        self._dtype = keras.config.floatx()
        rates = table(schedule, steps, self._dtype)
        if rates is None:
            raise GlidepathError(
                f"a {schedule.class_name} has no step from which on it is known to be constant, or a late one; "
                "`steps=` must say how long the run is"
            )
        self._rates: np.ndarray = rates

    def __call__(self, step: Any) -> Any:
        """The rate of a step, which may be a tensor."""
        last = len(self._rates) - 1
        if isinstance(step, (int, np.integer)):
            return float(self._rates[min(int(step), last)])
        step = keras.ops.minimum(keras.ops.cast(step, "int32"), last)
        return keras.ops.take(keras.ops.convert_to_tensor(self._rates), step)

    def get_config(self) -> dict[str, Any]:
        """The schedule by its class and parameters, and the length of the run."""
        return {"schedule": self.schedule.to_dict(), "steps": self.steps, "name": self.name}
