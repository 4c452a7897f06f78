"""The classes of schedules, made of what the library says of them."""

from __future__ import annotations

from . import _glidepath
from ._documentation import DOCUMENTATION
from ._schedule import Schedule

# `typing` takes longer to import than all of this.
TYPE_CHECKING = False
if TYPE_CHECKING:
    import inspect
    from collections.abc import Iterable
    from typing import Any

class _Signature:
    """The signature of a class, or of a call of its objects, made when somebody asks for it."""

    def __init__(self, description: dict[str, Any]) -> None:
        self.description = description

    def __get__(self, instance: Any, owner: type) -> inspect.Signature:
        import inspect

        if instance is not None:
            return inspect.Signature([inspect.Parameter("step", inspect.Parameter.POSITIONAL_ONLY)])
        parameters = [
            inspect.Parameter(
                parameter["name"],
                inspect.Parameter.POSITIONAL_OR_KEYWORD,
                default=inspect.Parameter.empty if parameter["required"] else parameter.get("default"),
            )
            for parameter in self.description["parameters"]
        ]
        return inspect.Signature(parameters)


def _parameter(name: str, documentation: str) -> property:
    def get(self: Schedule) -> Any:
        return self._parameter(name)

    get.__name__ = name
    return property(get, doc=documentation)


def _documentation(description: dict[str, Any]) -> str:
    """What the class does, its formula, and its parameters with their units."""
    lines = [DOCUMENTATION[description["class_name"]], "", "Parameters", "----------"]
    for parameter in description["parameters"]:
        default = "" if parameter["required"] else f", default {parameter.get('default')!r}"
        lines.append(f"{parameter['name']} : {parameter['kind']}{default}")
        lines.append(f"    {parameter['description']}")
    return "\n".join(lines) + "\n"


def _class(description: dict[str, Any]) -> type[Schedule]:
    name = description["class_name"]
    namespace: dict[str, Any] = {
        parameter["name"]: _parameter(parameter["name"], parameter["description"])
        for parameter in description["parameters"]
    }
    namespace |= {
        "__doc__": _documentation(description),
        "__module__": "glidepath",
        "__signature__": _Signature(description),
        "__slots__": (),
        "_class_name": name,
    }
    made: type[Schedule] = type(name, (Schedule,), namespace)
    made._is_final = True
    return made


def _from_milestones(initial_learning_rate: float, milestones: Iterable[float], gamma: float) -> Schedule:
    """Multiplies the rate by `gamma` at each milestone, as PyTorch's `MultiStepLR`: a milestone is the first step of
    the new rate."""
    return _glidepath.from_milestones(initial_learning_rate, milestones, gamma)


CLASSES = {description["class_name"]: _class(description) for description in _glidepath._descriptions()}
CLASSES["PiecewiseConstantDecay"].from_milestones = staticmethod(_from_milestones)  # type: ignore[attr-defined]
