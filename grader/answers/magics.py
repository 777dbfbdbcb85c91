"""Lines that only a notebook understands, `!pip install`, `%matplotlib`, `?lower`, `lower?`: they are not Python's."""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAGIC = re.compile(r"\s*%.*|\s*!(?!=).*|\s*\?.*|[\w.]+\?{1,2}\s*")
#: What decides where a statement ends: strings, comments, brackets.
_PIECE = re.compile(r"\"\"\"|'''|\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|#.*|[()\[\]{}]")


def is_magic(line: str) -> bool:
    """Whether a line is one for the notebook, where a statement may begin."""
    return _MAGIC.fullmatch(line) is not None


def magics(lines: Sequence[str]) -> list[bool]:
    """Tell of each line whether it is for the notebook: `% 3)` inside brackets and `%d` inside a string are not."""
    found, quote, depth, goes_on = [], "", 0, False
    for line in lines:
        magic = not quote and depth <= 0 and not goes_on and is_magic(line)
        found.append(magic)
        if magic:
            continue
        quote, depth = _after(line, quote, max(depth, 0))
        goes_on = not quote and line.endswith("\\")
    return found


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """The triple quote that is open behind a line, "" for none, and how many brackets are."""
    at = 0
    while at < len(line):
        if quote:
            closing = line.find(quote, at)
            if closing < 0:
                return quote, depth
            quote, at = "", closing + len(quote)
            continue
        piece = _PIECE.search(line, at)
        if piece is None:
            break
        at = piece.end()
        if piece[0] in ('"""', "'''"):
            quote = piece[0]
        elif piece[0] in "([{":
            depth += 1
        elif piece[0] in ")]}":
            depth -= 1
    return quote, depth
