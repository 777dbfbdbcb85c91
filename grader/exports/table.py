"""`csv`: one row a submission, a status beside each score. Quoted, UTF-8, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from grader.exports.export import Document, Sheet
from grader.exports.text import inert, number
from grader.gradebook import Entry
from grader.model import UNDECIDED, Verdict

_FIXED = ("student", "submission", "state", "counts", "assignment", "score", "pending", "pending_bonus", "max_score")


def write(entries: Sequence[Entry], sheet: Sheet | None = None) -> Document:
    """Return a CSV of all entries. A score that waits for a person is left empty: it is no zero."""
    parts = tuple(dict.fromkeys(verdict.part for entry in entries if entry.report for verdict in entry.report.verdicts))
    stream = io.StringIO()
    lines = csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow([*_FIXED, "note", *(title for part in parts for title in (part, f"{part} status"))])
    for entry in entries:
        lines.writerow([inert(cell) for cell in _row(entry, parts)])
    return Document(stream.getvalue().encode("utf-8", errors="replace"))


def _row(entry: Entry, parts: Sequence[str]) -> list[str]:
    report = entry.report
    note = "; ".join(text for text in (entry.message, *entry.flags) if text)
    head = [entry.student, entry.name, str(entry.state), "yes" if entry.counts else "no"]
    if report is None:
        return [*head, "", "", "", "", "", note, *([""] * (2 * len(parts)))]
    points = (report.score, report.pending, report.pending_bonus, report.max_score)
    verdicts = {verdict.part: verdict for verdict in report.verdicts}
    cells = [cell for part in parts for cell in _cells(verdicts.get(part))]
    return [*head, report.assignment, *(number(value) for value in points), note, *cells]


def _cells(verdict: Verdict | None) -> tuple[str, str]:
    if verdict is None:
        return "", ""
    nothing_decided = verdict.status in UNDECIDED and not verdict.cells
    return "" if nothing_decided else number(verdict.score), str(verdict.status)
