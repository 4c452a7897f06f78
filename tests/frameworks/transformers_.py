"""Schedules of Hugging Face transformers, built from training arguments as its `Trainer` does."""

import tempfile

import torch
import transformers

torch.set_num_threads(1)
FOLDER = tempfile.gettempdir()


def name():
    return f"transformers {transformers.__version__}"


def rates(arguments, steps):
    """The rates after so many steps."""
    read = transformers.TrainingArguments(**arguments, output_dir=FOLDER, use_cpu=True, report_to="none")
    max_steps = arguments.get("max_steps")
    optimizer = torch.optim.SGD(torch.nn.Linear(1, 1).parameters(), lr=read.learning_rate)
    scheduler = transformers.get_scheduler(
        read.lr_scheduler_type,
        optimizer=optimizer,
        # A whole number of steps is one whatever `max_steps` is.
        num_warmup_steps=read.get_warmup_steps(max_steps or 0),
        num_training_steps=max_steps,
        scheduler_specific_kwargs=read.lr_scheduler_kwargs,
    )
    found, now = [], 0
    for step in steps:
        if step > MOST:
            # All of them are a `LambdaLR`, so this is what it would do there.
            found.append(float(scheduler.base_lrs[0] * scheduler.lr_lambdas[0](step)))
            continue
        while now < step:
            optimizer.step()
            scheduler.step()
            now += 1
        found.append(float(optimizer.param_groups[0]["lr"]))
    return found


MOST = 5_000
