"""Rates: one, many, in parallel."""

from __future__ import annotations

import concurrent.futures
import inspect
import sys
import threading
import time
import tracemalloc

import numpy as np
import pytest
from examples import EXAMPLES

import glidepath as g

SCHEDULE = g.CosineDecay(0.1, 1000).with_warmup(100)


def bits(rates: np.ndarray) -> list[int]:
    return rates.view(np.uint64).tolist()


def test_a_rate_is_a_float_of_python() -> None:
    assert type(SCHEDULE(50)) is float
    assert SCHEDULE(50) == 0.05
    assert SCHEDULE[50] == 0.05
    assert str(inspect.signature(SCHEDULE)) == "(step, /)"


@pytest.mark.parametrize(
    "step", [7, np.int8(7), np.uint64(7), np.int64(7), np.array(7), 7.0, np.float32(7.0), np.float64(7.0)]
)
def test_whole_numbers_of_any_kind_are_steps(step: object) -> None:
    assert SCHEDULE(step) == SCHEDULE(7)
    assert SCHEDULE[step] == SCHEDULE(7)


def test_the_greatest_step() -> None:
    assert SCHEDULE(2**64 - 1) == 0.0
    assert SCHEDULE(np.uint64(2**64 - 1)) == 0.0
    assert g.Constant(0.1).rates(2**64 - 3, 2**64 - 1).tolist() == [0.1, 0.1]


@pytest.mark.parametrize("name", EXAMPLES)
def test_all_ways_to_ask_give_the_same_bits(name: str) -> None:
    schedule = EXAMPLES[name]
    one_by_one = [schedule(step) for step in range(2500)]
    expected = bits(np.array(one_by_one))
    assert bits(schedule[0:2500]) == bits(schedule[:2500]) == expected
    assert bits(schedule.rates(2500)) == bits(schedule.rates(0, 2500)) == expected
    assert bits(schedule.rates(13, 2500, 7)) == bits(schedule[13:2500:7]) == expected[13:2500:7]
    assert bits(schedule[list(range(2500))]) == bits(schedule[np.arange(2500)]) == expected
    out = np.empty(2500)
    assert schedule.rates(2500, out=out) is out
    assert bits(out) == expected


def test_ranges_are_those_of_python() -> None:
    for arguments in [(10,), (3, 10), (3, 10, 4), (10, 3), (5, 5), (0, 10, 100)]:
        expected = [SCHEDULE(step) for step in range(*arguments)]
        assert SCHEDULE.rates(*arguments).tolist() == expected
    assert SCHEDULE[[]].tolist() == []


def test_arrays_are_numpys_own() -> None:
    rates = SCHEDULE[0:1000]
    assert type(rates) is np.ndarray and rates.dtype == np.float64 and rates.shape == (1000,)
    assert rates.flags.writeable and rates.flags.c_contiguous and rates.flags.aligned


def test_the_array_is_filled_where_it_is() -> None:
    """No copy: the address of the data is the one that was there before, and nothing else is allocated."""
    out = np.zeros(1_000_000)
    address = out.__array_interface__["data"][0]
    tracemalloc.start()
    filled = SCHEDULE.rates(1_000_000, out=out)
    _, peak_with_out = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    new = SCHEDULE.rates(1_000_000)
    _, peak_without = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert filled.__array_interface__["data"][0] == address
    assert peak_with_out < 10_000
    # NumPy tells its allocations to tracemalloc: there is one array, not two.
    assert 8_000_000 <= peak_without < 8_100_000
    assert new.flags.owndata
    assert bits(new) == bits(out)


def test_a_part_of_an_array_as_out() -> None:
    whole = np.full(30, -1.0)
    SCHEDULE.rates(10, out=whole[10:20])
    assert whole[9] == whole[20] == -1.0
    assert bits(whole[10:20]) == bits(SCHEDULE[0:10])


def test_four_threads_give_the_bits_of_one() -> None:
    schedule = g.CosineDecayRestarts(0.1, 1000, 1.5, 0.9) * g.ExponentialDecay(1.0, 1000, 0.99)
    expected = schedule.rates(1_000_000)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        of_threads = [pool.submit(schedule.rates, 1_000_000) for _ in range(4)]
        quarters = [pool.submit(schedule.rates, i * 250_000, (i + 1) * 250_000) for i in range(4)]
    for rates in of_threads:
        assert np.array_equal(rates.result().view(np.uint64), expected.view(np.uint64))
    assert np.array_equal(np.concatenate([part.result() for part in quarters]), expected)


def test_other_threads_run_while_rates_are_filled() -> None:
    """The GIL is released: a second thread counts on while this one fills, for much longer than a switch takes."""
    ticks: list[float] = []
    done = threading.Event()

    def count() -> None:
        while not done.is_set():
            ticks.append(time.perf_counter())
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    # Threads that hold the GIL give it up only after so long: any tick within the call proves that it was free.
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1000.0)
    try:
        thread.start()
        begin = time.perf_counter()
        while time.perf_counter() - begin < 0.2 or len(ticks) < 3:
            g.PowerLaw(0.1, 100, -0.37).rates(1_000_000)
            # A call that held the GIL would let the other thread run here never.
        inside = [tick for tick in ticks if begin < tick]
    finally:
        done.set()
        sys.setswitchinterval(interval)
        thread.join()
    assert inside


def test_constant_from() -> None:
    assert SCHEDULE.constant_from == 1100
    assert g.Constant(0.1).constant_from == 0
    assert g.ExponentialDecay(0.1, 10, 0.9).constant_from is None
