"""The cosine of torchtune 0.6.1, its own function, in doubles and in 60 digits.

    pip download --no-deps torchtune==0.6.1
    python torchtune.py torchtune-0.6.1-py3-none-any.whl
"""

import math
import sys

from reference import exact, mpmath, nearest, sampled, source, stand_in, stand_in_for_torch, write

stand_in_for_torch()
for name in ("torchtune", "torchtune.training"):
    stand_in(name)
stand_in("torchtune.training.memory", OptimizerInBackwardWrapper=object)
text = source(sys.argv[1], "torchtune/training/lr_schedulers.py")


def factor(mathematics, warmup, total, cycles):
    scope = {}
    exec(text, scope)
    scope["math"] = mathematics
    return scope["get_cosine_schedule_with_warmup"](None, warmup, total, cycles).lr_lambda


COMPONENT = "torchtune.training.lr_schedulers.get_cosine_schedule_with_warmup"


def config(rate, warmup, cycles=None, epochs=1, limit="null", component=COMPONENT, optimizer="torch.optim.AdamW"):
    lines = [
        "model:", "  _component_: torchtune.models.llama3_2.lora_llama3_2_1b", "  lora_rank: 8",
        "tokenizer:", "  _component_: torchtune.models.llama3.llama3_tokenizer",
        "dataset:", "  _component_: torchtune.datasets.alpaca_cleaned_dataset",
        "optimizer:", f"  _component_: {optimizer}", "  fused: True", f"  lr: {rate}",
    ]
    if warmup is not None:
        lines += ["lr_scheduler:", f"  _component_: {component}", f"  num_warmup_steps: {warmup}"]
        if cycles is not None:
            lines.append(f"  num_cycles: {cycles}")
    lines += ["loss:", "  _component_: torchtune.modules.loss.LinearCrossEntropyLoss", "batch_size: 2", "seed: null",
              f"epochs: {epochs}", f"max_steps_per_epoch: {limit}", "gradient_accumulation_steps: 8"]
    return "\n".join(lines) + "\n"


def case(name, file, options, rate, warmup, total, cycles=0.5, length=None):
    steps = sampled(length or total, warmup or 0, total)
    if warmup is None:
        rates = values = [rate for _ in steps]
    else:
        plain, precise = factor(math, warmup, total, cycles), factor(mpmath, warmup, total, exact(cycles))
        rates = [rate * plain(step) for step in steps]
        values = [nearest(exact(rate) * precise(exact(step))) for step in steps]
    return {"name": name, "file": file, "language": "yaml", "options": options, "steps": steps, "rates": rates,
            "exact": values}


cases = [
    case("lora", config("3e-4", 100), "--steps-per-epoch 1000", 3e-4, 100, 1000),
    case("short", config("2e-5", 5), "--steps-per-epoch 40", 2e-5, 5, 40),
    case("three epochs", config("1e-3", 10, epochs=3), "--steps-per-epoch 17", 1e-3, 10, 51),
    case("no warmup", config("0.01", 0), "--steps-per-epoch 30", 0.01, 0, 30),
    case("the limit is less than the epoch", config("3e-4", 4, limit=25, epochs=2), "--steps-per-epoch 400", 3e-4, 4, 50),
    case("the limit is more than the epoch", config("3e-4", 4, limit=500), "--steps-per-epoch 30", 3e-4, 4, 30),
    case("one and a half cycles", config("3e-4", 10, cycles=1.5), "--steps-per-epoch 60", 3e-4, 10, 60, 1.5),
    case("a warmup of everything", config("3e-4", 20), "--steps-per-epoch 20", 3e-4, 20, 20),
    case("the older name", config("3e-4", 8, component="torchtune.modules.get_cosine_schedule_with_warmup"),
         "--steps-per-epoch 44", 3e-4, 8, 44),
    case("another optimizer", config("1e-4", 2, optimizer="bitsandbytes.optim.PagedAdamW8bit"),
         "--steps-per-epoch 20", 1e-4, 2, 20),
    case("no scheduler", config("2e-5", None), "", 2e-5, None, 20),
    case("total steps told", config("3e-4", 100), "--total-steps 5000", 3e-4, 100, 5000),
    {"name": "no length", "file": config("3e-4", 100), "language": "yaml", "options": "", "refused": True},
    {"name": "another function", "file": config("3e-4", 100, component="my_recipe.get_schedule"), "language": "yaml",
     "options": "--steps-per-epoch 100", "refused": True},
]
write("torchtune", framework="torchtune", version="0.6.1",
      source="torchtune/training/lr_schedulers.py, recipes/lora_finetune_single_device.py",
      how="the framework's function, on a stand-in for torch; exact: the same function in 60 digits",
      ulp=0, coverage="torchtune, recipes", cases=cases)
