"""The JSON report: the document of results.json as text that any program and any terminal can take."""

from __future__ import annotations

import json
import math
from typing import Any

from grader.model import Assignment, Report
from grader.reports import summary
from grader.results import to_json


def write(report: Report, assignment: Assignment, *, hints: summary.Levels = 0) -> str:
    """Return results.json for `report`, one line end at its end. Parts that have hints to show get them as `hints`.

    All but ASCII is escaped, so that no character a student wrote can act on a terminal; numbers that JSON does not
    know (a loss that became infinite) are null.
    """
    document = to_json(report)
    shown = {
        entry.verdict.part: [hint.text for hint in summary.shown_hints(entry, hints)]
        for section in summary.sections(report, assignment)
        for entry in section.entries
    }
    for part in document["parts"]:
        if shown.get(part["id"]):
            part["hints"] = shown[part["id"]]
    return json.dumps(_finite(document), indent=2, allow_nan=False) + "\n"


def _finite(value: Any) -> Any:
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {str(key): _finite(entry) for key, entry in value.items()}
    return [_finite(entry) for entry in value] if isinstance(value, list | tuple) else value
