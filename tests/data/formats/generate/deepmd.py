"""The schedules of DeePMD-kit 3.2.0: its own classes, on NumPy's doubles; their formulas in 60 digits.

    pip install numpy array-api-compat; pip download --no-deps deepmd-kit==3.2.0
    python deepmd.py deepmd_kit-3.2.0-…-manylinux_2_28_x86_64.whl
"""

import json
import sys

from reference import exact, mpmath, nearest, sampled, source, stand_in, write

for name in ("deepmd", "deepmd.dpmodel", "deepmd.utils"):
    stand_in(name, __path__=[])
stand_in("deepmd.common", j_get_type=lambda data, cls: data["type"])
stand_in("deepmd.dpmodel.array_api", Array=object)
stand_in("deepmd.dpmodel.common", get_xp_precision=lambda xp, precision: xp.float64)


def make_plugin_registry(name):
    class Registry:
        classes = {}

        @classmethod
        def register(cls, key):
            return lambda made: cls.classes.setdefault(key, made)

        @classmethod
        def get_class_by_type(cls, key):
            return cls.classes[key]

    return Registry


class PluginVariant:
    def __new__(cls, *args, **kwargs):
        return object.__new__(cls)


stand_in("deepmd.utils.plugin", PluginVariant=PluginVariant, make_plugin_registry=make_plugin_registry)
framework = {"__name__": "deepmd.dpmodel.utils.learning_rate"}
exec(source(sys.argv[1], "deepmd/dpmodel/utils/learning_rate.py"), framework)


def formula(settings, total):
    """The rate at a step, as the documentation of the classes has it."""
    start = exact(settings["start_lr"])
    stop = start * exact(settings["stop_lr_ratio"]) if "stop_lr_ratio" in settings else exact(settings.get("stop_lr", 5e-8))
    warmup = settings.get("warmup_steps", 0)
    if "warmup_ratio" in settings:
        warmup = int(settings["warmup_ratio"] * total)
    initial = start * exact(settings.get("warmup_start_factor", 0.0))
    length = total - warmup

    def decay(step):
        kind = settings.get("type", "exp")
        if kind == "exp":
            every, rate = settings.get("decay_steps", 5000), settings.get("decay_rate")
            if rate is None and every >= length:
                every = 100 if length // 10 > 100 else length // 100 + 1
            stairs = step / exact(every) if settings.get("smooth") else exact(step // every)
            if rate is None:
                value = start * (max(stop, exact(1e-10)) / start) ** (stairs * every / length)
            else:
                value = start * exact(rate) ** stairs
            return max(value, stop)
        if kind == "cosine":
            if step >= length:
                return stop
            return stop + (start - stop) * (1 + mpmath.cos(mpmath.pi * step / length)) / 2
        phase = max(1, min(int(settings.get("decay_phase_ratio", 0.1) * total), length))
        u = min(max(exact(step - (length - phase)) / phase, exact(0)), exact(1))
        rule = settings.get("decay_type", "inverse_linear")
        if rule == "inverse_linear":
            return 1 / (u / stop + (1 - u) / start)
        if rule == "cosine":
            return stop + (start - stop) * (1 + mpmath.cos(mpmath.pi * u)) / 2
        return start + (stop - start) * u

    return lambda step: initial + (start - initial) * exact(step) / warmup if step < warmup else decay(step - warmup)


def config(settings, total, training=None):
    return json.dumps({
        "_comment": " model parameters", "model": {"type_map": ["O", "H"], "descriptor": {
            "type": "se_e2_a", "sel": "auto", "rcut_smth": 0.5, "rcut": 6.0, "neuron": [25, 50, 100], "seed": 1},
            "fitting_net": {"neuron": [240, 240, 240], "resnet_dt": True, "seed": 1}},
        "learning_rate": settings,
        "loss": {"type": "ener", "start_pref_e": 0.02, "limit_pref_e": 1, "start_pref_f": 1000, "limit_pref_f": 1},
        "training": {"training_data": {"systems": ["data"], "batch_size": "auto"},
                     **({"numb_steps": total} if training is None else training),
                     "seed": 10, "disp_file": "lcurve.out", "disp_freq": 100, "save_freq": 1000},
    }, indent=4)


def case(name, settings, total, corners=(), training=None, options=""):
    arguments = {"type": "exp", **settings, "num_steps": total}
    arguments.pop("_comment", None)
    if "stop_lr" not in arguments and "stop_lr_ratio" not in arguments:
        arguments["stop_lr"] = 5e-8  # the default, from argcheck
    made = framework["BaseLR"](**arguments)
    steps, rate = sampled(total, *corners), formula(settings, total)
    rates, values = [float(made.value(step)) for step in steps], [nearest(rate(step)) for step in steps]
    for step, got, value in zip(steps, rates, values):
        assert abs(got - value) <= 1e-12 * abs(value), (name, step, got, value)
    return {"name": name, "file": config(settings, total, training), "language": "json", "options": options,
            "steps": steps, "rates": rates, "exact": values}


long = {"type": "exp", "decay_steps": 5000, "start_lr": 0.001, "stop_lr": 3.51e-8, "_comment": " of the water example"}
cases = [
    case("water", long, 1000000, (5000, 10000, 500000)),
    case("short", {"type": "exp", "decay_steps": 5, "start_lr": 1e-3, "stop_lr": 1e-5}, 50),
    case("stairs that do not fit", {"type": "exp", "decay_steps": 7, "start_lr": 1e-3, "stop_lr": 1e-5}, 50),
    case("stairs longer than the run", {"type": "exp", "decay_steps": 5000, "start_lr": 1e-3, "stop_lr": 1e-5}, 60),
    case("the same, in a longer run", {"start_lr": 1e-3, "stop_lr": 1e-5}, 4000, (100, 200)),
    case("a rate of decay", {"type": "exp", "decay_steps": 5, "decay_rate": 0.5, "start_lr": 1e-3, "stop_lr": 1e-5}, 60),
    case("smooth", {"type": "exp", "decay_steps": 5, "start_lr": 1e-3, "stop_lr_ratio": 0.01, "smooth": True}, 60),
    case("default end", {"type": "exp", "decay_steps": 10, "start_lr": 1e-3}, 60),
    case("end 0", {"type": "exp", "decay_steps": 10, "start_lr": 1e-3, "stop_lr": 0.0}, 60),
    case("warmup", {"type": "exp", "decay_steps": 5, "start_lr": 1e-3, "stop_lr": 1e-5, "warmup_steps": 10,
                    "warmup_start_factor": 0.1}, 60),
    case("cosine", {"type": "cosine", "start_lr": 1e-3, "stop_lr": 1e-5}, 60),
    case("cosine with warmup", {"type": "cosine", "start_lr": 1e-3, "stop_lr_ratio": 0.01, "warmup_ratio": 0.1}, 60),
    case("wsd", {"type": "wsd", "start_lr": 1e-3, "stop_lr": 1e-5, "warmup_steps": 6}, 60),
    case("wsd, cosine", {"type": "wsd", "start_lr": 1e-3, "stop_lr": 1e-5, "decay_phase_ratio": 0.5,
                         "decay_type": "cosine"}, 60),
    case("wsd, linear", {"type": "wsd", "start_lr": 1e-3, "stop_lr": 1e-5, "decay_phase_ratio": 0.5, "warmup_steps": 6,
                         "decay_type": "linear"}, 60),
    case("an older name for the steps", {"type": "exp", "decay_steps": 5, "start_lr": 1e-3, "stop_lr": 1e-5}, 50,
         training={"stop_batch": 50}),
    case("epochs", {"type": "exp", "decay_steps": 5, "start_lr": 1e-3, "stop_lr": 1e-5}, 50, training={"numb_epoch": 5},
         options="--steps-per-epoch 10"),
    {"name": "no steps", "file": config({"type": "exp", "start_lr": 1e-3, "stop_lr": 1e-5}, 1, {}), "language": "json",
     "options": "", "refused": True},
    {"name": "both ends", "file": config({"type": "exp", "start_lr": 1e-3, "stop_lr": 1e-5, "stop_lr_ratio": 0.1}, 100),
     "language": "json", "options": "", "refused": True},
    {"name": "another type", "file": config({"type": "step", "start_lr": 1e-3, "stop_lr": 1e-5}, 100), "language": "json",
     "options": "", "refused": True},
]
write("deepmd", framework="DeePMD-kit", version="3.2.0",
      source="deepmd/dpmodel/utils/learning_rate.py, deepmd/utils/argcheck.py",
      how="the framework's classes on NumPy, on stand-ins for the rest; exact: the documented formulas in 60 digits, where "
          "no rate of decay is rounded on the way", ulp=1, coverage="DeePMD-kit, `input.json`", cases=cases)
