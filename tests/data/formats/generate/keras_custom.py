"""Classes of schedules that other packages bring into Keras's files: `WarmUp`, and TF Addons' cycles."""

import json
import math
import sys

from exactly import ExactMath, Rates, case, lift, load, refused, stand_in, write
from tensorflow_stand_in import compute, tensorflow

keras = tensorflow()
stand_in("typeguard", typechecked=lambda checked: checked)
stand_in("tensorflow_addons.utils.types", FloatTensorLike=object)
stand_in("transformers")
stand_in("transformers.modeling_tf_utils", keras=sys.modules["tensorflow.keras"])
for name in ("absl.logging", "gin", "official", "official.modeling.optimization"):
    stand_in(name)
sys.modules["gin"].configurable = lambda configured: configured
stand_in("official.modeling.optimization.lamb", LAMB=object)
stand_in("official.modeling.optimization.legacy_adamw", AdamWeightDecay=object)
cyclic = load("cyclic", "tensorflow_addons/optimizers/cyclical_learning_rate.py")
transformers = load("transformers.optimization_tf", "transformers/optimization_tf.py")
garden = load("garden", "official/nlp/optimization.py")

ADDONS = "Addons>"


def built(config, warm_up):
    """A schedule from Keras's form."""
    if not isinstance(config, dict):
        return lambda step: config
    name, arguments = config.get("registered_name") or config["class_name"], dict(config["config"])
    if name == "WarmUp":
        arguments["decay_schedule_fn"] = built(arguments["decay_schedule_fn"], warm_up)
        return warm_up(**arguments)
    return getattr(cyclic if name.startswith(ADDONS) else keras, name.removeprefix(ADDONS))(**arguments)


def run_of(schedule, warm_up):
    def run(exact, count):
        compute(exact)
        keras.math = ExactMath("math") if exact else math
        return Rates(built(lift(schedule) if exact else schedule, warm_up))

    return run


def of(name, schedule, count, file=None, language="json", options="", warm_up=transformers.WarmUp):
    text = file(schedule) if file else json.dumps(schedule, indent=2)
    return case(name, text, language, run_of(schedule, warm_up), count, options)


def optimizer(schedule):
    """As an optimizer of transformers has it."""
    return json.dumps(
        {"name": "AdamWeightDecay", "learning_rate": schedule, "decay": 0.0, "weight_decay_rate": 0.01}
    )


def card(schedule):
    """As transformers' callback writes a model card."""
    config = {
        "name": "AdamWeightDecay",
        "learning_rate": schedule,
        "decay": 0.0,
        "beta_1": 0.9,
        "beta_2": 0.999,
        "epsilon": 1e-08,
        "amsgrad": False,
        "weight_decay_rate": 0.01,
    }
    return f"""\
---
license: apache-2.0
tags:
- generated_from_keras_callback
model-index:
- name: some/model
  results: []
---

# some/model

### Training hyperparameters

The following hyperparameters were used during training:
- optimizer: {config!r}
- training_precision: mixed_float16

### Training results

| Train Loss | Validation Loss | Epoch |
|:----------:|:---------------:|:-----:|
| 1.2        | 1.1             | 0     |
"""


def polynomial(rate=2e-05, steps=10_000, **more):
    config = {
        "initial_learning_rate": rate,
        "decay_steps": steps,
        "end_learning_rate": 0.0,
        "power": 1.0,
        "cycle": False,
        "name": None,
    }
    return {"class_name": "PolynomialDecay", "config": {**config, **more}}


def warm_up(decay, rate=2e-05, steps=500, power=1.0):
    return {
        "class_name": "WarmUp",
        "config": {
            "initial_learning_rate": rate,
            "decay_schedule_fn": decay,
            "warmup_steps": steps,
            "power": power,
            "name": None,
        },
    }


def passive(schedule):
    """As some releases write what they could not write whole."""
    return {**schedule, "__passive_serialization__": True}


def cycle(name, registered=True, **config):
    arguments = {"initial_learning_rate": 0.001, "maximal_learning_rate": 0.01, "step_size": 20, **config}
    if not registered:
        return {"class_name": ADDONS + name, "config": arguments}
    return {
        "module": "tensorflow_addons.optimizers.cyclical_learning_rate",
        "class_name": name,
        "config": arguments,
        "registered_name": ADDONS + name,
    }


GARDEN = "--from model-garden"
SMALL = warm_up(polynomial(0.001, 80, end_learning_rate=1e-05, power=2.0), 0.001, 20, 2.0)
COSINE = warm_up(
    {
        "class_name": "CosineDecay",
        "config": {"initial_learning_rate": 0.004, "decay_steps": 60, "alpha": 0.05},
    },
    0.004,
    12,
)

cases = [
    of("WarmUp in an optimizer's configuration", warm_up(passive(polynomial())), 11_000, optimizer),
    of("WarmUp in a model card", warm_up(passive(polynomial(5e-05, 1_440)), 5e-05, 160), 1_700, card, "md"),
    of("a decay alone in a model card", polynomial(2e-05, 636), 700, card, "md"),
    of("WarmUp alone, curved", SMALL, 120),
    of("WarmUp of a cosine", COSINE, 90),
    of("WarmUp of Model Garden, curved", SMALL, 120, options=GARDEN, warm_up=garden.WarmUp),
    of(
        "WarmUp of Model Garden in an optimizer's configuration",
        COSINE,
        90,
        optimizer,
        options=GARDEN,
        warm_up=garden.WarmUp,
    ),
    of("a warmup to another rate than the decay's", warm_up(polynomial(0.01, 40), 0.005, 10), 60),
    of("triangles", cycle("TriangularCyclicalLearningRate", scale_mode="cycle"), 130),
    of("triangles that are halved", cycle("Triangular2CyclicalLearningRate", scale_mode="cycle"), 130),
    of(
        "triangles that shrink with each step",
        cycle("ExponentialCyclicalLearningRate", scale_mode="iterations", gamma=0.99),
        2_000,
    ),
    of(
        "triangles that shrink with each cycle, without a module",
        cycle("ExponentialCyclicalLearningRate", False, scale_mode="cycle", gamma=0.5),
        130,
    ),
    of("triangles with the default mode", cycle("Triangular2CyclicalLearningRate", step_size=12), 120),
    refused(
        "triangles with a fractional step size",
        json.dumps(cycle("Triangular2CyclicalLearningRate", step_size=12.5)),
        "json",
        "step_size",
    ),
    refused(
        "a warmup without a decay", warm_up(None) and json.dumps(warm_up(None)), "json", "decay_schedule_fn"
    ),
    refused(
        "a cycle scaled by code",
        json.dumps(cycle("CyclicalLearningRate", scale_fn="<lambda>", scale_mode="cycle")),
        "json",
        "scale_fn",
    ),
    refused(
        "a mode that there is not",
        json.dumps(cycle("TriangularCyclicalLearningRate", scale_mode="steps")),
        "json",
        "scale_mode",
    ),
    refused(
        "code in a model card", card("X").replace("'X'", "WarmUp(2e-05)"), "md", "which is code and not data"
    ),
]

write(
    "keras_custom",
    "transformers, TensorFlow Addons, TensorFlow Model Garden",
    "transformers 4.46.3, tensorflow-addons 0.23.0, tf-models-official 2.20.0, tf-keras 2.15.1",
    "transformers/optimization_tf.py; tensorflow_addons/optimizers/cyclical_learning_rate.py; official/nlp/optimization.py",
    "the classes themselves on a stand-in of TensorFlow that computes with Python's floats, where TensorFlow has 32 bits; "
    "`exact` on numbers of 60 digits, rounded once",
    cases,
)
