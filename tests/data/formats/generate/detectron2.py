"""The solver of detectron2: its own configuration and classes, on a stand-in for torch; the formulas in 60 digits.

    pip install yacs pyyaml mpmath
    git clone https://github.com/facebookresearch/detectron2 && git -C detectron2 checkout 02b5c4e
    git clone https://github.com/facebookresearch/fvcore && git -C fvcore checkout 3378afe
    python detectron2.py detectron2 fvcore
"""

import contextlib
import io
import sys
import types
from fractions import Fraction

import yaml
from reference import exact, mpmath, nearest, sampled, stand_in, write
from yacs.config import CfgNode

DETECTRON2, FVCORE = sys.argv[1:]


class LRScheduler:
    """PyTorch's class, as far as the schedulers use it here."""

    def __init__(self, optimizer, last_epoch=-1):
        self.base_lrs = [optimizer.rate]


stand_in("torch", Tensor=object, nn=types.SimpleNamespace(Module=object), optim=types.SimpleNamespace(Optimizer=object))
stand_in("torch.optim", Optimizer=object)
stand_in("torch.optim.lr_scheduler", LRScheduler=LRScheduler)
sys.modules["torch"].optim.lr_scheduler = sys.modules["torch.optim.lr_scheduler"]
stand_in("fvcore", __path__=[f"{FVCORE}/fvcore"])
stand_in("fvcore.common", __path__=[f"{FVCORE}/fvcore/common"])
stand_in("detectron2", __path__=[f"{DETECTRON2}/detectron2"])
stand_in("detectron2.config", __path__=[f"{DETECTRON2}/detectron2/config"], CfgNode=CfgNode)
stand_in("detectron2.config.config", CfgNode=CfgNode)
stand_in("detectron2.utils", __path__=[])
stand_in("detectron2.utils.env", TORCH_VERSION=(2, 9))
solver = stand_in("detectron2.solver", __path__=[f"{DETECTRON2}/detectron2/solver"], LRScheduler=LRScheduler)
stand_in("deeplab", __path__=[f"{DETECTRON2}/projects/DeepLab/deeplab"])

from detectron2.config.defaults import _C
from detectron2.solver.build import build_lr_scheduler

solver.build_lr_scheduler = build_lr_scheduler

from deeplab.build_solver import build_lr_scheduler as build_deeplab
from deeplab.config import add_deeplab_config


def framework(text):
    """What detectron2 makes of a file: the solver's values, and the rate at a step."""
    config = _C.clone()
    add_deeplab_config(config)
    config.merge_from_other_cfg(CfgNode(yaml.safe_load(text)))
    values = config.SOLVER
    assert values.REFERENCE_WORLD_SIZE == 0
    made = build_deeplab(config, types.SimpleNamespace(rate=values.BASE_LR))

    def rate(step):
        made.last_epoch = step
        return made.get_lr()[0]

    return values, rate


def formula(values):
    """The rate at a step. Steps are fractions, so that nothing is rounded where a rate changes."""
    base, total, name = exact(values.BASE_LR), values.MAX_ITER, values.LR_SCHEDULER_NAME
    gamma, length = exact(values.GAMMA), values.WARMUP_ITERS
    factor = exact(values.WARMUP_FACTOR)
    is_linear = values.WARMUP_METHOD == "linear"
    if name == "WarmupPolyLR":
        power, ending = exact(values.POLY_LR_POWER), exact(values.POLY_LR_CONSTANT_ENDING)

        def rate(step):
            left = exact(total - step) / total
            if step < length:
                warmup = factor + (1 - factor) * step / length if is_linear else factor
                return base * warmup * left**power
            return base * max(left**power, ending)

        return rate
    length = min(length, total)
    tolerance = Fraction(1e-6)

    def factor_at(time):
        if name == "WarmupCosineLR":
            end = exact(values.BASE_LR_END) / base
            return end + (1 - end) * (1 + mpmath.cos(mpmath.pi * time.numerator / time.denominator)) / 2
        if name == "WarmupStepWithFixedGammaLR":
            return gamma ** int((time + tolerance) * (values.NUM_DECAYS + 1))
        step = int((time + tolerance) * total)
        return gamma ** sum(milestone <= step for milestone in values.STEPS if milestone <= total)

    def rate(step):
        if step >= length:
            if values.RESCALE_INTERVAL:
                return base * factor_at(Fraction(step - length, total - length))
            return base * factor_at(Fraction(step, total))
        if not is_linear:
            return base * factor
        end = factor_at(Fraction(0) if values.RESCALE_INTERVAL else Fraction(length, total))
        return base * (end * step + factor * (length - step)) / length

    return rate


def case(name, text, *corners):
    values, rate = framework(text)
    exactly = formula(values)
    steps = sampled(values.MAX_ITER, values.WARMUP_ITERS, *values.STEPS, *corners)
    rates, nearests = [rate(step) for step in steps], [nearest(exactly(step)) for step in steps]
    for step, got, want in zip(steps, rates, nearests):
        assert abs(got - want) <= 1e-14 * values.BASE_LR, (name, step, got, want)
    return {"name": name, "file": text, "language": "yaml", "options": "", "steps": steps, "rates": rates, "exact": nearests}


def refused(name, text):
    return {"name": name, "file": text, "language": "yaml", "options": "", "refused": True}


def run(more, version=True, **settings):
    """A configuration as people write it."""
    settings = {"IMS_PER_BATCH": 16, "BASE_LR": 0.02, **settings}
    lines = [f"  {key}: {value}\n" for key, value in settings.items()]
    head = 'MODEL:\n  WEIGHTS: "detectron2://ImageNetPretrained/MSRA/R-50.pkl"\n  MASK_ON: True\n'
    return head + more + "SOLVER:\n" + "".join(lines) + ("VERSION: 2\n" if version else "")


BASE_RCNN_FPN = """\
MODEL:
  META_ARCHITECTURE: "GeneralizedRCNN"
  BACKBONE:
    NAME: "build_resnet_fpn_backbone"
  ANCHOR_GENERATOR:
    SIZES: [[32], [64], [128], [256], [512]]  # One size for each in feature map
    ASPECT_RATIOS: [[0.5, 1.0, 2.0]]
DATASETS:
  TRAIN: ("coco_2017_train",)
  TEST: ("coco_2017_val",)
SOLVER:
  IMS_PER_BATCH: 16
  BASE_LR: 0.02
  STEPS: (60000, 80000)
  MAX_ITER: 90000
INPUT:
  MIN_SIZE_TRAIN: (640, 672, 704, 736, 768, 800)
VERSION: 2
"""


def whole(**settings):
    """What a run saves: `cfg.dump()`."""
    config = _C.clone()
    config.SOLVER.merge_from_other_cfg(CfgNode(settings))
    return config.dump()


SHORT = {"MAX_ITER": 60, "STEPS": "(30, 50)", "WARMUP_ITERS": 10, "WARMUP_FACTOR": 0.1}
COSINE = {**SHORT, "LR_SCHEDULER_NAME": '"WarmupCosineLR"'}
FIXED = {**SHORT, "LR_SCHEDULER_NAME": "WarmupStepWithFixedGammaLR", "GAMMA": 0.5}
POLY = {**SHORT, "LR_SCHEDULER_NAME": "WarmupPolyLR", "BASE_LR": "1e-4"}
RESCALED = {"RESCALE_INTERVAL": True}
CONSTANT = {"WARMUP_METHOD": '"constant"'}
EVERY = {**SHORT, "LR_SCHEDULER_NAME": "WarmupMultiStepLR", "GAMMA": 0.1, "WARMUP_METHOD": "linear"}
with contextlib.redirect_stderr(io.StringIO()):
    cases = [
        case("a base of the model zoo", BASE_RCNN_FPN),
        case("three times as long", run("", STEPS="(210000, 250000)", MAX_ITER=270000)),
        case("a short run within the default warmup", run("", BASE_LR=0.005, STEPS="(30,)", MAX_ITER=40)),
        case("steps", run("", **SHORT)),
        case("steps as a list, with gamma", run("", **{**SHORT, "STEPS": "[30, 50]"}, GAMMA=0.3)),
        case("no steps", run("", **{**SHORT, "STEPS": "()"})),
        case("a step in the warmup", run("", **{**SHORT, "STEPS": "(5, 30)"})),
        case("a step at the end of the warmup", run("", **{**SHORT, "STEPS": "(10, 30)"})),
        case("steps after the run", run("", **{**SHORT, "STEPS": "(30, 70, 80)"})),
        case("a constant warmup", run("", **SHORT, **CONSTANT)),
        case("no warmup", run("", **{**SHORT, "WARMUP_ITERS": 0})),
        case("a warmup as long as the run", run("", **{**SHORT, "WARMUP_ITERS": 60})),
        case("steps in what the warmup leaves", run("", **SHORT, **RESCALED)),
        case("the same after a constant warmup", run("", **SHORT, **RESCALED, **CONSTANT)),
        case("steps that fall together", run("", **{**SHORT, "STEPS": "(30, 31, 32, 33)", "WARMUP_ITERS": 50}, **RESCALED)),
        case("a cosine", run("", **COSINE)),
        case("a cosine with an end", run("", **COSINE, BASE_LR_END="2e-5")),
        case("a cosine after a constant warmup", run("", **COSINE, **CONSTANT)),
        case("a cosine in what the warmup leaves", run("", **COSINE, **RESCALED, BASE_LR_END=0.001)),
        case("a cosine that never comes", run("", **{**COSINE, "WARMUP_ITERS": 100})),
        case("a long cosine", run("", LR_SCHEDULER_NAME="WarmupCosineLR", MAX_ITER=180000, WARMUP_ITERS=2000)),
        case("a fixed gamma", run("", **FIXED)),
        case("a fixed gamma, uneven", run("", **{**FIXED, "MAX_ITER": 61}, NUM_DECAYS=6)),
        case("a fixed gamma in what the warmup leaves", run("", **FIXED, **RESCALED)),
        case("a fixed gamma in a long run", run("", **{**FIXED, "MAX_ITER": 999999}, NUM_DECAYS=2), 333333, 666666),
        case("a polynomial", run("", **POLY)),
        case("a polynomial after a constant warmup", run("", **POLY, **CONSTANT)),
        case("a polynomial with an end", run("", **POLY, POLY_LR_POWER=2.0, POLY_LR_CONSTANT_ENDING=0.05)),
        case("a polynomial without a warmup", run("", **{**POLY, "WARMUP_FACTOR": 1.0})),
        case("all values without a version", run("", version=False, **EVERY)),
        case("what a run saves", whole(LR_SCHEDULER_NAME="WarmupCosineLR", MAX_ITER=20000, BASE_LR=0.0002)),
        refused("the rest in another file", '_BASE_: "../Base-RCNN-FPN.yaml"\n' + BASE_RCNN_FPN),
        refused("no version", BASE_RCNN_FPN.replace("VERSION: 2\n", "")),
        refused("scaled by workers", run("", **SHORT, REFERENCE_WORLD_SIZE=8)),
        refused("a step at the end", run("", **{**SHORT, "STEPS": "(30, 60)"})),
        refused("another scheduler", run("", **{**SHORT, "LR_SCHEDULER_NAME": "WarmupExponentialLR"})),
        refused("a solver of another program", run("", **SHORT, MAX_EPOCHS=120)),
    ]
write("detectron2", example=("a base of the model zoo", "detectron2.yaml"), framework="detectron2",
      version="commit 02b5c4e (2026-06-06), fvcore at 3378afe, yacs 0.1.8",
      source="detectron2/solver/build.py, detectron2/solver/lr_scheduler.py, projects/DeepLab/deeplab/lr_scheduler.py, "
             "fvcore/common/param_scheduler.py",
      how="the framework's configuration and classes, on a stand-in for torch; exact: the formulas restated in 60 digits",
      ulp=1, coverage="detectron2, runs", cases=cases)
