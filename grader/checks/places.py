"""Where code stands in what the student handed in: a check runs it under the name of the part's file."""

from __future__ import annotations

import re

from grader.model import Answer, Part


def as_handed_in(message: str, part: Part, answer: Answer) -> str:
    """Return the message with the place that it begins with, `FILE` or `FILE:LINE`, as it is in the submission."""
    named = re.match(rf"{re.escape(part.file)}(?::(?P<line>\d{{1,9}}))?(?=[:\s])", message) if part.file else None
    if named is None or answer.where.file == part.file:
        return message
    place, line = answer.where.file, int(named["line"] or 0)
    if line:
        place = str(answer.lines[line - 1]) if line <= len(answer.lines) else f"{place}:{line}"
    return place + message[named.end() :]
