"""A `GlidepathLR` in the `Trainer` of transformers, stopped and resumed."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
transformers = pytest.importorskip("transformers", reason="transformers is not installed")
pytest.importorskip("accelerate", reason="accelerate is not installed")

import glidepath as g
from glidepath.torch import GlidepathLR

SCHEDULE = g.CosineDecay(0.02, 30).with_warmup(6, 1e-4)


class Model(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(1)
        self.layer = torch.nn.Linear(3, 1)

    def forward(self, x, labels):
        prediction = self.layer(x).squeeze(-1)
        return {"loss": ((prediction - labels) ** 2).mean(), "logits": prediction}


class Rates(transformers.TrainerCallback):
    """Keeps the rate of each update."""

    def __init__(self) -> None:
        self.rates: list[float] = []

    def on_pre_optimizer_step(self, args, state, control, optimizer=None, **kwargs) -> None:
        self.rates.append(optimizer.param_groups[0]["lr"])


def data() -> list[dict]:
    generator = torch.Generator().manual_seed(3)
    x = torch.randn(144, 3, generator=generator)
    return [{"x": row, "labels": row.sum()} for row in x]


def trainer(folder, steps: int) -> tuple:
    model = Model()
    optimizer = torch.optim.AdamW(model.parameters(), lr=1.0)
    rates = Rates()
    arguments = transformers.TrainingArguments(
        output_dir=str(folder), max_steps=steps, per_device_train_batch_size=4, save_steps=12, logging_steps=1,
        report_to=[], use_cpu=True, seed=5, disable_tqdm=True,
    )
    made = transformers.Trainer(
        model, arguments, train_dataset=data(), optimizers=(optimizer, GlidepathLR(optimizer, SCHEDULE)),
        callbacks=[rates],
    )
    return made, rates, model


def test_a_run_that_stops_and_goes_on(tmp_path) -> None:
    whole, rates, whole_model = trainer(tmp_path / "whole", 36)
    whole.train()
    assert rates.rates == SCHEDULE[0:36].tolist()

    first, before, _ = trainer(tmp_path / "parts", 12)
    first.train()
    second, after, model = trainer(tmp_path / "parts", 36)
    second.train(resume_from_checkpoint=str(tmp_path / "parts/checkpoint-12"))
    assert before.rates + after.rates == rates.rates
    assert torch.equal(model.layer.weight, whole_model.layer.weight)

    imported = g.read(tmp_path / "parts/checkpoint-12")
    assert imported.schedule == SCHEDULE and imported.step == 12
