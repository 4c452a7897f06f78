"""The schedules of Levanter: its own `OptimizerConfig.lr_scheduler`, on optax in 64 bits, and in 60 digits on the
functions of optax restated.

    pip install jax optax mpmath
    git show 9263f81:src/levanter/optim/config.py > config.py   (github.com/stanford-crfm/levanter)
    python levanter.py config.py
"""

import sys
import types
from pathlib import Path
from types import SimpleNamespace

import jax
import optax
from reference import exact, mpmath, nearest, sampled, stand_in, write

jax.config.update("jax_enable_x64", True)
text = Path(sys.argv[1]).read_text()


class ChoiceRegistry:
    @classmethod
    def register_subclass(cls, name):
        return lambda made: made


stand_in("draccus", ChoiceRegistry=ChoiceRegistry)
stand_in("equinox")
stand_in("haliax")
for name, contents in {
    "levanter": {}, "levanter.tracker": {}, "levanter.optim": {}, "levanter.utils": {},
    "levanter.optim.clip_update_norm": {"ClipUpdateNormConfig": object},
    "levanter.optim.skipstep": {"SkipStepConfig": object},
    "levanter.optim.util": {"log_norm_passthrough": None, "scan_aware_clip_by_block_rms": None},
    "levanter.utils.jax_utils": {"leaf_key_paths": None},
}.items():
    stand_in(name, **contents)


def polynomial(init, end, power, steps):
    return lambda count: (init - end) * (1 - min(max(count, exact(0)), steps) / exact(steps)) ** power + end


def cosine(init, steps, alpha=0.0, exponent=1.0):
    def schedule(count):
        half = (1 + mpmath.cos(mpmath.pi * min(count, steps) / exact(steps))) / 2
        return init * ((1 - alpha) * half**exponent + alpha)

    return schedule


def join(schedules, boundaries):
    def schedule(count):
        output = schedules[0](count)
        for boundary, following in zip(boundaries, schedules[1:]):
            output = output if count < boundary else following(count - boundary)
        return output

    return schedule


restated = SimpleNamespace(
    constant_schedule=lambda value: lambda count: exact(value),
    linear_schedule=lambda init, end, steps: polynomial(exact(init), exact(end), 1, steps),
    cosine_decay_schedule=lambda init, steps, alpha=0.0, exponent=1.0: cosine(init, steps, alpha, exponent),
    join_schedules=join,
)
in_digits = SimpleNamespace(minimum=min, maximum=max, sqrt=mpmath.sqrt)


def schedule(settings, steps, precise):
    module = types.ModuleType("config")
    sys.modules["config"] = module
    exec(compile(text, "config.py", "exec"), module.__dict__)
    settings = dict(settings)
    form = settings.get("lr_schedule")
    if isinstance(form, dict):
        form = dict(form)
        classes = {"cosine": "Cosine", "linear": "Linear", "constant": "Constant", "inv_sqrt": "InvSqrt", "inv": "Inv"}
        settings["lr_schedule"] = module.__dict__[classes[form.pop("type")] + "LrSchedule"](**form)
    if precise:
        module.optax, module.jnp = restated, in_digits
        for key in ("learning_rate", "min_lr_ratio"):
            settings[key] = exact(settings.get(key, {"learning_rate": 6e-4, "min_lr_ratio": 0.1}[key]))
    return module.AdamConfig(**settings).lr_scheduler(steps)


def yaml(value):
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {yaml(item)}" for key, item in value.items()) + "}"
    return f'"{value}"' if isinstance(value, str) else repr(value)


def config(settings, steps, kind=None):
    lines = ["data:", "  cache_dir: cache", "model:", "  type: llama", "  hidden_dim: 768", "trainer:",
             "  tracker:", "    type: wandb", "  mp: p=f32,c=bfloat16", "  train_batch_size: 256",
             f"  num_train_steps: {steps}", "optimizer:"]
    if kind:
        lines.append(f"  type: {kind}")
    lines += [f"  {key}: {yaml(value)}" for key, value in settings.items()] + ["  weight_decay: 0.1"]
    return "\n".join(lines) + "\n"


def case(name, settings, steps, corners=(), kind=None, length=None):
    asked = sampled(length or steps, *corners)
    plain, precise = schedule(settings, steps, False), schedule(settings, steps, True)
    rates, values = [float(plain(step)) for step in asked], [nearest(precise(exact(step))) for step in asked]
    for step, rate, value in zip(asked, rates, values):
        assert abs(rate - value) <= 1e-13 * max(values), (name, step, rate, value)
    return {"name": name, "file": config(settings, steps, kind), "language": "yaml", "options": "", "steps": asked,
            "rates": rates, "exact": values}


cases = [
    case("defaults", {"learning_rate": 1e-3, "warmup": 0.01}, 20000, (200,)),
    case("nothing but the rate", {"learning_rate": 6e-4}, 1000, (10,)),
    case("steps of warmup", {"learning_rate": 3e-4, "warmup": 20, "min_lr_ratio": 0.0}, 60, length=80),
    case("linear", {"learning_rate": 3e-4, "warmup": 0.1, "lr_schedule": "linear", "min_lr_ratio": 0.1}, 50),
    case("constant", {"learning_rate": 3e-4, "warmup": 0.0, "lr_schedule": "constant"}, 50),
    case("stable, then decay", {"learning_rate": 3e-4, "warmup": 5, "decay": 0.2, "lr_schedule": "linear"}, 60),
    case("inverse square root", {"learning_rate": 3e-4, "warmup": 50, "lr_schedule": "inv_sqrt", "min_lr_ratio": 0.01},
         40000, (50, 9950, 10000)),
    case("inverse", {"learning_rate": 3e-4, "warmup": 4, "lr_schedule": "inv", "min_lr_ratio": 0.1}, 60),
    case("cosine with an exponent", {"learning_rate": 3e-4, "warmup": 4, "lr_schedule": {"type": "cosine", "exponent": 2.0}}, 60),
    case("linear as an object", {"learning_rate": 3e-4, "warmup": 4, "lr_schedule": {"type": "linear"}}, 60),
    case("inverse square root with a timescale", {"learning_rate": 3e-4, "warmup": 4,
         "lr_schedule": {"type": "inv_sqrt", "timescale": 100}, "min_lr_ratio": 0.0}, 1000, (4, 96)),
    case("cycles", {"learning_rate": 3e-4, "warmup": 4, "cycles": 3, "rewarmup": 0.1}, 60),
    case("cycles of one length", {"learning_rate": 3e-4, "warmup": 0.1, "cycle_length": 20, "decay": 0.5,
                                  "lr_schedule": "linear"}, 64),
    case("ends of cycles", {"learning_rate": 3e-4, "warmup": 2, "rewarmup": 3, "cycles": [10, 30], "min_lr_ratio": 0.2}, 50),
    case("lengths of cycles", {"learning_rate": 3e-4, "warmup": 0.0, "cycle_length": [10, 20], "min_lr_ratio": 0.2}, 50),
    case("cooldown", {"learning_rate": 3e-4, "warmup": 0.1, "cooldown": 0.2, "lr_schedule": "constant"}, 50),
    case("lion", {"learning_rate": 1e-4, "warmup": 0.1}, 40, kind="lion"),
    {"name": "muon has rates of its own", "file": config({"learning_rate": 3e-4, "warmup": 0.1}, 100, "muon"),
     "language": "yaml", "options": "", "refused": True},
    {"name": "the power scheduler", "file": config({"learning_rate": 3e-4, "lr_schedule": {
        "type": "power", "batch_size": 8, "seq_length": 128}}, 100), "language": "yaml", "options": "", "refused": True},
    {"name": "no whole steps", "file": config({"learning_rate": 3e-4, "warmup": 1.5}, 100), "language": "yaml",
     "options": "", "refused": True},
]
write("levanter", framework="Levanter", version="commit 9263f81 (2025-09-26), optax 0.2.8",
      source="src/levanter/optim/config.py (OptimizerConfig.lr_scheduler)",
      how="the framework's method on optax in 64 bits, on stand-ins for the rest; exact: the same method in 60 digits, "
          "on optax's functions restated", ulp=1, coverage="Levanter, runs", cases=cases)
