"""Whose row of someone else's gradebook an entry belongs into."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from grader.exports.spreadsheet import Cell
from grader.gradebook import Entry
from grader.model import Report

_NUMBER_IN_NAME = re.compile(
    r"_(?:LATE_)?(\d+)(?:_|$)"
)  # Canvas: login_ID_…; Moodle: name_PARTICIPANT_assignsubmission_…


@dataclass(frozen=True, slots=True)
class Matched:
    """Rows and the reports that go into them, and remarks on the entries that have no row."""

    rows: tuple[tuple[tuple[Cell, ...], Entry, Report], ...]
    remarks: tuple[str, ...]


def match(entries: Iterable[Entry], rows: Mapping[str, Sequence[tuple[Cell, ...]]]) -> Matched:
    """Match the entries that count by the student's id, then by the number in the submission's name.

    `rows` maps identifiers (casefolded) to rows; an identifier of several rows matches none of them.
    """
    found: list[tuple[tuple[Cell, ...], Entry, Report]] = []
    remarks: list[str] = []
    taken: dict[int, str] = {}
    for entry in entries:
        if not entry.counts:
            continue
        row = next((rows[key][0] for key in _identifiers(entry) if len(rows.get(key, ())) == 1), None)
        if entry.report is None:
            remarks.append(f"{_called(entry)}: no score ({entry.state}{': ' if entry.message else ''}{entry.message})")
        elif row is None:
            remarks.append(f"{_called(entry)}: matches no row; enter the score by hand")
        elif row[0].begin in taken:
            remarks.append(f"{_called(entry)}: its row is {taken[row[0].begin]}'s already; look which of them counts")
        else:
            taken[row[0].begin] = _called(entry)
            found.append((row, entry, entry.report))
            if entry.report.pending:
                remarks.append(
                    f"{_called(entry)}: {entry.report.pending:g} points wait for a person; export again then"
                )
    return Matched(tuple(found), tuple(remarks))


def _identifiers(entry: Entry) -> list[str]:
    return [entry.key, *_NUMBER_IN_NAME.findall(entry.name)]


def _called(entry: Entry) -> str:
    return entry.student if not entry.name or entry.student == entry.name else f"{entry.student} ({entry.name})"
