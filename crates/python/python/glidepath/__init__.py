"""Learning-rate schedules as plain data: any step at any time, in PyTorch, Keras, JAX and the Trainer.

>>> import glidepath
>>> schedule = glidepath.CosineDecay(0.1, 1000).with_warmup(100)
>>> schedule(50), schedule(600)
(0.05, 0.05)
>>> schedule[0:300:100]
array([0.        , 0.1       , 0.09755283])

A schedule is a function from the step, which is the number of the optimizer's update counted from 0, to the learning
rate. `glidepath.torch`, `glidepath.keras` and `glidepath.optax` put it where the framework takes one, and
`glidepath.read` reads the files of other programs.
"""

from ._classes import CLASSES as _CLASSES
from ._glidepath import (
    Difference,
    Finding,
    GlidepathError,
    Imported,
    Note,
    Plot,
    Report,
    Written,
    __version__,
    check,
    formats,
    from_dict,
    from_json,
    read,
    read_bytes,
    targets,
)
from ._functions import diff, plot
from ._schedule import Schedule

globals().update(_CLASSES)

__all__ = [
    "Difference",
    "Finding",
    "GlidepathError",
    "Imported",
    "Note",
    "Plot",
    "Report",
    "Schedule",
    "Written",
    "__version__",
    "check",
    "diff",
    "formats",
    "from_dict",
    "from_json",
    "plot",
    "read",
    "read_bytes",
    "targets",
    *_CLASSES,
]


# The modules that need a framework, which is imported with them.
_FRAMEWORKS = ("keras", "optax", "torch")


def __getattr__(name: str) -> object:
    if name in _FRAMEWORKS:
        import importlib

        return importlib.import_module(f".{name}", __name__)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, *_FRAMEWORKS])
