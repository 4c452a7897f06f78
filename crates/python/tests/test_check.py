"""What `check` finds is what the program finds."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
from typing import Any

import pytest
from custom_schedules import Halving

import glidepath as g

SCHEDULE = "tests/data/logs/schedule.json"
FILES = [
    "tests/data/keras/keras3_model_CosineDecay_warmup.keras",
    "tests/data/keras/keras3_model_Custom_unregistered.keras",
    "tests/data/torch/StepLR.pt",
    "tests/data/transformers/checkpoint-15",
    "tests/data/deepspeed/WarmupCosineLR.config.json",
    SCHEDULE,
    "Cargo.toml",
]
LOGS = [
    ["tensorboard.tfevents"],
    ["tensorboardX.tfevents"],
    ["resumed.1.tfevents", "resumed.2.tfevents"],
    ["four-processes.tfevents"],
    ["truncated.tfevents"],
    ["damaged.tfevents"],
    ["lightning.csv"],
    ["wandb.csv"],
    ["semicolons.csv"],
    ["metrics.jsonl"],
    ["trainer_state.json"],
    ["trainer_log.jsonl"],
]
CASES: list[tuple[str, dict[str, Any]]] = [
    *((file, {}) for file in FILES),
    *((file, {"total_steps": 40}) for file in FILES),
    *((SCHEDULE, {"log": [f"tests/data/logs/{name}" for name in log]}) for log in LOGS),
    (SCHEDULE, {"log": "tests/data/logs/wandb.csv", "total_steps": 10_000, "deny": "all"}),
    (SCHEDULE, {"deny": ["first-update-zero", "ends-high"], "allow": "repeated-steps"}),
    (SCHEDULE, {"deny": ["all"], "allow": ["first-update-zero", "ends-high"], "total_steps": 100}),
    (SCHEDULE, {"log": "tests/data/logs/lightning.csv", "metric": "epoch"}),
    (SCHEDULE, {"log": "tests/data/logs/lightning.csv", "log_steps": "epochs", "steps_per_epoch": 50.5}),
    (SCHEDULE, {"log": "tests/data/logs/tensorboard.tfevents", "log_steps": "samples", "samples_per_step": 2}),
    (SCHEDULE, {"log": "tests/data/logs/tensorboard.tfevents", "log_steps": "tokens", "tokens_per_step": 0.5}),
    (SCHEDULE, {"group": 0, "format": "glidepath", "step_unit": "update"}),
    (SCHEDULE, {"group": 1}),
]
OPTIONS = {"format": "from", "step_unit": "per"}


def of_the_program(file: str, arguments: dict[str, Any], root: pathlib.Path) -> Any:
    """What the program prints with the options that the arguments are."""
    options: list[str] = []
    for name, value in arguments.items():
        for one in value if isinstance(value, list) else [value]:
            options += ["--" + OPTIONS.get(name, name).replace("_", "-"), str(one)]
    command = [sys.executable, "-m", "glidepath", "check", file, "--format", "json", *options]
    done = subprocess.run(command, capture_output=True, text=True, cwd=root)
    assert done.stderr == ""
    report = json.loads(done.stdout)
    assert done.returncode == (0 if report["ok"] else 1)
    return report


@pytest.mark.parametrize(("file", "arguments"), CASES)
def test_the_findings_are_those_of_the_program(
    file: str, arguments: dict[str, Any], root: pathlib.Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    theirs = of_the_program(file, arguments, root)
    report = g.check(file, **arguments)
    ours = report.to_dict()
    # Each names what helps in its own words.
    assert (ours.pop("error") is None) == (theirs.pop("error") is None)
    assert ours == theirs
    assert (report.file, report.ok, bool(report)) == (file, theirs["ok"], theirs["ok"])
    assert (report.class_name, report.source) == (theirs["class_name"], theirs["source"])
    for finding, expected in zip(report.findings, theirs["findings"], strict=True):
        assert finding.to_dict() == expected
        for name in ("rule", "severity", "message", "help", "path"):
            assert getattr(finding, name) == expected[name]
        assert finding.story == expected.get("story")
        names = ("rule", "severity", "message", "help", "path", "story")
        if finding.story:
            assert finding.numbers == {name: value for name, value in expected.items() if name not in names}
            assert finding.steps is None
        else:
            assert finding.steps == (expected["steps"] and tuple(expected["steps"])) and finding.numbers == {}


def test_the_cases_tell_stories(root: pathlib.Path) -> None:
    """The comparison above has something to compare."""
    stories = set()
    for log in LOGS:
        report = g.check(root / SCHEDULE, log=[root / "tests/data/logs" / name for name in log])
        stories |= {finding.story for finding in report.findings}
    assert {"restarted", "faster", None} <= stories


def test_a_report_is_readable(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    report = g.check(SCHEDULE, log=(f"tests/data/logs/resumed.{n}.tfevents" for n in (1, 2)), deny="all")
    assert str(report) == (
        "tests/data/logs/schedule.json: not ok, CosineDecay\n"
        "error[first-update-zero]: the first update has the rate 0 and changes nothing\n"
        "  help: start the warmup above 0, for example at 5e-5, the rate of step 1\n"
        "note[repeated-steps]: 2 rows of the log have a step that is logged again later, for example after a "
        "resume; the later row is used\n"
        "error[log-differs]: the schedule starts again at step 90: the log has the rate of step 0 there\n"
        "  help: the scheduler has lost its state, probably on a resume: save its state with the checkpoint and load it\n"
        "the length of the run is not known, so rules about it were not checked; pass `total_steps=`"
    )
    assert repr(report) == "<glidepath.Report of tests/data/logs/schedule.json: not ok, 3 findings>"
    assert repr(report.findings[2]) == (
        "<glidepath.Finding error[log-differs]: the schedule starts again at step 90: the log has the rate of step 0 "
        "there>"
    )
    assert report.total_steps is None and report.logged_points == 40
    report = g.check(SCHEDULE, log="tests/data/logs/tensorboard.tfevents", allow="first-update-zero", total_steps=200)
    assert str(report) == (
        "tests/data/logs/schedule.json: ok, CosineDecay\nall 40 points in the log agree with the schedule"
    )
    assert repr(report) == "<glidepath.Report of tests/data/logs/schedule.json: ok, 0 findings>"
    assert report.total_steps == 200 and report.logged_points == 40
    assert str(g.check("Cargo.toml")).startswith("Cargo.toml: error: ")


def test_a_schedule_of_this_process() -> None:
    report = g.check(g.CosineDecay(0.1, 90), total_steps=90_000)
    assert report.file == "schedule" and report.source == "a schedule of this program"
    assert [finding.rule for finding in report.findings] == ["ends-early"]
    (implausible,) = g.check(g.CosineDecay(0.1, 0.5)).findings
    assert (implausible.rule, implausible.path) == ("implausible-steps", "config.decay_steps")
    assert g.check(g.CosineDecay(0.1, 90), total_steps=90).findings == []


def test_a_schedule_of_a_class_of_ones_own() -> None:
    class Local(g.Schedule):
        def __call__(self, step: int) -> float:
            return 0.1 if step < 1000 else 1 / (step - 1000)

    warm = g.check(Halving(0.8).with_warmup(10), total_steps=100)
    assert [finding.rule for finding in warm.findings] == ["first-update-zero"]
    warm = g.check(Halving(0.8).with_warmup(500, 0.01), total_steps=400)
    assert warm.class_name == "Warmup"
    assert [finding.rule for finding in warm.findings] == ["warmup-longer-than-run"]
    with pytest.raises(ZeroDivisionError):
        g.check(Local().with_warmup(10), total_steps=2000)


def test_exact_texts(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch, refused, tmp_path: pathlib.Path) -> None:
    monkeypatch.chdir(root)
    check, log = lambda **arguments: lambda: g.check(SCHEDULE, **arguments), "tests/data/logs/wandb.csv"
    missing = "[Errno 2] No such file or directory: 'none.csv'"
    refused(check(log="none.csv"), missing, FileNotFoundError)
    refused(check(log=[log, "none.csv"]), missing, FileNotFoundError)
    refused(lambda: g.check("none.csv"), missing, FileNotFoundError)
    refused(check(log=[]), "`log` has no path in it")
    refused(check(log=5), "`log` must be a path or a list of paths, got int", TypeError)
    refused(check(log=[log, 5]), "`log[1]` must be a path, got int", TypeError)
    refused(check(log=log, metric=5), "'int' object is not an instance of 'str'", TypeError)
    refused(check(log=log, log_steps="tokens"), '`log_steps="tokens"` needs `tokens_per_step=`')
    refused(check(log_steps="epochs"), '`log_steps="epochs"` needs `steps_per_epoch=`')
    units = '"updates", "samples", "tokens", "epochs"'
    refused(check(log_steps="days"), f'`log_steps` must be one of {units}, got "days"')
    refused(check(deny="ends-hihg"), "`deny`: there is no rule `ends-hihg`; did you mean `ends-high`?")
    refused(check(allow=["ends-high", "x"]), "`allow`: there is no rule `x`")
    refused(check(allow="all"), "`allow`: there is no rule `all`")
    refused(check(deny=5), "`deny` must be the name of a rule or a list of names, got 5", TypeError)
    refused(check(group=-1), "`group` must be an index from 0, got -1")
    refused(check(total_steps=0), "`total_steps` must be greater than 0, got 0")
    refused(lambda: g.check(5), "a run must be a path or a schedule, got int", TypeError)

    def error(text: str, **arguments: Any) -> str | None:
        (tmp_path / "log.csv").write_text(text)
        report = g.check(SCHEDULE, log=tmp_path / "log.csv", **arguments)
        assert not report and str(report) == f"{SCHEDULE}: error: {report.error}"
        return report.error and report.error.removeprefix(f"{tmp_path}/")

    several = "several columns of the log may be the learning rate: `lr-a`, `lr-b`; pass `metric=` to choose one"
    assert error("step,lr-a,lr-b\n0,0.1,0.2\n") == f"log.csv: {several}"
    none = "no column of the log is named as a learning rate: it has `step`, `loss`; pass `metric=` to choose one"
    assert error("step,loss\n0,0.1\n") == f"log.csv: {none}"
    numbers = "the 3 columns of the log have no names, but numbers from 1 on; pass `metric=` to choose one"
    assert error("0,0.1,0.2\n1,0.1,0.2\n") == f"log.csv: {numbers}"
    epochs = 'no column of the log counts steps, such as `global_step`: it has `epoch`, `lr`; pass `log_steps="epochs"` to count by `epoch`'
    assert error("epoch,lr\n0,0.1\n") == f"log.csv: {epochs}"
    assert error("step,lr\n0,0.1\n", metric="rate") == "log.csv: the log has no `rate`: it has `step`, `lr`"
    assert error("step,lr\n0,0.1\n", group=3) == "there is no parameter group 3: the file has 1"


def test_what_would_help(root: pathlib.Path) -> None:
    error = g.check(root / "tests/data/torch_config/lightning.yaml", step_unit="epoch").error
    assert error == (
        "lr_scheduler: a step of the scheduler is an epoch, and the number of updates per epoch is unknown; "
        "pass `steps_per_epoch=`"
    )


def test_a_log_in_a_picture(root: pathlib.Path, monkeypatch: pytest.MonkeyPatch, refused) -> None:
    monkeypatch.chdir(root)
    schedule = g.from_json(pathlib.Path(SCHEDULE).read_text())
    log = "tests/data/logs/tensorboard.tfevents"
    plot = g.plot(schedule, with_log=log)
    assert repr(plot) == "<glidepath.Plot of CosineDecay, log from step 0 to 201>"
    assert ">log<" in plot.svg() and ">CosineDecay<" in plot.svg()
    assert "log" in str(g.plot({"a": schedule}, 50, with_log=[log], log_steps="epochs", steps_per_epoch=2))
    refused(lambda: g.plot(schedule, with_log=[]), "`with_log` has no path in it")
    refused(lambda: g.plot(schedule, with_log="none"), "[Errno 2] No such file or directory: 'none'", FileNotFoundError)
    refused(
        lambda: g.plot(schedule, with_log=log, metric="x"),
        "tests/data/logs/tensorboard.tfevents: the log has no `x`: it has `learning_rate`, `loss`",
    )
