"""No network, no cache of the machine's: what the tests find is what they were given."""

import os
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def away_from_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MNIST_FETCH", "no")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def mnist(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the real files; the test is skipped where there is none."""
    folder = os.environ.get("MNIST_DIR")
    if not folder:
        pytest.skip("needs the real MNIST files (MNIST_DIR)")
    return Path(folder)
