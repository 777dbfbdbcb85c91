"""A small class of varied submissions, made and graded end to end, so that a newcomer sees what comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grader import catalog
from grader.batch import Order, Progress, Summary, grade_class
from grader.demo.classroom import write_class
from grader.errors import UsageError
from grader.model import Policy

ASSIGNMENT = "hw01"
ROSTER_NAME = "roster.csv"


@dataclass(frozen=True, slots=True)
class Demo:
    """Where the class and its results lie, and what the batch says."""

    submissions: Path
    results: Path
    summary: Summary


def run(folder: Path, workers: int, data_dir: Path | None, tell: Callable[[Progress], None]) -> Demo:
    """Write the class into `folder`/submissions and grade it into `folder`/results, code at whatever level there is.

    Raises UsageError when the folder holds something else than an earlier demo.
    """
    submissions, results = folder / "submissions", folder / "results"
    if folder.is_dir() and any(folder.iterdir()) and not (submissions / ROSTER_NAME).is_file():
        raise UsageError(f"{folder}: is not empty and no earlier demo; give a new folder: grader demo DIR")
    write_class(catalog.load(ASSIGNMENT), submissions)
    policy = Policy(quick=True, require_isolation="L0", data_dir=data_dir)
    order = Order(submissions, results, policy, workers, submissions / ROSTER_NAME)
    return Demo(submissions, results, grade_class(order, tell))
