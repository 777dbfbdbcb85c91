"""LaTeX that lost something on the way: commands without their backslash, and the last closing bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from grader.expressions.characters import Characters
from grader.expressions.patterns import later
from grader.expressions.vocabulary import vocabulary

_CUE = later(r"(?<![\\A-Za-z_])(?:[dt]?frac|[dt]?binom|cdot|left|right|[lr]ceil|[lr]floor)")
_BARE = later(
    r"(?<![\\A-Za-z_])(?P<braced>[dt]?frac|[dt]?binom)(?=\s*\{)|(?<![\\A-Za-z_])(?P<sign>cdot|[lr]ceil|[lr]floor)(?![A-Za-z_({])"
)
_SIDE = later(r"(?<!\\)(?:(?P<left>left)(?=\s?[(\[|])|(?P<right>right)(?=\s?[)\]|]))")
_PAIRS = {"(": ")", "[": "]", "{": "}"}
_BRACKET = later(r"(?P<sized>\\left\s*)?(?P<root>(?<![\\A-Za-z])sqrt(?=\{))?(?P<escaped>\\?)(?P<sign>[(\[{)\]}])")


def with_backslashes(characters: Characters, symbols: Sequence[str]) -> Characters:
    """Return the characters with the backslash that `frac{a}{b}`, `cdot`, `left(…right)` lack."""
    text = characters.text
    if _CUE.search(text) is None:
        return characters
    return characters.rewritten(_edits(text, symbols))


def _edits(text: str, symbols: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    names = vocabulary(tuple(symbols))
    for match in _BARE.finditer(text):
        cut = names.cut(match[0])
        if cut is None or cut.other_case:
            yield match.start(), match.end(), f"\\{match[0]} "
    sides = list(_SIDE.finditer(text))
    if len(sides) % 2 == 0 and sum(match["left"] is not None for match in sides) * 2 == len(sides):
        yield from ((match.start(), match.end(), " ") for match in sides)


def completed(text: str) -> str | None:
    """Return `text` with the one closing bracket that its very end lacks; None where another thing is wrong.

    Only the bracket of `\\left` and the brace of a bare `sqrt{` are supplied: a plain one may close anywhere, and
    LaTeX that is cut off, `\\frac{a}{b`, may lack more than its brace.
    """
    if "sqrt{" not in text and "\\left" not in text:
        return None
    open_brackets: list[re.Match[str]] = []
    for match in _BRACKET.finditer(text):
        if match["escaped"] and not match["sized"]:  # \{ and \( are other things
            return None
        if match["sign"] in _PAIRS:
            open_brackets.append(match)
        elif not open_brackets or _PAIRS[open_brackets.pop()["sign"]] != match["sign"]:
            return None
    if len(open_brackets) != 1 or not (open_brackets[0]["sized"] or open_brackets[0]["root"]):
        return None
    return text + _PAIRS[open_brackets[0]["sign"]]
