"""Laying text out in terminal columns: widths of wide characters, wrapping, and the few ANSI styles in use."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Select Graphic Rendition codes (ECMA-48) of the sixteen-colour palette, so that the terminal's own theme decides.
STYLES = {
    "bold": "1",
    "dim": "2",
    "good": "32",
    "bad": "31",
    "middle": "33",
    "waiting": "36",
    "link": "34",
}


@dataclass(frozen=True, slots=True)
class Terminal:
    """What the text is laid out for: how many columns, and whether ANSI styles may be used."""

    width: int
    colour: bool

    def paint(self, text: str, *styles: str) -> str:
        """Return `text` in the named `styles`, or unchanged without colour."""
        if not self.colour or not styles:
            return text
        return f"\x1b[{';'.join(STYLES[style] for style in styles)}m{text}\x1b[0m"

    def paragraph(self, text: str) -> Iterator[str]:
        """Yield `text` as lines over the whole width."""
        yield from wrapped(text, self.width)

    def marked(self, mark: str, text: str, *styles: str, indent: int) -> Iterator[str]:
        """Yield `text` behind `mark` (in `styles`), its further lines indented as the first."""
        room = self.width - indent - columns(mark) - 1
        first, *rest = wrapped(text, room)
        yield f"{' ' * indent}{self.paint(mark, *styles)} {first}"
        yield from (f"{' ' * (indent + columns(mark))} {line}" for line in rest)

    def ends(self, left: str, right: str, *styles: str) -> str:
        """Return one line with `left` (in `styles`, cut where it is too long) and `right` at its two ends."""
        room = self.width - columns(right) - 2
        cut = left if columns(left) <= room else wrapped(left, room - 1)[0] + "…"
        return f"{self.paint(padded(cut, room), *styles)}  {right}"

    def rule(self) -> str:
        """Return a line across."""
        return self.paint("─" * self.width, "dim")


def columns(text: str) -> int:
    """Return how many terminal columns `text` (one line, visible characters only) takes."""
    return len(text) if text.isascii() else sum(_columns_of(character) for character in text)


def wrapped(text: str, width: int) -> list[str]:
    """Return `text` as lines of at most `width` columns, broken at spaces; a longer word is broken where it must be.

    `width` is two at least: one wide character must fit.
    """
    return flowed(text.split(" "), " ", width)


def flowed(pieces: Iterable[str], between: str, width: int) -> list[str]:
    """Return `pieces` joined by `between` as lines of at most `width` columns, broken between pieces if possible."""
    lines: list[str] = []
    line: str | None = None
    for piece in pieces:
        joined = piece if line is None else line + between + piece
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _broken(piece, width)
        lines.extend(full)
    return [*lines, line or ""]


def padded(text: str, width: int) -> str:
    """Return `text` with spaces after it up to `width` columns."""
    return text + " " * max(0, width - columns(text))


def _columns_of(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _broken(word: str, width: int) -> Iterator[str]:
    piece, used = "", 0
    for character in word:
        size = _columns_of(character)
        if used + size > width:
            yield piece
            piece, used = "", 0
        piece += character
        used += size
    yield piece
