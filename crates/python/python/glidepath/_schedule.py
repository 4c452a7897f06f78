"""The class that all schedules extend."""

from __future__ import annotations

from . import _glidepath
from ._glidepath import _checked_rate, step_of

# `typing` takes longer to import than all of this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Schedule(_glidepath.Schedule):
    """A learning rate as a function of the step, which is the number of the optimizer's update, counted from 0.

    `schedule(step)` is the rate of a step, `schedule[0:1000]` a NumPy array of rates. A schedule never changes: the
    same step has the same rate, whatever was asked before.

    Extend it for a schedule of your own, whose class defines `__call__(self, step)`. It composes as every other, is
    pickled as every other object, and is saved by the import path of its class and the arguments that it was made of:

    >>> class Halving(Schedule):
    ...     def __init__(self, initial_learning_rate, half_life):
    ...         self.initial_learning_rate = initial_learning_rate
    ...         self.half_life = half_life
    ...
    ...     def __call__(self, step):
    ...         return self.initial_learning_rate * 0.5 ** (step // self.half_life)
    >>> schedule = Halving(0.8, 100).with_warmup(10)
    >>> schedule(5), schedule(110)
    (0.4, 0.4)

    What `__call__` returns must be a finite number from 0 on.
    """

    __slots__ = ()

    # NumPy's numbers leave `number * schedule` to the schedule.
    __array_ufunc__ = None

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if cls._is_final:
            base = next(base.__name__ for base in cls.__mro__[1:] if base.__dict__.get("_is_final"))
            raise TypeError(f"{base} cannot be extended; extend glidepath.Schedule, or compose schedules")
        call = cls.__dict__.get("__call__")
        if call is not None:
            cls.__call__ = _checked(call)  # type: ignore[method-assign]

    _class_name: str | None = None
    _is_final = False

    def get_config(self) -> dict[str, Any]:
        """The parameters as a dictionary, as Keras's `get_config`.

        For a class of your own, these are the arguments that the object was made of.
        """
        arguments = self._arguments
        return super().get_config() if arguments is None else _by_name(type(self), *arguments)

    def _key(self) -> tuple[Any, ...]:
        """What is equal in equal objects of a class of one's own."""
        return _key(type(self), *(self._arguments or ((), {})))

    def _repr_html_(self) -> str:
        import html

        plot = _glidepath._plot([("", self)], 0, None, False, None, (640, 240), None)
        return f"<div><code>{html.escape(repr(self))}</code><br>{plot.svg(inline=True)}</div>"


def _checked(call: Any) -> Any:
    """A `__call__` that gives a rate or raises."""
    import functools

    @functools.wraps(call)
    def __call__(self: Schedule, step: Any) -> float:
        step = step_of(step)
        return _checked_rate(self, step, call(self, step))

    return __call__


def _by_name(cls: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Arguments by the names of their parameters."""
    if not args:
        return dict(kwargs)
    import inspect

    signature = inspect.signature(cls)
    config: dict[str, Any] = {}
    for name, value in signature.bind(*args, **kwargs).arguments.items():
        kind = signature.parameters[name].kind
        if kind is inspect.Parameter.VAR_KEYWORD:
            config.update(value)
        elif kind in (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.POSITIONAL_ONLY):
            raise _glidepath.GlidepathError(
                f"`{cls.__qualname__}` takes `{name}` by position only; define `get_config` and `from_config`"
            )
        else:
            config[name] = value
    return config


def _key(cls: type, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
    """Arguments by name, with the defaults of those that were left out."""
    import inspect

    bound = inspect.signature(cls).bind(*args, **kwargs)
    bound.apply_defaults()
    return tuple(sorted(bound.arguments.items(), key=lambda item: item[0]))
