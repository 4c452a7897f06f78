#!/usr/bin/env python3
"""Recorded traces of Keras's ReduceLROnPlateau (format: ../README.md).

  KERAS_BACKEND=numpy python generate.py --seed 1 --out DIR

Runs the real callback, epoch by epoch, on a stub of a model whose optimizer holds its rate as a Python float, with
floatx float64 on the NumPy backend, so that metrics are compared and rates multiplied in doubles.
"""
import argparse, json, math, os, random

os.environ.setdefault("KERAS_BACKEND", "numpy")

import keras
from keras import ops
from keras.callbacks import ReduceLROnPlateau

keras.config.set_floatx("float64")
assert bool(ops.less(1.0, 1.0 + 2.0**-40)), "metrics are not compared in doubles"


class Stub:
    def __init__(self, **attributes):
        self.__dict__.update(attributes)


def jsonable(number):
    if number is None or math.isfinite(number):
        return number
    return "NaN" if math.isnan(number) else "Infinity" if number > 0 else "-Infinity"


def drive(name, base_lr, kwargs, metrics):
    callback = ReduceLROnPlateau(monitor="metric", **{"mode": "min", **kwargs})
    optimizer = Stub(learning_rate=base_lr)
    callback.set_model(Stub(optimizer=optimizer))
    callback.on_train_begin()
    rates, trace = [], {"wait": [], "cooldown_counter": [], "best": []}
    for epoch, metric in enumerate(metrics):
        callback.on_epoch_end(epoch, {"metric": metric})
        rates.append(optimizer.learning_rate)
        for key, values in trace.items():
            values.append(jsonable(getattr(callback, key)))
    return {
        "name": name,
        "serialized": {"base_lr": base_lr, "kwargs": kwargs},
        "steps": list(range(len(metrics))),
        "framework_f64": rates,
        "metrics": [jsonable(metric) for metric in metrics],
        "trace": trace,
    }


def noisy(R, length, mode, nasty):
    level, out = R.uniform(0.5, 5), []
    for k in range(length):
        level *= R.uniform(0.93, 1.0) if R.random() < 0.25 else 1.0
        metric = level * (1 + R.choice([0, 0, R.uniform(-0.01, 0.02)]))
        if nasty and k > 0 and R.random() > 0.97:
            metric = R.choice([math.nan, math.inf, -0.0, 0.0, -3.0])
        out.append(metric if mode == "min" or not math.isfinite(metric) else 10 - metric)
    return out


def cases(R):
    yield "constant", 0.1, dict(patience=2), [0.0] * 40
    yield "constant_cooldown1", 0.1, dict(patience=2, cooldown=1), [0.0] * 40
    yield "constant_cooldown3", 0.1, dict(patience=2, cooldown=3), [0.0] * 40
    yield "patience_zero", 0.1, dict(patience=0, factor=0.5), noisy(R, 80, "min", False)
    yield "patience_one", 0.1, dict(patience=1, factor=0.5), noisy(R, 80, "min", False)
    yield "min_lr_blocks", 1e-3, dict(patience=2, cooldown=2, min_lr=2.0**-13), [2.0] * 30 + [1.0] * 10
    yield "initial_below_min_lr", 1e-6, dict(patience=2, cooldown=2, min_lr=2.0**-13), [2.0] * 10 + [1.0] * 10
    yield "max", 0.1, dict(mode="max", min_delta=0.05, patience=3, min_lr=2.0**-20), noisy(R, 200, "max", False)
    # 0.3 + 0.1 < 0.4 is false in doubles, and 0.3 < 0.4 - 0.1 is true: the side of min_delta matters.
    yield "min_delta_rounds", 0.1, dict(min_delta=0.1, patience=1), [0.4, 0.3, 0.2, 0.1, 0.0, -0.1]
    yield "infinity_first", 0.1, dict(patience=2), [math.inf, math.inf, math.inf, 3.0, 3.0, -math.inf, -math.inf, 1.0]
    yield "nan_inf", 0.1, dict(patience=3, factor=0.2, min_lr=2.0**-13), noisy(R, 250, "min", True)
    for _ in range(8):
        mode = R.choice(["min", "max"])
        kwargs = dict(
            mode=mode, factor=R.choice([0.1, 0.5, R.uniform(0.1, 0.99)]), patience=R.randint(0, 8),
            min_delta=R.choice([1e-4, 0.0, 0.01]), cooldown=R.randint(0, 8), min_lr=R.choice([0.0, 2.0**-20]),
        )
        base_lr = R.choice([0.1, 1e-3, 123.456, R.uniform(1e-4, 1)])
        yield "random", base_lr, kwargs, noisy(R, 250, mode, R.random() < 0.5)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    driven = [drive("%02d_%s" % (k, case[0]), *case[1:]) for k, case in enumerate(cases(random.Random(args.seed)))]
    document = {
        "framework": "keras", "framework_version": keras.__version__, "class": "ReduceLROnPlateau",
        "seed": args.seed, "cases": driven,
    }
    os.makedirs(args.out, exist_ok=True)
    with open(os.path.join(args.out, "keras.ReduceLROnPlateau.json"), "w") as file:
        json.dump(document, file, allow_nan=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
