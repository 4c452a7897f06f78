"""Schedules in JAX and optax: `schedule`, a function of the count that can be traced."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from ._schedule import Schedule
from ._table import table

__all__ = ["schedule"]


def schedule(schedule: Schedule, steps: int | None = None) -> Callable[[Any], jax.Array]:
    """A schedule as optax takes it, as in `optax.adam(glidepath.optax.schedule(…))`.

    The rates are those of the schedule, rounded once to JAX's float (32 bits, or 64 with `jax_enable_x64`). They come
    from a table up to the step from which on the schedule is constant, so that `jit`, `scan` and `vmap` take it. A
    schedule without such a step needs `steps`, the length of the run; after it the rate is NaN. Without `steps` such a
    schedule is asked through `jax.pure_callback`, which is much slower.
    """
    if not isinstance(schedule, Schedule):
        raise TypeError(f"`schedule` must be a glidepath.Schedule, got {type(schedule).__name__}")
    dtype = jnp.result_type(float)
    rates = table(schedule, steps, dtype)
    if rates is None:
        return _callback(schedule, dtype)
    last = len(rates) - 1

    def rate(count: Any) -> jax.Array:
        return jnp.asarray(rates)[jnp.clip(jnp.asarray(count), 0, last)]

    return rate


def _callback(schedule: Schedule, dtype: Any) -> Callable[[Any], jax.Array]:
    def ask(count: Any) -> Any:
        counts = np.asarray(count)
        return schedule[counts.ravel()].astype(dtype).reshape(counts.shape)

    def rate(count: Any) -> jax.Array:
        count = jnp.asarray(count)
        if not isinstance(count, jax.core.Tracer):
            return jnp.asarray(ask(count))
        return jax.pure_callback(ask, jax.ShapeDtypeStruct(count.shape, dtype), count, vmap_method="expand_dims")

    return rate
