"""Computes the wanted rates in the files of `tests/data/oracle` anew: `cases.json` and `off.jsonl`."""

import json
from pathlib import Path

from oracle import exact
from run import NOISE, NOISY

DATA = Path(__file__).resolve().parents[1] / "data/oracle"


def rate(schedule, step):
    if schedule["class_name"] == NOISY:
        # The files have it without noise only.
        config = {key: value for key, value in schedule["config"].items() if key not in NOISE}
        schedule = {"class_name": "LinearCosineDecay", "config": config}
    return exact(schedule, step)[0][0]


def main():
    cases = json.loads((DATA / "cases.json").read_text())
    for case in cases:
        case["exact"] = [rate(case["serialized"], step) for step in case["steps"]]
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (DATA / "cases.json").write_text(f"[\n{lines}\n]\n")
    rows = [json.loads(line) for line in (DATA / "off.jsonl").read_text().splitlines()]
    for row in rows:
        row["exact"] = rate(row["serialized"], row["step"])
    text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in rows)
    (DATA / "off.jsonl").write_text(text)


if __name__ == "__main__":
    main()
