"""States of schedulers that packages beside PyTorch bring, as their checkpoints hold them."""

import json

from exactly import case, compute_exactly, lift, load, rates_of, stand_in, torch_schedulers, write

schedulers = torch_schedulers()
Optimizer = schedulers.Optimizer

stand_in("pl_bolts.utils.stability", under_review=lambda: lambda reviewed: reviewed)
bolts = load("pl_bolts.optimizers.lr_scheduler", "pl_bolts/optimizers/lr_scheduler.py")
restarts = load("cosine_annealing_warmup", "cosine_annealing_warmup/scheduler.py")
gradual = load("gradual", "gradual/scheduler.py")
modules = (schedulers, bolts, restarts, gradual)


def plain(value):
    """A state as JSON has it."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items() if key != "optimizer"}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return value


def run_of(build, rate, arguments):
    def run(exact, count):
        compute_exactly(exact, *modules)
        optimizer = Optimizer({"lr": lift(rate) if exact else rate})
        scheduler = build(optimizer, lift(arguments) if exact else arguments)
        return rates_of(optimizer, scheduler.step, count)

    return run


def state_of(build, rate, arguments, step):
    compute_exactly(False, *modules)
    optimizer = Optimizer({"lr": rate})
    scheduler = build(optimizer, arguments)
    rates_of(optimizer, scheduler.step, step)
    return {
        "lr_scheduler": plain(scheduler.state_dict()),
        "optimizer": {"state": {}, "param_groups": plain(optimizer.param_groups)},
    }


def of(name, build, rate, arguments, count, step):
    text = json.dumps(state_of(build, rate, arguments, step))
    return case(name, text, "json", run_of(build, rate, arguments), count, step=step)


def of_class(built):
    return lambda optimizer, arguments: built(optimizer, **arguments)


linear_warmup = of_class(bolts.LinearWarmupCosineAnnealingLR)
warmup_restarts = of_class(restarts.CosineAnnealingWarmupRestarts)


def warmed(optimizer, arguments):
    """A scheduler after the warmup would be pickled as an object, with its optimizer."""
    return gradual.GradualWarmupScheduler(optimizer, **arguments)


cases = [
    of("bolts, a warmup and a cosine", linear_warmup, 0.02, {"warmup_epochs": 10, "max_epochs": 40}, 41, 7),
    of(
        "bolts, from a rate to another",
        linear_warmup,
        0.02,
        {"warmup_epochs": 12, "max_epochs": 100, "warmup_start_lr": 0.001, "eta_min": 1e-05},
        101,
        50,
    ),
    of(
        "bolts, beyond its end",
        linear_warmup,
        0.3,
        {"warmup_epochs": 5, "max_epochs": 25, "eta_min": 0.01},
        100,
        99,
    ),
    of("bolts, a warmup of two steps", linear_warmup, 0.1, {"warmup_epochs": 2, "max_epochs": 30}, 31, 3),
    of(
        "restarts with a warmup each",
        warmup_restarts,
        0.1,
        {
            "first_cycle_steps": 30,
            "cycle_mult": 1.0,
            "max_lr": 0.1,
            "min_lr": 0.001,
            "warmup_steps": 5,
            "gamma": 0.5,
        },
        130,
        70,
    ),
    of(
        "restarts that become longer",
        warmup_restarts,
        0.1,
        {
            "first_cycle_steps": 20,
            "cycle_mult": 1.5,
            "max_lr": 0.05,
            "min_lr": 1e-05,
            "warmup_steps": 4,
            "gamma": 0.8,
        },
        2_000,
        500,
    ),
    of(
        "restarts without a warmup",
        warmup_restarts,
        0.1,
        {
            "first_cycle_steps": 25,
            "cycle_mult": 2.0,
            "max_lr": 0.05,
            "min_lr": 0.001,
            "warmup_steps": 0,
            "gamma": 1.0,
        },
        120,
        30,
    ),
    of(
        "restarts in their first warmup",
        warmup_restarts,
        0.1,
        {"first_cycle_steps": 50, "warmup_steps": 10},
        130,
        0,
    ),
    of("gradual, from 0 to the rate", warmed, 0.1, {"multiplier": 1.0, "total_epoch": 5}, 30, 3),
    of("gradual, to a multiple", warmed, 0.05, {"multiplier": 8, "total_epoch": 10}, 30, 20),
]

write(
    "torch_addons",
    "lightning-bolts, pytorch-cosine-annealing-with-warmup, pytorch-gradual-warmup-lr",
    "lightning-bolts 0.7.0; katsura-jp/pytorch-cosine-annealing-with-warmup at 12d03c0; ildoonet/pytorch-gradual-warmup-lr "
    "at 7021d63; over PyTorch 2.9.1",
    "pl_bolts/optimizers/lr_scheduler.py; cosine_annealing_warmup/scheduler.py; warmup_scheduler/scheduler.py",
    "the classes themselves over PyTorch's own `LRScheduler` and an optimizer that has nothing but parameter groups; the "
    "state after so many steps is in the file; `exact` on numbers of 60 digits, rounded once",
    cases,
)
