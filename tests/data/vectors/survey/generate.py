#!/usr/bin/env python3
"""Exact values of the schedules of many frameworks, by the formulas in formulas/ (format: ../README.md).

  python generate.py --out DIR

No framework is run here: a formula restates what the framework's source or its documentation says, for one
configuration, in real numbers on the exact doubles of the configuration.  mpmath computes it with 60 digits.
"""
import argparse, importlib, json, os

from formulas.common import to_double

FRAMEWORKS = ["allennlp", "axolotl", "burn", "composer", "deepmd", "fairseq", "fastai", "fvcore", "icefall", "ignite",
              "kaldi", "kozistr", "levanter", "megatron", "mmengine", "mxnet", "nemo", "olmo_core", "paddle", "papers",
              "t5x", "tf_addons", "tf_models", "thinc", "torchtitan", "torchtune"]


def dump(document, file):
    """JSON with one line for the steps of a case, and one for their values."""
    head = {key: value for key, value in document.items() if key != "cases"}
    file.write("{\n")
    for key, value in head.items():
        file.write(f" {json.dumps(key)}: {json.dumps(value)},\n")
    cases = []
    for case in document["cases"]:
        lines = [f"   {json.dumps(key)}: {json.dumps(value, allow_nan=False)}" for key, value in case.items()]
        cases.append("  {\n" + ",\n".join(lines) + "\n  }")
    file.write(' "cases": [\n' + ",\n".join(cases) + "\n ]\n}\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", default=".")
    out = parser.parse_args().out
    os.makedirs(out, exist_ok=True)
    for name in FRAMEWORKS:
        module = importlib.import_module(f"formulas.{name}")
        cases = [
            {"name": case.name, "serialized": case.kwargs, "steps": case.steps,
             "exact": [to_double(case.at(step)) for step in case.steps]}
            for case in module.CASES
        ]
        document = {"framework": module.FRAMEWORK, "class": module.SOURCE, "cases": cases}
        with open(os.path.join(out, f"{name}.json"), "w") as file:
            dump(document, file)
        print(f"{name}: {len(cases)} cases")


if __name__ == "__main__":
    main()
