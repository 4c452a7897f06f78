"""Schedules in PyTorch: `GlidepathLR`, a scheduler of `torch.optim` that follows any schedule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from ._glidepath import GlidepathError, from_dict
from ._schedule import Schedule

__all__ = ["GlidepathLR"]

# The key of the state by which `glidepath.read` finds the schedules in a checkpoint.
_SCHEDULES = "glidepath_schedules"


class GlidepathLR(LRScheduler):
    """Sets the learning rate of each parameter group to that of a schedule, at every step.

    `schedule` is one for all groups, or a list of one a group. Call `step()` after each update of the optimizer, as
    with every scheduler of PyTorch. The rate that the optimizer was made with has no influence.

    The state is plain JSON: the schedules, and how many steps were made. `torch.load(…, weights_only=True)` reads it,
    and `glidepath.read` finds the schedules in the checkpoint.
    """

    def __init__(self, optimizer: Optimizer, schedule: Schedule | Sequence[Schedule], last_epoch: int = -1) -> None:
        groups = len(optimizer.param_groups) if isinstance(optimizer, Optimizer) else 1
        if isinstance(schedule, Schedule):
            schedules = [schedule] * groups
        elif isinstance(schedule, (list, tuple)):
            schedules = list(schedule)
        else:
            raise TypeError(f"`schedule` must be a glidepath.Schedule or a list of them, got {type(schedule).__name__}")
        for index, one in enumerate(schedules):
            if not isinstance(one, Schedule):
                raise TypeError(f"`schedule[{index}]` must be a glidepath.Schedule, got {type(one).__name__}")
        if len(schedules) != groups:
            raise GlidepathError(
                f"`schedule` must have one schedule for each parameter group, got {len(schedules)} for {groups}"
            )
        self.schedules = schedules
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:  # type: ignore[override]
        """The rate of each parameter group at the current step."""
        step = self.last_epoch
        return [schedule(step) for schedule in self.schedules]

    _get_closed_form_lr = get_lr

    def step(self, epoch: int | None = None) -> None:
        """Goes on to the next step. If a schedule raises, nothing has changed."""
        before = self.last_epoch, self._step_count
        try:
            super().step(epoch)
        except BaseException:
            self.last_epoch, self._step_count = before
            raise

    def state_dict(self) -> dict[str, Any]:
        """The state as plain JSON values.

        A schedule that cannot be saved, because its class has no import path, is None.
        """
        return {
            _SCHEDULES: [_saved(schedule) for schedule in self.schedules],
            "last_epoch": self.last_epoch,
            "base_lrs": [float(rate) for rate in self.base_lrs],
            "_step_count": self._step_count,
            "_last_lr": [float(rate) for rate in self._last_lr],
        }

    def load_state_dict(self, state_dict: dict[str, Any], *, other_schedule: bool = False) -> None:
        """Goes on where the state was saved, and sets the rates of the optimizer to those of that step.

        A state of other schedules is refused, because the run would go on at other rates; `other_schedule=True` takes
        the step and keeps the schedules of this object.
        """
        if not isinstance(state_dict, dict) or _SCHEDULES not in state_dict or "last_epoch" not in state_dict:
            raise GlidepathError(f"not the state of a GlidepathLR: there is no `{_SCHEDULES}` and `last_epoch`")
        saved = state_dict[_SCHEDULES]
        if not other_schedule:
            self._check(saved)
        step = state_dict["last_epoch"]
        rates = [schedule(step) for schedule in self.schedules]
        self.last_epoch = step
        self._step_count = state_dict.get("_step_count", step + 1)
        for group, rate in zip(self.optimizer.param_groups, rates):
            if hasattr(group["lr"], "fill_"):
                group["lr"].fill_(rate)
            else:
                group["lr"] = rate
        self._last_lr = list(rates)

    def _check(self, saved: list[Any]) -> None:
        if len(saved) != len(self.schedules):
            raise GlidepathError(
                f"the state is of {len(saved)} parameter groups, but the optimizer has {len(self.schedules)}"
            )
        for index, (of_state, schedule) in enumerate(zip(saved, self.schedules)):
            if of_state is not None and _saved(schedule) != of_state and from_dict(of_state) != schedule:
                raise GlidepathError(
                    f"the state is of another schedule in group {index}: {from_dict(of_state)!r}, where this is "
                    f"{schedule!r}; `other_schedule=True` goes on with this one"
                )


def _saved(schedule: Schedule) -> dict[str, Any] | None:
    try:
        return schedule.to_dict()
    except GlidepathError:
        return None
