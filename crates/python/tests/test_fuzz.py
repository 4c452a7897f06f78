"""Whatever Python hands over, there is a result or an exception of a known class, never a panic."""

from __future__ import annotations

import math
import pickle

import numpy as np
from examples import EXAMPLES
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import glidepath as g

KNOWN = (g.GlidepathError, TypeError, OverflowError, MemoryError)
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))

numbers = st.one_of(
    st.integers(-(2**70), 2**70),
    st.integers(-3, 2000),
    st.floats(),
    st.floats(0, 2000),
    st.integers(-(2**63), 2**63 - 1).map(np.int64),
    st.floats(width=32).map(np.float32),
    st.booleans(),
)
leaves = st.one_of(
    numbers,
    st.none(),
    st.text(max_size=8),
    st.binary(max_size=4),
    st.sampled_from(list(EXAMPLES.values())),
    st.sampled_from([object(), 1j, np.array([1.0, 2.0]), np.zeros((2, 2)), "linear", "10ep", {"power": {"power": 2}}]),
)
values = st.recursive(
    leaves,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=6), inner, max_size=3)),
    max_leaves=6,
)
schedules = st.sampled_from(list(EXAMPLES.values()))


def check(schedule: g.Schedule) -> None:
    for step in (0, 1, 100, 2**63, 2**64 - 1):
        rate = schedule(step)
        assert type(rate) is float and math.isfinite(rate) and rate >= 0.0
    rates = schedule[0:50]
    assert rates.tolist() == [schedule(step) for step in range(50)]
    assert pickle.loads(pickle.dumps(schedule)) == schedule
    assert eval(repr(schedule), vars(g).copy()) == schedule


@SETTINGS
@given(st.sampled_from(sorted(EXAMPLES)), st.lists(values, max_size=6), st.dictionaries(st.text(max_size=8), values, max_size=2))
def test_arguments(name: str, args: list, kwargs: dict) -> None:
    try:
        schedule = getattr(g, name)(*args, **kwargs)
    except KNOWN:
        return
    check(schedule)


@SETTINGS
@given(schedules, st.data())
def test_a_parameter_in_the_place_of_another(schedule: g.Schedule, data: st.DataObject) -> None:
    config = schedule.get_config()
    config[data.draw(st.sampled_from(sorted(config)))] = data.draw(values)
    try:
        changed = type(schedule).from_config(config)
    except KNOWN:
        return
    check(changed)


@SETTINGS
@given(schedules, values)
def test_steps(schedule: g.Schedule, step: object) -> None:
    for ask in (lambda: schedule(step), lambda: schedule[step]):
        try:
            ask()
        except KNOWN:
            pass


@SETTINGS
@given(schedules, st.tuples(numbers, numbers, numbers))
def test_slices(schedule: g.Schedule, ends: tuple) -> None:
    start, stop, step = ends
    try:
        length = len(range(int(start), int(stop), int(step)))
    except (ValueError, OverflowError):
        length = 0
    if length > 100_000:
        return
    for ask in (lambda: schedule[start:stop:step], lambda: schedule.rates(start, stop, step)):
        try:
            assert len(ask()) == length
        except KNOWN:
            pass


@SETTINGS
@given(schedules, st.sampled_from(["then", "with_warmup", "scaled", "clamped", "shifted", "stretched", "repeated"]), st.lists(values, max_size=2))
def test_methods(schedule: g.Schedule, method: str, args: list) -> None:
    try:
        composed = getattr(schedule, method)(*args)
    except KNOWN:
        return
    check(composed)


@SETTINGS
@given(schedules, values)
def test_operators(schedule: g.Schedule, other: object) -> None:
    for operate in (lambda: schedule + other, lambda: other + schedule, lambda: schedule * other, lambda: other * schedule):
        try:
            operate()
        except KNOWN:
            pass
    assert (schedule == other) in (True, False) or isinstance(other, (np.ndarray, np.generic))


@SETTINGS
@given(st.one_of(st.binary(max_size=60), values.map(repr).map(str.encode)))
def test_bytes(data: bytes) -> None:
    try:
        g.read_bytes(data)
    except KNOWN:
        pass


KEYWORDS = st.sampled_from(
    ["log", "metric", "log_steps", "deny", "allow", "group", "format", "total_steps", "steps_per_epoch", "step_unit"]
)


@SETTINGS
@given(schedules, st.dictionaries(KEYWORDS, values, max_size=2))
def test_checks(schedule: g.Schedule, keywords: dict) -> None:
    try:
        report = g.check(schedule, **keywords)
    except (*KNOWN, OSError):
        return
    assert report.ok == (report.error is None and all(finding.severity != "error" for finding in report.findings))
    assert str(report).startswith("schedule: ") and report.to_dict()["ok"] == report.ok


@SETTINGS
@given(values)
def test_dictionaries(value: object) -> None:
    for read in (g.from_dict, g.CosineDecay.from_config):
        try:
            read(value)
        except KNOWN:
            pass


class Returning(g.Schedule):
    """Returns whatever it was made of."""

    def __init__(self, result: object) -> None:
        self.result = result

    def __call__(self, step: int) -> object:
        return self.result


@SETTINGS
@given(values)
def test_results_of_python_classes(result: object) -> None:
    ways = [lambda schedule: schedule, lambda schedule: schedule * 0.5, lambda schedule: schedule.with_warmup(3)]
    for way, factor in zip(ways, [1.0, 0.5, 1.0]):
        try:
            rate = way(Returning(result))(10)
        except KNOWN:
            continue
        assert math.isfinite(rate) and rate >= 0.0 and rate == factor * float(result)
    # What one schedule raised has no influence on the next.
    assert Returning(0.5).with_warmup(4)(2) == 0.25
