"""Schedulers of PyTorch, from the lines that `glidepath convert --to torch-python` writes."""

import torch

torch.set_num_threads(1)


def name():
    return f"torch {torch.__version__.split('+')[0]}"


def built(lines):
    names = {"model": torch.nn.Linear(1, 1)}
    exec(lines, names)
    return names["optimizer"], names["scheduler"]


def rates(lines, steps):
    """The rates after so many more steps. Where PyTorch raises an error the list ends with its text."""
    optimizer, scheduler = built(lines)
    found, now = [], 0
    for step in steps:
        try:
            while now < step:
                optimizer.step()
                scheduler.step()
                now += 1
        except Exception as error:
            return [*found, f"{type(error).__name__}: {error}"]
        found.append(float(optimizer.param_groups[0]["lr"]))
    return found


def states(lines, steps):
    """What PyTorch would save after so many steps."""
    optimizer, scheduler = built(lines)
    found, now = [], 0
    for step in steps:
        while now < step:
            optimizer.step()
            scheduler.step()
            now += 1
        group = {key: optimizer.param_groups[0][key] for key in RATES if key in optimizer.param_groups[0]}
        found.append({"state_dict": plain(scheduler.state_dict()), "optimizer": {"param_groups": [plain(group)]}})
    return found


RATES = ("lr", "initial_lr", "max_lr", "min_lr", "swa_lr")


def plain(value):
    if isinstance(value, dict):
        return {str(key): plain(entry) for key, entry in value.items()}
    return [plain(element) for element in value] if isinstance(value, (list, tuple)) else value
