"""Rates of Python are those of Rust, to the bit.

The program of the wheel runs Rust alone: it reads the same files and prints the shortest digits of each rate.
"""

from __future__ import annotations

import json
import pathlib
import struct
import subprocess
import sys

import pytest

import glidepath as g

DATA = pathlib.Path(__file__).resolve().parents[3] / "tests/data"
VECTORS = sorted((DATA / "vectors/keras").glob("*.json"))
# At most this many files of each folder, evenly spaced: each is a process.
FILES = [
    file
    for folder in ("keras", "torch", "transformers", "timm", "composer", "deepspeed")
    for file in sorted(path for path in (DATA / folder).glob("*") if path.suffix in (".json", ".keras", ".pt", ".h5"))[::12]
]


def of_rust(path: pathlib.Path, steps: str) -> list[float]:
    """What `glidepath eval` prints."""
    command = [sys.executable, "-m", "glidepath", "eval", str(path), "--steps", steps, "--format", "json"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(run.stdout)["learning_rates"]


def bits(rates: list[float]) -> list[int]:
    return [struct.unpack("<Q", struct.pack("<d", rate))[0] for rate in rates]


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_the_vectors_of_keras(path: pathlib.Path, tmp_path: pathlib.Path) -> None:
    cases = json.loads(path.read_text())["cases"]
    # The program reads a sequence of all cases in one go: case i begins at its own step 0 after i * gap steps.
    gap = 1 << 40
    schedules = [g.from_dict(case["serialized"]) for case in cases]
    whole = g.Sequential(schedules, [gap * (i + 1) for i in range(len(cases) - 1)])
    (tmp_path / "all.json").write_text(whole.to_json())
    asked = [[step for step in case["steps"] if step < gap] for case in cases]
    steps = ",".join(str(gap * i + step) for i, of_case in enumerate(asked) for step in of_case)
    rust = iter(of_rust(tmp_path / "all.json", steps))
    for schedule, case, of_case in zip(schedules, cases, asked):
        expected = [next(rust) for _ in of_case]
        config = case["serialized"]["config"]
        by_class = getattr(g, schedule.class_name)(**config)
        for again in (schedule, by_class):
            assert bits([again(step) for step in of_case]) == bits(expected), case["name"]
            assert bits(again[of_case].tolist()) == bits(expected), case["name"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files(path: pathlib.Path) -> None:
    try:
        schedule = g.read(path).schedule
    except g.GlidepathError:
        pytest.skip("not a file with a learning rate")
    expected = of_rust(path, "0..200:3,1000..100000:5003")
    steps = [*range(0, 200, 3), *range(1000, 100000, 5003)]
    assert bits([schedule(step) for step in steps]) == bits(expected)
    assert bits(schedule.rates(0, 200, 3).tolist()) == bits(expected[:67])
