"""`moodle`: the instructor's own offline grading worksheet with the grades filled in.

Its titles are in the site's language and its decimals in the site's locale. Moodle skips rows silently whose grade is
over the maximum or locked, and a blank feedback cell wipes the feedback there; so those rows are named, and a feedback
column without a word in it is left out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from grader.errors import UsageError
from grader.exports.export import Document, Sheet
from grader.exports.matching import Matched, match
from grader.exports.spreadsheet import Cell, Spreadsheet, column, read
from grader.exports.text import number
from grader.gradebook import Entry

_GRADE = frozenset({"grade", "bewertung", "note", "calificación", "valutazione", "cijfer", "nota", "ocena"})
_MAXIMUM = frozenset({"maximum grade", "bestwertung", "note maximale", "calificación máxima", "valutazione massima"})
_FEEDBACK = frozenset(
    {"feedback comments", "feedback als kommentar", "commentaires de feedback", "comentarios de retroalimentación"}
)
_LOCK = frozenset({"grade can be changed", "bewertung kann geändert werden", "la note peut être modifiée"})
_YES = frozenset({"yes", "ja", "oui", "sí", "si", "sì", "sim", "tak"})
_PARTICIPANT = re.compile(r"\D*(\d+)\s*$")  # "Participant 1234567", in any language


def write(entries: Sequence[Entry], sheet: Sheet | None) -> Document:
    """Return the worksheet with the grades in it, and who could not be matched or will be skipped by Moodle.

    Raises UsageError when the file is no grading worksheet or its grade column cannot be told.
    """
    assert sheet is not None, "the export needs the instructor's file"
    book = read(sheet.content, sheet.path.name)
    titles = book.rows[0]
    place = column(titles, lambda title: title == sheet.column or (not sheet.column and title.casefold() in _GRADE))
    if place is None or place == 0 or not all(_PARTICIPANT.match(row[0].value) for row in book.rows[1:]):
        raise UsageError(
            f"{sheet.path}: is no Moodle grading worksheet; wanted 'Participant N' in its first column and a column "
            "Grade (--column TITLE, if it is called otherwise)"
        )
    matched = match(entries, _rows_by_identifier(book, place))
    comma = _has_decimal_comma(book, place)
    grades = [(row[place], _grade(report.score, comma)) for row, _, report in matched.rows if len(row) > place]
    return Document(book.filled(grades, _empty_feedback(book)), (*matched.remarks, *_skipped_there(book, matched)))


def _rows_by_identifier(book: Spreadsheet, place: int) -> dict[str, list[tuple[Cell, ...]]]:
    """Every cell before the grade may name the student: full name, id number, email address, as the site shows them."""
    rows: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)
    for row in book.rows[1:]:
        participant = _PARTICIPANT.match(row[0].value)
        keys = {cell.value.strip().casefold() for cell in row[:place]} | ({participant[1]} if participant else set())
        for key in keys - {""}:
            rows[key].append(row)
    return rows


def _has_decimal_comma(book: Spreadsheet, place: int) -> bool:
    most = column(book.rows[0], lambda title: title.casefold() in _MAXIMUM)
    places = (place, *([most] if most is not None else []))
    return any(re.fullmatch(r"\d+,\d+", row[i].value) for row in book.rows[1:] for i in places if len(row) > i)


def _grade(score: float, comma: bool) -> str:
    return number(score).replace(".", ",") if comma else number(score)


def _empty_feedback(book: Spreadsheet) -> int | None:
    place = column(book.rows[0], lambda title: title.casefold() in _FEEDBACK)
    if place is None or any(row[place].value.strip() for row in book.rows[1:] if len(row) > place):
        return None
    return place


def _skipped_there(book: Spreadsheet, matched: Matched) -> list[str]:
    titles = book.rows[0]
    lock = column(titles, lambda title: title.casefold() in _LOCK)
    most = column(titles, lambda title: title.casefold() in _MAXIMUM)
    remarks = []
    for row, entry, report in matched.rows:
        if lock is not None and len(row) > lock and row[lock].value.strip().casefold() not in _YES:
            remarks.append(f"{entry.student}: the grade is locked in Moodle, which will skip it")
        if most is not None and len(row) > most and report.score > _points(row[most].value):
            remarks.append(f"{entry.student}: {number(report.score)} is over Moodle's maximum, which will skip it")
    return remarks


def _points(text: str) -> float:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return float("inf")
