"""Two schedulers of ESPnet 202412: its own classes, on a stand-in for torch; their formulas in 60 digits.

    pip install numpy mpmath; pip download --no-deps espnet==202412
    python espnet.py espnet-202412-py3-none-any.whl
"""

import sys
import warnings

from reference import exact, mpmath, nearest, sampled, source, stand_in, stand_in_for_torch, write

warnings.simplefilter("ignore")


class LRScheduler:
    """PyTorch's class, as far as the schedulers use it here."""

    def __init__(self, optimizer, last_epoch=-1):
        self.base_lrs = [group["lr"] for group in optimizer.param_groups]


class Optimizer:
    def __init__(self, rate):
        self.param_groups = [{"lr": rate}]


stand_in_for_torch()
stand_in("torch.optim.lr_scheduler", _LRScheduler=LRScheduler)
stand_in("typeguard", typechecked=lambda function: function)
for name in ("espnet2", "espnet2.schedulers"):
    stand_in(name, __path__=[])
stand_in("espnet2.schedulers.abs_scheduler", AbsBatchStepScheduler=object)
classes = {}
for module, name in (("warmup_lr", "WarmupLR"), ("noam_lr", "NoamLR")):
    framework = {"__name__": module}
    exec(source(sys.argv[1], f"espnet2/schedulers/{module}.py"), framework)
    classes[name.lower()] = framework[name]


def formula(name, rate, settings):
    """The rate at a step, as the documentation of the classes has it."""
    warmup = exact(settings.get("warmup_steps", 25000))
    factor = mpmath.sqrt(warmup) if name == "warmuplr" else 1 / mpmath.sqrt(settings.get("model_size", 320))

    def at(step):
        number = exact(step + 1)
        return exact(rate) * factor * min(1 / mpmath.sqrt(number), number / mpmath.sqrt(warmup) ** 3)

    return at


def config(name, rate, settings, more):
    lines = "".join(f"    {key}: {value}\n" for key, value in settings.items())
    arguments = f"scheduler_conf:\n{lines}" if lines else "scheduler_conf: {}\n"
    return (
        "batch_type: numel\nbatch_bins: 4000000\naccum_grad: 4\ngrad_clip: 5\nmax_epoch: 50\n"
        "val_scheduler_criterion:\n- valid\n- acc\nencoder: conformer\nencoder_conf:\n    output_size: 256\n"
        f"    dropout_rate: 0.1\noptim: adam\noptim_conf:\n    lr: {rate}\n    weight_decay: 0.000001\n"
        f"scheduler: {name}\n{arguments}specaug: specaug\nspecaug_conf:\n    apply_time_warp: true\n{more}"
    )


def case(label, name, rate, settings, total, more=""):
    text = config(name, rate, settings, more)
    steps = sampled(total, settings.get("warmup_steps", 25000) - 1)
    if name == "null":
        rates = values = [rate] * len(steps)
    else:
        # PaddleSpeech's copy takes one more, and leaves it aside.
        own = {key: value for key, value in settings.items() if key != "lr_decay"}
        made, at = classes[name](Optimizer(rate), **own), formula(name, rate, settings)
        rates, values = [], []
        for step in steps:
            made.last_epoch = step
            rates.append(made.get_lr()[0])
            values.append(nearest(at(step)))
    for step, got, want in zip(steps, rates, values):
        assert abs(got - want) <= 1e-14 * rate, (label, step, got, want)
    return {"name": label, "file": text, "language": "yaml", "options": "", "steps": steps, "rates": rates,
            "exact": values}


def of_torch(label, name, rate, settings, at, options="", total=60):
    """A class of PyTorch, whose rates ../torch_config.json compares: here its formula alone, of the step or the epoch."""
    lasts = int(options.split()[-1]) if options else 1
    steps = list(range(total))
    values = [nearest(exact(rate) * at(step // lasts)) for step in steps]
    return {"name": label, "file": config(name, rate, settings, ""), "language": "yaml", "options": options,
            "steps": steps, "exact": values}


def refused(label, name, settings, error, more=""):
    return {"name": label, "file": config(name, 0.002, settings, more), "language": "yaml", "options": "",
            "refused": True, "error": error}


cases = [
    case("a conformer", "warmuplr", 0.002, {"warmup_steps": 25000}, 200000),
    case("a short warmup", "warmuplr", 0.0005, {"warmup_steps": 15}, 60),
    case("the default warmup", "warmuplr", 1.0, {}, 100000),
    case("a warmup of one step", "warmuplr", 0.001, {"warmup_steps": 1}, 40),
    case("noam", "noamlr", 10.0, {"model_size": 256, "warmup_steps": 4000}, 40000),
    case("noam, short", "noamlr", 1.0, {"model_size": 512, "warmup_steps": 20}, 60),
    case("noam, defaults", "noamlr", 5.0, {}, 100000),
    case("no scheduler", "null", 0.001, {}, 20),
    of_torch("a step each epoch", "steplr", 0.002, {"step_size": 2, "gamma": 0.5}, lambda step: exact("0.5") ** (step // 2),
             "--steps-per-epoch 10"),
    of_torch("epochs at a constant factor", "ExponentialLR", 0.5, {"gamma": 0.75}, lambda step: exact("0.75") ** step,
             "--steps-per-epoch 4", 40),
    of_torch("milestones", "multisteplr", 0.25, {"milestones": [2, 4], "gamma": 0.5},
             lambda step: exact("0.5") ** ((step >= 2) + (step >= 4)), "--steps-per-epoch 12"),
    of_torch("restarts, a step each update", "CosineAnnealingWarmRestarts", 0.5, {"T_0": 16},
             lambda step: (1 + mpmath.cos(mpmath.pi * (step % 16) / 16)) / 2),
    case("PaddleSpeech, examples/aishell/asr1/conf/chunk_conformer.yaml", "warmuplr", 0.001,
         {"warmup_steps": 25000, "lr_decay": 1.0}, 200000, "n_epoch: 240\n"),
    case("FunASR, examples/industrial_data_pretraining/llm_asr/conf/whisper_qwen_linear2.yaml", "warmuplr", 0.0001,
         {"warmup_steps": 1500}, 20000, "dataset_conf:\n    batch_size: 6000\n    batch_size_scale_ratio_max: 2\n"),
    refused("PaddleSpeech, examples/mustc/st1/conf/transformer_de.yaml", "noam", {"warmup_steps": 25000, "lr_decay": 1.0},
            "`noam` of PaddleSpeech is not read"),
    refused("a class with code", "lambdalr", {"lr_lambda": "x"}, "must be one of"),
    refused("a metric", "reducelronplateau", {"patience": 3}, "follows a metric"),
    refused("an argument of another class", "warmuplr", {"warmup_steps": 10, "gamma": 0.5}, "unknown field `gamma`"),
    refused("steps of its own", "warmupsteplr", {"warmup_steps": 100}, "must be one of"),
    refused("DeepSpeed", "warmuplr", {"warmup_steps": 100}, "use_deepspeed", "use_deepspeed: true\n"),
    refused("a second optimizer", "warmuplr", {"warmup_steps": 100}, "scheduler2", "scheduler2: warmuplr\n"),
    refused("no warmup", "warmuplr", {"warmup_steps": 0}, "must be a whole number above 0"),
]
write("espnet", example=("a conformer", "espnet.yaml"), framework="ESPnet", version="202412",
      source="espnet2/schedulers/warmup_lr.py, espnet2/schedulers/noam_lr.py",
      how="the framework's classes, on a stand-in for torch; exact: their formulas in 60 digits",
      ulp=0, coverage="ESPnet, trainings", cases=cases)
