"""`canvas`: the instructor's own gradebook export with one column filled in, every other byte as it was."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from grader.errors import UsageError
from grader.exports.export import Document, Sheet
from grader.exports.matching import match
from grader.exports.spreadsheet import Cell, Spreadsheet, column, read
from grader.exports.text import number
from grader.gradebook import Entry

_ID_TITLES = ("SIS Login ID", "SIS User ID", "ID")
_ASSIGNMENT_TITLE = re.compile(r".+ \(\d+\)", re.DOTALL)
_POINTS_POSSIBLE = "points possible"


def write(entries: Sequence[Entry], sheet: Sheet | None) -> Document:
    """Return the file with the scores in it, and who could not be matched.

    Raises UsageError when the file is no Canvas gradebook or its column cannot be told.
    """
    assert sheet is not None, "the export needs the instructor's file"
    book = read(sheet.content, sheet.path.name)
    titles = book.rows[0]
    if column(titles, lambda title: title == "Student") != 0 or column(titles, lambda title: title == "ID") is None:
        raise UsageError(f"{sheet.path}: is no Canvas gradebook; wanted the columns Student and ID in its first line")
    place = _assignment_column(titles, entries, sheet)
    matched = match(entries, _rows_by_id(book))
    changes = [(row[place], number(report.score)) for row, _, report in matched.rows if len(row) > place]
    return Document(book.filled(changes), (*_points_remarks(book, place, entries), *matched.remarks))


def _assignment_column(titles: tuple[Cell, ...], entries: Sequence[Entry], sheet: Sheet) -> int:
    """Return the number of the column to fill: the one asked for, the one of the assignment's name, or the only one."""
    columns = {
        i: cell.value.strip() for i, cell in enumerate(titles) if _ASSIGNMENT_TITLE.fullmatch(cell.value.strip())
    }
    if sheet.column is not None:
        fitting = [i for i, title in columns.items() if sheet.column in (title, title.rpartition(" (")[0])]
    else:
        names = {entry.report.assignment.casefold() for entry in entries if entry.report}
        fitting = [i for i, title in columns.items() if any(name in title.casefold() for name in names)] or list(
            columns
        )
    if len(fitting) != 1:
        known = ", ".join(repr(title) for title in list(columns.values())[:8]) or "none"
        raise UsageError(f"{sheet.path}: say which column to fill with --column TITLE; assignment columns are {known}")
    return fitting[0]


def _rows_by_id(book: Spreadsheet) -> dict[str, list[tuple[Cell, ...]]]:
    rows: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for title in _ID_TITLES:
        place = column(book.rows[0], lambda found, title=title: found == title)  # type: ignore[misc]
        for row in book.rows[1:]:
            key = row[place].value.strip().casefold() if place is not None and len(row) > place else ""
            if key and row not in rows[key] and not _is_points_possible(row):
                rows[key].append(row)
    return rows


def _is_points_possible(row: tuple[Cell, ...]) -> bool:
    return row[0].value.strip().casefold() == _POINTS_POSSIBLE


def _points_remarks(book: Spreadsheet, place: int, entries: Sequence[Entry]) -> list[str]:
    """Say so when Canvas has another maximum than the assignment: scores go over as they are."""
    here = {number(entry.report.max_score) for entry in entries if entry.report}
    there = [row[place].value.strip() for row in book.rows if _is_points_possible(row) and len(row) > place]
    return [
        f"Points Possible is {points} there and {' or '.join(sorted(here))} here; change it in Canvas"
        for points in there
        if here and not any(_same_number(points, most) for most in here)
    ]


def _same_number(one: str, other: str) -> bool:
    try:
        return abs(float(one) - float(other)) < 1e-6
    except ValueError:
        return False
