"""The program glidepath, as a process."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def missing(text):
    print(text, file=sys.stderr)
    sys.exit(2)


def find_glidepath(given):
    candidates = [given] if given else [
        ROOT / "target" / "release" / "glidepath",
        ROOT / "target" / "debug" / "glidepath",
        "glidepath",
    ]
    for candidate in candidates:
        found = shutil.which(str(candidate))
        if found:
            return found
    missing("the program glidepath is missing: run `cargo build --release`, or give its path with --glidepath")


class Refused(Exception):
    """What the program says why not."""


class Crashed(Exception):
    """The program ended as it never should."""


class Program:
    def __init__(self, path):
        self.path = path

    def run(self, *arguments):
        """Standard output and the notes, or `Refused`."""
        command = [self.path, *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
        if done.returncode == 1:
            raise Refused(done.stderr.strip())
        if done.returncode != 0:
            raise Crashed(f"exit code {done.returncode}: {done.stderr.strip()}")
        return done.stdout, [line.removeprefix("note: ") for line in done.stderr.splitlines()]

    def eval(self, path, steps):
        """The rates of a file, by step."""
        rates = {}
        # A command line has an end.
        for begin in range(0, len(steps), 5_000):
            text = ",".join(map(str, steps[begin : begin + 5_000]))
            answer = json.loads(self.run("eval", path, "--steps", text, "--format", "json")[0])
            rates |= zip(answer["steps"], answer["learning_rates"])
        return rates

    def convert(self, path, target, *options):
        return self.run("convert", path, "--to", target, *options)


@contextmanager
def file_with(value):
    """A file that holds some JSON."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.json"
        path.write_text(json.dumps(value))
        yield path


def reason(refused):
    """Why, without what differs from file to file."""
    text = re.sub(r"^glidepath: \S*file\.json: ", "", str(refused).splitlines()[-1])
    text = re.sub(r"^(?:\S+: )?cannot be written for [^:]+: ", "", text)
    return re.sub(r"(?<![A-Za-z_])-?\d[\d_]*(?:\.\d+)?(?:[eE][-+]?\d+)?", "#", text)
