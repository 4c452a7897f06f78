"""Schedules that a class of Python defines."""

from __future__ import annotations

import copy
import json
import pickle
import sys

import custom_schedules
import numpy as np
import pytest
from custom_schedules import Around, Bad, Halving, Raising

import glidepath as g


def test_it_is_called_as_every_other() -> None:
    schedule = Halving(0.8)
    assert schedule(0) == 0.8 and schedule(np.int64(100)) == 0.4 and schedule(200.0) == 0.2
    assert schedule[0:300:100].tolist() == [0.8, 0.4, 0.2]
    assert schedule.rates(300, out=np.empty(300))[299] == 0.2
    assert schedule[[0, 100]].tolist() == [0.8, 0.4]
    assert repr(schedule) == "Halving(0.8)"
    assert schedule.class_name == "Halving"
    assert schedule.constant_from is None


def test_it_composes() -> None:
    schedule = (Halving(0.8).with_warmup(10) * 0.5 + g.Constant(0.1)).clamped(max=0.45)
    assert schedule(5) == 0.30000000000000004
    assert schedule(10) == 0.45
    assert schedule(110) == 0.30000000000000004
    assert schedule.rates(200)[110] == schedule(110)
    assert g.Sequential([Halving(0.8), g.Constant(0.1)], [100]).schedules[0] is not None
    assert repr(g.Scaled(Halving(0.8, half_life=5), 0.5)) == "Scaled(schedule=Halving(0.8, half_life=5), factor=0.5)"


def test_the_object_itself_is_a_part() -> None:
    inner = Halving(0.8)
    composed = g.Sequential([g.Constant(0.1), inner.scaled(0.5)], [10])
    assert composed.schedules[1].schedule is inner
    inner.half_life = 1  # the author's own responsibility
    assert composed(11) == 0.2


def test_deep_compositions() -> None:
    schedule: g.Schedule = Halving(0.8)
    for _ in range(14):
        schedule = g.Stretched(schedule, 1.0)
    assert schedule(100) == 0.4
    assert g.from_json(schedule.to_json()) == schedule


def test_equality_hash_copies_pickle() -> None:
    schedule = Halving(0.8, half_life=7)
    for again in (copy.copy(schedule), copy.deepcopy(schedule), pickle.loads(pickle.dumps(schedule))):
        assert again == schedule and hash(again) == hash(schedule) and again is not schedule
        assert again(7) == 0.4
    assert Halving(0.8) == Halving(initial_learning_rate=0.8, half_life=100)
    assert schedule != Halving(0.8, half_life=8) and schedule != g.Constant(0.8)
    composed = g.Constant(0.1).then(5, schedule) * Around(schedule)
    for again in (copy.deepcopy(composed), pickle.loads(pickle.dumps(composed)), g.from_json(composed.to_json())):
        assert again == composed and hash(again) == hash(composed)
        assert np.array_equal(again[0:50], composed[0:50])


def test_it_is_saved_by_its_import_path() -> None:
    schedule = Halving(0.8, half_life=7)
    assert schedule.get_config() == {"initial_learning_rate": 0.8, "half_life": 7}
    assert schedule.to_dict() == {
        "class_name": "PythonSchedule",
        "config": {
            "import_path": "custom_schedules:Halving",
            "config": {"initial_learning_rate": 0.8, "half_life": 7},
        },
    }
    assert g.from_dict(schedule.to_dict()) == schedule
    assert Halving.from_config(schedule.get_config()) == schedule
    assert g.from_json(Around(g.CosineDecay(0.1, 10)).to_json()) == Around(g.CosineDecay(0.1, 10))
    assert g.read_bytes(schedule.to_json().encode()).schedule == schedule


def test_what_cannot_be_saved_says_why(refused) -> None:
    class Local(g.Schedule):
        def __call__(self, step: int) -> float:
            return 0.1

    name = "test_what_cannot_be_saved_says_why.<locals>.Local"
    refused(
        Local().to_json,
        f"cannot write the schedule: `{name}` is defined inside a function, where no file can refer to it; "
        "define it at the top of a module",
    )
    refused(
        (Local() * 2).to_dict,
        f"cannot write the schedule: `{name}` is defined inside a function, where no file can refer to it; "
        "define it at the top of a module",
    )
    refused(
        Halving(0.8, object()).to_json,
        "cannot write the schedule: TypeError: `config.half_life` cannot be a object",
    )
    assert (Local() * 2)(0) == 0.2


def test_a_file_imports_nothing(refused) -> None:
    text = Halving(0.8).to_json()
    del sys.modules["custom_schedules"]
    try:
        refused(
            lambda: g.from_json(text),
            "config: `custom_schedules:Halving` is a class of Python, which is loaded only if its module is imported "
            "already: `import custom_schedules` first",
        )
        assert "custom_schedules" not in sys.modules
    finally:
        sys.modules["custom_schedules"] = custom_schedules

    def load(path: str) -> g.Schedule:
        return g.from_dict({"class_name": "PythonSchedule", "config": {"import_path": path, "config": {}}})

    refused(lambda: load("os:system"), "config: `os:system` is no class that extends `glidepath.Schedule`")
    refused(lambda: load("sys"), "config.import_path: `import_path` must be as `my_module:MySchedule`, got \"sys\"")
    refused(
        lambda: load("custom_schedules:Nothing"), "config: the module `custom_schedules` has no class `Nothing`"
    )
    refused(
        lambda: g.from_dict({"class_name": "PythonSchedule", "config": {"live": 0}}),
        "config.live: `live` is an object of another process, which no file can hold",
    )


BAD = [
    (float("nan"), g.GlidepathError, "`Bad.__call__(5)` must return a finite number from 0 on, got nan"),
    (-0.1, g.GlidepathError, "`Bad.__call__(5)` must return a finite number from 0 on, got -0.1"),
    (float("inf"), g.GlidepathError, "`Bad.__call__(5)` must return a finite number from 0 on, got inf"),
    ("0.1", TypeError, "`Bad.__call__(5)` must return a finite number from 0 on, got '0.1'"),
    (None, TypeError, "`Bad.__call__(5)` must return a finite number from 0 on, got None"),
    (KeyError("why"), KeyError, "'why'"),
    (ZeroDivisionError("why"), ZeroDivisionError, "why"),
]


@pytest.mark.parametrize(("result", "error", "text"), BAD)
def test_what_it_raises_is_raised_at_the_caller(result, error, text, refused) -> None:
    bad = Bad(result)
    for schedule, first in [(bad, 5), (bad * 0.5, 5), (bad.shifted(2) + 0.1, 3), (Around(bad.with_warmup(5)), 10)]:
        assert schedule(0) >= 0.0
        refused(lambda: schedule(first), text, error)
        refused(lambda: schedule.rates(0, 100), text, error)
        refused(lambda: schedule[first : first + 1], text, error)
        refused(lambda: schedule[[0, first]], text, error)
        out = np.full(100, -1.0)
        refused(lambda: schedule.rates(100, out=out), text, error)
        assert (out == -1.0).all()
        refused(lambda: g.plot(schedule, steps=100).svg(), text, error)
        refused(lambda: g.diff(schedule, g.Constant(0.1), steps=100), text, error)
    assert bad(0) == 0.1


def test_an_exception_while_a_composition_is_built_is_raised_there() -> None:
    """A warmup asks for its target when it is built, and the next composition must not suffer for it."""

    def nested(schedule: g.Schedule, depth: int) -> dict:
        value = g.Warmup(g.Constant(0.1), 10).to_dict()
        value["config"]["schedule"] = schedule.to_dict()
        for _ in range(depth):
            value = {"class_name": "Shifted", "config": {"schedule": value, "shift": 0}}
        return value

    bad = Raising()
    ways = [
        lambda schedule: schedule.with_warmup(10),
        lambda schedule: g.Warmup(schedule, 10),
        lambda schedule: g.Warmup.from_config(g.Warmup(g.Constant(0.1), 10).get_config() | {"schedule": schedule}),
        lambda schedule: g.from_dict(nested(schedule, 0)),
        # Deep ones are built on a thread of their own.
        lambda schedule: g.from_dict(nested(schedule, 12)),
        lambda schedule: g.from_json(json.dumps(nested(schedule, 0))),
        lambda schedule: g.read_bytes(json.dumps(nested(schedule, 0)).encode()).schedule,
        lambda schedule: g.read_bytes(json.dumps(nested(schedule, 12)).encode()).schedule,
    ]
    for way in ways:
        with pytest.raises(KeyError, match="no rate"):
            way(bad)
        assert way(Halving(0.8))(5) == 0.4


def test_after_an_exception_nothing_more_is_asked() -> None:
    asked = []

    class Counting(g.Schedule):
        def __call__(self, step: int) -> float:
            asked.append(step)
            raise RuntimeError(step)

    with pytest.raises(RuntimeError, match="^0$"):
        (Counting() * 2).rates(1000)
    assert asked == [0]


def test_an_exception_inside_stays_inside() -> None:
    class Forgiving(g.Schedule):
        def __call__(self, step: int) -> float:
            try:
                return (Bad(ValueError("inner")) * 1.0)(step)
            except ValueError:
                return 0.25

    assert (Forgiving() * 2).rates(4, 7).tolist() == [0.2, 0.5, 0.5]


def test_what_it_is_asked_for_is_an_int() -> None:
    class Strict(g.Schedule):
        def __call__(self, step: int) -> float:
            assert type(step) is int
            return 0.1

    assert Strict()(np.int32(3)) == Strict()(3.0) == (Strict() * 1)(3) == Strict()[0:2][1] == 0.1


def test_classes_without_a_call(refused) -> None:
    class Nothing(g.Schedule):
        pass

    refused(
        lambda: Nothing()(0),
        "a class that extends `glidepath.Schedule` must define `__call__(self, step)`",
        NotImplementedError,
    )
    refused(
        lambda: type("Mine", (g.CosineDecay,), {}),
        "CosineDecay cannot be extended; extend glidepath.Schedule, or compose schedules",
        TypeError,
    )


def test_no_other_program_can_compute_it(refused) -> None:
    refused(
        lambda: (Halving(0.8) * 2).to("torch"),
        "Scaled is defined in Python, which no other program can compute",
    )
    refused(
        lambda: g.diff(Halving(0.8), g.Constant(0.1)),
        "`steps=` must say which steps to compare, for Python code computes the rates",
    )
    assert g.diff(Halving(0.8), Halving(0.8), steps=10).different == 0
    assert "<svg" in Halving(0.8)._repr_html_()
