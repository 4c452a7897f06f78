"""The rates of Ultralytics, batch by batch. Its trainer needs torch, a model and data, so the two formulas in it are
restated here: those of `engine/trainer.py`, `_setup_scheduler`, `_get_warmup_iterations` and the loop of `_do_train`.

    python ultralytics.py
"""

import math

from reference import exact, mpmath, nearest, sampled, write

# As a run of 8.4.190 saves them; what has nothing to do with the rate is left out but for some.
NEWEST = {
    "task": "detect", "mode": "train", "model": "yolo26n.pt", "data": "coco8.yaml", "epochs": 100, "time": None,
    "patience": 100, "batch": 16, "imgsz": 640, "save": True, "save_period": -1, "cache": False, "device": None,
    "workers": 8, "project": None, "name": "train", "exist_ok": False, "pretrained": True, "cls_remap": True,
    "optimizer": "SGD", "verbose": True, "seed": 0, "deterministic": True, "single_cls": False, "rect": False,
    "cos_lr": False, "close_mosaic": 10, "resume": False, "amp": True, "fraction": 1.0, "profile": False, "freeze": None,
    "multi_scale": 0.0, "compile": False, "channels_last": None, "overlap_mask": True, "mask_ratio": 4, "dropout": 0.0,
    "val": True, "lr0": 0.01, "lrf": 0.01, "momentum": 0.937, "weight_decay": 0.0005, "warmup_epochs": 3.0,
    "warmup_momentum": 0.8, "warmup_bias_lr": 0.1, "box": 7.5, "cls": 0.5, "dfl": 1.5, "nbs": 64, "hsv_h": 0.015,
    "fliplr": 0.5, "bgr": 0.0, "mosaic": 1.0, "mixup": 0.0, "save_dir": "runs/detect/train",
}
WITHOUT = {"8.3": ("cls_remap", "channels_last"), "8.0": ("cls_remap", "channels_last", "bgr", "multi_scale", "profile")}


def yaml(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)


def text(settings):
    return "".join(f"{key}: {yaml(value)}\n" for key, value in settings.items())


def factor(settings, number, cos):
    """`lf`, of the epoch."""
    end, epochs = number(settings["lrf"]), settings["epochs"]
    if settings["cos_lr"]:
        return lambda epoch: max((1 - cos(epoch * number_pi(number) / epochs)) / 2, 0) * (end - 1) + 1
    return lambda epoch: max(1 - number(epoch) / epochs, 0) * (1 - end) + end


def number_pi(number):
    return mpmath.pi if number is exact else math.pi


def warmup_of(settings, batches, version):
    if version == "8.4":
        epochs = min(settings["warmup_epochs"], max(settings["epochs"] - 1, 0))
        return round(epochs * batches) if epochs > 0 else 0
    if version == "8.3" and settings["warmup_epochs"] <= 0:
        return 0
    return max(round(settings["warmup_epochs"] * batches), 100)


def rates(settings, batches, version, number, cos, initial):
    lf, warmup = factor(settings, number, cos), warmup_of(settings, batches, version)
    rate = number(settings["lr0"])

    def at(step):
        epoch = step // batches
        if warmup and step <= warmup:
            u = number(step) / warmup
            return number(initial) * (1 - u) + rate * lf(epoch) * u
        # Before 8.1.43 the scheduler steps at the end of an epoch, from -1: it is an epoch late. Until then the rate
        # of the last batch of the warmup stays.
        is_late = version == "8.0" and epoch > warmup // batches
        return rate * lf(max(epoch - 1, 0) if is_late else epoch)

    return at


def case(name, batches, version="8.4", partial=False, also=(), options=None, **changes):
    settings = {**NEWEST, **changes}
    for key in WITHOUT.get(version, ()):
        settings.pop(key)
    if partial:
        known = ("task", "mode", "epochs", "batch", "optimizer", "cos_lr", "lr0", "lrf", "momentum", "warmup_epochs",
                 "warmup_bias_lr", "nbs", *also)
        settings = {key: settings[key] for key in known}
    steps = sampled(settings["epochs"] * batches, warmup_of(settings, batches, version), batches, 2 * batches)
    made = {}
    for group, initial in (("", 0.0), ("bias_", settings["warmup_bias_lr"])):
        plain = rates(settings, batches, version, float, math.cos, initial)
        precise = rates(settings, batches, version, exact, mpmath.cos, initial)
        made[f"{group}rates"] = [float(plain(step)) for step in steps]
        made[f"{group}exact"] = [nearest(precise(step)) for step in steps]
    return {"name": name, "file": text(settings), "language": "yaml",
            "options": options or f"--steps-per-epoch {batches}", "steps": steps, **made}


def refused(name, options="--steps-per-epoch 100", **changes):
    return {"name": name, "file": text({**NEWEST, **changes}), "language": "yaml", "options": options, "refused": True}


cases = [
    case("linear", 100),
    case("cosine", 100, cos_lr=True),
    case("short", 10, epochs=5, warmup_epochs=1.0),
    case("no warmup", 10, epochs=6, warmup_epochs=0.0, lr0=0.001, lrf=0.1),
    case("part of an epoch", 15, epochs=4, warmup_epochs=0.5, cos_lr=True),
    case("a warmup of all epochs but one", 12, epochs=4, warmup_epochs=3.0),
    case("a warmup longer than the run", 12, epochs=3, warmup_epochs=5.0),
    case("bias from 0", 20, epochs=5, warmup_epochs=2.0, optimizer="AdamW", lr0=0.000714, warmup_bias_lr=0.0),
    case("batch above nbs", 20, epochs=10, batch=128),
    case("8.3", 100, version="8.3"),
    case("8.3, at least 100 batches", 10, version="8.3", epochs=30),
    case("8.3, no warmup", 10, version="8.3", epochs=6, warmup_epochs=0.0),
    case("8.0, an epoch late", 60, version="8.0", epochs=20),
    case("8.0, 100 batches of warmup", 10, version="8.0", epochs=30, warmup_epochs=0.0),
    case("8.0, a warmup that ends within an epoch", 30, version="8.0", epochs=10),
    case("8.0, a warmup of part of an epoch", 260, version="8.0", epochs=4, warmup_epochs=0.5, cos_lr=True),
    case("some keys", 100, partial=True, lr0=0.02),
    case("some keys, one of them of pictures", 40, partial=True, also=("fliplr", "mosaic"), fliplr=0.1),
    refused("auto", optimizer="auto"),
    refused("no steps per epoch", options=""),
    refused("a run by the clock", time=2.0),
    refused("no training", mode="predict"),
    refused("unknown optimizer", optimizer="LBFGS"),
]
write("ultralytics", framework="Ultralytics", version="8.4.190; 8.3.0 and 8.0.100 where they differ",
      source="ultralytics/engine/trainer.py, ultralytics/utils/torch_utils.py (one_cycle)",
      how="formulas restated, in doubles; exact: in 60 digits",
      ulp=1, coverage="Ultralytics, `args.yaml`", cases=cases)
