"""What the tests share."""

from __future__ import annotations

import pathlib
import sys
from collections.abc import Callable
from typing import Any

import pytest

import glidepath

ROOT = pathlib.Path(__file__).resolve().parents[3]

# Modules beside the tests: classes with an import path, and the frameworks' helpers.
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))


@pytest.fixture(scope="session")
def root() -> pathlib.Path:
    """The top of the repository."""
    return ROOT


@pytest.fixture(autouse=True)
def _namespace(doctest_namespace: dict[str, Any]) -> None:
    doctest_namespace["glidepath"] = glidepath


@pytest.fixture
def refused() -> Callable[..., None]:
    """Checks that a call raises an exception of exactly a class, with exactly a text."""

    def check(call: Callable[[], object], text: str, error: type[Exception] = glidepath.GlidepathError) -> None:
        with pytest.raises(error) as raised:
            call()
        assert type(raised.value) is error
        assert str(raised.value) == text

    return check
