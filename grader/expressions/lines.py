"""An answer's lines: which of them say something, and their markup blanked out so that every column stays in place."""

from __future__ import annotations

import re
from itertools import pairwise

from grader.errors import ReadError
from grader.expressions.patterns import later

MAX_LINES = 60

_BREAK = later(r"(\n|\\\\(?:\[[^\]]*\])?)")
_BULLET = later(
    r"\s*(?:[•▪◦‣→∴]\s+(?=\S)|#+\s+|[a-z0-9]\)\s+(?=\S)|\d{1,2}\.\s+(?=[^\d\s])"
    r"|(?:Answer|Ans|Solution|Result|Final answer)\s*[:.]\s*)",
    re.IGNORECASE,
)
_STAR = later(r"^\s*\*\s+(?=\S)")
_DASH = later(r"^\s*-\s+(?=\S)")
_MINUS = later(r"^\s*-\s*(?=[\w\\($])")
_OPENS = later(r"[({[]")
_CLOSES = later(r"[)}\]]")
_EMPHASIS = later(r"(?<!\S)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\*)")
_ITALIC = later(r"^\s*([*_])(?=[^\s*_])(.+[^\s*_])\1([.!]?)\s*$")
_RULE = later(r"\s*[-=_*~`]{3,}[A-Za-z]*\s*")
_DASHES = later(r"\s*[-–—_]{3,}\s*")
_BEGINS_WITH_OPERATOR = later(
    r"\s*(?:[/+×^]|\\(?:cdot|times|div)(?![A-Za-z])|\*(?!\s)|(?:plus|minus|times|divided\s+by|multiplied\s+by)\s)",
    re.IGNORECASE,
)
_ENDS_WITH_OPERATOR = later(r"(?:[-+*/×^(,]|\\(?:cdot|times|div))\s*$")
_CELL = later(r"\|\s+[^|+*/^-]*\s+\|")
_MARKS = frozenset("\n*#:_)→∴")


def lines_of(text: str) -> list[tuple[int, str]]:
    """Return the lines that say something, each with its offset in `text`.

    A line that begins or ends with an operator goes on with its neighbour. Raises ReadError for too many lines, and
    for a rule of dashes between two formulas.
    """
    if _MARKS.isdisjoint(text) and "\\\\" not in text and not text.lstrip()[:1].isdigit():
        return [(0, text)] if text.strip() else []
    if "\n" not in text and "\\\\" not in text:
        line = without_markup(text, starred=False)
        return [(0, line)] if line.strip() and not _RULE.fullmatch(line) else []
    pieces = _BREAK.split(text)
    starts = [sum(map(len, pieces[:index])) for index in range(len(pieces))] if len(pieces) <= 4 * MAX_LINES else []
    said = [index for index in range(0, len(pieces), 2) if pieces[index].strip()]
    if len(said) > MAX_LINES or not starts:
        raise ReadError(f"the answer has more than {MAX_LINES} lines; give the last steps only")
    if any(_DASHES.fullmatch(pieces[index]) for index in said[1:-1]):
        raise ReadError("a line of dashes stands between two lines; write a fraction with /")
    starred = sum(1 for index in said if _STAR.match(pieces[index])) > 1 or any(
        pieces[before].rstrip().endswith(":") and _STAR.match(pieces[after]) for before, after in pairwise(said)
    )
    dashed = [at for at, index in enumerate(said) if _DASH.match(pieces[index])]
    listed = len(dashed) > 1 and (dashed[0] == 0 or pieces[said[dashed[0] - 1]].rstrip().endswith(":"))
    lines: list[tuple[int, str]] = []
    for index in said:
        opened = bool(lines) and _is_open(lines[-1][1])  # "1) + N" closes its bracket and is no item of a list
        line = pieces[index] if opened else without_markup(pieces[index], starred=starred)
        if listed:
            line = _DASH.sub(lambda m: " " * len(m[0]), line)
        goes_on = lines and (
            _BEGINS_WITH_OPERATOR.match(line)
            or _ENDS_WITH_OPERATOR.search(lines[-1][1])
            or line.lstrip().startswith("{")
            or (not listed and _goes_on_with_minus(lines[-1][1], line))
            or opened
        )
        if goes_on:
            offset, before = lines.pop()
            lines.append((offset, before + " " * (starts[index] - offset - len(before)) + line))
        elif line.strip() and not _RULE.fullmatch(line):
            lines.append((starts[index], line))
    return lines


def _goes_on_with_minus(before: str, line: str) -> bool:
    """Whether "- 1" goes on with the formula in the line before it; it may be an item of a list or a dash as well."""
    formula = not is_prose(before) and not before.rstrip().endswith((":", ".")) and before.strip() != ""
    return formula and _MINUS.match(line) is not None and re.search(r"(?<![\\A-Za-z])[A-Za-z]{3,}", line) is None


def _is_open(line: str) -> bool:
    """Whether a bracket that was opened in the line is closed in none of it."""
    return len(_OPENS.findall(line)) > len(_CLOSES.findall(line))


def is_prose(line: str) -> bool:
    """Whether a line is more words than mathematics."""
    return len(re.findall(r"[A-Za-z]{2,}", line)) >= 4


def unquoted(text: str) -> str:
    """Blank out quotation marks around a whole answer."""
    bare = text.strip()
    if bare.startswith("| ") and _CELL.fullmatch(bare):  # of a table
        return text.replace("|", " ")
    if len(bare) > 2 and bare[0] == bare[-1] and bare[0] in "\"'" and bare[0] not in bare[1:-1]:
        start = text.index(bare)
        return text[:start] + " " + bare[1:-1] + " " + text[start + len(bare) :]
    return text


def without_markup(line: str, *, starred: bool) -> str:
    """Blank out bullets, emphasis and quote marks of a line, every other character in its place."""
    if starred:
        line = _STAR.sub(lambda m: " " * len(m[0]), line)
    bullet = _BULLET.match(line)
    while bullet:
        line = " " * bullet.end() + line[bullet.end() :]
        bullet = _BULLET.match(line, bullet.end())
    if "**" in line or "__" in line:
        if line.strip().startswith("**") and line.strip().rstrip(".").endswith("**") and len(line.strip()) > 4:
            first, last = line.index("**"), line.rindex("**")
            line = line[:first] + "  " + line[first + 2 : last] + "  " + line[last + 2 :]
        else:
            line = _EMPHASIS.sub(lambda m: "  " + m[2] + "  " if m[1] == "__" or _is_emphasis(m) else m[0], line)
    italic = _ITALIC.match(line)
    if italic:
        start, end = italic.start(2), italic.end(2)
        line = line[: start - 1] + " " + line[start:end] + " " + line[end + 1 :]
    return line


def _is_emphasis(match: re.Match[str]) -> bool:
    before = match.string[: match.start()].rstrip()
    return not before or before[-1] in ":.,;=" or re.search(r"[A-Za-z]{3,}$", before) is not None


def as_one(lines: list[tuple[int, str]]) -> tuple[int, str]:
    """Several lines as one, parted by commas, every character in its column."""
    first, text = lines[0]
    for offset, line in lines[1:]:
        text = text.ljust(offset - first - 1) + "," + line
    return first, text


def continued(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """The lines, those that begin with `=` joined to the one before, every character in its column."""
    whole: list[tuple[int, str]] = []
    for offset, line in lines:
        if whole and line.lstrip().startswith("="):
            first, before = whole.pop()
            whole.append((first, before.ljust(offset - first) + line))
        else:
            whole.append((offset, line))
    return whole


def with_continuations(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Put lines that go on with an equality behind the ones that they continue."""
    whole: list[tuple[int, str]] = []
    for offset, line in lines:
        if whole and line.lstrip().startswith(("=", "≈")):
            whole[-1] = whole[-1][0], f"{whole[-1][1]} {line}"
        else:
            whole.append((offset, line))
    return whole
