"""Entries of a small class: graded with everything in it, unreadable, a fault, and a student without a submission."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.gradebook import BOOK_NAME, Entry, Gradebook, Known, Result, State
from grader.model import Policy, Report, Status, Verdict

NASTY = '=HYPERLINK("http://x","y")\x1b[31m\x00\n::error::forged\n<b>&"\u2028'


def verdict(part: str, status: Status, score: float, most: float, **more: object) -> Verdict:
    return Verdict(part, "symbolic", status, score, most, **more)  # type: ignore[arg-type]


def report(student: str = "s1") -> Report:
    verdicts = (
        verdict("q01.read", Status.CORRECT, 1, 1, where="answers.md:3"),
        verdict("q03.intensity", Status.PARTIAL, 2.6667, 4, feedback=(NASTY,), answer=NASTY, where="answers.md:14"),
        verdict("q03.proof", Status.CORRECT, 2.5, 5, optional=True),
        verdict("q05.why", Status.NEEDS_REVIEW, 0, 3, suggested_score=2.0),
        verdict("q08.macs", Status.INVALID, 0, 2, feedback=("cannot read",), where="an, odd: name.md:7"),
        verdict("q09.macs", Status.MISSING, 0, 2),
        verdict("q17.train", Status.ERROR, 0, 8, feedback=("no sandbox",)),
        verdict("q15.output", Status.INCORRECT, 0, 2, feedback=("100 % of it",), diagnosis="factor:2"),
    )
    return Report("hw01", student, 6.1667, 11.0, 0.0, 22.0, "0.1.0", "k" * 64, verdicts)


@pytest.fixture
def graded() -> Entry:
    return Entry("s1.md", "s1", State.GRADED, report(), handed_in_at=1_767_225_600.0, seconds=1.4)


@pytest.fixture
def entries(tmp_path: Path) -> tuple[Entry, ...]:
    """The same class as a gradebook gives it back."""
    with Gradebook(tmp_path / BOOK_NAME) as book:
        book.begin_run(Policy())
        found = [Known(name, name.split(".")[0], "0", 10.0) for name in ("s1.md", "s2.md", "s3.md", "=s4.md")]
        book.note_found(found)
        book.replace_roster(["s1", "s2", "s3", "s5"])
        book.record(found[0], Result(State.GRADED, report()))
        book.record(found[1], Result(State.UNREADABLE, message="s2.md:1: no front matter"))
        book.record(found[2], Result(State.ERROR, message="+the worker died"))
        book.record(found[3], Result(State.GRADED, report("=s4")))
        return book.entries()
