"""The author's limits of a training part, as sizes of data and limits of a job."""

from __future__ import annotations

import os
from dataclasses import dataclass, fields, replace
from typing import Any

from grader.errors import AssignmentError
from grader.model import Part, Policy
from grader.sandbox.job import Ending, Limits, Outcome
from grader.training.hidden import Sizes

_DATA = {"train_images": "train", "public_images": "public", "hidden_images": "hidden"}
_JOB = {field.name: float if field.name.endswith("_seconds") else int for field in fields(Limits)}
#: A training may take long; what leaves the child is small: 40 bytes a question.
DEFAULT = Limits(
    wall_seconds=900.0,
    cpu_seconds=1_800.0,
    memory_bytes=4 << 30,
    file_bytes=256 << 20,
    folder_bytes=512 << 20,
    result_bytes=8 << 20,
    threads=1,
)
QUICK_SECONDS = 60.0
#: Shares of the wall clock's seconds that a training on a busy machine gets of a processor. One that sleeps takes less.
STARVED = (0.1, 0.7)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one judging may spend: sizes of the data, limits of each job, how many runs."""

    sizes: Sizes
    job: Limits
    runs: int


def plan(part: Part, policy: Policy) -> Plan:
    """Return the plan of a part; a quick one has a tenth of the data, one run and a minute.

    `part.limits` may hold every limit of `grader.sandbox.job.Limits`, and the sizes of the data: train_images,
    public_images and hidden_images. Raises AssignmentError for any other name and for values that are not positive.
    """
    for name, value in part.limits.items():
        if name not in _DATA and name not in _JOB:
            known = ", ".join(sorted({**_DATA, **_JOB}))
            raise AssignmentError(f"{part.where}: {part.id}: limits.{name} is not known here; known are {known}")
        if not value > 0:
            raise AssignmentError(f"{part.where}: {part.id}: limits.{name} is {value}, where more than 0 was wanted")
    sizes = replace(Sizes(), **{_DATA[name]: int(value) for name, value in part.limits.items() if name in _DATA})
    given: dict[str, Any] = {name: _JOB[name](value) for name, value in part.limits.items() if name in _JOB}
    job = replace(DEFAULT, **given)
    if not policy.quick:
        return Plan(sizes, job, max(part.runs, 1))
    seconds = min(job.wall_seconds, QUICK_SECONDS)
    return Plan(sizes.tenth(), replace(job, wall_seconds=seconds, cpu_seconds=min(job.cpu_seconds, 2 * seconds)), 1)


def starved(outcome: Outcome) -> bool:
    """Whether a training ran out of time because others had the processors: the machine's fault, not the student's."""
    if outcome.ending is not Ending.WALL_TIME or not hasattr(os, "getloadavg"):
        return False
    least, most = STARVED
    share = outcome.cpu_seconds / max(outcome.wall_seconds, 1e-9)
    return least < share < most and max(os.getloadavg()[:2]) > (os.cpu_count() or 1)
