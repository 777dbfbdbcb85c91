"""Reading and writing the gradebook. Each change is a transaction: a kill loses only what was not done yet."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Self

from grader import __version__
from grader.gradebook.entry import Entry, State, settle
from grader.gradebook.schema import connect
from grader.model import Policy, Report, Status
from grader.results import from_json, to_json


@dataclass(frozen=True, slots=True)
class Known:
    """A submission as found in the class's folder: its name there, whose it seems to be, its content's hash."""

    name: str
    student: str
    content_sha256: str
    handed_in_at: float


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one submission: a report, or one line on why there is none. `seconds` is wall time."""

    state: State
    report: Report | None = None
    message: str = ""
    seconds: float = 0.0


class Gradebook:
    """One SQLite file. Use it as a context manager; one writer at a time."""

    def __init__(self, file: Path) -> None:
        """Open `file` (made if absent). Raises UsageError for a file that is no gradebook."""
        self._database = connect(file)
        self._run: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._run is not None:
            self.end_run("stopped")
        self._database.close()

    def begin_run(self, policy: Policy) -> None:
        """Note that a run begins. Runs that were killed are noted as stopped."""
        self._database.execute("UPDATE runs SET status = 'stopped' WHERE status = 'running'")
        row = (time.time(), policy_text(policy), __version__)
        added = self._database.execute(
            "INSERT INTO runs (started_at, status, policy, grader_version) VALUES (?, 'running', ?, ?)", row
        )
        self._run = added.lastrowid

    def end_run(self, status: str = "finished") -> None:
        """Note that the run ended: `finished` or `stopped`."""
        self._database.execute(
            "UPDATE runs SET status = ?, finished_at = ? WHERE id = ?", (status, time.time(), self._run)
        )
        self._run = None

    def replace_roster(self, students: Iterable[str]) -> None:
        """Keep `students` as the class's roster, in their order."""
        with self._transaction():
            self._database.execute("DELETE FROM roster")
            rows = [(_storable(student),) for student in students]
            self._database.executemany("INSERT INTO roster (student) VALUES (?)", rows)

    def note_found(self, found: Iterable[Known]) -> None:
        """Note the submissions that the class's folder holds now; those it no longer holds stay, and stop to count."""
        with self._transaction():
            self._database.execute("UPDATE submissions SET present = 0")
            self._database.executemany(
                "INSERT INTO submissions (name, student, content_sha256, handed_in_at, present) VALUES (?, ?, ?, ?, 1) "
                "ON CONFLICT (name) DO UPDATE SET student = excluded.student, present = 1, "
                "content_sha256 = excluded.content_sha256, handed_in_at = excluded.handed_in_at",
                [(known.name, _storable(known.student), known.content_sha256, known.handed_in_at) for known in found],
            )

    def record(self, known: Known, result: Result) -> None:
        """Keep the result of a submission, at once and for good. Raises AssertionError outside of a run."""
        assert self._run is not None, "begin_run comes first"
        report = result.report
        row = {
            "submission": known.name,
            "run": self._run,
            "content_sha256": known.content_sha256,
            "state": str(result.state),
            "student": _storable(report.student if report else known.student),
            "assignment": report.assignment if report else "",
            "key_sha256": report.key_sha256 if report else "",
            "faulty": int(report is None or any(verdict.status is Status.ERROR for verdict in report.verdicts)),
            "report": json.dumps(to_json(report)) if report else None,
            "message": _storable(result.message),
            "seconds": result.seconds,
            "finished_at": time.time(),
        }
        columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
        self._database.execute(f"INSERT INTO results ({columns}) VALUES ({places})", row)  # noqa: S608 (our own names)

    def graded_before(self, known: Known, policy: Policy) -> tuple[str, str] | None:
        """Return (assignment, key_sha256) of a faultless result for the same content, policy and grader, else None."""
        row = self._database.execute(
            "SELECT state, faulty, assignment, key_sha256, content_sha256, policy, grader_version FROM results "
            "JOIN runs ON runs.id = results.run WHERE submission = ? ORDER BY results.id DESC LIMIT 1",
            (known.name,),
        ).fetchone()
        if row is None or row[0] != State.GRADED or row[1]:
            return None
        if row[4:] != (known.content_sha256, policy_text(policy), __version__):
            return None
        return str(row[2]), str(row[3])

    def entries(self) -> tuple[Entry, ...]:
        """Return a row for every submission and for every student of the roster without one, ordered by student."""
        rows = self._database.execute(
            "SELECT name, submissions.student, handed_in_at, present, "
            "submissions.content_sha256 = results.content_sha256, state, results.student, report, message, seconds "
            "FROM submissions LEFT JOIN results ON results.id = "
            "(SELECT max(id) FROM results WHERE results.submission = submissions.name) ORDER BY name"
        ).fetchall()
        roster = [row[0] for row in self._database.execute("SELECT student FROM roster ORDER BY position")]
        present = settle((_entry(row) for row in rows if row[3]), roster)
        gone = tuple(_gone(_entry(row)) for row in rows if not row[3] and row[5])
        return present + gone

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


def policy_text(policy: Policy) -> str:
    """Return the policy as text that is equal for equal policies."""
    return json.dumps(asdict(policy), sort_keys=True, default=str)


def _storable(text: str) -> str:
    """Return `text` as UTF-8 can hold it: half a character pair, as in a damaged file name, is shown escaped."""
    return text.encode("utf-8", errors="backslashreplace").decode()


def _entry(row: tuple[Any, ...]) -> Entry:
    name, guessed, handed_in_at, _, same_content, state, student, report, message, seconds = row
    if state is None or not same_content:
        return Entry(name, guessed, State.WAITING, message="not graded yet", handed_in_at=handed_in_at)
    return Entry(
        name=name,
        student=student,
        state=State(state),
        report=from_json(json.loads(report)) if report else None,
        message=message,
        handed_in_at=handed_in_at,
        seconds=seconds,
    )


def _gone(entry: Entry) -> Entry:
    return replace(entry, counts=False, flags=("no longer in the folder",))
