"""`classroom50`: the result.json of a Classroom 50 autograder, schema classroom50/result/v1.

Built for its published JSON schema `schemas/result-v1.schema.json` at commit 6e593c7, together with the rules that it
names as enforced in code: a score is at most its max-score, and all are whole numbers, so points are hundredths here.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping, Sequence
from typing import Any

from grader.exports.export import Document, Sheet
from grader.gradebook import Entry
from grader.model import Report, Status, Verdict

SCHEMA = "classroom50/result/v1"
SCALE = 100  # the same for every student, so that scores compare


def write(entries: Sequence[Entry], sheet: Sheet | None = None) -> Document:
    """Return the document of one entry; whose and which submission it is comes from the workflow's environment."""
    (entry,) = entries
    document = identity(entry, os.environ) | _scores(entry)
    return Document(json.dumps(document, ensure_ascii=False, indent=1).encode("utf-8", errors="replace") + b"\n")


def identity(entry: Entry, environment: Mapping[str, str]) -> dict[str, Any]:
    """Return the keys that say whose result this is; outside of its workflow they name the entry itself."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(entry.handed_in_at))
    owner = environment.get("OWNER") or entry.student or entry.name
    assignment = environment.get("ASSIGNMENT") or (entry.report.assignment if entry.report else "unknown")
    commit = environment.get("COMMIT_URL") or entry.name or owner
    found = {
        "schema": SCHEMA,
        "classroom": environment.get("CLASSROOM") or "local",
        "assignment": assignment,
        "assignment_type": environment.get("ASSIGNMENT_TYPE") or "individual",
        "owner": owner,
        "submission": environment.get("SUBMISSION_TAG") or f"submit/{stamp.replace(':', '-')}",
        "commit": commit,
        "release": environment.get("RELEASE_URL") or commit,
        "review": environment.get("REVIEW_URL") or commit,
        "datetime": stamp,
        "graded_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
    }
    pushed_by = environment.get("USERNAME")
    return found | ({"submitted_by": {"username": pushed_by}} if pushed_by else {})


def _scores(entry: Entry) -> dict[str, Any]:
    report = entry.report
    if report is None:
        return {"score": 0, "max-score": 0, "tests": []}
    whole = hundredths(report.max_score)
    return {
        "score": min(hundredths(report.score), whole),
        "max-score": whole,
        "tests": [_test(verdict, report) for verdict in report.verdicts],
    }


def _test(verdict: Verdict, report: Report) -> dict[str, Any]:
    most = hundredths(verdict.max_score)
    return {
        "test-name": verdict.part,
        "passed": verdict.status is Status.CORRECT,
        "score": min(hundredths(verdict.score), most),
        "max-score": most,
        "status": str(verdict.status),
        "bonus": verdict.optional,
        "message": "\n".join(verdict.feedback),
    }


def hundredths(points: float) -> int:
    """Return points as a whole number of hundredths, never negative."""
    return max(0, round(points * SCALE))
