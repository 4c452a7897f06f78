"""The examples of the documentation."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import os
import pathlib

import pytest

import glidepath

NEEDS = {"torch": "torch", "keras": "keras", "optax": "optax", "transformers": "transformers"}


# What the pages read, by the name that it has there.
FILES = {
    "model.keras": "keras/keras3_model_CosineDecay_warmup.keras",
    "schedule.json": "logs/schedule.json",
    "run.tfevents": "logs/resumed.1.tfevents",
    "resumed.tfevents": "logs/resumed.2.tfevents",
}


@pytest.mark.parametrize("module", ["glidepath", "glidepath._schedule", "glidepath._functions"])
def test_modules(module: str) -> None:
    results = doctest.testmod(importlib.import_module(module), extraglobs={"glidepath": glidepath})
    assert results.failed == 0 and results.attempted > 0


@pytest.mark.parametrize("page", ["docs/python.md", "crates/python/README.md"])
def test_pages(page: str, root: pathlib.Path, tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs each block of Python, those of a page one after the other, in the folder of the test data."""
    text = (root / page).read_text(encoding="utf-8")
    blocks = [part.split("```")[0] for part in text.split("```python\n")[1:]]
    assert len(blocks) > 2
    monkeypatch.chdir(tmp_path)
    for name, source in FILES.items():
        os.symlink(root / "tests/data" / source, name)
    names: dict[str, object] = {}
    for block in blocks:
        missing = [name for name in NEEDS if f"import {name}" in block or f"from {name}" in block or f"glidepath.{name}" in block]
        if any(importlib.util.find_spec(name) is None for name in missing):
            continue
        if ">>>" in block:
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            test = doctest.DocTestParser().get_doctest(block, names, page, page, 0)
            runner.run(test, clear_globs=False)
            names.update(test.globs)
            assert runner.summarize().failed == 0
        else:
            exec(compile(block, page, "exec"), names)
