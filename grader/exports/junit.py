"""`junit`: a test suite a submission, a test case a part; what CI systems draw their tables from.

`failure` is wrong, `error` a fault of ours, `skipped` left out or waiting for a person. Points stand as properties.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Sequence

from grader.exports.export import Document, Sheet
from grader.exports.text import number, xml_text
from grader.gradebook import Entry, State
from grader.model import Status, Verdict

_SKIPPED = frozenset({Status.MISSING, Status.NEEDS_REVIEW, Status.NOT_RUN})
_KINDS = ("failure", "error", "skipped")


def write(entries: Sequence[Entry], sheet: Sheet | None = None) -> Document:
    """Return the JUnit XML of all entries."""
    root = ET.Element("testsuites", name="grader")
    for entry in entries:
        root.append(_suite(entry))
    _count(root)
    ET.indent(root)
    return Document(b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8") + b"\n")


def _suite(entry: Entry) -> ET.Element:
    suite = ET.Element("testsuite", name=xml_text(entry.student or entry.name), time=f"{entry.seconds:.3f}")
    report = entry.report
    if report is None:
        case = ET.SubElement(suite, "testcase", classname="submission", name=xml_text(entry.name or entry.student))
        kind = {State.UNREADABLE: "failure", State.ERROR: "error"}.get(entry.state, "skipped")
        ET.SubElement(case, kind, message=xml_text(entry.message))
    else:
        points = {"score": report.score, "pending": report.pending, "pending_bonus": report.pending_bonus}
        _add_properties(suite, points | {"max_score": report.max_score})
        for verdict in report.verdicts:
            suite.append(_case(verdict, report.assignment))
    _count(suite)
    return suite


def _case(verdict: Verdict, assignment: str) -> ET.Element:
    case = ET.Element("testcase", classname=xml_text(assignment), name=xml_text(verdict.part), time="0")
    _add_properties(case, {"score": verdict.score, "max_score": verdict.max_score})
    kind = _kind(verdict.status)
    if kind:
        points = f"{verdict.status}, {number(verdict.score)} of {number(verdict.max_score)} points"
        where = f" ({verdict.where})" if verdict.where else ""
        outcome = ET.SubElement(case, kind, message=xml_text(points + where))
        outcome.text = xml_text("\n".join(verdict.feedback))
    return case


def _kind(status: Status) -> str:
    if status is Status.CORRECT:
        return ""
    return "error" if status is Status.ERROR else "skipped" if status in _SKIPPED else "failure"


def _add_properties(element: ET.Element, values: dict[str, float]) -> None:
    properties = ET.SubElement(element, "properties")
    for name, value in values.items():
        ET.SubElement(properties, "property", name=name, value=number(value))


def _count(element: ET.Element) -> None:
    cases = list(element.iter("testcase"))
    element.set("tests", str(len(cases)))
    for kind, plural in zip(_KINDS, ("failures", "errors", "skipped"), strict=True):
        element.set(plural, str(sum(case.find(kind) is not None for case in cases)))
