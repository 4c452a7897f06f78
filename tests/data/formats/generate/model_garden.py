"""TensorFlow Model Garden's `trainer.optimizer_config`."""

import math
import re

import yaml

from exactly import ExactMath, Rates, case, lift, load, refused, write
from tensorflow_stand_in import compute, tensorflow

keras = tensorflow()
schedules = load("official.lr_schedule", "official/modeling/optimization/lr_schedule.py")

# What `OptimizerFactory` maps the types to, and the defaults of the dataclasses in `learning_rate_config.py`.
CLASSES = {
    "stepwise": (
        schedules.PiecewiseConstantDecayWithOffset,
        {"boundaries": None, "values": None, "offset": 0},
    ),
    "polynomial": (
        schedules.PolynomialDecayWithOffset,
        {"end_learning_rate": 0.0001, "power": 1.0, "cycle": False, "offset": 0},
    ),
    "exponential": (schedules.ExponentialDecayWithOffset, {"staircase": None, "offset": 0}),
    "cosine": (schedules.CosineDecayWithOffset, {"alpha": 0.0, "offset": 0}),
    "power": (schedules.DirectPowerDecay, {"power": -0.5}),
    "power_linear": (
        schedules.PowerAndLinearDecay,
        {"power": -0.5, "linear_decay_fraction": 0.1, "offset": 0},
    ),
    "power_with_offset": (
        schedules.PowerDecayWithOffset,
        {"power": -0.5, "offset": 0, "pre_offset_learning_rate": 1.0e6},
    ),
}
WARMUPS = {
    "linear": (schedules.LinearWarmup, {"warmup_learning_rate": 0}),
    "polynomial": (schedules.PolynomialWarmUp, {"power": 1}),
}

yaml.SafeLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(\d[\d_]*\.?[\d_]*|\.\d+)([eE][-+]?\d+)$"),
    list("-+0123456789."),
)


def run_of(text):
    def run(exact, count):
        config = yaml.safe_load(text)["trainer"]["optimizer_config"]
        compute(exact)
        keras.math = schedules.math = ExactMath("math") if exact else math
        lifted = lift(config) if exact else config
        number = lift if exact else (lambda value: value)
        kind = lifted["learning_rate"]["type"]
        of_kind = lifted["learning_rate"].get(kind) or {}
        if kind == "constant":
            rate = of_kind.get("learning_rate", number(0.1))
        else:
            built, defaults = CLASSES[kind]
            rate = built(**{**number(defaults), **of_kind})
        warmup = lifted.get("warmup") or {}
        if warmup.get("type"):
            built, defaults = WARMUPS[warmup["type"]]
            rate = built(rate, **{**number(defaults), **(warmup.get(warmup["type"]) or {})})
        return Rates(rate if callable(rate) else lambda step: rate)

    return run


def of(name, text, count):
    return case(name, text, "yaml", run_of(text), count)


def config(learning_rate, warmup="", train_steps=1000):
    return f"""\
runtime:
  distribution_strategy: mirrored
task:
  model:
    num_classes: 1001
  train_data:
    global_batch_size: 512
trainer:
  train_steps: {train_steps}
  validation_interval: 100
  optimizer_config:
    optimizer:
      type: sgd
      sgd:
        momentum: 0.9
    learning_rate:
{learning_rate}{warmup}"""


BERT = """\
task:
  train_data:
    global_batch_size: 512
trainer:
  optimizer_config:
    learning_rate:
      polynomial:
        cycle: false
        decay_steps: 1000000
        end_learning_rate: 0.0
        initial_learning_rate: 0.0001
        power: 1.0
      type: polynomial
    optimizer:
      type: adamw
    warmup:
      polynomial:
        power: 1
        warmup_steps: 10000
      type: polynomial
  train_steps: 1000000
"""

LINEAR = """\
    warmup:
      type: linear
      linear:
        warmup_steps: 20
        warmup_learning_rate: 0.0067
"""

COSINE = """\
      type: cosine
      cosine:
        initial_learning_rate: 1.6
        decay_steps: 100
"""

STEPWISE = """\
      type: stepwise
      stepwise:
        boundaries: [30, 60, 80]
        values: [0.8, 0.08, 0.008, 0.0008]
"""

EXPONENTIAL = """\
      type: exponential
      exponential:
        initial_learning_rate: 0.008
        decay_steps: 24
        decay_rate: 0.97
        staircase: true
"""

OFFSET = """\
      type: cosine
      cosine:
        initial_learning_rate: 0.5
        decay_steps: 80
        alpha: 0.1
        offset: 20
"""

POLYNOMIAL_DEFAULTS = """\
      type: polynomial
      polynomial:
        initial_learning_rate: 0.01
        decay_steps: 90
"""

CURVED = """\
    warmup:
      type: polynomial
      polynomial:
        warmup_steps: 15
        power: 2.0
"""

POWER = """\
      type: power
      power:
        initial_learning_rate: 0.5
"""

POWER_LINEAR = """\
      type: power_linear
      power_linear:
        initial_learning_rate: 0.5
        total_decay_steps: 100
        linear_decay_fraction: 0.25
"""

POWER_OFFSET = """\
      type: power_with_offset
      power_with_offset:
        initial_learning_rate: 0.3
        offset: 10
        pre_offset_learning_rate: 0.05
"""

CONSTANT = """\
      type: constant
      constant:
        learning_rate: 0.004
"""

STEP_COSINE = """\
      type: step_cosine_with_offset
      step_cosine_with_offset:
        boundaries: [0, 60, 100]
        values: [0.1, 0.05, 0.01]
"""

cases = [
    of("BERT's polynomial decay with a polynomial warmup", BERT, 1_000_100),
    of("a cosine with a linear warmup", config(COSINE, LINEAR), 130),
    of("steps with a linear warmup", config(STEPWISE, LINEAR), 100),
    of("a staircase of exponential decay", config(EXPONENTIAL), 2_000),
    of("an offset behind the warmup", config(OFFSET, LINEAR), 130),
    of("a polynomial with its defaults and a curved warmup", config(POLYNOMIAL_DEFAULTS, CURVED), 120),
    of("a power of the step", config(POWER), 2_000),
    of("a power of the step and a line", config(POWER_LINEAR), 120),
    of("a power of the step behind an offset", config(POWER_OFFSET), 120),
    of(
        "a constant with a warmup from 0",
        config(CONSTANT, LINEAR.replace("        warmup_learning_rate: 0.0067\n", "")),
        60,
    ),
    of("a constant that is not written", config("      type: constant\n"), 30),
    refused("an offset that nothing covers", config(OFFSET), "yaml", "offset"),
    refused("cosines between boundaries", config(STEP_COSINE), "yaml", "step_cosine_with_offset"),
    refused(
        "no type",
        config("      cosine:\n        initial_learning_rate: 0.1\n        decay_steps: 10\n"),
        "yaml",
        "type",
    ),
    refused(
        "no length",
        config("      type: cosine\n      cosine:\n        initial_learning_rate: 0.1\n"),
        "yaml",
        "decay_steps",
    ),
    refused(
        "an optimizer that decays",
        config(COSINE).replace("        momentum: 0.9\n", "        momentum: 0.9\n        decay: 0.001\n"),
        "yaml",
        "decay",
    ),
    refused("a type that there is not", config(COSINE.replace("cosine", "cosines")), "yaml", "cosines"),
]

write(
    "model_garden",
    "TensorFlow Model Garden",
    "2.20.0, with tf-keras 2.15.1",
    "official/modeling/optimization/lr_schedule.py; optimizer_factory.py and configs/ for what builds them",
    "the classes themselves on a stand-in of TensorFlow that computes with Python's floats, where TensorFlow has 32 bits; "
    "`exact` on numbers of 60 digits, rounded once",
    cases,
)
