"""Writes the type stubs of the classes, `__init__.pyi`, from what the library says of them.

`python scripts/stubs.py` writes the file; a test compares it with the classes.
"""

from __future__ import annotations

import pathlib
import re
from typing import Any

TARGET = pathlib.Path(__file__).resolve().parents[1] / "python/glidepath/__init__.pyi"

HEAD = '''\
# Written by `scripts/stubs.py`.
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, final

from . import keras as keras, optax as optax, torch as torch
from ._functions import diff as diff, plot as plot
from ._glidepath import (
    Difference as Difference,
    Finding as Finding,
    GlidepathError as GlidepathError,
    Imported as Imported,
    Note as Note,
    Plot as Plot,
    Report as Report,
    Written as Written,
    __version__ as __version__,
    check as check,
    formats as formats,
    from_dict as from_dict,
    from_json as from_json,
    read as read,
    read_bytes as read_bytes,
    targets as targets,
)
from ._schedule import Schedule as Schedule

'''

# Constructors beside `__init__`, by the class.
CONSTRUCTORS = {
    "PiecewiseConstantDecay": """\
    @staticmethod
    def from_milestones(
        initial_learning_rate: float, milestones: Iterable[float], gamma: float
    ) -> PiecewiseConstantDecay: ...
""",
}

NOUNS = {
    "number": "float",
    "numbers": "float",
    "schedule": "Schedule",
    "schedules": "Schedule",
    "step": "float",
    "steps": "float",
    "string": "str",
    "true": "bool",
}


def python_type(kind: str, *, parameter: bool) -> str:
    """The type of what a parameter may be, by its words, as `number from 0, or null`."""
    if kind.endswith(", or null"):
        return python_type(kind.removesuffix(", or null"), parameter=parameter) + " | None"
    if kind.startswith("list of "):
        element = python_type(kind.removeprefix("list of "), parameter=parameter)
        return f"Sequence[{element}]" if parameter else f"list[{element}]"
    choices = re.findall(r'"\w+"', kind)
    if "{" in kind:
        return "str | Mapping[str, Any]" if parameter else "str | dict[str, Any]"
    if choices:
        return f"Literal[{', '.join(choices)}]"
    words = kind.split()
    if words[0] == "whole":
        return "int"
    if words[0].isdigit():
        return "float"
    return NOUNS[words[0]]


def class_stub(description: dict[str, Any]) -> str:
    """The stub of one class."""
    arguments = ["self"]
    properties = []
    for parameter in description["parameters"]:
        name, kind = parameter["name"], parameter["kind"]
        default = "" if parameter["required"] else f" = {parameter.get('default')!r}"
        arguments.append(f"{name}: {python_type(kind, parameter=True)}{default}")
        properties.append(f"    @property\n    def {name}(self) -> {python_type(kind, parameter=False)}: ...\n")
    joined = "".join(f"        {argument},\n" for argument in arguments)
    head = f"@final\nclass {description['class_name']}(Schedule):\n"
    constructors = CONSTRUCTORS.get(description["class_name"], "")
    return f"{head}    def __init__(\n{joined}    ) -> None: ...\n{constructors}{''.join(properties)}"


def written(descriptions: list[dict[str, Any]]) -> str:
    """The stubs of all classes."""
    names = sorted(re.findall(r"(\w+) as \1", HEAD.split("from ._functions")[1]))
    names += [description["class_name"] for description in descriptions]
    exported = "__all__ = [\n" + "".join(f'    "{name}",\n' for name in names) + "]\n\n"
    return HEAD + exported + "\n".join(class_stub(description) for description in descriptions)


if __name__ == "__main__":
    from glidepath import _glidepath

    TARGET.write_text(written(_glidepath._descriptions()), encoding="utf-8")
