"""The schedules of mlx-lm 0.32.2: its own `build_schedule` on mlx's own schedules, in doubles and in 60 digits.

mlx itself computes in 32 bits; that it is run, and agrees to 32 bits, is asserted here.

    pip install mlx[cpu]; pip download --no-deps mlx-lm==0.32.2
    python mlx_lm.py mlx_lm-0.32.2-py3-none-any.whl
"""

import json
import math
import re
import sys
from pathlib import Path
from types import SimpleNamespace

import mlx.core
import mlx.optimizers.schedulers
from reference import exact, mpmath, nearest, sampled, source, write

wheel = sys.argv[1]
text = Path(mlx.optimizers.schedulers.__file__).read_text().replace("import mlx.core as mx", "")
tuner = source(wheel, "mlx_lm/tuner/utils.py")
build = re.search(r"^def build_schedule.*?(?=^def )", tuner, re.DOTALL | re.MULTILINE).group()


def schedule(config, number):
    """The schedule in doubles, or, if numbers are exact, in 60 digits."""
    mathematics = math if number is float else mpmath
    scope = {"mx": SimpleNamespace(minimum=min, cos=mathematics.cos, where=lambda truth, a, b: a if truth else b)}
    exec(text, scope)
    scope["math"] = mathematics
    within = {"Dict": dict, "opt": SimpleNamespace(schedulers=SimpleNamespace(**scope))}
    exec(build, within)
    config = dict(config, arguments=[number(x) if isinstance(x, float) else x for x in config["arguments"]])
    if "warmup_init" in config:
        config["warmup_init"] = number(config["warmup_init"])
    return within["build_schedule"](config)


def in_32_bits(config):
    scope = {"Dict": dict, "opt": SimpleNamespace(schedulers=mlx.optimizers.schedulers)}
    exec(build, scope)
    return scope["build_schedule"](config)


def adapter(**settings):
    return {"model": "Qwen/Qwen3-0.6b", "train": True, "fine_tune_type": "lora", "optimizer": "adamw",
            "optimizer_config": {"adam": {}, "adamw": {}}, "data": "data", "seed": 0, "num_layers": 16,
            "batch_size": 4, "iters": 1000, "learning_rate": 1e-05, "steps_per_report": 10, "save_every": 100,
            "adapter_path": "adapters", "grad_checkpoint": False, "grad_accumulation_steps": 1, "lr_schedule": None,
            "lora_parameters": {"rank": 8, "dropout": 0.0, "scale": 20.0}, **settings}


def yaml(settings):
    lines = ['model: "mlx_model"', "train: true", "fine_tune_type: lora", "optimizer: adamw", "iters: 100",
             "adapter_path: adapters", "learning_rate: 1e-5"]
    lines.append("lr_schedule:")
    lines += [f"  {key}: {json.dumps(value)}" for key, value in settings.items()]
    lines += ["lora_parameters:", "  rank: 8", "  scale: 20.0", "  dropout: 0.0"]
    return "\n".join(lines) + "\n"


def case(name, settings, total, in_json=False):
    file = json.dumps(adapter(lr_schedule=settings), indent=4) if in_json else yaml(settings)
    steps = sampled(total, settings.get("warmup", 0) or 0)
    plain, precise = schedule(settings, float), schedule(settings, exact)
    rates, values = [plain(step) for step in steps], [nearest(precise(exact(step))) for step in steps]
    real = in_32_bits(settings)
    for step, rate in zip(steps, rates):
        got = mlx.core.array(real(mlx.core.array(step, mlx.core.uint64))).item()
        assert abs(got - rate) <= 1e-5 * max(map(abs, rates)), (name, step, got, rate)
    return {"name": name, "file": file, "language": "json" if in_json else "yaml", "options": "", "steps": steps,
            "rates": rates, "exact": values}


constant = adapter(learning_rate=2e-05)
cases = [
    case("cosine with warmup", {"name": "cosine_decay", "warmup": 100, "warmup_init": 1e-7,
                                "arguments": [1e-5, 1000, 1e-7]}, 1200),
    case("cosine", {"name": "cosine_decay", "arguments": [1e-4, 50]}, 60),
    case("cosine, warmup from 0", {"name": "cosine_decay", "warmup": 10, "arguments": [1e-4, 40]}, 60, True),
    case("linear", {"name": "linear_schedule", "arguments": [1e-4, 1e-6, 50]}, 60),
    case("linear with warmup", {"name": "linear_schedule", "warmup": 5, "arguments": [1e-4, 0.0, 45]}, 60, True),
    case("exponential", {"name": "exponential_decay", "arguments": [1e-3, 0.95]}, 60),
    case("steps", {"name": "step_decay", "arguments": [1e-3, 0.5, 10]}, 60),
    case("steps with warmup", {"name": "step_decay", "warmup": 3, "warmup_init": 1e-4, "arguments": [1e-3, 0.5, 10]}, 60),
    case("no warmup written", {"name": "cosine_decay", "warmup": 0, "arguments": [1e-4, 50]}, 60, True),
    {"name": "no schedule", "file": json.dumps(constant, indent=4), "language": "json", "options": "",
     "steps": [0, 500, 999], "rates": [2e-05] * 3, "exact": [2e-05] * 3},
    {"name": "joined", "file": yaml({"name": "join_schedules", "arguments": [[], []]}), "language": "yaml",
     "options": "", "refused": True},
    {"name": "an argument too many", "file": yaml({"name": "exponential_decay", "arguments": [1e-3, 0.9, 5]}),
     "language": "yaml", "options": "", "refused": True},
]
write("mlx_lm", framework="mlx-lm", version="0.32.2, mlx 0.32.4",
      source="mlx_lm/tuner/utils.py (build_schedule), mlx/optimizers/schedulers.py",
      how="the frameworks' functions, on Python's doubles in the place of mlx's 32 bits; exact: in 60 digits",
      ulp=0, coverage="mlx-lm, runs", cases=cases)
