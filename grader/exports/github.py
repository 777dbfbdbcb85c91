"""GitHub Actions: annotations on the lines of the answers, untrusted text in between, the job summary's size.

Limits of GitHub: ten annotations of a type a step; a job summary over 1024 KiB is dropped as a whole.
"""

from __future__ import annotations

import re
import secrets

from grader.exports.text import number
from grader.model import Report, Status, Verdict

MOST_OF_A_TYPE = 10
MOST_SUMMARY_BYTES = 1024 * 1024
_TYPES = {
    Status.INCORRECT: "error",
    Status.INVALID: "error",
    Status.PARTIAL: "warning",
    Status.ERROR: "warning",
    Status.MISSING: "notice",
    Status.NEEDS_REVIEW: "notice",
    Status.NOT_RUN: "notice",
}


def marks(report: Report, root: str | None = "") -> str:
    """Return the workflow commands that mark the answers; `root` is the submission's folder inside the repository,
    None where it lies outside of it or in a zip: the marks then name no file.

    Of each type the ten with most points at stake; the last of them says how many more there are.
    """
    lines: list[str] = []
    for kind in ("error", "warning", "notice"):
        of_kind = [verdict for verdict in report.verdicts if _TYPES.get(verdict.status) == kind]
        of_kind.sort(key=lambda verdict: verdict.score - verdict.max_score)
        more = len(of_kind) - MOST_OF_A_TYPE
        for place, verdict in enumerate(of_kind[:MOST_OF_A_TYPE], 1):
            rest = f"\n({more} more of this type: see the job summary)" if more > 0 and place == MOST_OF_A_TYPE else ""
            lines.append(_annotation(kind, verdict, root, rest))
    return "".join(f"{line}\n" for line in lines)


def inert(text: str) -> str:
    """Return `text` in a block where GitHub obeys no command, whatever a student has written in it."""
    token = secrets.token_hex(16)
    return f"::stop-commands::{token}\n{text.rstrip(chr(10))}\n::{token}::\n"


def summary(markdown: str) -> str:
    """Return `markdown` cut at a line's end to what GitHub takes, and saying so."""
    content = markdown.encode("utf-8", errors="replace")
    if len(content) < MOST_SUMMARY_BYTES:
        return markdown
    note = "\n\n*Cut here: the whole report is in report.html.*\n"
    kept = content[: MOST_SUMMARY_BYTES - len(note.encode()) - 1].decode("utf-8", errors="ignore")
    return kept[: kept.rfind("\n") + 1] + note


def _annotation(kind: str, verdict: Verdict, root: str | None, rest: str) -> str:
    properties = {**_place(verdict.where, root), "title": f"{verdict.part}: {verdict.status}"}
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    points = f"{number(verdict.score)} of {number(verdict.max_score)} points."
    return f"::{kind} {named}::{_data(chr(10).join((points, *verdict.feedback)) + rest)}"


def _place(where: str, root: str | None) -> dict[str, str]:
    found = re.fullmatch(r"(?P<file>.+?)(?::(?P<line>\d+))?", where, re.DOTALL)
    if not found or root is None:
        return {}
    file = f"{root}/{found['file']}" if root else found["file"]
    return {"file": file} | ({"line": found["line"]} if found["line"] else {})


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
