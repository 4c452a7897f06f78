"""Every class of the registry as a Python class."""

from __future__ import annotations

import copy
import inspect
import pickle
import pydoc

import numpy as np
import pytest
from examples import EXAMPLES

import glidepath as g
from glidepath import _glidepath

DESCRIPTIONS = {description["class_name"]: description for description in _glidepath._descriptions()}


def test_every_class_has_an_example_and_a_name_in_the_package() -> None:
    assert sorted(EXAMPLES) == sorted(DESCRIPTIONS) == _glidepath.class_names()
    for name, schedule in EXAMPLES.items():
        assert type(schedule) is getattr(g, name)
        assert name in g.__all__ and name in dir(g)
        assert schedule.class_name == name


@pytest.mark.parametrize("name", DESCRIPTIONS)
def test_the_signature_and_the_help_say_what_the_library_says(name: str) -> None:
    cls, description = getattr(g, name), DESCRIPTIONS[name]
    parameters = inspect.signature(cls).parameters
    assert list(parameters) == [parameter["name"] for parameter in description["parameters"]]
    for parameter in description["parameters"]:
        default = parameters[parameter["name"]].default
        expected = inspect.Parameter.empty if parameter["required"] else parameter.get("default")
        assert default is expected or default == expected
        assert getattr(cls, parameter["name"]).__doc__ == parameter["description"]
    text = pydoc.plain(pydoc.render_doc(cls))
    assert f"{name}(" in text
    for parameter in description["parameters"]:
        assert f"{parameter['name']} : {parameter['kind']}" in text


def test_docstrings_have_formulas_and_units() -> None:
    assert "initial_learning_rate * decay_rate ^ (step / decay_steps)" in g.ExponentialDecay.__doc__
    assert "decay_steps : steps above 0\n    The number of steps in which" in g.ExponentialDecay.__doc__
    for name in DESCRIPTIONS:
        documentation = getattr(g, name).__doc__
        assert "[`" not in documentation and "crate::" not in documentation and "Self::" not in documentation


def test_the_order_of_keras_is_the_order_of_arguments() -> None:
    assert list(inspect.signature(g.CosineDecay).parameters)[:3] == ["initial_learning_rate", "decay_steps", "alpha"]
    by_position = g.ExponentialDecay(0.1, 100, 0.96, True, "mine")
    by_name = g.ExponentialDecay(
        initial_learning_rate=0.1, decay_steps=100, decay_rate=0.96, staircase=True, name="mine"
    )
    assert by_position == by_name
    assert by_position.decay_rate == 0.96 and by_position.staircase is True and by_position.name == "mine"


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_round_trips_give_an_equal_schedule_with_the_same_bits(name: str) -> None:
    schedule = EXAMPLES[name]
    copies = {
        "repr": eval(repr(schedule), vars(g).copy()),
        "json": g.from_json(schedule.to_json()),
        "indented": g.from_json(schedule.to_json(indent=True)),
        "dict": g.from_dict(schedule.to_dict()),
        "config": type(schedule).from_config(schedule.get_config()),
        "deepcopy": copy.deepcopy(schedule),
        "copy": copy.copy(schedule),
        "yaml": g.read_bytes(str(schedule.to("yaml")).encode()).schedule,
    }
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        copies[f"pickle {protocol}"] = pickle.loads(pickle.dumps(schedule, protocol))
    rates = schedule[0:3000]
    for way, again in copies.items():
        assert type(again) is type(schedule), way
        assert again == schedule and hash(again) == hash(schedule) and repr(again) == repr(schedule), way
        assert np.array_equal(again[0:3000].view(np.uint64), rates.view(np.uint64)), way


@pytest.mark.parametrize("name", EXAMPLES)
def test_parameters_are_attributes(name: str) -> None:
    schedule = EXAMPLES[name]
    rebuilt = type(schedule)(
        **{parameter["name"]: getattr(schedule, parameter["name"]) for parameter in DESCRIPTIONS[name]["parameters"]}
    )
    assert rebuilt == schedule


def test_unequal_schedules() -> None:
    schedules = list(EXAMPLES.values())
    assert len(set(schedules)) == len(schedules)
    for index, schedule in enumerate(schedules):
        assert [other == schedule for other in schedules].index(True) == index
    assert g.Constant(0.1) != 0.1
    assert g.Constant(0.1) != g.Constant(0.1, name="other")


def test_schedules_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        g.CosineDecay(0.1, 100).alpha = 0.5  # type: ignore[misc]
    with pytest.raises(AttributeError):
        g.CosineDecay(0.1, 100).other = 0.5  # type: ignore[attr-defined]


def test_arguments_of_numpy() -> None:
    schedule = g.PiecewiseConstantDecay(np.array([100, 200]), np.array([0.1, 0.05, 0.01]))
    assert schedule == EXAMPLES["PiecewiseConstantDecay"]
    assert g.CosineDecay(np.float64(0.1), np.int64(1000)) == g.CosineDecay(0.1, 1000)
    assert g.Table((0.1, 0.3, 0.2)) == EXAMPLES["Table"]


def test_the_bits_of_a_double_survive() -> None:
    for rate in [0.1, 1 / 3, 5e-324, 2.2250738585072014e-308, 1e-7, 0.30000000000000004, 1.7976931348623157e308]:
        assert g.from_json(g.Constant(rate).to_json())(0) == rate
        assert pickle.loads(pickle.dumps(g.Constant(rate)))(0) == rate


def test_everything_public_has_a_docstring() -> None:
    for name in g.__all__:
        thing = getattr(g, name)
        if isinstance(thing, str):
            continue
        assert thing.__doc__, name
        if isinstance(thing, type):
            for member, value in vars(thing).items():
                if not member.startswith("_") and (callable(value) or isinstance(value, property)):
                    assert value.__doc__, f"{name}.{member}"
    for member in dir(g.Schedule):
        if not member.startswith("_"):
            assert getattr(_glidepath.Schedule, member).__doc__, member
