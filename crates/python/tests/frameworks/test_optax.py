"""`glidepath.optax.schedule` in JAX and optax."""

from __future__ import annotations

import pytest

jax = pytest.importorskip("jax", reason="JAX is not installed")
optax = pytest.importorskip("optax", reason="optax is not installed")

import jax.numpy as jnp
import numpy as np
from custom_schedules import Bad

import glidepath as g
import glidepath.optax

BOUNDED = g.CosineDecay(0.05, 40).with_warmup(8)
ENDLESS = g.ExponentialDecay(0.05, 10, 0.9)


@pytest.mark.parametrize("schedule", [BOUNDED, ENDLESS], ids=["table", "callback"])
def test_the_same_under_every_transformation(schedule: g.Schedule) -> None:
    rate = glidepath.optax.schedule(schedule)
    expected = schedule[0:60].astype(np.float32)
    counts = jnp.arange(60)
    eager = np.array([rate(step) for step in range(60)])
    jitted = np.array([jax.jit(rate)(step) for step in counts])
    mapped = jax.jit(jax.vmap(rate))(counts)
    scanned = jax.lax.scan(lambda carry, step: (carry, rate(step)), 0, counts)[1]
    whole = rate(counts)
    for got in (eager, jitted, mapped, scanned, whole):
        assert got.dtype == np.float32
        assert np.array_equal(got, expected)


def test_far_steps() -> None:
    rate = jax.jit(glidepath.optax.schedule(BOUNDED))
    assert rate(2**31 - 1) == np.float32(BOUNDED(2**31 - 1))
    told = jax.jit(glidepath.optax.schedule(ENDLESS, steps=100))
    assert told(99) == np.float32(ENDLESS(99)) and np.isnan(told(100)) and np.isnan(told(2**31 - 1))


def test_an_update_under_jit_and_scan_and_a_resume() -> None:
    optimizer = optax.sgd(glidepath.optax.schedule(BOUNDED), momentum=0.9)
    data = jax.random.normal(jax.random.PRNGKey(0), (50, 16, 3))

    def step(state, x):
        weights, inner = state
        gradient = jax.grad(lambda w: jnp.mean((x @ w - x.sum(axis=1)) ** 2))(weights)
        updates, inner = optimizer.update(gradient, inner)
        return (optax.apply_updates(weights, updates), inner), weights

    weights = jnp.zeros(3)
    begin = (weights, optimizer.init(weights))
    (whole, _), _ = jax.jit(lambda state: jax.lax.scan(step, state, data))(begin)
    state = begin
    jitted = jax.jit(step)
    for x in data[:20]:
        state, _ = jitted(state, x)
    # What a checkpoint holds: the arrays of the state, of which the count is one.
    state = jax.tree.map(lambda leaf: jnp.asarray(np.array(leaf)), state)
    for x in data[20:]:
        state, _ = jitted(state, x)
    assert np.allclose(state[0], whole, rtol=1e-6)
    assert np.all(np.abs(state[0] - 1.0) < 0.2)


def test_injected_hyperparameters_show_the_rates() -> None:
    optimizer = optax.inject_hyperparams(optax.sgd)(learning_rate=glidepath.optax.schedule(BOUNDED))
    weights = jnp.ones(2)
    state = optimizer.init(weights)
    rates = []
    for _ in range(50):
        _, state = jax.jit(optimizer.update)(weights, state)
        rates.append(state.hyperparams["learning_rate"])
    assert np.array_equal(np.array(rates), BOUNDED[0:50].astype(np.float32))


def test_wrong_arguments(refused) -> None:
    refused(lambda: glidepath.optax.schedule(0.1), "`schedule` must be a glidepath.Schedule, got float", TypeError)
    refused(lambda: glidepath.optax.schedule(ENDLESS, steps=0), "`steps` must be at least 1, got 0")
    refused(
        lambda: glidepath.optax.schedule(g.Constant(1e300)), "a rate of 1e+300 does not fit into float32"
    )
    refused(lambda: glidepath.optax.schedule(Bad(KeyError("why")), steps=10), "'why'", KeyError)


def test_double_precision() -> None:
    with jax.enable_x64(True):
        rate = glidepath.optax.schedule(BOUNDED)
        assert jax.jit(rate)(5).dtype == np.float64
        assert float(jax.jit(rate)(5)) == BOUNDED(5)
