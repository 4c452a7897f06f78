"""Lets the participants take turns and writes the table. `run` builds them and calls this."""

import argparse
import json
import os
import platform
import subprocess
import sys
from datetime import date
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
SMOOTH = [
    "cosine",
    "exponential",
    "power 0.9",
    "warmup + cosine",
    "restarts",
    "one-cycle",
    "linear cosine",
    "inverse time",
    "inverse square root",
    "tanh",
    "geometric",
]
FLAT = ["line", "pieces", "constant"]


class Participant:
    def __init__(self, command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.rounds = []

    def round(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.rounds.append(json.loads(self.process.stdout.readline()))

    def time(self, name):
        """The least time of all rounds, in nanoseconds; `None` if this was not measured."""
        return min((times[name] for times in self.rounds if name in times), default=None)


def participants(options):
    commands = {
        "glidepath": [options.plain, "library"],
        "glidepath, simd": [options.simd, "library"] if options.simd else None,
        "by hand": [options.plain, "by-hand"],
        "JAX": [sys.executable, HERE / "peers.py", "jax"],
        "NumPy": [sys.executable, HERE / "peers.py", "numpy"],
        "burn": [options.burn, "burn"] if options.burn else None,
    }
    return {name: Participant(command) for name, command in commands.items() if command}


def number(value, unit):
    return "" if value is None else f"{value / unit:.3g}" if value / unit < 100 else f"{value / unit:.0f}"


def ratio(slow, fast):
    return (
        ""
        if slow is None or fast is None
        else f"{slow / fast:.2g}x"
        if slow < 10 * fast
        else f"{slow / fast:.0f}x"
    )


def table(head, rows):
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def report(all_, options):
    fast = all_.get("glidepath, simd", all_["glidepath"])
    memory = all_["by hand"].time("million/writing memory")
    best = "glidepath, simd" if "glidepath, simd" in all_ else "glidepath"
    names = list(all_)

    rows = []
    for schedule in SMOOTH + FLAT:
        key = f"million/{schedule}"
        times = [number(all_[name].time(key), 1e6) for name in names if name != "burn"]
        own = fast.time(key)
        rows.append(
            [
                schedule,
                *times,
                ratio(all_["JAX"].time(key), own),
                ratio(all_["NumPy"].time(key), own),
                ratio(all_["by hand"].time(key), own),
                ratio(own, memory),
            ]
        )
    head = [
        "",
        *(name for name in names if name != "burn"),
        "JAX / glidepath",
        "NumPy / glidepath",
        "by hand / glidepath",
        "glidepath / memory",
    ]
    million = table(head, rows)

    ones = {}
    for kind in ("consecutive", "jumping"):
        own_names = [
            name
            for name in names
            if name not in ("JAX", "NumPy") and not (kind == "jumping" and name == "burn")
        ]
        rows = []
        for schedule in SMOOTH + FLAT:
            key = f"{kind}/{schedule}"
            times = [number(all_[name].time(key), 1) for name in own_names]
            rows.append([schedule, *times, ratio(all_["by hand"].time(key), all_["glidepath"].time(key))])
        ones[kind] = table(["", *own_names, "by hand / glidepath"], rows)

    parses = [
        [schedule, number(all_["glidepath"].time(f"parse/{schedule}"), 1e3)] for schedule in SMOOTH + FLAT
    ]
    model = next(
        (line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    return f"""# Benchmarks

Written by `tests/benches/compare/run`, which measures all of this in one run on one core: {options.rounds} rounds,
in which the participants take turns. A number is the least time of all rounds, of which each makes 5 runs (a
million rates) or 60 (single rates): what else happens on the machine only adds to it.

{date.today():%B %Y}: {model or platform.machine()}; {options.rustc}; JAX {version("jax")} in 64 bits, compiled, with
one thread; NumPy {version("numpy")}. *By hand* is the formula in Rust with `cos`, `exp` and `powf` of the standard
library. glidepath gives the nearest double, the others what their functions give.

## A million consecutive rates

Milliseconds. Ratios are those of *{best}*. Writing a million doubles takes {number(memory, 1e6)} ms.

{million}
## One rate after the other

Nanoseconds a rate, through `dyn`, at consecutive steps. burn's schedulers can only be stepped.

{ones["consecutive"]}
At steps that jump about:

{ones["jumping"]}
## Reading a schedule

Microseconds for `from_json`.

{table(["", "glidepath"], parses)}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", required=True, help="the program `compare`")
    parser.add_argument("--simd", help="the same, built with the feature `simd` of glidepath")
    parser.add_argument("--burn", help="the same, built with the feature `burn`")
    parser.add_argument("--rustc", required=True, help="the compiler's version, for the text")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    # All participants inherit the last core.
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    all_ = participants(options)
    for index in range(options.rounds):
        for name, participant in all_.items():
            print(f"round {index + 1} of {options.rounds}: {name}", file=sys.stderr)
            participant.round()
    text = report(all_, options)
    options.out.write_text(text)
    print(text)


if __name__ == "__main__":
    main()
