"""Makes the checkpoints beside this file but `checkpoint-15`, with torch 2.15.0 and transformers 5.23.0.

Each is what the Trainer saved of a tiny run, without the model, the optimizer and the random numbers:

    python generate.py
"""

import math
import shutil
import tempfile
from pathlib import Path

import torch
from transformers import Seq2SeqTrainingArguments, Trainer, TrainingArguments

HERE = Path(__file__).parent
KEPT = ["scheduler.pt", "trainer_state.json", "training_args.bin"]


class MyArguments(TrainingArguments):
    """As trl and many programs have: a class of their own."""


class Model(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.linear = torch.nn.Linear(2, 1)

    def forward(self, x, labels):
        return {"loss": ((self.linear(x) - labels) ** 2).mean()}


class Skipping(Trainer):
    """The optimizer skips the first two updates, as it does where 16-bit gradients overflow."""

    def create_accelerator_and_postprocess(self):
        super().create_accelerator_and_postprocess()
        trainer = self

        class Accelerator(type(self.accelerator)):
            @property
            def optimizer_step_was_skipped(self):
                return trainer.state.global_step < 2

        self.accelerator.__class__ = Accelerator


def save(name, arguments=TrainingArguments, trainer=Trainer, more=None, **kwargs):
    torch.manual_seed(0)
    data = [{"x": torch.ones(2), "labels": torch.zeros(1)} for _ in range(8)]
    with tempfile.TemporaryDirectory() as folder:
        args = arguments(
            output_dir=folder, use_cpu=True, report_to=[], disable_tqdm=True, save_steps=6, logging_steps=2,
            per_device_train_batch_size=2, **kwargs,
        )
        for key, value in (more or {}).items():
            setattr(args, key, value)
        trainer(model=Model(), args=args, train_dataset=data).train()
        args.output_dir = "runs/demo"
        torch.save(args, Path(folder) / "checkpoint-6" / "training_args.bin")
        (HERE / name).mkdir(exist_ok=True)
        for file in KEPT:
            shutil.copy(Path(folder) / "checkpoint-6" / file, HERE / name / file)


# A length from the epochs: 4 updates each.
save("linear-of-epochs", learning_rate=0.5, num_train_epochs=2, warmup_steps=2)
save(
    "polynomial-seq2seq", Seq2SeqTrainingArguments, learning_rate=0.5, max_steps=8, warmup_steps=0.3,
    lr_scheduler_type="polynomial", lr_scheduler_kwargs={"lr_end": 0.125, "power": 2.0}, optim="sgd",
)
save(
    "restarts-of-own-class", MyArguments, learning_rate=0.5, max_steps=8,
    lr_scheduler_type="cosine_with_restarts", lr_scheduler_kwargs={"num_cycles": 2},
)
save("skipped-updates", trainer=Skipping, learning_rate=0.5, max_steps=8, lr_scheduler_type="linear")


class AsVersion4(TrainingArguments):
    """Version 4 has a ratio beside the steps, and rounds it up; version 5 has the steps alone."""

    warmup_ratio = 0.0

    def get_warmup_steps(self, num_training_steps):
        return self.warmup_steps or math.ceil(num_training_steps * self.warmup_ratio)


save(
    "as-version-4", AsVersion4, learning_rate=0.5, max_steps=8, lr_scheduler_type="constant_with_warmup",
    more={"warmup_ratio": 0.25},
)
