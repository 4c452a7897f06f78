"""The reference vectors as files that glidepath reads, and the rates that are wanted."""

import json
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VECTORS = ROOT / "tests" / "data" / "vectors"
FOLDERS = ["keras", "torch_cycles", "torch_schedulers", "transformers", "timm", "deepspeed", "optax"]

SOURCES = {
    "keras": "Keras 3",
    "tf_keras": "Keras 2",
    "torch": "PyTorch",
    "transformers": "transformers",
    "timm": "timm",
    "deepspeed": "DeepSpeed",
    "optax": "optax",
    "flax": "flax",
}

@dataclass
class Case:
    source: str
    name: str
    document: object
    """What the framework's user has, as JSON."""
    steps: list
    wanted: list
    """For each step the rates that are right: of the formula first, then what the framework gave."""
    checkpoint: tuple = None
    """The document with a state, and the step at which it was saved."""

    @property
    def peak(self):
        return max(abs(rates[0]) for rates in self.wanted)


def cases(folders):
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            file = json.loads(path.read_text())
            if isinstance(file, dict) and file.get("framework") in SOURCES:
                yield from filter(None, (case(file, raw) for raw in file["cases"]))


def case(file, raw):
    steps, wanted = [], []
    framework, class_name = file["framework"], file["class"]
    exact = raw["exact"] or [None] * len(raw["steps"])
    wide = raw["framework_f64"] or [None] * len(raw["steps"])
    for index, rates in enumerate(zip(exact, wide)):
        step = step_of(class_name, raw, index)
        rates = [rate for rate in rates if isinstance(rate, (int, float))]
        if class_name == "CosineDecayRestarts":
            rates = decimal_restart(raw["serialized"]["config"], step) or rates
        if step is not None and rates:
            steps.append(step)
            wanted.append(rates)
    name = f"{framework}.{class_name} {raw['name']}"
    if not steps or "metrics" in raw:
        return None
    found = Case(SOURCES[framework], name, document(framework, class_name, raw["serialized"]), steps, wanted)
    state, at = (raw["serialized"].get(key) for key in ("state_dict_mid", "state_dict_mid_at"))
    if framework == "torch" and state and "epochs" not in raw and at in steps:
        found.checkpoint = {**found.document, "state_dict": state}, at
    return found


def step_of(class_name, raw, index):
    """The step of a rate, or nothing where glidepath is known to have another one."""
    step, kwargs = raw["steps"][index], raw["serialized"].get("kwargs", {})
    if "epochs" in raw:
        epoch = raw["epochs"][index]
        return int(epoch) if epoch == int(epoch) else None
    # DIFFERENCE: behind its end `OneCycleLR` has one more rate, which climbs or is negative.
    if class_name == "OneCycleLR":
        total_steps = kwargs.get("total_steps") or kwargs["epochs"] * kwargs["steps_per_epoch"]
        return step if step < total_steps else None
    # DIFFERENCE: behind the end of its cosine a chain is no product of rates.
    if class_name == "ChainedScheduler" and raw["name"] == "03_cosine_past_end":
        return step if step <= 40 else None
    return step


def decimal_restart(config, step):
    """DIFFERENCE: where the decimal digits of a file put a restart at a whole step, glidepath restarts. The doubles of these
    digits may put it a hair behind the step."""
    factor, length = (Fraction(repr(config[key])) for key in ("t_mul", "first_decay_steps"))
    if factor <= 1 or factor.denominator == 1:
        return None
    restart, count = length, 1
    while restart < step:
        length *= factor
        restart, count = restart + length, count + 1
    initial, decay, least = (Fraction(config[key]) for key in ("initial_learning_rate", "m_mul", "alpha"))
    return [float(initial * ((1 - least) * decay**count + least))] if restart == step else None


def document(framework, class_name, serialized):
    if framework == "transformers":
        return serialized["kwargs"]
    if framework in ("torch", "timm"):
        return {"class": class_name, "base_lr": serialized["base_lr"], "kwargs": serialized["kwargs"]}
    if framework == "deepspeed":
        return {"optimizer": {"type": "AdamW", "params": {"lr": serialized["base_lr"]}}, **serialized["kwargs"]}
    return serialized
