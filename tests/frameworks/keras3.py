"""Schedules of Keras 3: in 64 bits on TensorFlow, in 32 on every other backend."""

import importlib.util
import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
if importlib.util.find_spec("tensorflow"):
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
else:
    os.environ.setdefault("KERAS_BACKEND", "numpy")

import keras  # noqa: E402 (the backend must be set before)

import keras_rates  # noqa: E402

schedules = keras.optimizers.schedules
WIDE = keras.backend.backend() == "tensorflow"
if WIDE:
    keras.config.set_floatx("float64")


def name():
    return f"Keras {keras.__version__} in {64 if WIDE else 32} bits on {keras.backend.backend()}"


def bits():
    return 64 if WIDE else 32


def rates(converted, steps):
    """The rates at some steps."""
    if isinstance(converted, (int, float)):
        keras.optimizers.SGD(learning_rate=converted)
        return [float(converted)] * len(steps)
    schedule = schedules.deserialize(converted)
    # Order of the keys, and whether a number has a point, included.
    again = json.dumps(schedules.serialize(schedule))
    if again != json.dumps(converted):
        raise ValueError(f"Keras writes it as {again}")
    keras.optimizers.SGD(learning_rate=schedule)
    if not WIDE:
        return [keras_rates.rate(schedule(step), False) for step in steps]
    import numpy as np

    schedule = type(schedule)(**keras_rates.in_64_bits(converted["class_name"], converted["config"]))
    return [keras_rates.rate(schedule(np.int64(step)), True) for step in steps]
