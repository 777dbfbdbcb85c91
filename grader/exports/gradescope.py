"""`gradescope`: the results.json of a Gradescope autograder (its documented keys, read in 2026)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from grader.exports.export import Document, Sheet
from grader.exports.text import number
from grader.gradebook import Entry
from grader.model import UNDECIDED, Report, Status, Verdict


def write(entries: Sequence[Entry], sheet: Sheet | None = None) -> Document:
    """Return the document of one entry; one without a report gets a message and no tests, and scores 0 there."""
    (entry,) = entries
    document = _of_report(entry.report) if entry.report else _without_report(entry)
    document["execution_time"] = round(entry.seconds)
    return Document(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", errors="replace") + b"\n")


def _of_report(report: Report) -> dict[str, Any]:
    waiting = f" {number(report.pending)} points wait for a person." if report.pending else ""
    lines = [f"{number(report.score)} of {number(report.max_score)} points.{waiting}", *report.warnings]
    return {
        "score": round(report.score, 4),
        "output": "\n".join(lines),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {
            "assignment": report.assignment,
            "student": report.student,
            "max_score": report.max_score,
            "pending": report.pending,
            "pending_bonus": report.pending_bonus,
            "grader": {"version": report.grader_version, "key_sha256": report.key_sha256},
        },
        "tests": [_test(verdict, index) for index, verdict in enumerate(report.verdicts, 1)],
    }


def _test(verdict: Verdict, index: int) -> dict[str, Any]:
    return {
        "name": f"{verdict.part} — {verdict.status}",
        "number": str(index),
        "score": round(verdict.score, 4),
        "max_score": 0 if verdict.optional else round(verdict.max_score, 4),  # bonus: points beyond the sum
        "status": "passed" if verdict.status is Status.CORRECT else "failed",
        "output": "\n".join((*_open(verdict), *verdict.feedback)),
        "output_format": "text",
        "tags": ["bonus"] if verdict.optional else [],
        "visibility": "visible",
        "extra_data": {"part": verdict.part, "status": str(verdict.status), "kind": verdict.kind},
    }


def _open(verdict: Verdict) -> tuple[str, ...]:
    return ("Not decided yet: these points are not lost.",) if verdict.status in UNDECIDED else ()


def _without_report(entry: Entry) -> dict[str, Any]:
    return {
        "score": 0,
        "output": entry.message,
        "output_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "extra_data": {"student": entry.student, "state": str(entry.state)},
        "tests": [],
    }
