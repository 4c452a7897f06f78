"""`glidepath.keras.Schedule` in Keras 3."""

from __future__ import annotations

import os

import pytest

os.environ.setdefault("KERAS_BACKEND", "jax")
keras = pytest.importorskip("keras", reason="Keras is not installed")
if keras.backend.backend() == "jax":
    pytest.importorskip("jax", reason="JAX is not installed")

import numpy as np

import glidepath as g
import glidepath.keras

SCHEDULE = g.CosineDecay(0.05, 40, alpha=0.1).with_warmup(8)
X = np.random.default_rng(2).normal(size=(64, 3)).astype("float32")
Y = X.sum(axis=1, keepdims=True)


def model(schedule: object):
    keras.utils.set_random_seed(3)
    made = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, activation="tanh"), keras.layers.Dense(1)])
    made.compile(optimizer=keras.optimizers.SGD(schedule, momentum=0.9), loss="mse")
    return made


class Rates(keras.callbacks.Callback):
    def __init__(self) -> None:
        super().__init__()
        self.rates: list[float] = []

    def on_train_batch_begin(self, batch, logs=None) -> None:
        self.rates.append(float(self.model.optimizer.learning_rate))


def fit(made, epochs: int) -> list[float]:
    rates = Rates()
    made.fit(X, Y, batch_size=16, epochs=epochs, shuffle=False, verbose=0, callbacks=[rates])
    return rates.rates


def test_the_rates_are_those_of_the_schedule_rounded_once() -> None:
    made = model(glidepath.keras.Schedule(SCHEDULE))
    assert fit(made, 15) == SCHEDULE[0:60].astype(np.float32).tolist()
    in_keras = glidepath.keras.Schedule(SCHEDULE)
    for step in (0, 7, 8, 47, 48, 10_000):
        assert float(in_keras(step)) == np.float32(SCHEDULE(step))
        assert float(in_keras(keras.ops.convert_to_tensor(step, "int32"))) == np.float32(SCHEDULE(step))


def test_save_load_and_go_on(tmp_path) -> None:
    whole = model(glidepath.keras.Schedule(SCHEDULE, name="mine"))
    rates = fit(whole, 12)
    half = model(glidepath.keras.Schedule(SCHEDULE, name="mine"))
    before = fit(half, 6)
    path = tmp_path / "model.keras"
    half.save(path)
    loaded = keras.models.load_model(path)
    assert loaded.optimizer._learning_rate.schedule == SCHEDULE
    assert before + fit(loaded, 6) == rates
    for a, b in zip(whole.get_weights(), loaded.get_weights()):
        assert np.array_equal(a, b)

    imported = g.read(path)
    assert imported.schedule == SCHEDULE and imported.step == 24 and imported.optimizer == "SGD"
    assert g.read_bytes(path.read_bytes()).schedule == SCHEDULE


def test_it_is_registered() -> None:
    schedule = glidepath.keras.Schedule(SCHEDULE, steps=100)
    text = keras.saving.serialize_keras_object(schedule)
    assert text["registered_name"] == "glidepath>Schedule"
    again = keras.saving.deserialize_keras_object(text)
    assert again.schedule == SCHEDULE and again.steps == 100


def test_schedules_without_an_end(refused) -> None:
    endless = g.ExponentialDecay(0.1, 10, 0.9)
    refused(
        lambda: glidepath.keras.Schedule(endless),
        "a ExponentialDecay has no step from which on it is known to be constant, or a late one; "
        "`steps=` must say how long the run is",
    )
    made = glidepath.keras.Schedule(endless, steps=10)
    assert float(made(9)) == np.float32(endless(9)) and np.isnan(float(made(10)))
    assert np.isnan(float(made(keras.ops.convert_to_tensor(10))))
    refused(lambda: glidepath.keras.Schedule(0.1), "`schedule` must be a glidepath.Schedule, got float", TypeError)
