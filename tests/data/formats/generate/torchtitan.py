"""The schedules of TorchTitan: of 0.1.0, 0.2.0 and 0.3.0 its own function, in doubles and in 60 digits; before 0.1.0,
where the warmup stands in `[training]`, a restated formula.

    for version in 0.1.0 0.2.0 0.3.0; do pip download --no-deps torchtitan==$version; done
    python torchtitan.py DIRECTORY_OF_THE_WHEELS
"""

import logging
import math
import sys
from pathlib import Path
from types import SimpleNamespace

from reference import exact, mpmath, nearest, sampled, source, stand_in, stand_in_for_torch, write

stand_in_for_torch()
for name in ("torchtitan", "torchtitan.components", "torchtitan.tools", "torchtitan.components.optimizer"):
    stand_in(name, OptimizersContainer=object, __path__=[])
stand_in("torchtitan.config_manager", JobConfig=object)
stand_in("torchtitan.config", LRScheduler=object, Configurable=type("Configurable", (), {"Config": object}))
stand_in("torchtitan.tools.logging", logger=logging.getLogger("torchtitan"))
logging.disable()
directory = Path(sys.argv[1])


def factor(version, mathematics, number, steps, settings):
    wheel = directory / f"torchtitan-{version}-py3-none-any.whl"
    path = "optimizer/lr_scheduler" if version == "0.3.0" else "lr_scheduler"
    text = source(wheel, f"torchtitan/components/{path}.py").replace("from .optimizer", "from torchtitan.components.optimizer")
    # `float` would cut the 60 digits.
    scope = {"float": number, "__name__": "torchtitan.components.lr_scheduler"}
    sys.modules.setdefault("torchtitan.components.lr_scheduler", SimpleNamespace(__dict__=scope))
    exec(text, scope)
    scope["math"] = mathematics
    if version == "0.3.0":
        scheduler = scope["LRSchedulersContainer"].Config(**settings).build(optimizers=[None], training_steps=steps)
    else:
        minimum = "lr_min" if version == "0.1.0" else "min_lr_factor"
        defaults = {"warmup_steps": 200, "decay_ratio": None, "decay_type": "linear", minimum: 0.0}
        config = SimpleNamespace(**{**defaults, **settings})
        if version == "0.1.0":
            job = SimpleNamespace(lr_scheduler=config, training=SimpleNamespace(steps=steps))
            scheduler = scope["build_lr_schedulers"]([None], job)
        else:
            scheduler = scope["build_lr_schedulers"]([None], config, steps)
    return scheduler.schedulers[0].lr_lambda


def number(value):
    return f'"{value}"' if isinstance(value, str) else str(value)


def config(rate, steps, table, optimizer="AdamW", training=""):
    lines = ["[job]", 'dump_folder = "./outputs"', "[model]", 'name = "llama3"', 'flavor = "8B"',
             "[optimizer]", f'name = "{optimizer}"', f"lr = {rate}", "eps = 1e-8"]
    if table is not None:
        lines.append("[lr_scheduler]")
        lines += [f"{key} = {number(value)}" for key, value in table.items()]
    lines += ["[training]", "local_batch_size = 1", "seq_len = 8192", "max_norm = 1.0", f"steps = {steps}"]
    return "\n".join(lines) + "\n" + training


def case(name, version, rate, steps, settings, length=None):
    rate_text = repr(rate)
    minimum = settings.get("lr_min", settings.get("min_lr_factor"))
    plain = factor(version, math, float, steps, settings)
    in_digits = dict(settings)
    for key in ("lr_min", "min_lr_factor"):
        if key in in_digits:
            in_digits[key] = exact(minimum)
    precise = factor(version, mpmath, exact, steps, in_digits)
    total = settings.get("total_steps", steps)
    asked = sampled(length or min(steps, total), settings.get("warmup_steps", 200))
    return {"name": name, "file": config(rate_text, steps, settings), "language": "toml", "options": "",
            "steps": asked, "rates": [rate * plain(step) for step in asked],
            "exact": [nearest(exact(rate) * precise(exact(step))) for step in asked]}


def old_case(name, rate, steps, warmup):
    def factor(step, number):
        if step < warmup:
            return number(step + 1) / (warmup + 1)
        return 1 - number(step - warmup) / max(1, steps - warmup)

    file = config(repr(rate), steps, None, training=f"warmup_steps = {warmup}\n")
    asked = sampled(steps, warmup)
    return {"name": name, "file": file, "language": "toml", "options": "", "steps": asked,
            "rates": [rate * factor(step, float) for step in asked],
            "exact": [nearest(exact(rate) * factor(step, exact)) for step in asked]}


cases = [
    case("defaults", "0.2.0", 3e-4, 1000, {"warmup_steps": 200}),
    case("llama 3", "0.2.0", 1.5e-4, 10000, {"warmup_steps": 2000, "decay_ratio": 0.1, "decay_type": "cosine",
                                             "min_lr_factor": 0.1}),
    case("short", "0.2.0", 8e-4, 10, {"warmup_steps": 2, "decay_ratio": 0.8, "decay_type": "linear",
                                      "min_lr_factor": 0.0}),
    case("square root", "0.2.0", 8e-4, 50, {"warmup_steps": 5, "decay_ratio": 0.4, "decay_type": "sqrt",
                                            "min_lr_factor": 0.05}),
    case("cosine to the end", "0.1.0", 1e-3, 60, {"warmup_steps": 7, "decay_type": "cosine", "lr_min": 0.1}),
    case("linear to a tenth", "0.1.0", 1e-3, 40, {"warmup_steps": 4, "lr_min": 0.1}),
    case("no warmup", "0.2.0", 1e-3, 30, {"warmup_steps": 0}),
    case("a warmup longer than the run", "0.2.0", 1e-3, 20, {"warmup_steps": 50}),
    case("a decay that does not fit", "0.2.0", 1e-3, 40, {"warmup_steps": 30, "decay_ratio": 0.5}),
    case("no decay", "0.2.0", 1e-3, 30, {"warmup_steps": 10, "decay_ratio": 0.0}),
    case("half to even", "0.2.0", 1e-3, 25, {"warmup_steps": 3, "decay_ratio": 0.5}),
    case("total steps", "0.3.0", 1e-3, 30, {"warmup_steps": 5, "total_steps": 60, "decay_type": "cosine",
                                            "min_lr_factor": 0.1}),
    old_case("warmup in training", 3e-4, 1000, 200),
    old_case("warmup in training, short", 8e-4, 10, 2),
    old_case("no warmup in training", 8e-4, 20, 0),
    {"name": "another decay", "file": config("3e-4", 100, {"warmup_steps": 2, "decay_type": "constant"}),
     "language": "toml", "options": "", "refused": True},
    {"name": "a key of both eras", "file": config("3e-4", 100, {"decay_ratio": 0.1}, training="warmup_steps = 2\n"),
     "language": "toml", "options": "", "refused": True},
    {"name": "no word on the warmup", "file": config("3e-4", 100, None), "language": "toml", "options": "",
     "refused": True},
]
write("torchtitan", framework="torchtitan", version="0.3.0, 0.2.0, 0.1.0; before 0.1.0: commit 419a202",
      source="torchtitan/components/lr_scheduler.py; before 0.1.0: torchtitan/lr_scheduling.py",
      how="the framework's function, on a stand-in for torch; exact: the same function in 60 digits; "
          "the cases with the warmup in `[training]`: the formula restated",
      ulp=1, coverage="TorchTitan, jobs", cases=cases)
