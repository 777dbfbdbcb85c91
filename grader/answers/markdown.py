"""Markdown answers: front matter, then a section for each heading."""

from __future__ import annotations

import re

from grader.answers.blocks import Blocks
from grader.answers.sheet import Line, Sheet
from grader.model import Where

_RULE = re.compile(r"(?:---+|\.\.\.)[ \t]*")
_FIELD = re.compile(r"\s*[\"'“]?(?P<key>\w+)[\"'”]?\s*:(?:\s+(?P<value>.*))?\s*")
_COMMENT = re.compile(r"(?:^|\s)#.*")


def read(text: str, file: str) -> Sheet:
    """Return the sections of the Markdown text; nothing in it is an error of syntax."""
    lines = [Line(line, Where(file, number)) for number, line in enumerate(text.split("\n"), start=1)]
    fields, rest, warnings = front_matter(lines)
    blocks = Blocks()
    blocks.read(rest)
    return Sheet(fields, sections=tuple(blocks.sections), warnings=(*warnings, *blocks.warnings))


def front_matter(lines: list[Line]) -> tuple[dict[str, Line], list[Line], tuple[str, ...]]:
    """Return the fields between two `---` lines at the top, the lines after them, and warnings.

    Front matter that is never closed ends at the first line that is no field.
    """
    start = next((i for i, line in enumerate(lines) if line.text.strip()), len(lines))
    if start == len(lines) or not lines[start].text.strip().startswith("---"):
        return {}, lines, ()
    fields: dict[str, Line] = {}
    never_closed = (f"{lines[start].where}: front matter that is never closed; write --- after its last field",)
    for i, line in enumerate(lines[start + 1 :], start=start + 1):
        if _RULE.fullmatch(line.text.strip()):
            return fields, lines[i + 1 :], ()
        match = _FIELD.fullmatch(line.text)
        if match is None and line.text.lstrip().startswith(("#", ">", "|")) and not line.text.startswith("# "):
            return fields, lines[i:], never_closed
        if match:
            fields.setdefault(match["key"].casefold(), Line(_value(match["value"] or ""), line.where))
    return fields, [], never_closed


def _value(text: str) -> str:
    """Return a field's value without a comment after it and quotes around it."""
    text = text.strip()
    if text[:1] in ("'", '"', "“", "‘"):
        closed = re.search(r"['\"”’]", text[1:])
        return text[1 : closed.end()] if closed else text[1:]
    return _COMMENT.sub("", text).strip()
