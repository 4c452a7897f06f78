"""TensorFlow Addons: tensorflow_addons/optimizers/cyclical_learning_rate.py."""
from mpmath import mpf

from .common import Cases

FRAMEWORK, SOURCE = "TensorFlow Addons", "CyclicalLearningRate"
CASES = Cases()


def cyclical(name, scale, **more):
    @CASES.add(name, initial_learning_rate=0.001, maximal_learning_rate=0.02, step_size=20, **more)
    def rate(t, initial_learning_rate, maximal_learning_rate, step_size, **kwargs):
        cycle = 1 + t // (2 * step_size)
        x = abs(mpf(t) / step_size - 2 * cycle + 1)
        height = max(0, 1 - x) * scale(t, cycle, **kwargs)
        return initial_learning_rate + (maximal_learning_rate - initial_learning_rate) * height


cyclical("TriangularCyclicalLearningRate", lambda t, cycle: 1)
cyclical("Triangular2CyclicalLearningRate", lambda t, cycle: mpf(1) / 2 ** (cycle - 1))
cyclical("ExponentialCyclicalLearningRate", lambda t, cycle, gamma: gamma ** t, gamma=0.98)
