"""What a format's reader returns: answers in the order of the file, before anybody knows which parts there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.answers import limits
from grader.model import Where


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer. `fence` is None for prose, else the first word of the code block's opening line."""

    text: str
    where: Where
    fence: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One raw answer under a key of a map.

    `path` are the keys as written, outermost first; `blocks` holds for each of them where the map under it stands,
    or None where no single map does (dotted keys). `items` are the elements of a list; `boolean` is a native true or
    false.
    """

    path: tuple[str, ...]
    lines: tuple[Line, ...]
    where: Where
    blocks: tuple[Where | None, ...] = ()
    items: tuple[str, ...] | None = None
    boolean: bool | None = None
    problem: str | None = None

    @property
    def text(self) -> str:
        """The answer as typed, without blank lines and spaces around it."""
        return "\n".join(line.text for line in self.lines).strip()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of a Markdown text and what stands under it, up to the next.

    `level` is 1 to 6, by its marks; a `sure` heading is one in Markdown, another only if its first word is a part id
    (a bold line, `###` without a space, seven `#`, escaped ones, `<h3>`, a heading in a list). `title` None: text
    before the first heading of a notebook's cell. `code`: a notebook's code cell for the part that `title` names.
    `quotes`: the lines of block quotes under the heading, which `body` leaves out.
    """

    title: str | None
    level: int
    sure: bool
    heading: Line
    body: tuple[Line, ...]
    code: bool = False
    quotes: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A notebook's raw cell, or a code cell that does not say whose it is; `after` counts the sections before it."""

    code: bool
    lines: tuple[Line, ...]
    after: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything one answer file says. `fields` maps `assignment` and `student` to what stands there."""

    fields: Mapping[str, Line] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    sections: tuple[Section, ...] = ()
    cells: tuple[Cell, ...] = ()
    warnings: tuple[str, ...] = ()


#: Quotation marks, in the order in which they are tried. No backticks: reports typeset what stands between two as code.
_QUOTES = ('""', "''", "“”", "«»", "‹›", "「」")


def printable(text: str) -> str:
    """Return `text` with what a terminal would obey replaced."""
    return text if text.isprintable() else "".join(c if c.isprintable() else "�" for c in text)


def quoted(text: str) -> str:
    """Return `text` for a message: one line, nothing that a terminal obeys, not long, in quotes that are not in it."""
    line = printable(" ".join(text.split()))
    if len(line) > limits.QUOTED_CHARACTERS:
        line = line[: limits.QUOTED_CHARACTERS - 1] + "…"
    marks = next((pair for pair in _QUOTES if not set(pair) & set(line)), _QUOTES[-1])
    return marks[0] + line + marks[1]


def clean(text: str) -> str:
    """Return `text` with what no file of text can hold (NUL, half a surrogate pair) replaced."""
    if text.isascii() and "\0" not in text:
        return text
    return "".join("�" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
