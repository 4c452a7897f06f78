"""What Keras 2 and 3 have in common: how their schedules are made to compute in 64 bits, which only TensorFlow can."""

import math

import numpy as np

# A Python float is rounded to 32 bits on its way, a default value too, but not a `float64` of NumPy.
DEFAULTS = {
    "PolynomialDecay": {"end_learning_rate": 0.0001, "power": 1.0},
    "CosineDecay": {"alpha": 0.0},
    "CosineDecayRestarts": {"t_mul": 2.0, "m_mul": 1.0, "alpha": 0.0},
    "LinearCosineDecay": {"num_periods": 0.5, "alpha": 0.0, "beta": 0.001},
    "NoisyLinearCosineDecay": {"num_periods": 0.5, "alpha": 0.0, "beta": 0.001, "variance_decay": 0.55},
}


def in_64_bits(class_name, config):
    def wide(value):
        if isinstance(value, list):
            return [wide(element) for element in value]
        return np.float64(value) if isinstance(value, float) else value

    config = {key: wide(value) for key, value in config.items()}
    if class_name == "PiecewiseConstantDecay":
        config["boundaries"] = [
            boundary if isinstance(boundary, np.float64) else np.int64(boundary) for boundary in config["boundaries"]
        ]
    for key, value in DEFAULTS.get(class_name, {}).items():
        config.setdefault(key, np.float64(value))
    return config


def rate(value, wide):
    """A rate as a number, or as text if JSON has none for it."""
    value = np.asarray(value)
    if wide and value.dtype != np.float64:
        raise TypeError(f"the rate is of type {value.dtype}")
    return float(value) if math.isfinite(value) else str(float(value))
