#!/usr/bin/env python3
"""Holds what glidepath writes for Keras 3 against Keras 3 itself.

For every file in tests/data/keras that glidepath reads:

1. `glidepath convert FILE --to keras3` gives JSON that `keras.optimizers.schedules.deserialize` loads and an
   optimizer takes.
2. `keras.optimizers.schedules.serialize` of the loaded object gives that JSON again, letter for letter.
3. The loaded object, called at many steps, gives the rates of `glidepath eval FILE`, to the accuracy of Keras.

Keras is needed, and no other backend than NumPy:

    python3 -m venv venv
    venv/bin/pip install keras
    cargo build --release
    venv/bin/python tests/frameworks/check_against_keras.py

`KERAS_BACKEND=jax` or another one is used if it is set. Nothing is installed here. Exit code 0: all agree; 1: some do
not; 2: something is missing.

How close is close enough
-------------------------
Keras computes in float32, whatever `floatx` says: every rate, step and parameter is rounded to 24 bits, and so is
each result on the way. A rate that is a difference of larger numbers (the end of a cosine, of a line) is therefore
off by some units of 2^-24 of the *greatest* rate; an exponential or a power multiplies the error of its exponent,
which grows with the step. Steps above 2^24 are not exact, so none is asked for. That gives

    |keras - glidepath| <= 2e-6 * greatest + 2e-5 * |glidepath|

A jump (staircase, cycle, restart) may come one step early or late in float32, as `floor` is taken of a rounded
quotient, and of a rounded logarithm for restarts. So where the rates of the steps beside lie far apart, a rate of
Keras's between the lowest and the highest of the three is right. How often that was needed is printed.
"""

import argparse
import json
import math
import os
import subprocess
import sys
from pathlib import Path

from program import ROOT, find_glidepath, missing

DATA = ROOT / "tests" / "data" / "keras"

OF_GREATEST = 2e-6
OF_RATE = 2e-5

# What glidepath rightly refuses: part of a file's name, and part of the reason.
REFUSED = {
    "LinearCosineDecay": "Keras 3 no longer has",
    "Custom_": "unknown class",
    "archive_members": "no learning rate found",
}


def import_keras():
    os.environ.setdefault("KERAS_BACKEND", "numpy")
    try:
        import keras
    except ImportError as error:
        missing(
            f"Keras is missing ({error}): `pip install keras` in a virtual environment, and set KERAS_BACKEND to "
            "a backend that is installed there"
        )
    if int(keras.__version__.split(".")[0]) < 3:
        missing(f"Keras 3 is needed, this is {keras.__version__}")
    return keras


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr.strip()


def numbers(value):
    """All numbers of a configuration: some of them are steps where something changes."""
    if isinstance(value, dict):
        return [number for entry in value.values() for number in numbers(entry)]
    if isinstance(value, list):
        return [number for element in value for number in numbers(element)]
    return [value] if isinstance(value, (int, float)) and not isinstance(value, bool) else []


def steps_to_ask(config):
    """Small ones, some of each size, and those around sums and multiples of what the configuration says."""
    steps = set(range(32)) | {round(1.3**exponent) for exponent in range(63)}
    lengths = [number for number in numbers(config) if number >= 1]
    middles = lengths + [a + b for a in lengths for b in lengths]
    middles += [length * times for length in lengths for times in (0.5, 2, 3, 4, 7, 10, 15, 31)]
    for middle in middles:
        steps |= {math.floor(middle) + distance for distance in (-1, 0, 1, 2)}
    return sorted(step for step in steps if 0 <= step <= 2**24)


def glidepath_rates(glidepath, path, steps):
    text = ",".join(map(str, steps))
    code, output, errors = run(glidepath, "eval", str(path), "--steps", text, "--format", "json")
    if code != 0:
        raise AssertionError(f"glidepath eval: {errors}")
    answer = json.loads(output)
    assert answer["steps"] == steps, "glidepath eval answers other steps"
    return dict(zip(steps, answer["learning_rates"]))


def compare(schedule, rates, steps):
    """The greatest distance in units of what is allowed, and how many jumps came a step off."""
    greatest = max(rates.values())
    worst, moved = 0.0, 0
    for step in steps:
        keras_rate, rate = float(schedule(step)), rates[step]
        if not math.isfinite(keras_rate):
            raise AssertionError(f"step {step}: Keras gives {keras_rate}, glidepath {rate}")
        allowed = OF_GREATEST * greatest + OF_RATE * abs(rate)
        distance = abs(keras_rate - rate) / allowed if allowed else float(keras_rate != rate)
        if distance > 1:
            near = [rates[step + side] for side in (-1, 0, 1) if step + side in rates]
            if not min(near) - allowed <= keras_rate <= max(near) + allowed:
                raise AssertionError(f"step {step}: Keras gives {keras_rate!r}, glidepath {rate!r}")
            moved += 1
            continue
        worst = max(worst, distance)
    return worst, moved


def check(keras, glidepath, path):
    """One line about a file, or an AssertionError."""
    code, output, errors = run(glidepath, "convert", str(path), "--to", "keras3")
    if code != 0:
        for part, reason in REFUSED.items():
            if part in path.name and reason in errors:
                return "refused", errors.replace(str(path), path.name)
        raise AssertionError(f"not converted: {errors}")
    converted = json.loads(output)
    if isinstance(converted, float):
        return "number", f"{converted}"

    schedules = keras.optimizers.schedules
    schedule = schedules.deserialize(converted)
    if not isinstance(schedule, schedules.LearningRateSchedule):
        raise AssertionError(f"Keras reads it as {schedule!r}")
    # Order of the keys, and whether a number has a point, included.
    again = json.dumps(schedules.serialize(schedule))
    if again != json.dumps(converted):
        raise AssertionError(f"Keras writes it as {again}, not {json.dumps(converted)}")
    keras.optimizers.SGD(learning_rate=schedule)

    steps = steps_to_ask(converted["config"])
    beside = sorted({step + side for step in steps for side in (-1, 0, 1) if step + side >= 0})
    worst, moved = compare(schedule, glidepath_rates(glidepath, path, beside), steps)
    text = f"{converted['class_name']}, {len(steps)} steps, at most {worst:.2f} of what is allowed"
    return "agrees", text + (f", {moved} jumps a step off" if moved else "")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--glidepath", metavar="PATH", help="the program; else that of `cargo build`")
    parser.add_argument("files", nargs="*", type=Path, help="instead of those in tests/data/keras")
    arguments = parser.parse_args()

    glidepath = find_glidepath(arguments.glidepath)
    keras = import_keras()
    files = arguments.files or sorted(path for path in DATA.iterdir() if path.suffix in (".json", ".keras", ".h5"))
    if not files:
        missing(f"no files in {DATA}")
    print(f"Keras {keras.__version__} on {keras.backend.backend()}, {len(files)} files")

    counts = {}
    for path in files:
        try:
            result, text = check(keras, glidepath, path)
        except Exception as error:  # Keras raises anything.
            result, text = "FAILS", f"{type(error).__name__}: {error}"
        counts[result] = counts.get(result, 0) + 1
        print(f"{result:8} {path.name}: {text}")
    print(", ".join(f"{count} {result}" for result, count in sorted(counts.items())))
    return 0 if counts.get("agrees") and "FAILS" not in counts else 1


if __name__ == "__main__":
    sys.exit(main())
