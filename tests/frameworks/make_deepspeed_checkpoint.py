#!/usr/bin/env python3
"""Makes the file of tests/data/deepspeed_checkpoint again, and prints the rates of the updates around the place of saving.

The scheduler is DeepSpeed's own; the checkpoint has the keys that `DeepSpeedEngine` of 0.19.8 gives one. `DEEPSPEED_LR_SCHEDULES`
is the path of `lr_schedules.py`.

    python tests/frameworks/make_deepspeed_checkpoint.py
"""

import torch

from deepspeed_ import SCHEDULES
from program import ROOT

STEPS = 42
CONFIG = {
    "train_batch_size": 8,
    "optimizer": {"type": "AdamW", "params": {"lr": 0.5}},
    "scheduler": {
        "type": "WarmupDecayLR",
        "params": {"warmup_min_lr": 0.0, "warmup_max_lr": 0.5, "warmup_num_steps": 10, "warmup_type": "linear", "total_num_steps": 100},
    },
}


def main():
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.5)
    scheduler = SCHEDULES.WarmupDecayLR(optimizer, **CONFIG["scheduler"]["params"])
    rates = []
    for _ in range(STEPS):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    checkpoint = {
        "module": model.state_dict(),
        "buffer_names": [],
        "optimizer": optimizer.state_dict(),
        "param_shapes": None,
        "lr_scheduler": scheduler.state_dict(),
        "skipped_steps": 0,
        "global_steps": STEPS,
        "global_samples": 8 * STEPS,
        "dp_world_size": 1,
        "mp_world_size": 1,
        "ds_config": CONFIG,
        "ds_version": "0.19.8",
    }
    torch.save(checkpoint, ROOT / "tests/data/deepspeed_checkpoint/mp_rank_00_model_states.pt")
    print("before", rates)
    print("next", optimizer.param_groups[0]["lr"])


if __name__ == "__main__":
    main()
