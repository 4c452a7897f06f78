"""What is written by scripts is what the scripts would write, and the stubs are those of the module."""

from __future__ import annotations

import importlib.util
import os
import pathlib
import subprocess
import sys
import textwrap
import types

import pytest

import glidepath
from glidepath import _glidepath

SCRIPTS = pathlib.Path(__file__).resolve().parents[1] / "scripts"
PACKAGE = pathlib.Path(glidepath.__file__).parent


def script(name: str) -> types.ModuleType:
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_stubs_are_up_to_date() -> None:
    assert (PACKAGE / "__init__.pyi").read_text() == script("stubs").written(_glidepath._descriptions())
    assert (PACKAGE / "py.typed").exists()


def test_the_documentation_is_up_to_date() -> None:
    written = script("documentation").written(_glidepath.class_names())
    assert (PACKAGE / "_documentation.py").read_text(encoding="utf-8") == written


# The frameworks may be missing here, and Keras has no types.
CONFIG = """
[mypy]
ignore_missing_imports = True
[mypy-glidepath.torch,glidepath.keras,glidepath.optax]
ignore_errors = True
"""


def mypy(*arguments: str, cwd: pathlib.Path) -> subprocess.CompletedProcess[str]:
    (cwd / "mypy.ini").write_text(CONFIG)
    environment = dict(os.environ)
    if "site-packages" not in str(PACKAGE):
        environment["MYPYPATH"] = str(PACKAGE.parent)
    command = [sys.executable, "-m", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment)


def test_strict_types(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    (tmp_path / "user.py").write_text(
        textwrap.dedent(
            """
            import glidepath
            import numpy as np
            import numpy.typing as npt

            class Mine(glidepath.Schedule):
                def __call__(self, step: int) -> float:
                    return 0.1

            cosine = glidepath.CosineDecay(0.1, 1_000, alpha=0.01)
            schedule: glidepath.Schedule = cosine.with_warmup(100).then(2_000, 0.01) * 0.5 + Mine()
            rate: float = schedule(np.int64(5))
            rates: npt.NDArray[np.float64] = schedule[0:1_000]
            alpha: float = cosine.alpha
            parts: list[glidepath.Schedule] = glidepath.Sum([cosine, schedule]).schedules
            step: int | None = glidepath.read("model.keras").step
            glidepath.plot({"a": cosine}).save("lr.svg")
            wrong: str = cosine.alpha
            glidepath.CosineDecay("0.1", 10)
            glidepath.CosineDecay(0.1, 10, beta=3)
            glidepath.OneCycle(0.1, 10, anneal_strategy="sin")
            """
        )
    )
    run = mypy("mypy", "--strict", "user.py", cwd=tmp_path)
    errors = [line.split(":")[1] for line in run.stdout.splitlines() if ": error:" in line]
    assert errors == ["18", "19", "20", "21"], run.stdout + run.stderr


def test_the_stubs_are_those_of_the_module(tmp_path: pathlib.Path) -> None:
    pytest.importorskip("mypy", reason="mypy is not installed")
    (tmp_path / "allowed.txt").write_text(ALLOWED)
    arguments = ["--allowlist", "allowed.txt", "--mypy-config-file", "mypy.ini", "--concise"]
    run = mypy("mypy.stubtest", "glidepath", *arguments, "--ignore-unused-allowlist", cwd=tmp_path)
    assert run.returncode == 0, run.stdout + run.stderr


# What needs a framework. That classes of Rust are disjoint bases, older releases of mypy do not know. The constructors of the classes are in Rust, where they take anything; that they take what the
# stubs say, `test_the_stubs_are_up_to_date` and the tests of the signatures hold.
ALLOWED = r"""
glidepath\.(torch|keras|optax)(\..*)?
glidepath\.[A-Z]\w+\.__(init|signature)__
glidepath\._glidepath\.__all__
glidepath\._glidepath\.[A-Z][a-z]+
"""
