"""One schedule of every class."""

from __future__ import annotations

import json
import pathlib

import glidepath as g

_COSINE = g.CosineDecay(0.1, 1000, 0.01)

EXAMPLES: dict[str, g.Schedule] = {
    "Clamped": g.Clamped(_COSINE, 0.01, 0.09),
    "Constant": g.Constant(0.1),
    "CosineAnnealing": g.CosineAnnealing(0.1, 50),
    "CosineDecay": g.CosineDecay(0.0, 1000, alpha=0.1, warmup_target=0.3, warmup_steps=100, name="warm"),
    "CosineDecayRestarts": g.CosineDecayRestarts(0.1, 100, 2.0, 0.9, 0.05),
    "CosineHardRestarts": g.CosineHardRestarts(0.1, 1000, 3),
    "Cyclic": g.Cyclic(0.01, 0.1, 100),
    "ExponentialDecay": g.ExponentialDecay(0.1, 100, 0.96, staircase=True),
    "Interpolated": g.Interpolated([0, 10.5, 100], [0.0, 0.1, 0.01]),
    "InverseSquareRoot": g.InverseSquareRoot(0.1, 100),
    "InverseTimeDecay": g.InverseTimeDecay(0.1, 100, 0.5),
    "LinearCosineDecay": g.LinearCosineDecay(0.1, 1000),
    "Noam": g.Noam(512, 4000),
    "NoisyLinearCosineDecay": g.NoisyLinearCosineDecay(0.1, 1000, seed=3),
    "OneCycle": g.OneCycle(0.1, 1000),
    "OneCycleMomentum": g.OneCycleMomentum(1000),
    "PiecewiseConstantDecay": g.PiecewiseConstantDecay([100, 200], [0.1, 0.05, 0.01]),
    "PolynomialDecay": g.PolynomialDecay(0.1, 1000, power=2.0),
    "PowerLaw": g.PowerLaw(0.1, 100, -0.5),
    "Product": g.Product([_COSINE, g.Constant(0.5)]),
    "Repeated": g.Repeated(_COSINE, 300, mirror=True),
    "Scaled": g.Scaled(_COSINE, 0.5),
    "Sequential": g.Sequential([_COSINE, g.Constant(0.01)], [500]),
    "Shifted": g.Shifted(_COSINE, -10),
    "Stretched": g.Stretched(_COSINE, 2.5),
    "Sum": g.Sum([_COSINE, g.Constant(0.5)]),
    "Table": g.Table([0.1, 0.3, 0.2]),
    "Transition": g.Transition(0.1, 0.0, 1000, {"power": {"power": 0.5}}),
    "TransitionRestarts": g.TransitionRestarts(0.1, 0.0, 100),
    "Warmup": g.Warmup(_COSINE, 100, curve="geometric", initial_learning_rate=1e-5),
    "WarmupStableDecay": g.WarmupStableDecay(0.1, 100, 500, 400),
}

# A class that is not above has the parameters that the page begins with.
_BEGINNINGS = pathlib.Path(__file__).resolve().parents[2] / "web/door/src/beginnings.json"
for _name, _config in json.loads(_BEGINNINGS.read_text(encoding="utf-8")).items():
    if _name not in EXAMPLES:
        EXAMPLES[_name] = getattr(g, _name)(**_config)
