"""Schedules of Keras 2, which `tf_keras` is, in 64 bits."""

import json
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")

import tensorflow  # noqa: E402 (it reads these)
import tf_keras  # noqa: E402
from tf_keras.src.optimizers.schedules import learning_rate_schedule as schedules  # noqa: E402

import keras_rates  # noqa: E402

tf_keras.backend.set_floatx("float64")
LATER = {"warmup_target", "warmup_steps", "seed"}


def name():
    return f"tf_keras {tf_keras.__version__} in 64 bits on TensorFlow {tensorflow.__version__}"


def bits():
    return 64


def rates(converted, steps):
    """The rates at some steps."""
    if isinstance(converted, (int, float)):
        return [float(converted)] * len(steps)
    schedule = tf_keras.optimizers.schedules.deserialize(converted)
    again = schedules.serialize(schedule, use_legacy_format=True)
    # What older releases do not know is not written.
    given = {key: value for key, value in again["config"].items() if key in converted["config"]}
    left_out = set(again["config"]) - set(given)
    if json.dumps({**again, "config": given}) != json.dumps(converted) or not left_out <= LATER:
        raise ValueError(f"Keras writes it as {again}")
    schedule = type(schedule)(**keras_rates.in_64_bits(converted["class_name"], converted["config"]))
    tf_keras.optimizers.SGD(learning_rate=schedule)
    return [keras_rates.rate(schedule(tensorflow.constant(step, tensorflow.int64)), True) for step in steps]
