"""Runs a framework's own code twice: on Python's floats, and on numbers of 60 digits.

The frameworks stay as they are. They find stand-ins of `torch` and `tensorflow` where they import them, and `math` of
60 digits where they ask for a cosine. What comes out of the second run, rounded once, is the nearest double of the
formula that the code stands for; what comes out of the first is what a run computes, but for TensorFlow's 32 bits.

`SOURCES` names the folder with the unpacked packages; README.md says which.
"""

import importlib.util
import json
import math
import os
import pathlib
import sys
import types

import mpmath

mpmath.mp.dps = 60
mpf = mpmath.mpf

SOURCES = pathlib.Path(os.environ.get("SOURCES", "sources"))
FOLDER = pathlib.Path(__file__).resolve().parent.parent


class ExactMath(types.ModuleType):
    """`math` for numbers of 60 digits."""

    pi = mpmath.pi
    inf = float("inf")
    cos, ceil, floor, sqrt, exp = map(
        staticmethod, (mpmath.cos, mpmath.ceil, mpmath.floor, mpmath.sqrt, mpmath.exp)
    )


def of_whole(operation):
    """An operation of whole numbers that stays exact with floats, too."""

    def operate(self, other):
        if isinstance(other, float):
            return operation(mpf(int(self)), mpf(other))
        result = operation(int(self), int(other) if isinstance(other, Whole) else other)
        return Whole(result) if type(result) is int else result

    return operate


class Whole(int):
    """A whole number whose quotients have 60 digits."""

    __add__ = of_whole(lambda one, other: one + other)
    __radd__ = of_whole(lambda one, other: other + one)
    __sub__ = of_whole(lambda one, other: one - other)
    __rsub__ = of_whole(lambda one, other: other - one)
    __mul__ = of_whole(lambda one, other: one * other)
    __rmul__ = of_whole(lambda one, other: other * one)
    __mod__ = of_whole(lambda one, other: one % other)
    __floordiv__ = of_whole(lambda one, other: one // other)
    __truediv__ = of_whole(lambda one, other: mpf(one) / other)
    __rtruediv__ = of_whole(lambda one, other: other / mpf(one))


class ExactFloat(type):
    def __instancecheck__(cls, value):
        return isinstance(value, (float, mpf))


class Float(metaclass=ExactFloat):
    """`float` where numbers have 60 digits."""

    def __new__(cls, value):
        return value if isinstance(value, mpf) else mpf(value)


def lift(value):
    """The same value with numbers that stay exact."""
    if isinstance(value, float):
        return mpf(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Whole(value)
    if isinstance(value, dict):
        return {key: lift(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(map(lift, value))
    return value


def compute_exactly(exact, *modules):
    """Lets modules compute with numbers of 60 digits, or with floats again; also with the defaults of their classes."""
    for module in modules:
        module.math = ExactMath("math") if exact else math
        module.float = Float if exact else float
        classes = [item for item in vars(module).values() if isinstance(item, type)]
        for function in (vars(item).get("__init__") for item in classes):
            if isinstance(function, types.FunctionType) and function.__defaults__:
                given = DEFAULTS.setdefault(function, function.__defaults__)
                function.__defaults__ = lift(given) if exact else given


# The defaults of constructors as the modules have them.
DEFAULTS = {}


def stand_in(name, **attributes):
    """A module under that name."""
    module = types.ModuleType(name)
    vars(module).update(attributes)
    sys.modules[name] = module
    parent, _, own = name.rpartition(".")
    if parent:
        if parent not in sys.modules:
            stand_in(parent)
        setattr(sys.modules[parent], own, module)
    return module


def load(name, path):
    """A file of a framework as the module of that name."""
    spec = importlib.util.spec_from_file_location(name, SOURCES / path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    parent, _, own = name.rpartition(".")
    if parent in sys.modules:
        setattr(sys.modules[parent], own, module)
    spec.loader.exec_module(module)
    return module


def torch_schedulers():
    """`torch.optim.lr_scheduler` over an optimizer that has nothing but parameter groups."""

    class Tensor:
        pass

    class Optimizer:
        def __init__(self, *groups):
            self.param_groups = list(groups)
            self.defaults = groups[0]

        def step(self):
            pass

    stand_in("torch", inf=float("inf"), Tensor=Tensor)
    stand_in("torch.optim")
    stand_in("torch.optim.optimizer", Optimizer=Optimizer, _to_scalar=lambda number: number)
    sys.modules["torch.optim"].Optimizer = Optimizer
    return load("torch.optim.lr_scheduler", "torch/optim/lr_scheduler.py")


def rates_of(optimizer, step, count):
    """The rates of `count` updates of the first group, where `step` is called after each."""
    rates = []
    for _ in range(count):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        step()
    return rates


class Rates:
    """The rates of a function of the step."""

    def __init__(self, function):
        self.function = function

    def __getitem__(self, step):
        return self.function(step)


def sampled(count):
    """All steps of a short run, some of a long one."""
    if count <= 130:
        return list(range(count))
    inner = [count * share // 64 for share in range(64)]
    return sorted({*range(20), *inner, *range(count - 10, count)})


def rates_at(rates, steps):
    return [float(rates[step]) for step in steps]


def case(name, file, language, run, count, options="", **more):
    """A case of which `run(exact, count)` gives the rates of the first `count` updates."""
    steps = sampled(count)
    # One run is over before the other begins: the stand-ins know one kind of numbers at a time.
    runs = {exact: rates_at(run(exact, count), steps) for exact in (False, True)}
    return {
        "name": name,
        "file": file,
        "language": language,
        "options": options,
        "steps": steps,
        "rates": runs[False],
        "exact": runs[True],
        **more,
    }


def refused(name, file, language, error, options=""):
    """A case that must be refused, with these words in the message."""
    return {
        "name": name,
        "file": file,
        "language": language,
        "options": options,
        "refused": True,
        "error": error,
    }


def write(format_name, framework, version, source, how, cases, ulp=1):
    """Writes `<format>.json`, with one case a line."""
    head = {"framework": framework, "version": version, "source": source, "how": how, "ulp": ulp}
    lines = ",\n".join("    " + json.dumps(entry, ensure_ascii=False) for entry in cases)
    text = json.dumps(head, indent=2, ensure_ascii=False)[:-2] + ',\n  "cases": [\n' + lines + "\n  ]\n}\n"
    (FOLDER / f"{format_name}.json").write_text(text, encoding="utf-8")
    for entry in cases:
        print(f"{format_name}: {entry['name']}: {'refused' if entry.get('refused') else largest(entry)}")


def largest(entry):
    """How far the run on floats is from the exact one."""
    pairs = zip(entry.get("rates", []), entry["exact"])
    return max((abs(rate - exact) / (abs(exact) or 1.0) for rate, exact in pairs), default=0.0)
