"""The same state in each protocol of Python's pickle.

usage: python generate.py
"""

import collections
import pickle

for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    milestones = collections.Counter([30, 80, 80])
    state = collections.OrderedDict(
        milestones=milestones,
        gamma=0.5,
        base_lrs=[0.1, 1],
        last_epoch=25,
        _step_count=26,
        _get_lr_called_within_step=False,
        _last_lr=[0.1, 1],
    )
    checkpoint = {
        "epoch": 25,
        "größe": (1, -70000, 1 << 40, 1 << 80, -1.5e300, float("inf"), None, True),
        "best": {"ids": {3, 4}, "frozen": frozenset(), "raw": b"\x00\xff", "array": bytearray(b"ab")},
        "scheduler": state,
        "again": [milestones, state],
        3: collections.defaultdict(list, a=[]),
    }
    with open(f"checkpoint.protocol{protocol}.pickle", "wb") as file:
        pickle.dump(checkpoint, file, protocol=protocol)
