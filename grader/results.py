"""`results.json`, schema grader/1: a report as plain data, and back again. The keys are a promise to other programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.errors import GraderError
from grader.model import Report, Status, Verdict

SCHEMA = "grader/1"


def to_json(report: Report) -> dict[str, Any]:
    """Return the document of results.json for `report`; scores are rounded to four decimals."""
    return {
        "schema": SCHEMA,
        "assignment": report.assignment,
        "student": report.student,
        "score": _points(report.score),
        "pending": _points(report.pending),
        "pending_bonus": _points(report.pending_bonus),
        "max_score": _points(report.max_score),
        "grader": {"version": report.grader_version, "key_sha256": report.key_sha256},
        "warnings": list(report.warnings),
        "parts": [_verdict_to_json(verdict) for verdict in report.verdicts],
    }


def from_json(document: Mapping[str, Any]) -> Report:
    """Return the report that `to_json` wrote as `document`.

    Raises GraderError when the document is of another schema or lacks a key.
    """
    if document.get("schema") != SCHEMA:
        raise GraderError(
            f"results have schema {document.get('schema')!r}; wanted {SCHEMA!r}: grade again to renew them"
        )
    try:
        return Report(
            assignment=document["assignment"],
            student=document["student"],
            score=document["score"],
            pending=document["pending"],
            pending_bonus=document["pending_bonus"],
            max_score=document["max_score"],
            grader_version=document["grader"]["version"],
            key_sha256=document["grader"]["key_sha256"],
            verdicts=tuple(_verdict_from_json(entry) for entry in document["parts"]),
            warnings=tuple(document.get("warnings", ())),
        )
    except KeyError as missing:
        raise GraderError(f"results lack the key {missing}: grade again to renew them") from None


def _points(value: float) -> float:
    return round(float(value), 4)


def _verdict_to_json(verdict: Verdict) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "id": verdict.part,
        "kind": verdict.kind,
        "status": str(verdict.status),
        "score": _points(verdict.score),
        "max_score": _points(verdict.max_score),
        "optional": verdict.optional,
        "answer": verdict.answer,
        "read_as": verdict.read_as,
        "where": verdict.where,
        "feedback": list(verdict.feedback),
        "diagnosis": verdict.diagnosis,
        "evidence": dict(verdict.evidence),
    }
    if verdict.suggested_score is not None:
        entry["suggested_score"] = _points(verdict.suggested_score)
    if verdict.cells:
        entry["cells"] = [_verdict_to_json(cell) for cell in verdict.cells]
    return entry


def _verdict_from_json(entry: Mapping[str, Any]) -> Verdict:
    return Verdict(
        part=entry["id"],
        kind=entry["kind"],
        status=Status(entry["status"]),
        score=entry["score"],
        max_score=entry["max_score"],
        optional=entry["optional"],
        answer=entry["answer"],
        read_as=entry["read_as"],
        where=entry["where"],
        feedback=tuple(entry["feedback"]),
        diagnosis=entry["diagnosis"],
        suggested_score=entry.get("suggested_score"),
        evidence=entry["evidence"],
        cells=tuple(_verdict_from_json(cell) for cell in entry.get("cells", ())),
    )
