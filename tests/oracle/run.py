"""Holds glidepath's rates against the oracle. See README.md, or `run.py --help`."""

import argparse
import json
import math
import subprocess
import time
from collections import Counter, defaultdict
from pathlib import Path

import gen
import reals
from oracle import CLASSES, COMPS, comp, nearest

REPOSITORY = Path(__file__).resolve().parents[2]
CURVES = "linear polynomial power cosine geometric exponential rational logarithmic tanh stairs".split()
NOISE = ("initial_variance", "variance_decay", "seed")
NOISY = "NoisyLinearCosineDecay"
ALL = [*CLASSES, NOISY, *COMPS]
# The share of nasty numbers in the schedules, in turn; "ties" are schedules whose rates are short in binary.
TURNS = (0.0, 0.12, "ties", 0.25, 0.0, "ties", 0.05, 1.0)


class Library:
    """The program `rates`, which answers line by line."""

    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def rates(self, schedule, steps):
        """The rates, or the error as a string."""
        self.process.stdin.write(json.dumps({"schedule": schedule, "steps": steps}) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline(), parse_int=float)


def is_ordinary(config):
    """Whether all parameters are 0 or of ordinary size: rates within 1e±30, lengths up to 2^53."""
    if isinstance(config, dict):
        return all(map(is_ordinary, config.values()))
    if isinstance(config, list):
        return all(map(is_ordinary, config))
    if isinstance(config, float) and config:
        return 1e-30 <= abs(config) <= 1e30
    return not isinstance(config, int) or abs(config) <= 2**53


class Arithmetic:
    """Computes with MPFR, or with mpmath where that is asked for or MPFR's bits do not decide."""

    def __init__(self, mpfr):
        self.mpfr = mpfr
        self.undecided = 0

    def nearest_doubles(self, readings):
        """The nearest doubles of `readings()`, which gives doubles and exact numbers."""
        if self.mpfr:
            reals.use_mpfr()
            rates = [rounded(reading) for reading in readings()]
            if None not in rates:
                return rates
            self.undecided += 1
        reals.use_mpmath()
        return [rounded(reading) for reading in readings()]


def rounded(reading):
    return nearest(reading[1]) if isinstance(reading, tuple) else reading


def wanted(library, arithmetic, schedule, steps):
    """For each step the nearest doubles in all readings; without a library, the rates of parts are the oracle's."""
    name, config = schedule["class_name"], schedule["config"]
    if name == NOISY:
        config = {key: value for key, value in config.items() if key not in NOISE}
        schedule = {"class_name": "LinearCosineDecay", "config": config}
    if name not in COMPS:
        ask = lambda step: (("exact", real) for real in CLASSES[schedule["class_name"]](config, step))
        return [arithmetic.nearest_doubles(lambda: ask(step)) for step in steps]
    known = part_rates(library, arithmetic, schedule, steps)
    rate_of = lambda part, step: known[json.dumps(part), step]
    return [arithmetic.nearest_doubles(lambda: comp(schedule, step, rate_of)) for step in steps]


def part_rates(library, arithmetic, schedule, steps):
    """The rates of a composition's parts at all steps at which they are needed."""
    needed, parts, known = defaultdict(set), {}, {}

    def note(part, step):
        key = json.dumps(part)
        parts[key] = part
        needed[key].add(step)
        return 1.0

    for step in steps:
        comp(schedule, step, note)
    for key, some in needed.items():
        some = sorted(some)
        if library:
            rates = library.rates(parts[key], some)
        else:
            rates = [only(readings) for readings in wanted(None, arithmetic, parts[key], some)]
        if isinstance(rates, str):
            raise SystemExit(f"a part is refused: {key}: {rates}")
        known.update({(key, step): rate for step, rate in zip(some, rates)})
    return known


class Ambiguous(Exception):
    """The documentation allows more than one rate."""


def only(readings):
    if len(set(readings)) > 1:
        raise Ambiguous
    return readings[0]


def draw(draws, name, turn, count):
    """A schedule and steps."""
    kind = TURNS[turn % len(TURNS)]
    draws.ties, draws.nasty = kind == "ties", 0.0 if kind == "ties" else kind
    if name == "Transition":
        curve = CURVES[turn // len(TURNS) % len(CURVES)]
        schedule = {"class_name": name, "config": draws.Transition(curve)}
    else:
        schedule = draws.make(name)
    if name == NOISY:
        schedule["config"]["initial_variance"] = 0.0
    steps = gen.pick_steps(draws, schedule, count)
    if draws.ties:
        steps = sorted({*steps, *range(16)})
    return schedule, steps


def is_valid(rate):
    return math.isfinite(rate) and math.copysign(1, rate) > 0


def check_class(name, options, library, arithmetic, out):
    """Holds one class against the oracle; its row of the table."""
    draws = gen.G(f"{options.seed} {name}")
    found, sample, turn, start = Counter(), [], 0, time.time()
    arithmetic.undecided = 0
    while found["rates"] < options.points:
        schedule, steps = draw(draws, name, turn, options.steps)
        turn += 1
        rates = library.rates(schedule, steps)
        if isinstance(rates, str):
            found["refused"] += 1
            out and print(json.dumps({"serialized": schedule, "refused": rates}), file=out)
            continue
        wants = wanted(library, arithmetic, schedule, steps)
        for step, rate, want in zip(steps, rates, wants):
            found["rates"] += 1
            distances = [abs(reals.ordinal(rate + 0.0) - reals.ordinal(one + 0.0)) for one in want]
            best = min(distances)
            if best:
                found["off"] += 1
                found["more than 1 ulp"] += best > 1
            elif distances[0]:
                found["other reading"] += 1
            found["not a rate"] += not is_valid(rate)
            if out and (best or not is_valid(rate)):
                row = {"serialized": schedule, "step": step, "got": rate, "exact": want[0], "ulps": best}
                print(json.dumps(row | {"ordinary": is_ordinary(schedule)}), file=out)
        if options.sample:
            sample += sampled(arithmetic, schedule, steps)
    found["undecided by MPFR"] = arithmetic.undecided
    columns = ("rates", "off", "more than 1 ulp", "other reading", "not a rate", "undecided by MPFR")
    row = " | ".join(f"{found[column]:,}" for column in columns)
    print(f"| {name} | {row} | {found['refused']} | {time.time() - start:.0f} s |", flush=True)
    return found, sample


def sampled(arithmetic, schedule, steps):
    """The schedule as a case of the sample, if all of its rates are told without doubt."""
    try:
        exact = [only(readings) for readings in wanted(None, arithmetic, schedule, steps)]
    except Ambiguous:
        return []
    return [{"serialized": schedule, "steps": steps, "exact": exact}]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--points", type=int, default=20_000, help="(schedule, step) pairs of each class")
    parser.add_argument("--steps", type=int, default=30, help="steps of each schedule, about")
    parser.add_argument("--classes", default=",".join(ALL), help="comma-separated")
    parser.add_argument(
        "--mpfr", action="store_true", help="compute with MPFR, and with mpmath where it must be"
    )
    parser.add_argument("--off", type=Path, help="write what is off to this file")
    parser.add_argument(
        "--sample", type=Path, help="write what was wanted to a file of each class in this folder"
    )
    parser.add_argument("--program", default=REPOSITORY / "target/release/rates")
    options = parser.parse_args()
    library, arithmetic = Library(options.program), Arithmetic(options.mpfr)
    out = options.off and options.off.open("w")
    print(
        "| class | rates | not the nearest double | more than 1 ulp | other reading | not a rate"
        " | undecided by MPFR | refused | time |\n|---|---|---|---|---|---|---|---|---|"
    )
    total = Counter()
    for name in options.classes.split(","):
        found, sample = check_class(name, options, library, arithmetic, out)
        total += found
        if options.sample:
            options.sample.mkdir(parents=True, exist_ok=True)
            lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in sample)
            (options.sample / f"{name}.json").write_text(f"[\n{lines}\n]\n")
    print(f"\n{total['rates']:,} rates, {total['off']:,} not the nearest double")
    raise SystemExit(1 if total["off"] or total["not a rate"] else 0)


if __name__ == "__main__":
    main()
