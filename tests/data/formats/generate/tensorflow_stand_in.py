"""A stand-in of TensorFlow on plain numbers: floats, or numbers of 60 digits."""

import contextlib
import math
import sys

import mpmath

from exactly import load, mpf, stand_in


class Kind:
    """A dtype; there is one, so nothing is ever cast."""


KIND = Kind()
KIND.base_dtype = KIND


class Float(float):
    dtype = KIND


class Exact(mpf):
    dtype = KIND


def convert(value, name=None):
    return Exact(value) if isinstance(value, mpf) else Float(value)


class Numbers:
    """What whole numbers become: floats, or numbers of 60 digits."""

    kind = float


def compute(exact):
    """Computes with numbers of 60 digits from here on, or with floats."""
    Numbers.kind = mpf if exact else float


def cast(value, dtype=None):
    return Numbers.kind(value) if isinstance(value, (bool, int)) else value


def of_kind(exact, plain):
    """A function for both kinds of numbers."""
    return lambda value, *rest: (exact if any(isinstance(item, mpf) for item in (value, *rest)) else plain)(
        value, *rest
    )


@contextlib.contextmanager
def name_scope(name):
    yield name


def divide(numerator, denominator):
    """A division by 0 gives no number, as there."""
    return numerator / denominator if denominator else math.nan


def case(pairs, default, exclusive=True):
    return next((function for predicate, function in pairs if predicate), default)()


def power(base, exponent):
    if isinstance(base, mpf) or isinstance(exponent, mpf):
        return mpmath.power(base, exponent)
    return math.pow(base, exponent)


def tensorflow():
    """Puts the stand-in where the packages import it, with the schedules of tf_keras."""
    functions = {
        "cast": cast,
        "convert_to_tensor": convert,
        "constant": lambda value, dtype=None: value,
        "float32": KIND,
        "int64": KIND,
        "name_scope": name_scope,
        "pow": power,
        "cond": lambda predicate, true_fn, false_fn, name=None: true_fn() if predicate else false_fn(),
        "where": lambda predicate, one, other: one if predicate else other,
        "equal": lambda one, other: one == other,
        "multiply": lambda one, other, name=None: one * other,
        "add": lambda one, other, name=None: one + other,
        "divide": divide,
        "minimum": min,
        "maximum": max,
        "abs": abs,
        "case": case,
        "floor": of_kind(mpmath.floor, math.floor),
        "cos": of_kind(mpmath.cos, math.cos),
        "sqrt": of_kind(mpmath.sqrt, math.sqrt),
    }
    maths = {
        "ceil": of_kind(mpmath.ceil, math.ceil),
        "maximum": max,
        "minimum": min,
        "pow": power,
    }
    tf = stand_in("tensorflow", **functions)
    stand_in("tensorflow.math", **maths)
    stand_in(
        "tensorflow.nest",
        map_structure=lambda function, items: [function(item) for item in items],
        flatten=list,
    )
    compat = stand_in("tensorflow.compat.v2")
    vars(compat).update(vars(tf))
    stand_in("tensorflow.python.util.tf_export", keras_export=lambda *names: lambda exported: exported)
    stand_in("tf_keras.src.backend")
    stand_in("tf_keras.src.saving", serialization_lib=None)
    stand_in("tf_keras.src.saving.legacy", serialization=None)
    stand_in("tf_keras.src").backend = sys.modules["tf_keras.src.backend"]
    schedules = load("schedules", "tf_keras/src/optimizers/schedules/learning_rate_schedule.py")
    optimizers = stand_in("tf_keras.optimizers", schedules=schedules)
    stand_in("tf_keras.optimizers.legacy", Adam=object)
    for module in (tf, compat):
        module.keras = stand_in("tensorflow.keras")
        module.keras.optimizers = optimizers
        module.keras.experimental = schedules
    register = lambda package: lambda registered: registered
    stand_in("tensorflow.keras.utils", register_keras_serializable=register)
    return schedules
