"""Text struck out in Markdown or HTML, `~~n^2~~ n^2/2`: it does not count, and is reported."""

from __future__ import annotations

import re

from grader.errors import ReadError
from grader.expressions.characters import Characters
from grader.expressions.patterns import later

_STRUCK = later(
    r"(?<!~)~~(?=[^\s~])([^~\n]{1,400})(?<=[^\s~])~~(?!~)|<(s|del|strike)>([^<>\n]{0,400})</(?:s|del|strike)>",
    re.IGNORECASE,
)
_OPENS = later(r"(?:^|\s)~~(?=[^\s~])")


def without_struck(characters: Characters, aside: list[str]) -> Characters:
    """Return the characters without what is struck out; raises ReadError where a stroke does not end."""
    text = characters.text
    if "~~" not in text and "</" not in text:
        return characters
    edits = []
    for match in _STRUCK.finditer(text):
        aside.append(f"struck out: {(match[1] or match[3] or '').strip()}")
        edits.append((match.start(), match.end(), " "))
    left = characters.rewritten(edits)
    if (opening := _OPENS.search(left.text)) is not None:
        raise ReadError("~~ strikes out what follows, but does not end", left.column(opening.end() - 2))
    return left
