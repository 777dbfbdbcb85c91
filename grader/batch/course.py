"""A whole batch: what is new is judged, what is unchanged is kept, every result is committed as it ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from grader import catalog
from grader.batch import content, roster
from grader.batch.crew import Crew
from grader.batch.find import find
from grader.batch.outputs import REPORT_NAME, folder_names, write_results
from grader.batch.worker import Setting, Task
from grader.errors import GraderError, UsageError
from grader.gradebook import BOOK_NAME, RESULTS_NAME, Entry, Gradebook, Known, State
from grader.model import Policy

REPORTS = "reports"
_LOCK_NAME = ".batch.lock"


@dataclass(frozen=True, slots=True)
class Order:
    """What to grade, where to, and how."""

    folder: Path
    out: Path
    policy: Policy = field(default_factory=Policy)
    workers: int = 1
    roster: Path | None = None
    assignments: Path | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the batch is: of `total` submissions to grade now, `done` have a result; the last was `name`."""

    done: int
    total: int
    kept: int
    seconds: float
    name: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the class's gradebook says after the batch: its rows, and how many results were kept from before."""

    entries: tuple[Entry, ...]
    kept: int
    seconds: float

    @property
    def states(self) -> Counter[State]:
        """How many rows are in each state."""
        return Counter(entry.state for entry in self.entries)

    @property
    def faulty(self) -> int:
        """How many rows have a fault of ours, in a part or as a whole."""
        return sum(
            entry.state is State.ERROR
            or (entry.report is not None and any(verdict.status == "error" for verdict in entry.report.verdicts))
            for entry in self.entries
        )


def grade_class(order: Order, tell: Callable[[Progress], None] = lambda progress: None) -> Summary:
    """Grade every submission of a folder; `tell` hears of each result.

    Raises UsageError when the folder holds no submission, `out` cannot be written or another batch writes there.
    """
    students = roster.read(order.roster) if order.roster else ()
    with _alone_in(order.out), Gradebook(order.out / BOOK_NAME) as book:
        found = find(order.folder, leave_out=[order.out, *([order.roster] if order.roster else [])])
        if not found and not students:
            raise UsageError(f"{order.folder}: holds no submission; wanted one file, folder or zip a student")
        known = {one.name: content.known(one) for one in found}
        book.note_found(known.values())
        book.replace_roster(students)
        folders = {name: order.out / REPORTS / folder for name, folder in folder_names(list(known)).items()}
        fresh = [one for one in found if not _kept(book, known[one.name], order)]
        begin = time.monotonic()
        book.begin_run(order.policy)
        tell(Progress(0, len(fresh), len(found) - len(fresh), 0.0))
        with Crew(order.workers, Setting(order.policy, order.assignments)) as crew:
            results = crew.judge([Task(one, folders[one.name]) for one in fresh])
            for done, (task, result) in enumerate(results, 1):
                book.record(known[task.found.name], result)
                tell(Progress(done, len(fresh), len(found) - len(fresh), time.monotonic() - begin, task.found.name))
        entries = book.entries()
        _write_what_is_gone(entries, folders, order)
        book.end_run()
    return Summary(entries, len(found) - len(fresh), time.monotonic() - begin)


def _kept(book: Gradebook, known: Known, order: Order) -> bool:
    """Whether the gradebook has a result without fault for just this content, policy, grader and answer key."""
    before = book.graded_before(known, order.policy)
    if before is None:
        return False
    try:
        return catalog.load(before[0], order.assignments).key_sha256 == before[1]
    except GraderError:
        return False


def _write_what_is_gone(entries: tuple[Entry, ...], folders: dict[str, Path], order: Order) -> None:
    """Write again the reports of kept results whose files someone has removed."""
    for entry in entries:
        folder = folders.get(entry.name)
        if folder is None or entry.report is None:
            continue
        if not all((folder / name).is_file() for name in (REPORT_NAME, RESULTS_NAME)):
            write_results(entry.report, catalog.load(entry.report.assignment, order.assignments), folder)


@contextmanager
def _alone_in(out: Path) -> Iterator[None]:
    """Make `out` and hold its lock; the lock goes with the process, whatever ends it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        handle = os.open(out / _LOCK_NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written ({error.strerror}); give another --out") from None
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{out}: another grader batch writes there now; wait for it or give another") from None
        yield
    finally:
        os.close(handle)
