"""What the generators of this directory share: stand-ins for packages, sampled steps, and the file they write."""

import json
import sys
import types
import zipfile
from pathlib import Path

import mpmath

mpmath.mp.dps = 60
# A number of a configuration, in 60 digits: the double that it is read as.
exact = mpmath.mpf


def source(wheel, path):
    """The text of one module of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        return archive.read(path).decode()


def stand_in(name, **contents):
    """Puts a module in the place of one that is not installed."""
    module = types.ModuleType(name)
    module.__dict__.update(contents)
    sys.modules[name] = module
    return module


class LambdaLR:
    """PyTorch's class, as far as the frameworks use it here: it keeps the function of the step."""

    def __init__(self, optimizer, lr_lambda, last_epoch=-1):
        self.lr_lambda = lr_lambda


def stand_in_for_torch():
    stand_in("torch", optim=types.SimpleNamespace(Optimizer=object), Tensor=object)
    stand_in("torch.optim", Optimizer=object)
    stand_in("torch.optim.lr_scheduler", LambdaLR=LambdaLR, LRScheduler=object)
    for name in ("torch.distributed", "torch.distributed.checkpoint"):
        stand_in(name)
    stand_in("torch.distributed.checkpoint.stateful", Stateful=type("Stateful", (), {}))


def sampled(total, *corners):
    """Every step of a short run; of a long one the first, those around the corners, and some between."""
    if total <= 64:
        return list(range(total))
    steps = set(range(8)) | {total - 2, total - 1}
    for corner in corners:
        steps |= {corner - 1, corner, corner + 1}
    steps |= {total * index // 23 for index in range(23)}
    return sorted(step for step in steps if 0 <= step < total)


def nearest(value):
    """The nearest double. What 60 digits leave of a difference that is 0 is none."""
    return 0.0 if abs(value) < 1e-45 else float(value)


def write(name, example=None, **contents):
    """Writes `<name>.json`, and one of its cases as an example file: `example` is the name of the case and of the file."""
    folder = Path(__file__).parent.parent
    (folder / f"{name}.json").write_text(json.dumps(contents, indent=1) + "\n")
    if example is not None:
        case, file = example
        texts = {case["name"]: case["file"] for case in contents["cases"]}
        (folder.parent / "runs" / file).write_text(texts[case])
    print(name, len(contents["cases"]), "cases", sum(len(case.get("steps", ())) for case in contents["cases"]))
