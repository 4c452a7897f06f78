"""Bad input, in Python's terms: the class of the exception and its exact text."""

from __future__ import annotations

import numpy as np
import pytest

import glidepath as g

SCHEDULE = g.CosineDecay(0.1, 1000)
STRANGE = (
    "CosineDecay() has no parameter 'xyz'; it has 'initial_learning_rate', 'decay_steps', 'alpha', 'name', "
    "'warmup_target', 'warmup_steps'"
)
STEP = "a step must be from 0 to 2**64 - 1, got "

CASES = {
    # Steps.
    "negative": (lambda: SCHEDULE(-1), g.GlidepathError, STEP + "-1"),
    "negative of NumPy": (lambda: SCHEDULE(np.int64(-1)), g.GlidepathError, STEP + "-1"),
    "huge": (lambda: SCHEDULE(2**64), g.GlidepathError, STEP + "18446744073709551616"),
    "huger": (lambda: SCHEDULE(10**30), g.GlidepathError, STEP + "1" + "0" * 30),
    "negative float": (lambda: SCHEDULE(-2.0), g.GlidepathError, STEP + "-2.0"),
    "huge float": (lambda: SCHEDULE(1e30), g.GlidepathError, STEP + "1e30"),
    "fraction": (lambda: SCHEDULE(1.5), g.GlidepathError, "a step must be whole, got 1.5"),
    "nan": (lambda: SCHEDULE(float("nan")), g.GlidepathError, "a step must be whole, got nan"),
    "inf": (lambda: SCHEDULE(float("inf")), g.GlidepathError, "a step must be whole, got inf"),
    "text": (lambda: SCHEDULE("5"), TypeError, "a step must be a whole number, got str"),
    "none": (lambda: SCHEDULE(None), TypeError, "a step must be a whole number, got NoneType"),
    "list": (lambda: SCHEDULE([5]), TypeError, "a step must be a whole number, got list"),
    "complex": (lambda: SCHEDULE(1j), TypeError, "a step must be a whole number, got complex"),
    # Slices and arrays.
    "no end": (
        lambda: SCHEDULE[5:],
        g.GlidepathError,
        "a schedule has no end, so a slice needs one, as schedule[0:1000]",
    ),
    "negative slice": (lambda: SCHEDULE[-5:10], g.GlidepathError, STEP + "-5"),
    "stride 0": (lambda: SCHEDULE[0:10:0], g.GlidepathError, "the distance of the steps must be at least 1, got 0"),
    "stride -1": (lambda: SCHEDULE[10:0:-1], g.GlidepathError, STEP + "-1"),
    "steps": (lambda: SCHEDULE[[1, -1]], g.GlidepathError, STEP + "-1"),
    "key": (lambda: SCHEDULE["a"], TypeError, "a step must be a whole number, got str"),
    "loop": (
        lambda: list(SCHEDULE),
        TypeError,
        "a CosineDecay has no end, so it cannot be iterated over; take a slice, as schedule[0:1000]",
    ),
    "too many": (lambda: SCHEDULE.rates(2**64 - 1), MemoryError, "that many rates do not fit into memory"),
    "out of float32": (
        lambda: SCHEDULE.rates(5, out=np.zeros(5, "f4")),
        TypeError,
        "`out` must be a one-dimensional NumPy array of float64, got float32 of shape (5,)",
    ),
    "out of two dimensions": (
        lambda: SCHEDULE.rates(5, out=np.zeros((5, 1))),
        TypeError,
        "`out` must be a one-dimensional NumPy array of float64, got float64 of shape (5, 1)",
    ),
    "out of another class": (
        lambda: SCHEDULE.rates(5, out=[0.0] * 5),
        TypeError,
        "`out` must be a one-dimensional NumPy array of float64, got list",
    ),
    "out too short": (
        lambda: SCHEDULE.rates(5, out=np.zeros(4)),
        g.GlidepathError,
        "`out` must have 5 elements, got 4",
    ),
    "out with gaps": (
        lambda: SCHEDULE.rates(5, out=np.zeros(10)[::2]),
        g.GlidepathError,
        "`out` must be contiguous",
    ),
    "out read-only": (
        lambda: SCHEDULE.rates(5, out=np.broadcast_to(np.zeros(1), 5)),
        g.GlidepathError,
        "`out` must be writeable, and not in use elsewhere",
    ),
    # Arguments.
    "missing": (lambda: g.CosineDecay(0.1), TypeError, "CosineDecay() needs 'decay_steps'"),
    "all missing": (
        lambda: g.CosineDecay(),
        TypeError,
        "CosineDecay() needs 'initial_learning_rate' and 'decay_steps'",
    ),
    "unknown": (
        lambda: g.CosineDecay(0.1, decay_step=10),
        TypeError,
        "CosineDecay() has no parameter 'decay_step'; did you mean 'decay_steps'?",
    ),
    "strange": (lambda: g.CosineDecay(0.1, 10, xyz=1), TypeError, STRANGE),
    "twice": (lambda: g.Constant(0.1, learning_rate=0.1), TypeError, "Constant() got 'learning_rate' twice"),
    "too many arguments": (lambda: g.Constant(1, None, 3), TypeError, "Constant() takes at most 2 arguments, got 3"),
    "rule": (lambda: g.CosineDecay(0.1, 0), g.GlidepathError, "`decay_steps` must be greater than 0, got 0"),
    "nan rate": (
        lambda: g.Constant(float("nan")),
        g.GlidepathError,
        "`learning_rate` must be finite, got nan",
    ),
    "nan in a list": (
        lambda: g.Table([0.1, float("-inf")]),
        g.GlidepathError,
        "`learning_rates[1]` must be finite, got -inf",
    ),
    "text for a number": (
        lambda: g.Constant("0.1"),
        g.GlidepathError,
        '`learning_rate`: invalid type: string "0.1", expected a number',
    ),
    "unit": (
        lambda: g.CosineDecay(0.1, "10ep"),
        g.GlidepathError,
        '`decay_steps`: "10ep" has a unit; `glidepath.from_dict` resolves units, by `total_steps=` and the like',
    ),
    "object": (lambda: g.Constant(object()), TypeError, "`learning_rate` cannot be a object"),
    "huge count": (
        lambda: g.Constant(2**64),
        g.GlidepathError,
        "`learning_rate` must be from -2**63 to 2**64 - 1, got 18446744073709551616",
    ),
    "number for a schedule": (
        lambda: g.Sequential([SCHEDULE, 0.1], [10]),
        g.GlidepathError,
        "`schedules[1]`: must be a schedule, an object with `class_name` and `config`, got the number 0.1",
    ),
    "keys": (
        lambda: g.Warmup(SCHEDULE, 10, curve={1: 2}),
        TypeError,
        "the keys of `curve` must be str, got 1",
    ),
    # Compositions.
    "warmup of a share": (lambda: SCHEDULE.with_warmup(0.06), g.GlidepathError, "`warmup_steps` must be whole, got 0.06"),
    "then the wrong way round": (
        lambda: SCHEDULE.then(SCHEDULE, 100),
        TypeError,
        "`boundary` must be a whole number, got CosineDecay",
    ),
    "repeated": (lambda: SCHEDULE.repeated("5"), TypeError, "`period_steps` must be a whole number, got str"),
    "cycle limit": (
        lambda: SCHEDULE.repeated(5, cycle_limit=-1),
        g.GlidepathError,
        "`cycle_limit` must be from 0 to 2**64 - 1, got -1",
    ),
    "then 0": (lambda: SCHEDULE.then(0, 0.1), g.GlidepathError, "`boundary` must be greater than 0, got 0"),
    "then text": (lambda: SCHEDULE.then(5, "x"), TypeError, "expected a schedule or a number, got str"),
    "clamped": (
        lambda: SCHEDULE.clamped(0.5, 0.1),
        g.GlidepathError,
        "`max` must be at least `min`, got 0.1",
    ),
    "curve": (
        lambda: SCHEDULE.with_warmup(10, curve=3),
        TypeError,
        "`curve` must be a str or a dict, got int",
    ),
    # Files.
    "json": (
        lambda: g.from_json("{"),
        g.GlidepathError,
        "not valid JSON: EOF while parsing an object at line 1 column 1",
    ),
    "class": (
        lambda: g.from_dict({"class_name": "StepLR", "config": {}}),
        g.GlidepathError,
        "class_name: unknown class `StepLR`; did you mean `ExponentialDecay`? With `staircase` true, "
        "`decay_steps` is the number of steps between two drops, `decay_rate` the factor.",
    ),
    "class of a Rust crate": (
        lambda: g.from_dict({"class_name": "their_crate>Mine", "config": {}}),
        g.GlidepathError,
        "class_name: unknown class `their_crate>Mine`; a class that a Rust crate registers is read by Rust programs that "
        "link the crate",
    ),
    "milestones": (
        lambda: g.PiecewiseConstantDecay.from_milestones(0.1, [30, 30], 0.5),
        g.GlidepathError,
        "`milestones` must increase strictly, got 30 before 30 at index 1",
    ),
    "milestone": (
        lambda: g.PiecewiseConstantDecay.from_milestones(0.1, [-1], 0.5),
        g.GlidepathError,
        "`milestones[0]` must be greater than 0, got -1",
    ),
    "text for a milestone": (
        lambda: g.PiecewiseConstantDecay.from_milestones(0.1, ["10ep"], 0.5),
        TypeError,
        "must be real number, not str",
    ),
    "no milestones": (
        lambda: g.PiecewiseConstantDecay.from_milestones(0.1, 30, 0.5),
        TypeError,
        "'int' object is not iterable",
    ),
    "path in a file": (
        lambda: g.from_dict(
            {
                "class_name": "Scaled",
                "config": {"schedule": {"class_name": "Constant", "config": {"learning_rate": -1}}, "factor": 1},
            }
        ),
        g.GlidepathError,
        "config.schedule.config.learning_rate: `learning_rate` must be finite and at least 0, got -1.0",
    ),
    "no dict": (lambda: g.CosineDecay.from_config(5), TypeError, "a configuration is a dict, got int"),
    "no file": (
        lambda: g.read("no/such/file"),
        FileNotFoundError,
        "[Errno 2] No such file or directory: 'no/such/file'",
    ),
    "no file to check": (
        lambda: g.check("no/such/file"),
        FileNotFoundError,
        "[Errno 2] No such file or directory: 'no/such/file'",
    ),
    "no schedule": (
        lambda: g.read_bytes(b'{"loss": 0.5}'),
        g.GlidepathError,
        None,
    ),
    "format": (
        lambda: g.read_bytes(b'{"learning_rate": 3e-4, "max_steps": 1000}'),
        g.GlidepathError,
        None,
    ),
    "step unit": (
        lambda: g.read_bytes(b"0.1", step_unit="day"),
        g.GlidepathError,
        '`step_unit` must be "update" or "epoch", got "day"',
    ),
    "run length": (
        lambda: g.read_bytes(b"0.1", total_steps=0),
        g.GlidepathError,
        "`total_steps` must be greater than 0, got 0",
    ),
    "run length of text": (
        lambda: g.read_bytes(b"0.1", total_steps="10"),
        TypeError,
        "`total_steps` must be a whole number, got str",
    ),
    "total steps to write": (
        lambda: SCHEDULE.to("yaml", total_steps=0.5),
        g.GlidepathError,
        "`total_steps` must be whole, got 0.5",
    ),
    # Pictures and comparisons.
    "negative steps": (
        lambda: g.plot(SCHEDULE, steps=-5),
        g.GlidepathError,
        "`steps` must be from 0 to 2**64 - 1, got -5",
    ),
    "difference of a number": (lambda: g.diff(SCHEDULE, 0.1), TypeError, "`b` must be a schedule, got float"),
    "picture": (
        lambda: g.plot(SCHEDULE).save("curve.gif"),
        g.GlidepathError,
        "curve.gif: a picture ends in .svg or .png",
    ),
    "no folder": (
        lambda: g.plot(SCHEDULE).save("no/such/folder/curve.svg"),
        FileNotFoundError,
        "[Errno 2] No such file or directory: 'no/such/folder/curve.svg'",
    ),
    "no steps": (
        lambda: g.plot(SCHEDULE, steps=range(5, 5)),
        g.GlidepathError,
        "`steps` must be a number of steps above 0 or an increasing range, got range(5, 5)",
    ),
    "size": (
        lambda: g.plot(SCHEDULE, size=(10, 10)),
        g.GlidepathError,
        "`size` must be from (160, 100) to (4096, 4096), got (10, 10)",
    ),
    "curve of a number": (lambda: g.plot({"a": 0.1}), TypeError, "`a` must be a schedule, got float"),
    "tolerance": (
        lambda: g.diff(SCHEDULE, SCHEDULE, rtol=-1),
        g.GlidepathError,
        "`rtol` must be finite and at least 0, got -1.0",
    ),
    "abstract": (
        lambda: g.Schedule()(0),
        NotImplementedError,
        "a class that extends `glidepath.Schedule` must define `__call__(self, step)`",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_exact_text(case: str, refused) -> None:
    call, error, text = CASES[case]
    if text is None:
        with pytest.raises(error) as raised:
            call()
        text = str(raised.value)
        assert len(text) > 20
    refused(call, text, error)


def test_help_where_there_is_some() -> None:
    with pytest.raises(g.GlidepathError) as raised:
        g.read_bytes(b'{"learning_rate": 3e-4, "max_steps": 1000}')
    assert "pass `format=` to choose a format; `glidepath.formats()` lists them" in str(raised.value)
    assert g.read_bytes(b'{"learning_rate": 3e-4, "max_steps": 1000}', format="transformers").schedule(500) == 1.5e-4
    with pytest.raises(g.GlidepathError, match="unknown format `x`, expected one of `keras`, `glidepath`"):
        g.read_bytes(b"0.1", format="x")
    with pytest.raises(g.GlidepathError, match='unknown target "x", expected one of `keras2`'):
        SCHEDULE.to("x")


def test_it_is_a_value_error() -> None:
    assert issubclass(g.GlidepathError, ValueError)
    assert g.GlidepathError.__module__ == "glidepath"
