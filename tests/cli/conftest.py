"""Running the program: in this process through click's runner, and as a process of its own for pipes and signals."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from grader.cli import main

CHECKOUT = Path(__file__).resolve().parents[2]
PROGRAM = [sys.executable, "-P", "-m", "grader"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(CHECKOUT)}

ANSWERS = """---
assignment: hw01
student: s042
---
### q01.read
done
### q03.intensity
$\\frac{MNK}{MN + MK + NK}$
### q04.macs
2 N^2
### q08.macs
N_i F_r (
"""


@pytest.fixture
def grader() -> Callable[..., Result]:
    """Call the program with words; `.exit_code`, `.stdout` and `.stderr` are what a shell would see."""

    def call(*words: object, **how: object) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], **how)  # type: ignore[arg-type]

    return call


@pytest.fixture
def process() -> Callable[..., subprocess.Popen[str]]:
    """Start the program as a process of its own."""

    def start(*words: object, **how: object) -> subprocess.Popen[str]:
        settings = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "env": ENVIRONMENT}
        command = [*PROGRAM, *map(str, words)]
        return subprocess.Popen(command, text=True, **{**settings, **how})  # type: ignore[call-overload]

    return start


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """An answer file with a right, a wrong, an unreadable and many missing answers."""
    file = tmp_path / "answers.md"
    file.write_text(ANSWERS, encoding="utf-8")
    return file
