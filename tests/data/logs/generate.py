"""Writes the logs of this folder. Run with Python 3.11 or later in an environment with
tensorboardX 2.6.5, tensorboard 2.21.0 and numpy 2.4.6: `python generate.py`.

The schedule is `schedule.json`: a cosine from 1e-3 with a warmup of 20 steps, 200 steps long.
"""

import csv
import json
import math
import pathlib
import shutil

import numpy as np
from tensorboard.summary import Writer
from tensorboard.summary._output import DirectoryOutput
from tensorboardX import SummaryWriter

HERE = pathlib.Path(__file__).parent
PEAK, WARMUP, END = 1e-3, 20, 200


def rate(step):
    if step < WARMUP:
        return PEAK * step / WARMUP
    share = min((step - WARMUP) / (END - WARMUP), 1.0)
    return PEAK * (1.0 + math.cos(math.pi * share)) / 2.0


def only_file(folder, name):
    """Takes the one file of a folder, whose name has a time and a host, by another name."""
    (path,) = folder.iterdir()
    path.rename(HERE / name)
    shutil.rmtree(folder)


def old_scalars(name, steps, course, purge=None):
    folder = HERE / "writing"
    writer = SummaryWriter(str(folder), purge_step=purge)
    writer.add_text("config", "a cosine")
    for step in steps:
        writer.add_scalar("train/loss", 1.0 / (step + 1), step)
        writer.add_scalar("train/learning_rate", course(step), step)
    writer.add_histogram("weights", np.arange(16.0), 0)
    writer.close()
    only_file(folder, name)


def new_scalars(name, steps, course):
    folder = HERE / "writing"
    writer = Writer(DirectoryOutput(str(folder)))
    for step in steps:
        writer.add_scalar("learning_rate", course(step), step)
        writer.add_scalar("loss", 1.0 / (step + 1), step)
    writer.close()
    only_file(folder, name)


old_scalars("tensorboardX.tfevents", range(0, 200, 5), rate)
new_scalars("tensorboard.tfevents", range(0, 200, 5), rate)
# A run that was resumed at step 100 from a checkpoint of step 90, and lost its counter.
old_scalars("resumed.1.tfevents", range(0, 100, 5), rate)
old_scalars("resumed.2.tfevents", range(90, 200, 5), lambda step: rate(step - 90), purge=90)
# A step per process, of four.
new_scalars("four-processes.tfevents", range(0, 50), lambda step: rate(4 * step))

whole = (HERE / "tensorboardX.tfevents").read_bytes()
(HERE / "truncated.tfevents").write_bytes(whole[: len(whole) // 3])
damaged = bytearray(whole)
place = damaged.index(b"train/learning_rate", 1000)
damaged[place] ^= 0x20
(HERE / "damaged.tfevents").write_bytes(bytes(damaged))

with open(HERE / "lightning.csv", "w", newline="") as file:
    out = csv.writer(file)
    out.writerow(["epoch", "lr-AdamW", "step", "train_loss"])
    for step in range(0, 200, 10):
        out.writerow([step // 100, rate(step), step, ""])
        out.writerow([step // 100, "", step, 1.0 / (step + 1)])

with open(HERE / "wandb.csv", "w", newline="") as file:
    out = csv.writer(file, quoting=csv.QUOTE_ALL)
    name = "happy-sweep-1 - train/lr"
    out.writerow(["Step", name, name + "__MIN", name + "__MAX"])
    for step in range(0, 200, 10):
        out.writerow([step, rate(step), rate(step), rate(step)])

with open(HERE / "semicolons.csv", "w") as file:
    file.write("Step;Learning rate\n")
    for step in range(0, 200, 10):
        file.write(f"{step};{rate(step):.6e}\n".replace(".", ","))

with open(HERE / "metrics.jsonl", "w") as file:
    for step in range(0, 200, 10):
        row = {"step": step, "train": {"lr": float(np.float32(rate(step))), "loss": float("nan")}}
        file.write(json.dumps(row) + "\n")

history = [{"epoch": step / 100, "learning_rate": rate(step - 1), "loss": 1.0, "step": step} for step in range(10, 201, 10)]
state = {"global_step": 200, "max_steps": 200, "log_history": history + [{"train_runtime": 1.0, "step": 200}]}
(HERE / "trainer_state.json").write_text(json.dumps(state, indent=1) + "\n")

with open(HERE / "trainer_log.jsonl", "w") as file:
    for row in history:
        done = {"current_steps": row["step"], "total_steps": 200, "loss": 1.0, "lr": row["learning_rate"]}
        file.write(json.dumps(done) + "\n")

config = {"initial_learning_rate": 0.0, "decay_steps": END - WARMUP, "warmup_target": PEAK, "warmup_steps": WARMUP}
(HERE / "schedule.json").write_text(json.dumps({"class_name": "CosineDecay", "config": config}) + "\n")
