#!/usr/bin/env python3
"""Makes the files of tests/data/keras_hdf5 again.

They hold what Keras saves in an `.h5` file and in the `model.weights.h5` of an archive. `made_...` are written with
h5py, in every form that the HDF5 library has for it; `keras3_...` and `tfkeras2_...` are saved by Keras itself:

    python3 -m venv keras3
    keras3/bin/pip install h5py==3.16.0 keras==3.15.1 jax==0.10.2
    keras3/bin/python tests/frameworks/make_hdf5.py tests/data/keras_hdf5 h5py keras
    python3 -m venv keras2
    keras2/bin/pip install tensorflow-cpu==2.21 tf_keras==2.21.0
    keras2/bin/python tests/frameworks/make_hdf5.py tests/data/keras_hdf5 tf_keras

What the files hold is the same each time, their bytes are not: some have the time in them.
"""

import importlib
import json
import os
import sys
from pathlib import Path

import h5py
import numpy as np

CONFIG = {
    "loss": "mse",
    "optimizer_config": {
        "class_name": "Adam",
        "config": {
            "name": "adam",
            "learning_rate": {
                "module": "keras.optimizers.schedules",
                "class_name": "CosineDecay",
                "config": {"initial_learning_rate": 0.1, "decay_steps": 1000, "alpha": 0.0, "name": "CosineDecay"},
                "registered_name": None,
            },
        },
    },
}
TEXT = json.dumps(CONFIG)
STEP = 1500


def set_fixed(group, name, text, padding=h5py.h5t.STR_NULLPAD, more=0):
    """An attribute of a text of a fixed length, which has `more` bytes than the text."""
    kind = h5py.h5t.C_S1.copy()
    kind.set_size(len(text) + more)
    kind.set_strpad(padding)
    attribute = h5py.h5a.create(group.id, name.encode(), kind, h5py.h5s.create(h5py.h5s.SCALAR))
    filler = b" " if padding == h5py.h5t.STR_SPACEPAD else b"\0"
    attribute.write(np.array(text.encode() + filler * more, dtype=f"S{len(text) + more}"), mtype=kind)


def attributes(file, text=TEXT, is_fixed=False):
    """The attributes of a whole model. Those beside `training_config` are short here."""
    for name, value in [("backend", "jax"), ("keras_version", "3.15.1"), ("model_config", "{}")]:
        set_fixed(file, name, value) if is_fixed else file.attrs.create(name, value)
    if text is not None:
        set_fixed(file, "training_config", text) if is_fixed else file.attrs.create("training_config", text)


def counter(file, name="optimizer_weights/adam/iteration", value=STEP, dtype="<i8"):
    file.create_dataset(name, data=np.array(value, dtype=dtype))


def long_config(pieces):
    """A configuration with a schedule of so many pieces."""
    config = json.loads(TEXT)
    schedule = config["optimizer_config"]["config"]["learning_rate"]
    schedule["class_name"] = "PiecewiseConstantDecay"
    values = [round(0.1 / (1 + piece), 6) for piece in range(pieces + 1)]
    schedule["config"] = {"boundaries": list(range(10, 10 * (pieces + 1), 10)), "values": values, "name": "pieces"}
    return json.dumps(config)


def same(folder, name, build, **options):
    with h5py.File(folder / f"made_{name}.h5", "w", **options) as file:
        build(file)


def forms(folder):
    """One model in all forms: it has the schedule and the step of every other one."""
    for libver in ["earliest", "latest"]:
        for order in [False, True]:
            for is_fixed in [False, True]:

                def build(file):
                    attributes(file, is_fixed=is_fixed)
                    counter(file)

                texts = "fixed" if is_fixed else "variable"
                ordered = "_ordered" if order else ""
                same(folder, f"{libver}_{texts}{ordered}", build, libver=libver, track_order=order)

    def dense(file):
        attributes(file, is_fixed=True)
        for number in range(40):
            file.attrs.create(f"attribute_{number}", number)
        counter(file)

    same(folder, "dense_attributes", dense, libver="latest")

    def many(file):
        attributes(file)
        group = file.create_group("optimizer_weights/adam")
        group["kernel"] = np.float32(1.0)
        counter(file)
        for number in range(1_200):
            group[f"kernel_{number}"] = group["kernel"]
        group["gone"] = h5py.SoftLink("/nowhere")

    same(folder, "dense_links", many, libver="latest")

    def few(file):
        attributes(file)
        counter(file)
        group = file["optimizer_weights"]
        group["elsewhere"] = h5py.ExternalLink("other.h5", "/iteration")
        group["iteration"] = h5py.SoftLink("/nowhere")

    same(folder, "links_to_names_earliest", few, libver="earliest")
    same(folder, "links_to_names_latest", few, libver="latest")

    def deep(file):
        attributes(file)
        counter(file)
        group = file["optimizer_weights/adam"]
        for number in range(200):
            group[f"kernel_{number}"] = group["iteration"]

    same(folder, "deep_tree", deep)

    made = h5py.h5p.create(h5py.h5p.FILE_CREATE)
    made.set_sizes(4, 4)
    raw(folder, "four_byte_addresses", made, lambda file: (attributes(file), counter(file)))

    def continued(file):
        attributes(file)
        for number in range(30):
            file.attrs.create(f"attribute_{number}", number)
        file.attrs.modify("training_config", TEXT)
        counter(file)

    same(folder, "continued_header", continued, libver="earliest")


def raw(folder, name, made, build):
    """A file with settings that h5py has only in its lower layer."""
    with h5py.File(h5py.h5f.create(f"{folder}/made_{name}.h5".encode(), h5py.h5f.ACC_TRUNC, made)) as file:
        build(file)


def texts(folder):
    """Texts in other ways than h5py writes them."""

    def padded(padding, more):
        def build(file):
            attributes(file, text=None)
            set_fixed(file, "training_config", TEXT, padding, more)

        return build

    same(folder, "terminated_text", padded(h5py.h5t.STR_NULLTERM, 3))
    same(folder, "spaces_after_text", padded(h5py.h5t.STR_SPACEPAD, 3))
    same(folder, "long_text", lambda file: attributes(file, long_config(4_600), is_fixed=True), libver="latest")
    same(folder, "long_text_in_heap", lambda file: attributes(file, long_config(4_600)))


def steps(folder):
    """Counters of other kinds, and files without one."""

    def with_counter(**options):
        def build(file):
            attributes(file)
            if options:
                counter(file, **options)

        return build

    same(folder, "no_step", with_counter())
    same(folder, "step_big_endian", with_counter(dtype=">i4"))
    same(folder, "step_unsigned", with_counter(dtype="<u2"))
    same(folder, "step_of_2_10", with_counter(name="optimizer_weights/iteration:0"))
    same(folder, "step_of_2_3", with_counter(name="optimizer_weights/training/cond_1/Adam/iter:0"))
    same(folder, "step_negative", with_counter(value=-1))
    same(folder, "step_float", with_counter(dtype="<f4"))
    same(folder, "step_list", with_counter(value=[1, 2]))

    def compact(file):
        attributes(file)
        layout = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        layout.set_layout(h5py.h5d.COMPACT)
        group = file.create_group("optimizer_weights/adam")
        space = h5py.h5s.create(h5py.h5s.SCALAR)
        data = h5py.h5d.create(group.id, b"iteration", h5py.h5t.STD_I64LE, space, layout)
        data.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array(STEP, dtype="<i8"))

    same(folder, "step_compact", compact)

    def chunked(file):
        attributes(file)
        file.create_dataset("optimizer_weights/adam/iteration", data=np.array([STEP]), chunks=(1,))

    same(folder, "step_chunked", chunked)

    def two(names):
        def build(file):
            attributes(file)
            for value, name in enumerate(names):
                counter(file, f"optimizer_weights/{name}/iteration", STEP * value)

        return build

    same(folder, "two_steps", two(["loss_scale_optimizer", "adam"]))
    same(folder, "two_steps_of_others", two(["loss_scale_optimizer", "sgd"]))


def wrong(folder):
    """Files that hold no learning rate, and one whose groups hold themselves."""
    same(folder, "not_compiled", lambda file: attributes(file, text=None))
    same(folder, "weights_only", lambda file: file.attrs.create("layer_names", [b"dense"]))
    same(folder, "no_json", lambda file: attributes(file, text="none"))
    same(folder, "empty_text", lambda file: attributes(file, text=""))

    def of(value):
        return lambda file: file.attrs.create("training_config", value)

    same(folder, "integer_as_text", of(5))
    same(folder, "two_texts", of(["{}", "{}"]))
    same(folder, "no_text", of(h5py.Empty("S1")))

    def shared(file):
        file["kind"] = h5py.string_dtype()
        file.attrs.create("training_config", TEXT, dtype=file["kind"])

    same(folder, "shared_datatype", shared)

    def circle(file):
        attributes(file)
        group = file.create_group("optimizer_weights")
        for number in range(100):
            group[f"group_{number}"] = group

    same(folder, "circle", circle, libver="latest")


def of_keras(folder, module):
    """Models that were trained for five steps, whose optimizers are not as in tests/data/keras."""
    keras = importlib.import_module(module)
    prefix = {"keras": "keras3", "tf_keras": "tfkeras2"}[module]

    def save(name, optimizer, endings):
        model = keras.Sequential([keras.layers.Dense(1)])
        model.compile(optimizer=optimizer, loss="mse")
        model.fit(np.ones((20, 2)), np.ones((20, 1)), batch_size=4, verbose=0)
        for ending in endings:
            model.save(folder / f"{prefix}_model_{name}.{ending}")

    schedule = keras.optimizers.schedules.CosineDecay(0.1, 1000)
    if module == "keras":
        save("loss_scale", keras.optimizers.LossScaleOptimizer(keras.optimizers.Adam(schedule)), ["h5", "keras"])
        save("accumulation", keras.optimizers.Adam(schedule, gradient_accumulation_steps=2), ["h5"])
        # An update whose gradients are too large for 16 bits is left out; the seed decides how many.
        keras.utils.set_random_seed(0)
        keras.config.set_dtype_policy("mixed_float16")
        save("mixed_precision", keras.optimizers.Adam(schedule), ["keras"])
    else:
        scaled, legacy = keras.mixed_precision.LossScaleOptimizer, keras.optimizers.legacy
        save("loss_scale", scaled(keras.optimizers.SGD(schedule)), ["keras"])
        save("legacy", legacy.SGD(schedule), ["h5", "keras"])
        save("legacy_loss_scale", scaled(legacy.SGD(schedule)), ["h5"])


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(exist_ok=True)
    for module in sys.argv[2:]:
        if module == "h5py":
            forms(folder)
            texts(folder)
            steps(folder)
            wrong(folder)
        else:
            of_keras(folder, module)


os.environ.setdefault("KERAS_BACKEND", "jax")
main()
