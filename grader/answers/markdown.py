"""Markdown answers: front matter, then a section for each heading."""

from __future__ import annotations

import re

from grader.answers.blocks import Blocks
from grader.answers.sheet import Line, Sheet, printable, quoted
from grader.model import Where

_RULE = re.compile(r"(?:---+|\.\.\.)[ \t]*")
_FIELD = re.compile(r"\s*[\"'“]?(?P<key>\w+)[\"'”]?\s*:(?:\s+(?P<value>.*))?\s*")
# what says it in other ways: `assignment = hw01`, `**assignment:** hw01`, `assignment:hw01`, `- Assignment: hw01`
_LOOSE = re.compile(
    r"\s*(?:[-*+]\s+)?[*_`\"'“]*(?P<key>assignment|student)[*_`\"'”]*\s*[:=][*_`]*\s*(?P<value>[^\s*`].*)",
    re.IGNORECASE,
)
_ONE_WORD = re.compile(r"[\w.-]+")  # `Assignment: the first one` is prose
_FIRST_PART = re.compile(r"\s{0,9}#{1,9}\W{0,9}q\d", re.IGNORECASE)
_BEFORE_PARTS = 100  # lines in which front matter without its marks is looked for
_COMMENT = re.compile(r"(?:^|\s)#.*")


def read(text: str, file: str) -> Sheet:
    """Return the sections of the Markdown text; nothing in it is an error of syntax."""
    lines = [Line(line, Where(file, number)) for number, line in enumerate(text.split("\n"), start=1)]
    fields, rest, warnings = front_matter(lines)
    if "assignment" not in fields:
        late = next((line for line in lines if (match := _LOOSE.match(line.text)) and match["key"][0] in "aA"), None)
        fields |= {"assignment": Line("", late.where)} if late else {}
    blocks = Blocks()
    blocks.read(rest)
    return Sheet(fields, sections=tuple(blocks.sections), warnings=(*warnings, *blocks.warnings))


def front_matter(lines: list[Line]) -> tuple[dict[str, Line], list[Line], tuple[str, ...]]:
    """Return the fields between two `---` lines at the top, the lines after them, and warnings.

    Front matter that is never closed ends at the first line that is no field. Where there is none that names an
    assignment, lines before the first part that do count as such, with a warning.
    """
    fields = _Fields()
    rest = fields.between_rules(lines)
    if "assignment" not in fields.found:
        fields.without_rules(lines)
    return fields.found, rest, tuple(fields.warnings)


class _Fields:
    """Collects fields; the first of a name counts."""

    def __init__(self) -> None:
        self.found: dict[str, Line] = {}
        self.warnings: list[str] = []

    def between_rules(self, lines: list[Line]) -> list[Line]:
        """Take the fields between two `---` lines at the top; return the lines after them."""
        start = next((i for i, line in enumerate(lines) if line.text.strip()), len(lines))
        if start == len(lines) or not lines[start].text.strip().startswith("---"):
            return lines
        rest: list[Line] = []
        for i, line in enumerate(lines[start + 1 :], start=start + 1):
            if _RULE.fullmatch(line.text.strip()):
                return lines[i + 1 :]
            if self._between(line):
                continue
            if line.text.lstrip().startswith(("#", ">", "|")) and not line.text.startswith("# "):
                rest = lines[i:]
                break
        self.warnings.append(f"{lines[start].where}: front matter that is never closed; write --- after its last field")
        return rest

    def _between(self, line: Line) -> bool:
        """Take the line if it is a field."""
        if match := _FIELD.fullmatch(line.text):
            self._take(match["key"].casefold(), _value(match["value"] or ""), line)
        elif match := _LOOSE.fullmatch(line.text):
            key, value = match["key"].casefold(), _bare(match["value"])
            self._take(key, value, line)
            self.warnings.append(f"{line.where}: read as {key}; write {key}: {printable(value[:40])}")
        return match is not None

    def without_rules(self, lines: list[Line]) -> None:
        """Take what names assignment and student before the first part, without `---` around it."""
        said: list[tuple[str, Line]] = []
        for line in lines[:_BEFORE_PARTS]:
            if _FIRST_PART.match(line.text):
                break
            if match := _LOOSE.fullmatch(line.text):
                said.append((match["key"].casefold(), Line(_bare(match["value"]), line.where)))
        first = next((line for key, line in said if key == "assignment" and _ONE_WORD.fullmatch(line.text)), None)
        if first is None:
            return
        self.warnings.append(f"{first.where}: read as front matter; write it between two lines of --- at the top")
        for key, line in said:
            self._take(key, line.text, line)

    def _take(self, key: str, value: str, line: Line) -> None:
        before = self.found.setdefault(key, Line(value, line.where))
        if before.text != value and key in ("assignment", "student"):
            seen, first = quoted(value), quoted(before.text)
            self.warnings.append(f"{line.where}: {key} is given twice; {first} counts, remove {seen}")


def _bare(value: str) -> str:
    """Return a field's value without emphasis and a line break after it."""
    return _value(value.rstrip().rstrip("\\*`").rstrip())


def _value(text: str) -> str:
    """Return a field's value without a comment after it and quotes around it."""
    text = text.strip()
    if text[:1] in ("'", '"', "“", "‘"):
        closed = re.search(r"['\"”’]", text[1:])
        return text[1 : closed.end()] if closed else text[1:]
    return _COMMENT.sub("", text).strip()
