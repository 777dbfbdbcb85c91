"""A process that judges one submission after another. Whatever ends it costs the one submission that it had."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from grader import answers, catalog
from grader.batch.content import as_path
from grader.batch.find import Found
from grader.batch.outputs import remove_results, write_results
from grader.errors import GraderError, SubmissionError, UsageError
from grader.gradebook import Result, State
from grader.grading import grade
from grader.model import Assignment, Policy, Submission

READING_SECONDS = 60.0  # to read a submission and load its assignment
SPARE_SECONDS = 120.0  # on top of what the assignment's own limits allow
CODE_PART_SECONDS = 300.0  # for a code part whose author names no limit
PARENT_POLL_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Task:
    """A submission and the folder for its report."""

    found: Found
    out: Path


@dataclass(frozen=True, slots=True)
class Setting:
    """What all tasks of a batch share: how to grade, and where more assignments are."""

    policy: Policy
    assignments: Path | None = None


@dataclass(frozen=True, slots=True)
class Allowance:
    """A worker's word to its batch: the submission at hand may take this many seconds from now on."""

    seconds: float


def work(connection: Connection, setting: Setting, parent: int) -> None:
    """Receive tasks, send an Allowance and a Result for each, until None comes or the batch is gone."""
    logging.getLogger("grader").addHandler(logging.NullHandler())  # a fault is in its result, not on the terminal
    os.setsid()  # Ctrl-C reaches the batch alone; the batch ends this whole group when it must
    threading.Thread(target=_leave_with, args=(parent,), daemon=True).start()
    while True:
        try:
            task: Task | None = connection.recv()
            if task is None:
                return
            connection.send(judge(task, setting, connection.send))
        except (EOFError, BrokenPipeError):
            return


def judge(task: Task, setting: Setting, tell: Callable[[Allowance], None]) -> Result:
    """Judge one submission and write its report; whatever is wrong with it becomes the Result."""
    begin = time.monotonic()
    result = _judge(task, setting, tell)
    return Result(result.state, result.report, result.message, time.monotonic() - begin)


def _judge(task: Task, setting: Setting, tell: Callable[[Allowance], None]) -> Result:
    try:
        with as_path(task.found) as path:
            submission, assignment = _read(path, setting)
            tell(Allowance(allowance(assignment, setting.policy)))
            report = grade(assignment, submission, setting.policy)
        write_results(report, assignment, task.out)
        return Result(State.GRADED, report)
    except SubmissionError as error:
        remove_results(task.out)
        return Result(State.UNREADABLE, message=str(error))
    except GraderError as error:
        return Result(State.ERROR, message=str(error))
    except Exception as error:
        return Result(State.ERROR, message=f"a fault of the grader: {type(error).__name__}: {error}")


def _read(path: Path, setting: Setting) -> tuple[Submission, Assignment]:
    """Read the submission and load its assignment; what is unusable there is the submission's matter."""
    try:
        submission = answers.read(path, setting.assignments)
        return submission, catalog.load(submission.assignment, setting.assignments)
    except UsageError as error:
        raise SubmissionError(str(error)) from error


def allowance(assignment: Assignment, policy: Policy) -> float:
    """Return the seconds that judging may take: the limits of the code parts that will run, each counted twice."""
    code = [part for part in assignment.parts if part.file and (policy.train or part.kind != "training")]
    limits = (max(1, part.runs) * part.limits.get("wall_seconds", CODE_PART_SECONDS) for part in code)
    return SPARE_SECONDS + 2 * sum(limits)


def _leave_with(parent: int) -> None:
    """End this process when the batch's process is no longer its parent: it was killed."""
    while os.getppid() == parent:
        time.sleep(PARENT_POLL_SECONDS)
    os._exit(1)
