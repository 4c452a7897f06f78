"""Compositions by methods and operators."""

from __future__ import annotations

import numpy as np

import glidepath as g

COSINE, EXPONENTIAL = g.CosineDecay(0.1, 1000), g.ExponentialDecay(0.5, 100, 0.9)


def test_methods_make_the_classes_of_files() -> None:
    assert COSINE.then(500, EXPONENTIAL) == g.Sequential([COSINE, EXPONENTIAL], [500])
    assert COSINE.then(500, 0.01).then(800, EXPONENTIAL) == g.Sequential(
        [COSINE, g.Constant(0.01), EXPONENTIAL], [500, 800]
    )
    assert COSINE.with_warmup(100) == g.Warmup(COSINE, 100)
    assert COSINE.with_warmup(100, 1e-5, curve="geometric") == g.Warmup(COSINE, 100, 1e-5, curve="geometric")
    assert COSINE.with_warmup(9, curve={"power": {"power": 2.0}}) == g.Warmup(COSINE, 9, curve={"power": {"power": 2}})
    assert COSINE.scaled(0.5) == g.Scaled(COSINE, 0.5)
    assert COSINE.clamped(0.01, 0.05) == g.Clamped(COSINE, 0.01, 0.05)
    assert COSINE.shifted(-5) == g.Shifted(COSINE, -5)
    assert COSINE.stretched(2.5) == g.Stretched(COSINE, 2.5)
    assert COSINE.repeated(10, mirror=True, cycle_limit=3) == g.Repeated(COSINE, 10, mirror=True, cycle_limit=3)


def test_milestones_count_as_those_of_pytorch() -> None:
    made = g.PiecewiseConstantDecay([29, 79], [0.1, 0.05, 0.025])
    assert g.PiecewiseConstantDecay.from_milestones(0.1, [30, 80], 0.5) == made
    assert g.PiecewiseConstantDecay.from_milestones(0.1, np.array([30, 80]), gamma=0.5) == made
    assert g.PiecewiseConstantDecay.from_milestones(0.1, [30.5], 0.5) == g.PiecewiseConstantDecay([30.5], [0.1, 0.05])
    assert isinstance(made, g.PiecewiseConstantDecay)


def test_clamped_on_one_side() -> None:
    assert COSINE.clamped(0.01)(1000) == 0.01
    assert COSINE.clamped(max=0.05)(0) == 0.05
    assert COSINE.clamped(0.01)(0) == 0.1


def test_operators() -> None:
    assert COSINE + EXPONENTIAL == g.Sum([COSINE, EXPONENTIAL])
    assert COSINE + 0.1 == g.Sum([COSINE, g.Constant(0.1)])
    assert 0.1 + COSINE == g.Sum([g.Constant(0.1), COSINE])
    assert COSINE * 2 == 2 * COSINE == np.float64(2) * COSINE == COSINE * np.int64(2) == g.Scaled(COSINE, 2.0)
    assert COSINE * EXPONENTIAL == g.Product([COSINE, EXPONENTIAL])


def test_chains_are_one_sum_and_one_product() -> None:
    assert COSINE + EXPONENTIAL + 0.1 == COSINE + (EXPONENTIAL + 0.1)
    assert COSINE + EXPONENTIAL + 0.1 == g.Sum([COSINE, EXPONENTIAL, g.Constant(0.1)])
    assert COSINE * EXPONENTIAL * COSINE == g.Product([COSINE, EXPONENTIAL, COSINE])
    assert sum([COSINE, EXPONENTIAL]) == COSINE + EXPONENTIAL
    named = g.Sum([COSINE, EXPONENTIAL], name="both")
    assert named + 0.1 == g.Sum([named, g.Constant(0.1)])


def test_what_operators_do_not_take(refused) -> None:
    for wrong in ["a", None, [1], True]:
        for operate in (lambda: COSINE + wrong, lambda: wrong + COSINE, lambda: COSINE * wrong, lambda: wrong * COSINE):
            try:
                operate()
            except TypeError:
                continue
            raise AssertionError(f"{wrong!r} was taken")
    refused(lambda: COSINE * -1, "`factor` must be finite and at least 0, got -1.0")


def test_rates_of_a_composition_are_those_of_its_parts() -> None:
    steps = range(0, 1500, 7)
    a, b = COSINE.rates(0, 1500, 7), EXPONENTIAL.rates(0, 1500, 7)
    assert np.array_equal((COSINE + EXPONENTIAL).rates(0, 1500, 7), a + b)
    assert np.array_equal((COSINE * EXPONENTIAL).rates(0, 1500, 7), a * b)
    assert np.array_equal(COSINE.scaled(0.3).rates(0, 1500, 7), 0.3 * a)
    assert np.array_equal(COSINE.clamped(0.01, 0.05).rates(0, 1500, 7), a.clip(0.01, 0.05))
    then = COSINE.then(500, EXPONENTIAL)
    assert [then(step) for step in steps] == [COSINE(s) if s < 500 else EXPONENTIAL(s - 500) for s in steps]


def test_constant_rates_stand_for_numbers() -> None:
    assert COSINE.then(100, np.float32(0.25)) == COSINE.then(100, g.Constant(0.25))


def test_depth(refused) -> None:
    deep = COSINE
    for _ in range(15):
        deep = deep.stretched(1.5)
    assert g.from_json(deep.to_json()) == deep
    assert deep.stretched(1.5)(0) == 0.1
    refused(
        lambda: deep.stretched(1.5).to_json(),
        "cannot write the schedule: schedules must not be nested deeper than 16",
    )
