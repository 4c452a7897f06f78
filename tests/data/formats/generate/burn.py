"""burn's `LrSchedulerConfig` in JSON: the formulas restated, on numbers of 60 digits.

A test of the crate glidepath-burn runs burn's own schedulers from the same files and holds them to these rates.
"""

import json

import mpmath

from exactly import Rates, lift, mpf, refused, sampled, write


def rate(config, step):
    """The rate of the call of `step()` after `step` others."""
    ((name, own),) = config.items()
    if name == "Constant":
        return mpf(own)
    if name == "Linear":
        share = mpf(min(step, own["num_iters"])) / own["num_iters"]
        return own["initial_lr"] + (own["final_lr"] - own["initial_lr"]) * share
    if name == "Cosine":
        height = (1 + mpmath.cos(mpmath.pi * step / own["num_iters"])) / 2
        return own["min_lr"] + (own["initial_lr"] - own["min_lr"]) * height
    if name == "Exponential":
        return own["initial_lr"] * own["gamma"] ** step
    if name == "Step":
        return own["initial_lr"] * own["gamma"] ** (step // own["step_size"])
    if name == "Noam":
        number = mpf(step + 1)
        least = min(number ** mpf(-0.5), number * mpf(own["warmup_steps"]) ** mpf(-1.5))
        return own["factor"] * mpf(own["model_size"]) ** mpf(-0.5) * least
    parts = own["schedulers"]
    if name == "Sequential":
        begin, index = 0, 0
        for milestone in own["milestones"]:
            if step >= milestone:
                begin, index = milestone, index + 1
        return rate(parts[index], step - begin)
    rates = [rate(part, step) for part in parts]
    reduction = own["reduction"]
    return (
        mpmath.fprod(rates)
        if reduction == "Prod"
        else mpmath.fsum(rates) / (len(rates) if reduction == "Avg" else 1)
    )


def of(name, config, count):
    lifted = lift(config)
    rates = Rates(lambda step: rate(lifted, step))
    steps = sampled(count)
    return {
        "name": name,
        "file": json.dumps(config),
        "language": "json",
        "options": "",
        "steps": steps,
        "exact": [float(rates[step]) for step in steps],
    }


COSINE = {"Cosine": {"initial_lr": 0.001, "min_lr": 0.0, "num_iters": 10_000}}
LINE = {"Linear": {"initial_lr": 0.01, "final_lr": 0.0005, "num_iters": 100}}
DECAY = {"Exponential": {"initial_lr": 0.01, "gamma": 0.95}}
RISE = {"Linear": {"initial_lr": 1e-06, "final_lr": 0.01, "num_iters": 20}}


def composed(**more):
    return {"Composed": {"schedulers": [LINE, DECAY], **more}}


def sequential(parts, milestones):
    return {"Sequential": {"schedulers": parts, "milestones": milestones}}


def bad(name, config, error):
    return refused(name, json.dumps(config), "json", error)


cases = [
    of("a constant", {"Constant": 0.01}, 20),
    of("a cosine", COSINE, 10_100),
    of(
        "a cosine beyond its length",
        {"Cosine": {"initial_lr": 0.5, "min_lr": 0.01, "num_iters": 30}},
        100,
    ),
    of("a line", LINE, 120),
    of("a line up", RISE, 30),
    of("an exponential", DECAY, 2_000),
    of("Noam", {"Noam": {"factor": 1.0, "warmup_steps": 4000, "model_size": 512}}, 9_000),
    of("Noam of a small model", {"Noam": {"factor": 2.0, "warmup_steps": 20, "model_size": 256}}, 100),
    of("steps", {"Step": {"initial_lr": 0.3, "step_size": 25, "gamma": 0.1}}, 130),
    of("a product", composed(reduction="Prod"), 120),
    of("a sum", composed(reduction="Sum"), 120),
    of("an average", composed(reduction="Avg"), 120),
    of(
        "one after the other",
        sequential([RISE, {"Cosine": {"initial_lr": 0.01, "min_lr": 1e-05, "num_iters": 80}}], [20]),
        130,
    ),
    of(
        "three, with a product between",
        sequential([RISE, composed(reduction="Prod"), {"Constant": 0.0001}], [20, 60]),
        100,
    ),
    bad("a default, which burn does not fill in", {"Cosine": {"initial_lr": 0.5, "num_iters": 30}}, "min_lr"),
    bad("a rate above 1", {"Linear": {"initial_lr": 2.0, "final_lr": 0.1, "num_iters": 10}}, "initial_lr"),
    bad(
        "a least rate above the first",
        {"Cosine": {"initial_lr": 0.1, "min_lr": 0.2, "num_iters": 10}},
        "min_lr",
    ),
    bad("no steps", {"Step": {"initial_lr": 0.1, "step_size": 0, "gamma": 0.1}}, "step_size"),
    bad("milestones that do not rise", sequential([RISE, DECAY, DECAY], [20, 20]), "milestones"),
    bad("a milestone too many", sequential([RISE, DECAY], [20, 30]), "milestones"),
    bad(
        "a variant that there is not",
        {"Cosines": {"initial_lr": 0.1, "min_lr": 0.0, "num_iters": 10}},
        "Cosines",
    ),
    bad(
        "a parameter that there is not",
        {"Exponential": {"initial_lr": 0.1, "gamma": 0.9, "min_lr": 0.01}},
        "min_lr",
    ),
]

write(
    "burn",
    "burn",
    "0.22.1",
    "burn-optim, src/lr_scheduler/*.rs",
    "the formulas restated on numbers of 60 digits, rounded once; a test of glidepath-burn holds burn's own schedulers, "
    "built from the same files, to them",
    cases,
)
