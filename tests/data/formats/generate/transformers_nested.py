"""Training arguments of Hugging Face transformers that stand one level down, as the configurations of other programs have
them. The formulas of `transformers/optimization.py` (5.23.0) are restated; ../../vectors/transformers has its own rates.

    python transformers_nested.py
"""

import json
import math

from reference import exact, mpmath, nearest, sampled, write


def factor(kind, warmup, total, number, mathematics, power=1.0, end=0.0, cycles=0.5):
    def at(step):
        if step < warmup:
            return number(step) / max(1, warmup)
        left = max(1, total - warmup)
        if kind == "linear":
            return max(0, number(total - step) / left)
        if kind == "cosine":
            return max(0, (1 + mathematics.cos(mathematics.pi * cycles * 2 * number(step - warmup) / left)) / 2)
        if kind == "cosine_with_min_lr":
            half = (1 + mathematics.cos(mathematics.pi * cycles * 2 * number(step - warmup) / left)) / 2
            return half * (1 - number(end)) + number(end)
        return number(1)

    return at


def case(name, file, language, kind, rate, warmup, total, options="", **more):
    steps = sampled(total, warmup)
    plain = factor(kind, warmup, total, float, math, **more)
    precise = factor(kind, warmup, total, exact, mpmath, **more)
    return {"name": name, "file": file, "language": language, "options": options, "steps": steps,
            "rates": [rate * plain(step) for step in steps],
            "exact": [nearest(exact(rate) * precise(step)) for step in steps]}


def yaml(section, *lines, before=(), after=()):
    return "\n".join([*before, f"{section}:", *(f"  {line}" for line in lines), *after]) + "\n"


cases = [
    case("training_args in JSON", json.dumps({"model_name": "bert-base", "training_args": {
        "output_dir": "out", "learning_rate": 2e-5, "lr_scheduler_type": "linear", "warmup_steps": 10, "max_steps": 60}}),
        "json", "linear", 2e-5, 10, 60),
    case("training in YAML", yaml("training", "learning_rate: 3.0e-4", "lr_scheduler_type: cosine", "warmup_steps: 5",
                                  "max_steps: 50", before=("model:", "  name: llama"), after=("data:", "  path: x")),
         "yaml", "cosine", 3e-4, 5, 50),
    case("a table of TOML", '[model]\nname = "x"\n[trainer]\nlearning_rate = 1e-4\nlr_scheduler_type = "linear"\n'
         "warmup_steps = 0\nmax_steps = 40\n", "toml", "linear", 1e-4, 0, 40),
    case("epochs", yaml("train", "learning_rate: 1.0e-4", "lr_scheduler_type: linear", "warmup_steps: 4",
                        "num_train_epochs: 3"), "yaml", "linear", 1e-4, 4, 60, "--steps-per-epoch 20"),
    case("a constant", yaml("training_arguments", "learning_rate: 1.0e-4", "lr_scheduler_type: constant_with_warmup",
                            "warmup_steps: 4", "max_steps: 30"), "yaml", "constant_with_warmup", 1e-4, 4, 30),
    case("with kwargs", json.dumps({"name": "sft", "training": {
        "learning_rate": 1e-4, "lr_scheduler_type": "cosine_with_min_lr", "lr_scheduler_kwargs": {"min_lr_rate": 0.1},
        "warmup_steps": 5, "max_steps": 60, "per_device_train_batch_size": 4}}), "json", "cosine_with_min_lr", 1e-4, 5, 60,
        end=0.1),
    case("a long run", yaml("hyperparameters", "learning_rate: 5.0e-5", "lr_scheduler_type: cosine", "warmup_steps: 1000",
                            "max_steps: 100000"), "yaml", "cosine", 5e-5, 1000, 100000),
    case("by the batch size", yaml("TrainingArguments", "learning_rate: 5.0e-5", "per_device_train_batch_size: 8",
                                   "warmup_steps: 0", "max_steps: 40"), "yaml", "linear", 5e-5, 0, 40),
    {"name": "two of them", "file": yaml("stage1", "learning_rate: 1.0e-4", "lr_scheduler_type: linear", "max_steps: 40")
     + yaml("stage2", "learning_rate: 2.0e-5", "lr_scheduler_type: linear", "max_steps: 40"), "language": "yaml",
     "options": "", "refused": True},
    {"name": "a schedule beside it", "file": yaml("training", "learning_rate: 1.0e-4", "lr_scheduler_type: linear",
     "max_steps: 40", after=("scheduler:", "  warmup: 100")), "language": "yaml", "options": "", "refused": True},
    # Oumi's trainers of TRL leave out what has transformers' default: src/oumi/core/configs/params/training_params.py.
    case("oumi-ai/oumi, configs/recipes/falcon_e/sft/falcon_e_1b/full_train.yaml", yaml(
        "training", 'trainer_type: "TRL_SFT"', "save_steps: 800", "learning_rate: 32.0e-06", "compile: False",
        before=("model:", "  model_max_length: 2048")), "yaml", "linear", 32e-6, 0, 50, "--total-steps 50"),
    case("a rate that is looked up in the file", "learning_rate: 5.0e-6\nper_gpu_train_batch_size: 1\nmax_steps: 40\n"
         "warmup_steps: 0\nds_cfg:\n  optimizer:\n    params:\n      lr: ${learning_rate}\n", "yaml", "linear", 5e-6, 0, 40),
    {"name": "microsoft/unilm, PFPO/conf/exp/apps/code_gen/deepseek_coder/dpo/orig-pseudo-v1.0-a100.yaml", "file":
     "defaults:\n- deepspeed@ds_cfg: zero1\n- _self_\n"
     "learning_rate: 5.0e-6\nlr_scheduler_type: cosine\nmax_steps: 40\n", "language": "yaml", "options": "",
     "refused": True, "error": "takes parts from other files"},
]
write("transformers_nested", framework="transformers", version="5.23.0", source="transformers/optimization.py",
      how="formulas restated, in doubles; exact: in 60 digits", ulp=1, cases=cases)
