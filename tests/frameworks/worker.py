"""Runs one framework in a process of its own, which may be of another Python.

    python worker.py pytorch < calls.json > answers.json

`calls.json` is a list of `[function, arguments]` for a module beside this one. An answer is a line: `{"value": …}`, or
`{"error": …}` if the call raised something. The first line is the framework's name and version.
"""

import importlib
import json
import os
import sys
import traceback
import warnings
from pathlib import Path


def answer(module, function, arguments):
    try:
        return {"value": getattr(module, function)(*arguments)}
    except Exception as error:  # A framework raises anything.
        place = traceback.extract_tb(error.__traceback__)[-1]
        return {"error": f"{type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"}


def main():
    # What a framework prints must not be among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    try:
        module = importlib.import_module(sys.argv[1])
    except ImportError as error:
        print(json.dumps({"error": f"{error}"}), file=answers)
        return
    print(json.dumps({"value": module.name()}), file=answers)
    for function, arguments in json.load(sys.stdin):
        print(json.dumps(answer(module, function, arguments)), file=answers, flush=True)


if __name__ == "__main__":
    main()
