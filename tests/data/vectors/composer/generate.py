"""Runs the schedulers of Composer and llm-foundry, batch by batch, and writes `rates.json`.

Their packages want a GPU's worth of others, so only the files that hold the schedulers and the times are executed, on
stand-ins for the rest. With torch, and the packages unpacked (`pip install --no-deps --target DIR mosaicml==0.32.1
llm-foundry==0.22.0`):

    python generate.py DIR
"""

import enum
import importlib.util
import json
import sys
import types
import warnings
from pathlib import Path

packages = Path(sys.argv[1])
warnings.simplefilter("ignore")


def module(name, **contents):
    made = types.ModuleType(name)
    made.__dict__.update(contents)
    sys.modules[name] = made
    return made


def execute(name, path):
    spec = importlib.util.spec_from_file_location(name, packages / path)
    made = importlib.util.module_from_spec(spec)
    sys.modules[name] = made
    spec.loader.exec_module(made)
    return made


class StringEnum(enum.Enum):
    @classmethod
    def _missing_(cls, value):
        return cls[value.upper()]

    def __eq__(self, other):
        return super().__eq__(type(self)(other) if isinstance(other, str) else other)

    __hash__ = enum.Enum.__hash__


module("composer")
module("composer.utils", StringEnum=StringEnum)
module("composer.core.serializable", Serializable=object)
core = module("composer.core", State=object)
time = execute("composer.core.time", "composer/core/time.py")
core.Time, core.TimeUnit = time.Time, time.TimeUnit
optim = execute("composer.optim.scheduler", "composer/optim/scheduler.py")
module("composer.optim", **{name: getattr(optim, name) for name in ("ComposerScheduler", "LinearScheduler")})
module("llmfoundry")
module("llmfoundry.utils")
module("llmfoundry.utils.warnings", experimental_class=lambda name: lambda made: made)
foundry = execute("llmfoundry.optim.scheduler", "llmfoundry/optim/scheduler.py")

FOUNDRY = {
    "constant_with_warmup": optim.ConstantWithWarmupScheduler,
    "cosine_with_warmup": optim.CosineAnnealingWithWarmupScheduler,
    "linear_decay_with_warmup": optim.LinearWithWarmupScheduler,
    "inv_sqrt_with_warmup": foundry.InverseSquareRootWithWarmupScheduler,
}


class State:
    """What a scheduler looks at: the run's length, and how far it is."""

    def __init__(self, max_duration, horizon):
        self.max_duration = time.Time.from_timestring(max_duration)
        self.dataloader_len = horizon.get("steps_per_epoch")
        self.horizon = horizon

    def go(self, step):
        per_epoch = self.dataloader_len or 10**9
        self.timestamp = time.Timestamp(
            epoch=step // per_epoch, batch=step, batch_in_epoch=step % per_epoch,
            sample=step * self.horizon.get("samples_per_step", 1), token=step * self.horizon.get("tokens_per_step", 1),
        )


def case(name, max_duration, horizon=None, **parameters):
    horizon = horizon or {}
    make = FOUNDRY.get(name) or getattr(optim, name)
    scheduler, state = make(**parameters), State(max_duration, horizon)
    rates = []
    for step in range(60):
        state.go(step)
        rates.append(0.75 * scheduler(state))
    config = {
        "max_duration": max_duration,
        "optimizer": {"name": "decoupled_adamw", "lr": 0.75},
        "scheduler": {"name": name, **parameters},
    }
    return {"config": config, "horizon": horizon, "rates": rates}


EPOCHS = {"steps_per_epoch": 12}
TOKENS = {"tokens_per_step": 96}
SAMPLES = {"samples_per_step": 32}

cases = [
    case("constant_with_warmup", "48ba", t_warmup="6ba"),
    case("constant_with_warmup", "48ba", t_warmup="0ba", alpha=0.5, t_max="50ba"),
    case("constant_with_warmup", "4ep", EPOCHS, t_warmup="1ep", alpha=0.25),
    case("cosine_with_warmup", "48ba", t_warmup="6ba", alpha_f=0.1),
    case("cosine_with_warmup", "4ep", EPOCHS, t_warmup="0.07dur", t_max="1dur"),
    case("cosine_with_warmup", "4ep", EPOCHS, t_warmup="5ba", t_max="5ep"),
    case("cosine_with_warmup", "5000tok", TOKENS, t_warmup="960tok", alpha_f=0.02),
    case("cosine_with_warmup", "48ba", t_warmup="48ba"),
    case("cosine_with_warmup", "1280sp", SAMPLES, t_warmup="0.2dur", scale_warmup=True),
    case("linear_decay_with_warmup", "48ba", t_warmup="6ba"),
    case("linear_decay_with_warmup", "50ba", t_warmup="0.13dur", alpha_i=0.8, alpha_f=0.05),
    case("inv_sqrt_with_warmup", "48ba", t_warmup="6ba", t_scale="6ba", t_cooldown="10ba"),
    case("inv_sqrt_with_warmup", "48ba", t_warmup="6ba", t_scale="20ba", t_cooldown="0ba", alpha_f_decay=0.1),
    case(
        "inv_sqrt_with_warmup", "48ba", t_warmup="6ba", t_scale="9ba", t_cooldown="45ba", t_max="50ba", alpha_f_decay=0.2,
        alpha_f_cooldown=0.1,
    ),
    case("inv_sqrt_with_warmup", "4ep", EPOCHS, t_warmup="1ep", t_scale="1ep", t_cooldown="2ep"),
    case("StepScheduler", "48ba", step_size="10ba", gamma=0.5),
    case("StepScheduler", "4ep", EPOCHS, step_size="1ep"),
    case("MultiStepScheduler", "48ba", milestones=["10ba", "10ba", "0.5dur"], gamma=0.5),
    case("MultiStepScheduler", "4000tok", TOKENS, milestones=["1000tok", "0.7dur"]),
    case("ConstantScheduler", "48ba"),
    case("ConstantScheduler", "48ba", alpha=0.5, t_max="10ba"),
    case("ConstantScheduler", "4000tok", TOKENS, alpha=1.5, t_max="0.25dur"),
    case("LinearScheduler", "48ba"),
    case("LinearScheduler", "48ba", alpha_i=0.2, alpha_f=0.9, t_max="20ba"),
    case("ExponentialScheduler", "4ep", EPOCHS, gamma=0.5),
    case("ExponentialScheduler", "4000tok", TOKENS, gamma=0.9, decay_period="500tok"),
    case("CosineAnnealingScheduler", "48ba", alpha_f=0.1),
    case("CosineAnnealingScheduler", "4000tok", TOKENS, t_max="0.77dur"),
    case("CosineAnnealingWarmRestartsScheduler", "48ba", t_0="7ba", t_mult=2.0, alpha_f=0.1),
    case("CosineAnnealingWarmRestartsScheduler", "48ba", t_0="9ba"),
    case("PolynomialScheduler", "48ba", power=3.0, alpha_f=0.1),
    case("PolynomialScheduler", "48ba", power=0.0),
    case("MultiStepWithWarmupScheduler", "48ba", t_warmup="6ba", milestones=["10ba", "20ba"], gamma=0.5),
    case("MultiStepWithWarmupScheduler", "48ba", t_warmup="15ba", milestones=["10ba", "20ba"], gamma=0.5),
    case("ConstantWithWarmupScheduler", "48ba", t_warmup="6ba", alpha=0.9),
    case("LinearWithWarmupScheduler", "48ba", t_warmup="6ba", t_max="60ba"),
    case("CosineAnnealingWithWarmupScheduler", "48ba", t_warmup="6ba"),
    case("PolynomialWithWarmupScheduler", "48ba", t_warmup="6ba", alpha_f=0.1),
    case("PolynomialWithWarmupScheduler", "48ba", t_warmup="6ba", power=0.5),
]
lines = ",\n ".join(json.dumps(made) for made in cases)
Path(__file__).with_name("rates.json").write_text(f"[{lines}]\n")
