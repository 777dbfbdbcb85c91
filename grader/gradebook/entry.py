"""One row of a class's results, whatever happened to the submission."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from grader.model import Report


class State(StrEnum):
    """What became of a submission as a whole. Only GRADED has a report."""

    GRADED = "graded"
    UNREADABLE = "unreadable"  # the student's file cannot be read; `message` says where and why
    ERROR = "error"  # a fault of ours; never costs points
    WAITING = "waiting"  # found, not graded yet: the batch was stopped
    NOT_SUBMITTED = "not_submitted"  # on the roster, nothing handed in


@dataclass(frozen=True, slots=True)
class Entry:
    """A submission or a student without one.

    `name` is the submission's file or folder name in the class's folder ("" without one). `counts`: this is the
    student's result; of several submissions the newest graded one counts. `flags` say in words what a person should
    look at. `handed_in_at` is the newest file's time, seconds since 1970.
    """

    name: str
    student: str
    state: State
    report: Report | None = None
    message: str = ""
    counts: bool = True
    flags: tuple[str, ...] = ()
    handed_in_at: float | None = None
    seconds: float = 0.0

    @property
    def key(self) -> str:
        """The student's id as it is compared: without case and surrounding space."""
        return self.student.strip().casefold()


def settle(entries: Iterable[Entry], roster: Iterable[str]) -> tuple[Entry, ...]:
    """Say which entry of each student counts, flag what a person should look at, add the roster's missing students."""
    on_roster = {student.strip().casefold(): student for student in roster}
    by_student: dict[str, list[Entry]] = {}
    for entry in (_named_by_roster(entry, on_roster) for entry in entries):
        by_student.setdefault(entry.key, []).append(entry)
    settled = [
        _flag_stranger(entry, on_roster)
        for group in by_student.values()
        for entry in _choose_the_one_that_counts(group)
    ]
    settled += [
        Entry("", student, State.NOT_SUBMITTED, message="nothing handed in")
        for key, student in on_roster.items()
        if key not in by_student
    ]
    return tuple(sorted(settled, key=lambda entry: (entry.key, entry.name)))


def _named_by_roster(entry: Entry, on_roster: dict[str, str]) -> Entry:
    """Where the submission itself does not say whose it is, the one student whose id is a word of its name."""
    if entry.report is not None or entry.key in on_roster:
        return entry
    words = set(re.split(r"[\s_.,;()-]+", entry.name.casefold()))
    named = [student for key, student in on_roster.items() if key in words]
    return replace(entry, student=named[0]) if len(named) == 1 else entry


def _choose_the_one_that_counts(group: list[Entry]) -> list[Entry]:
    if len(group) == 1:
        return group
    newest = max(group, key=lambda entry: (entry.state is State.GRADED, entry.handed_in_at or 0.0, entry.name))
    flag = f"{len(group)} submissions of this student; the newest graded one counts: {newest.name}"
    return [replace(entry, counts=entry is newest, flags=(*entry.flags, flag)) for entry in group]


def _flag_stranger(entry: Entry, on_roster: dict[str, str]) -> Entry:
    if not on_roster or entry.key in on_roster:
        return entry
    return replace(entry, flags=(*entry.flags, "not on the roster"))
