"""The program in the wheel."""

from __future__ import annotations

import pathlib
import shutil
import subprocess
import sys
import sysconfig

import glidepath as g

PROGRAM = [sys.executable, "-m", "glidepath"]


def run(*arguments: str, command: list[str] = PROGRAM) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*command, *arguments], capture_output=True, text=True)


def test_show(root: pathlib.Path) -> None:
    shown = run("show", str(root / "tests/data/keras/keras3_model_CosineDecay_warmup.keras"))
    assert shown.returncode == 0 and shown.stderr == ""
    assert shown.stdout.startswith("CosineDecay, learning rate of SGD\n")


def test_exit_codes(tmp_path: pathlib.Path) -> None:
    missing = run("show", str(tmp_path / "none"))
    assert missing.returncode == 1 and missing.stdout == "" and missing.stderr.startswith("glidepath: ")
    wrong = run("show")
    assert wrong.returncode == 2 and "Usage: " in wrong.stderr
    version = run("--version")
    assert version.returncode == 0 and version.stdout == f"glidepath {g.__version__}\n"
    assert run("--help").returncode == 0


def test_the_command_is_installed() -> None:
    program = shutil.which("glidepath", path=sysconfig.get_path("scripts"))
    if program is None:
        # Run from the source tree, as while developing.
        assert "site-packages" not in g.__file__
        return
    assert run("list", "Constant", command=[program]).stdout.startswith("Constant\n")


def test_importing_is_light() -> None:
    """Neither NumPy nor a framework is imported before it is needed."""
    code = (
        "import sys, glidepath; s = glidepath.CosineDecay(0.1, 10); s(5); repr(s); "
        "print([m for m in ('numpy', 'torch', 'keras', 'jax', 'optax', 'inspect', 'typing') if m in sys.modules])"
    )
    run_ = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, env={
        "PYTHONPATH": str(pathlib.Path(g.__file__).parents[1])
    })
    assert run_.stdout == "[]\n", run_.stderr
