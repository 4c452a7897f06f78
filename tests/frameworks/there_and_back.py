#!/usr/bin/env python3
"""Holds what glidepath writes for other frameworks against these frameworks themselves.

Each reference case in tests/data/vectors is converted for each framework. That framework builds its schedule from what
was written and runs it, step by step; its rates must be those of the case. What the README beside this file says is
needed; what is not there is left out.

    cargo build --release
    python tests/frameworks/there_and_back.py

Exit code 0: all rates are right; 1: some are not, or the program or a framework failed; 2: something is missing.
"""

import argparse
import json
import math
import os
import re
import struct
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from cases import FOLDERS, SOURCES, VECTORS, cases
from program import Crashed, Program, Refused, file_with, find_glidepath, missing, reason

HERE = Path(__file__).parent
MODULES = {
    "torch": "pytorch",
    "transformers": "transformers_",
    "deepspeed": "deepspeed_",
    "keras3": "keras3",
    "keras2": "keras2",
}

# How far a rate may be from the right one: so much of the case's greatest rate, and so much of itself.
ALLOWED = {64: (1e-9, 0.0), 32: (5e-6, 2e-5)}
# A schedule of PyTorch is run to this step; the steps behind it are reached from a state just before each.
MOST = 5_000
# What a framework holds exactly as a step.
LAST_STEP = {64: 2**53, 32: 2**24}


@dataclass
class Part:
    """A comparison of one conversion."""

    what: str
    calls: list
    """What the framework is asked."""
    judge: object
    """From its answers to nothing, or to what is wrong."""


@dataclass
class Conversion:
    case: object
    target: str
    outcome: str
    """`same`, `same in the run`, `refused` or `wrong`."""
    reason: str = ""
    written: str = ""
    notes: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    wrong: list = field(default_factory=list)
    of_peak: float = 0.0
    ulps: int = 0
    as_framework: int = 0
    moved: int = 0
    behind: int = 0
    compared: int = 0


def ulps(a, b):
    """How many doubles lie between two."""
    def order(number):
        bits = struct.unpack("<q", struct.pack("<d", number))[0]
        return bits if bits >= 0 else -(bits & 0x7FFF_FFFF_FFFF_FFFF)

    return abs(order(a) - order(b))


def last_step(conversion):
    """The last step at which the rates are promised to be the case's."""
    last = math.inf
    for note in conversion.notes:
        if found := re.search(r"same up to step (\d+)", note):
            last = min(last, int(found[1]))
        if found := re.search(r"from step (\d+) on PyTorch", note):
            last = min(last, int(found[1]) - 1)
    if conversion.target == "transformers":
        last = min(last, json.loads(conversion.written).get("max_steps", math.inf))
    return last


def near(case, rates, step):
    """The rates beside a step, between which that of a jump may be that comes a step off."""
    return [rates[beside] for beside in (step - 1, step, step + 1) if beside in rates]


def missed_restart(conversion):
    """The end of a period of Keras, which comes instead of a restart where the quotient of two logarithms is rounded down."""
    written = json.loads(conversion.written)
    if not isinstance(written, dict) or written["class_name"] != "CosineDecayRestarts":
        return []
    return [written["config"]["alpha"] * written["config"]["initial_learning_rate"]]


def compare(conversion, steps, answers, bits, promised, rates):
    """Compares the framework's rates at some steps; those behind the promised ones are only counted."""
    case = conversion.case
    wanted = dict(zip(case.steps, case.wanted))
    of_peak, of_rate = ALLOWED[bits]
    for index, step in enumerate(steps):
        got = answers[index] if index < len(answers) else "nothing"
        is_number = isinstance(got, (int, float)) and math.isfinite(got)
        right = wanted[step]
        # Where a framework takes a cosine of the step, it loses the digits that the step has.
        allowed = [max(of_peak, step * 2.0**-52) * case.peak + of_rate * abs(rate) for rate in right]
        fits = [rate for rate, most in zip(right, allowed) if is_number and abs(got - rate) <= most]
        is_right = bool(fits)
        if step > promised:
            conversion.behind += not is_right
            continue
        conversion.compared += 1
        if not is_right and is_number and conversion.target.startswith("keras"):
            beside = [*near(case, rates, step), *missed_restart(conversion)]
            if beside and min(beside) - allowed[0] <= got <= max(beside) + allowed[0]:
                conversion.moved += 1
                continue
        if not is_right:
            return f"step {step}: {got!r} for {right[0]!r}, glidepath has {rates.get(step)!r}"
        best = fits[0]
        conversion.as_framework += best != right[0]
        if step > LAST_STEP[32] or not case.peak:
            continue
        conversion.of_peak = max(conversion.of_peak, abs(got - best) / case.peak)
        if abs(best) > 1e-3 * case.peak:
            conversion.ulps = max(conversion.ulps, ulps(got, best))
    return None


class Converter:
    """Makes the conversions, and what is to be asked of the frameworks."""

    def __init__(self, program, targets, bits):
        self.program, self.targets, self.bits = program, targets, bits

    def convert(self, case):
        with file_with(case.document) as path:
            beside = sorted({step + side for step in case.steps for side in (-1, 0, 1) if step + side >= 0})
            try:
                rates = self.program.eval(path, beside)
            except (Refused, Crashed) as error:
                outcome = "not read" if isinstance(error, Refused) else "wrong"
                return [Conversion(case, "", outcome, reason(error), wrong=[str(error)])]
            return [self.convert_for(case, path, rates, target) for target in self.targets]

    def convert_for(self, case, path, rates, target):
        options = ["--step", "0"] if target == "torch" else []
        # If the file does not tell how long the run is, its user may.
        run = [[], ["--total-steps", str(case.steps[-1])]] if case.steps[-1] else [[]]
        conversion = Conversion(case, target, "refused")
        for more in run:
            try:
                conversion.written, conversion.notes = self.program.convert(path, target, *options, *more)
            except Refused as error:
                conversion.reason = conversion.reason or reason(error)
                continue
            except Crashed as error:
                conversion.outcome, conversion.wrong = "wrong", [str(error)]
                return conversion
            conversion.outcome = "same in the run" if more else "same"
            break
        else:
            return conversion
        if any("same up to step" in note for note in conversion.notes):
            conversion.outcome = "same in the run"
        try:
            if target == "torch":
                self.ask_torch(conversion, path, rates, more)
            else:
                self.ask(conversion, rates)
        except (Refused, Crashed) as error:
            conversion.outcome, conversion.wrong = "wrong", [*conversion.wrong, str(error)]
        return conversion

    def ask(self, conversion, rates):
        bits = self.bits.get(conversion.target, 64)
        steps = [step for step in conversion.case.steps if step <= LAST_STEP[bits]]
        boundaries = re.findall(r"(?<![\d.e-])\d{10,}(?![\d.e])", conversion.written) if "PiecewiseConstant" in conversion.written else []
        if bits == 32 and any(int(boundary) >= 2**31 for boundary in boundaries):
            conversion.outcome, conversion.reason = "refused", "Keras has no boundary of more than 32 bits here"
            return
        promised = last_step(conversion)

        def judge(answers):
            return compare(conversion, steps, answers[0], bits, promised, rates)

        calls = [["rates", [json.loads(conversion.written), steps]]]
        conversion.parts.append(Part("rates", calls, judge))

    def ask_torch(self, conversion, path, rates, more):
        case, promised = conversion.case, last_step(conversion)
        written = json.loads(conversion.written)
        steps = [step for step in case.steps if step <= promised]
        close = [step for step in steps if step <= MOST]

        def part(what, calls, judged):
            """Compares rates at steps of which each call has some."""
            def judge(answers):
                for answer, steps in zip(answers, judged):
                    if wrong := compare(conversion, steps, answer, 64, promised, rates):
                        return wrong
                return None

            conversion.parts.append(Part(what, calls, judge))

        def lines(step):
            return self.program.convert(path, "torch-python", "--step", step, *more)[0]

        if lines(0) != written["python"]:
            conversion.wrong.append("torch-python: other lines than those in the JSON")
        part("rates", [["rates", [written["python"], close]]], [close])
        far = [step for step in steps if MOST < step <= LAST_STEP[64]]
        part("far steps", [["rates", [lines(step - 1), [1]]] for step in far], [[step] for step in far])

        if close:
            self.ask_to_resume(conversion, path, rates, more, close, part)
        if case.checkpoint:
            document, step = case.checkpoint
            with file_with(document) as saved:
                text, _ = self.program.convert(saved, "torch-python", *more)
            again = [later for later in close if later >= step]
            calls = [["rates", [text, [later - step for later in again]]]]
            part(f"checkpoint of step {step}", calls, [again])
        self.read_again(conversion, written, rates, "read again", promised)

    def ask_to_resume(self, conversion, path, rates, more, close, part):
        """Goes on in the middle of the run, and around each step where a scheduler takes over."""
        written = json.loads(conversion.written)
        last = close[-1]
        middle = last // 2
        steps = {0, 1, middle, last}
        for milestone in sorted(milestones(written["kwargs"]))[:5]:
            steps |= {milestone - 1, milestone, milestone + 1}
        steps = sorted(step for step in steps if 0 <= step <= last)
        states = []
        for step in steps:
            resumed = json.loads(self.program.convert(path, "torch", "--step", step, *more)[0])
            lines = self.program.convert(path, "torch-python", "--step", step, *more)[0]
            if lines != resumed["python"]:
                conversion.wrong.append(f"torch-python --step {step}: other lines than those in the JSON")
            again = [later for later in close if later >= step and (step == middle or later <= step + 3)]
            part(f"from step {step} on", [["rates", [lines, [later - step for later in again]]]], [again])
            states.append({key: resumed[key] for key in ("state_dict", "optimizer")})
            self.read_again(conversion, resumed, rates, f"read again, of step {step}", math.inf, again)

        def judge(answers):
            for step, wrote, real in zip(steps, states, answers[0]):
                if found := list(differences(wrote, real, "", 1e-9 * conversion.case.peak)):
                    return f"step {step}: " + "; ".join(found)
            return None

        conversion.parts.append(Part("state", [["states", [written["python"], steps]]], judge))

    def read_again(self, conversion, written, rates, what, promised, steps=None):
        """A file of glidepath's own is read, but for formulas."""
        if "LambdaLR" in json.dumps(written):
            return
        steps = [step for step in steps or conversion.case.steps if step <= promised]
        with file_with(written) as path:
            try:
                read = self.program.eval(path, steps)
            except Refused as error:
                conversion.wrong.append(f"{what}: {error}")
                return
        for step in steps:
            if abs(read[step] - rates[step]) > 1e-12 * conversion.case.peak:
                conversion.wrong.append(f"{what}: step {step}: {read[step]!r} for {rates[step]!r}")
                return


def milestones(kwargs):
    """Where schedulers take over."""
    found = set(kwargs.get("milestones", []))
    for scheduler in kwargs.get("schedulers", []):
        found |= milestones(scheduler["kwargs"])
    return found


def differences(wrote, real, place, allowed):
    """Where two states differ."""
    if isinstance(wrote, dict) and isinstance(real, dict):
        for key in sorted(wrote.keys() | real.keys()):
            if key not in real:
                yield f"{place}.{key} is not in PyTorch's"
            elif key not in wrote:
                yield f"{place}.{key} is missing, in PyTorch's it is {real[key]!r}"
            else:
                yield from differences(wrote[key], real[key], f"{place}.{key}", allowed)
    elif isinstance(wrote, list) and isinstance(real, list) and len(wrote) == len(real):
        for index, (a, b) in enumerate(zip(wrote, real)):
            yield from differences(a, b, f"{place}[{index}]", allowed)
    else:
        numbers = [value for value in (wrote, real) if isinstance(value, (int, float)) and not isinstance(value, bool)]
        if len(numbers) == 2:
            is_same = abs(wrote - real) <= allowed + 1e-12 * abs(real)
        else:
            is_same = wrote == real and type(wrote) is type(real)
        if not is_same:
            yield f"{place} is {wrote!r}, in PyTorch's {real!r}"


class Framework:
    """A framework in a process of its own."""

    def __init__(self, target, python, environment):
        self.command = [python, str(HERE / "worker.py"), MODULES[target]]
        self.environment = os.environ | environment
        self.name, self.error, self.bits = None, None, 64
        calls = [["bits", []]] if target.startswith("keras") else []
        answers = self.ask(calls)
        if self.name and calls:
            self.bits = answers[0].get("value", 64)

    def ask(self, calls):
        done = subprocess.run(
            self.command, input=json.dumps(calls), capture_output=True, text=True, env=self.environment, cwd=HERE
        )
        first, *answers = [json.loads(line) for line in done.stdout.splitlines()] or [{"error": done.stderr[-500:]}]
        self.name, self.error = first.get("value"), first.get("error")
        # If the process died, so did the calls.
        return answers + [{"error": f"no answer: {done.stderr[-500:]}"}] * (len(calls) - len(answers))


def judge(conversions, answers):
    answers = iter(answers)
    for conversion in conversions:
        for part in conversion.parts:
            found = [next(answers) for _ in part.calls]
            errors = [answer["error"] for answer in found if "error" in answer]
            wrong = errors[0] if errors else part.judge([answer["value"] for answer in found])
            if wrong:
                conversion.wrong.append(f"{part.what}: {wrong}")
        if conversion.wrong:
            conversion.outcome = "wrong"


def number(value):
    return f"{value:.0e}" if value else "0"


def table(conversions, key, title):
    lines = [
        f"| {title} | for | cases | same | in the run | refused | wrong | of the peak | ulp |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    rows = {}
    for conversion in conversions:
        rows.setdefault((key(conversion), conversion.target), []).append(conversion)
    for (source, target), row in rows.items():
        count = Counter(conversion.outcome for conversion in row)
        of_peak = max(conversion.of_peak for conversion in row)
        greatest_ulps = max(conversion.ulps for conversion in row)
        cells = [source, target, len(row), count["same"], count["same in the run"], count["refused"], count["wrong"]]
        lines.append("| " + " | ".join(map(str, [*cells, number(of_peak), greatest_ulps])) + " |")
    return "\n".join(lines)


def report_failures(conversions, path):
    wrong = [conversion for conversion in conversions if conversion.outcome == "wrong"]
    lines = [f"# {len(wrong)} conversions are wrong"]
    for conversion in wrong:
        lines += ["", f"## {conversion.case.name} for {conversion.target or 'nobody: it is not read'}", ""]
        lines += [f"- {text}" for text in conversion.wrong]
        lines += ["", "```json", json.dumps(conversion.case.document), conversion.written.strip(), "```"]
        lines += [f"note: {note}" for note in conversion.notes]
    path.write_text("\n".join(lines) + "\n")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folders", nargs="*", type=Path, help="with vectors; else those in tests/data/vectors")
    parser.add_argument("--glidepath", metavar="PATH", help="the program; else that of `cargo build`")
    parser.add_argument("--to", action="append", choices=MODULES, help="only for this framework")
    parser.add_argument("--only", metavar="TEXT", help="only cases whose name has this text")
    parser.add_argument("--python", action="append", default=[], metavar="TARGET=PATH",
                        help="the Python that has a framework; else the one that runs this")
    parser.add_argument("--deepspeed", metavar="PATH", help="its lr_schedules.py")
    parser.add_argument("--by-class", action="store_true", help="a row a class, not a row a framework")
    parser.add_argument("--failures", type=Path, metavar="OUT", help="a file for all that is wrong, with what was written")
    return parser.parse_args()


def frameworks(options):
    pythons = dict(pair.split("=", 1) for pair in options.python)
    environment = {"DEEPSPEED_LR_SCHEDULES": str(Path(options.deepspeed).resolve())} if options.deepspeed else {}
    found = {}
    for target in options.to or MODULES:
        framework = Framework(target, pythons.get(target, sys.executable), environment)
        if framework.name:
            found[target] = framework
            print(f"{target}: {framework.name}")
        else:
            print(f"{target}: left out, {framework.error.strip()}")
    return found or missing("none of the frameworks is there")


def main():
    options = arguments()
    program = Program(find_glidepath(options.glidepath))
    targets = frameworks(options)
    folders = options.folders or [VECTORS / folder for folder in FOLDERS]
    chosen = [case for case in cases(folders) if not options.only or options.only in case.name]
    if not chosen:
        missing("there are no cases")
    converter = Converter(program, targets, {target: framework.bits for target, framework in targets.items()})
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        conversions = [conversion for found in pool.map(converter.convert, chosen) for conversion in found]
    for target, framework in targets.items():
        own = [conversion for conversion in conversions if conversion.target == target]
        calls = [call for conversion in own for part in conversion.parts for call in part.calls]
        judge(own, framework.ask(calls))

    order = list(SOURCES.values())
    converted = [conversion for conversion in conversions if conversion.target]
    converted.sort(key=lambda conversion: order.index(conversion.case.source))
    key = (lambda conversion: conversion.case.name.split()[0]) if options.by_class else lambda conversion: conversion.case.source
    print(f"\n{len(chosen)} cases\n\n{table(converted, key, 'from')}")

    counts = {
        "rates compared": sum(conversion.compared for conversion in converted),
        "rates as the framework gave them, not its formula": sum(conversion.as_framework for conversion in converted),
        "jumps that Keras makes a step off": sum(conversion.moved for conversion in converted),
        "conversions with other rates behind the run": sum(conversion.behind > 0 for conversion in converted),
        "of these without a note": sum(conversion.behind > 0 and not conversion.notes for conversion in converted),
    }
    print("\n" + "\n".join(f"{what}: {count}" for what, count in counts.items()))
    reasons = Counter((conversion.target or "not read", conversion.reason) for conversion in conversions
                      if conversion.outcome in ("refused", "not read"))
    print("\nrefused:")
    for (target, text), count in sorted(reasons.items(), key=lambda item: (item[0][0], -item[1])):
        print(f"{count:5} {target}: {text}")
    wrong = [conversion for conversion in conversions if conversion.outcome == "wrong"]
    for conversion in wrong:
        for text in conversion.wrong:
            print(f"WRONG {conversion.case.name} for {conversion.target}: {text[:400]}")
    if options.failures:
        report_failures(conversions, options.failures)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
