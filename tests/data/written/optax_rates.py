"""Runs the lines of `optax.json` in 64 bits, jitted as in a training, and writes the rates."""

import json
from pathlib import Path

import jax

jax.config.update("jax_enable_x64", True)
path = Path(__file__).parent / "optax.json"
cases = json.loads(path.read_text())
for case in cases:
    if "python" not in case:
        continue
    scope = {}
    exec(case["python"], scope)
    schedule = jax.jit(scope["schedule"])
    case["steps"] = [*range(64), 100, 1000]
    case["rates"] = [float(schedule(step)) for step in case["steps"]]
path.write_text(json.dumps(cases, indent=1) + "\n")
print(len(cases), "cases")
