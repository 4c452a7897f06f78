"""`GlidepathLR` in PyTorch."""

from __future__ import annotations

import copy
import io
import json
import math

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")

from custom_schedules import Bad, Halving
from torch.optim import lr_scheduler

import glidepath as g
from glidepath.torch import GlidepathLR

STEPS = 60


def model_and_optimizer(groups: int = 1, lr: float = 0.1):
    torch.manual_seed(7)
    model = torch.nn.Sequential(torch.nn.Linear(4, 8), torch.nn.Tanh(), torch.nn.Linear(8, 1))
    parameters = list(model.parameters())
    split = [{"params": parameters[i::groups]} for i in range(groups)]
    return model, torch.optim.SGD(split, lr=lr, momentum=0.9)


def train(model, optimizer, scheduler, first: int, last: int) -> list[list[float]]:
    rates = []
    for step in range(first, last):
        rates.append([group["lr"] for group in optimizer.param_groups])
        generator = torch.Generator().manual_seed(step)
        x = torch.randn(16, 4, generator=generator)
        loss = ((model(x) - x.sum(dim=1, keepdim=True)) ** 2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        scheduler.step()
    return rates


def weights(model) -> list[float]:
    return torch.cat([parameter.detach().flatten() for parameter in model.parameters()]).tolist()


SCHEDULES = [
    g.CosineDecay(0.05, 50).with_warmup(10),
    [g.ExponentialDecay(0.05, 10, 0.5), g.CosineDecay(0.01, 30).then(40, 1e-4)],
]


@pytest.mark.parametrize("schedule", SCHEDULES, ids=["one", "two groups"])
@pytest.mark.parametrize("at", [0, 1, 17, 45])
def test_resuming_is_as_if_nothing_had_been(schedule, at: int, tmp_path) -> None:
    groups = len(schedule) if isinstance(schedule, list) else 1
    model, optimizer = model_and_optimizer(groups)
    scheduler = GlidepathLR(optimizer, schedule)
    uninterrupted = train(model, optimizer, scheduler, 0, STEPS)
    each = schedule if isinstance(schedule, list) else [schedule]
    assert uninterrupted == [[one(step) for one in each] for step in range(STEPS)]

    model, optimizer = model_and_optimizer(groups)
    scheduler = GlidepathLR(optimizer, schedule)
    before = train(model, optimizer, scheduler, 0, at)
    saved = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "scheduler": scheduler.state_dict()}
    path = tmp_path / "checkpoint.pt"
    torch.save(saved, path)
    del model, optimizer, scheduler

    checkpoint = torch.load(path, weights_only=True)
    resumed, optimizer = model_and_optimizer(groups)
    scheduler = GlidepathLR(optimizer, schedule)
    resumed.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
    scheduler.load_state_dict(checkpoint["scheduler"])
    after = train(resumed, optimizer, scheduler, at, STEPS)
    assert before + after == uninterrupted

    whole, optimizer = model_and_optimizer(groups)
    train(whole, optimizer, GlidepathLR(optimizer, schedule), 0, STEPS)
    assert weights(resumed) == weights(whole)

    imported = g.read(path)
    assert imported.groups == each
    assert imported.step == at
    assert [str(note) for note in imported.notes if note.rule not in ("class-by-parameters",)] == []


def test_the_state_is_plain_json() -> None:
    _, optimizer = model_and_optimizer()
    scheduler = GlidepathLR(optimizer, g.CosineDecay(0.05, 50))
    state = scheduler.state_dict()
    assert json.loads(json.dumps(state)) == state
    assert state["last_epoch"] == 0 and state["_last_lr"] == [0.05]


def test_a_state_of_another_schedule_is_refused(refused) -> None:
    _, optimizer = model_and_optimizer()
    state = GlidepathLR(optimizer, g.Constant(0.5)).state_dict()
    _, optimizer = model_and_optimizer()
    other = GlidepathLR(optimizer, g.Constant(0.25))
    refused(
        lambda: other.load_state_dict(state),
        "the state is of another schedule in group 0: Constant(learning_rate=0.5), where this is "
        "Constant(learning_rate=0.25); `other_schedule=True` goes on with this one",
    )
    state["last_epoch"] = 12
    other.load_state_dict(state, other_schedule=True)
    assert other.last_epoch == 12 and other.get_last_lr() == [0.25]
    refused(
        lambda: other.load_state_dict({"last_epoch": 3}),
        "not the state of a GlidepathLR: there is no `glidepath_schedules` and `last_epoch`",
    )


def test_wrong_arguments(refused) -> None:
    _, optimizer = model_and_optimizer(2)
    refused(
        lambda: GlidepathLR(optimizer, [g.Constant(0.1)]),
        "`schedule` must have one schedule for each parameter group, got 1 for 2",
    )
    refused(
        lambda: GlidepathLR(optimizer, 0.1),
        "`schedule` must be a glidepath.Schedule or a list of them, got float",
        TypeError,
    )
    refused(
        lambda: GlidepathLR(optimizer, [g.Constant(0.1), 0.1]),
        "`schedule[1]` must be a glidepath.Schedule, got float",
        TypeError,
    )


def test_schedules_of_python(refused) -> None:
    model, optimizer = model_and_optimizer()
    scheduler = GlidepathLR(optimizer, Halving(0.1, 10) * 0.5)
    assert [rate for (rate,) in train(model, optimizer, scheduler, 0, 30)] == [
        0.05 * 0.5 ** (step // 10) for step in range(30)
    ]
    model, optimizer = model_and_optimizer()
    scheduler = GlidepathLR(optimizer, Bad(KeyError("why")))
    train(model, optimizer, scheduler, 0, 4)
    refused(scheduler.step, "'why'", KeyError)
    assert scheduler.last_epoch == 4 and optimizer.param_groups[0]["lr"] == 0.1
    assert scheduler.state_dict()["last_epoch"] == 4


def test_rates_as_tensors() -> None:
    _, optimizer = model_and_optimizer(lr=torch.tensor(0.1, dtype=torch.float64))
    tensor = optimizer.param_groups[0]["lr"]
    scheduler = GlidepathLR(optimizer, g.ExponentialDecay(0.3, 1, 0.5))
    assert tensor.item() == 0.3
    optimizer.step()
    scheduler.step()
    assert optimizer.param_groups[0]["lr"] is tensor and tensor.item() == 0.15
    json.dumps(scheduler.state_dict())


def test_it_is_copied_and_chained() -> None:
    _, optimizer = model_and_optimizer()
    scheduler = GlidepathLR(optimizer, g.CosineDecay(0.05, 50))
    assert isinstance(scheduler, lr_scheduler.LRScheduler)
    buffer = io.BytesIO()
    torch.save(scheduler.state_dict(), buffer)
    assert copy.deepcopy(scheduler.schedules) == scheduler.schedules


# What PyTorch computes by recursion, in its own classes, and what is read from their states.
THEIRS = {
    "StepLR": lambda o: lr_scheduler.StepLR(o, 13, 0.5),
    "MultiStepLR": lambda o: lr_scheduler.MultiStepLR(o, [10, 40], 0.3),
    "ConstantLR": lambda o: lr_scheduler.ConstantLR(o, 0.25, 20),
    "LinearLR": lambda o: lr_scheduler.LinearLR(o, 0.1, 1.0, 30),
    "ExponentialLR": lambda o: lr_scheduler.ExponentialLR(o, 0.97),
    "PolynomialLR": lambda o: lr_scheduler.PolynomialLR(o, 50, 2.0),
    "CosineAnnealingLR": lambda o: lr_scheduler.CosineAnnealingLR(o, 40, 0.001),
    "CosineAnnealingWarmRestarts": lambda o: lr_scheduler.CosineAnnealingWarmRestarts(o, 10, 2, 0.001),
    "OneCycleLR": lambda o: lr_scheduler.OneCycleLR(o, 0.5, STEPS),
    "CyclicLR": lambda o: lr_scheduler.CyclicLR(o, 0.01, 0.1, 8),
    "SequentialLR": lambda o: lr_scheduler.SequentialLR(
        o, [lr_scheduler.LinearLR(o, 0.1, 1.0, 10), lr_scheduler.CosineAnnealingLR(o, 40)], [10]
    ),
}


@pytest.mark.parametrize("name", THEIRS)
def test_the_classes_of_pytorch(name: str, tmp_path) -> None:
    """A run with PyTorch's class, and one with a `GlidepathLR` of the schedule that was read from its state."""
    model, optimizer = model_and_optimizer()
    theirs = THEIRS[name](optimizer)
    state = copy.deepcopy(theirs.state_dict())
    torch.save({"scheduler": state, "optimizer": optimizer.state_dict()}, tmp_path / "their.pt")
    expected = [rates[0] for rates in train(model, optimizer, theirs, 0, STEPS - 1)]
    schedule = g.read(tmp_path / "their.pt").schedule
    model, optimizer = model_and_optimizer()
    got = [rates[0] for rates in train(model, optimizer, GlidepathLR(optimizer, schedule), 0, STEPS - 1)]
    assert np.allclose(got, expected, rtol=1e-12, atol=1e-16), max(
        abs(a - b) for a, b in zip(got, expected)
    )


def test_a_training_learns() -> None:
    model, optimizer = model_and_optimizer()
    scheduler = GlidepathLR(optimizer, g.CosineDecay(0.05, 300).with_warmup(20))
    train(model, optimizer, scheduler, 0, 320)
    x = torch.randn(64, 4, generator=torch.Generator().manual_seed(0))
    loss = ((model(x) - x.sum(dim=1, keepdim=True)) ** 2).mean().item()
    assert math.isfinite(loss) and loss < 0.3
