"""Word's linear format, `∑_(i=1)^n▒i^3`, `√(3&6V)`, `(n¦k)`, `█(a&=b@&=c)`: put as LaTeX."""

from __future__ import annotations

from collections.abc import Iterator

from grader.errors import ReadError
from grader.expressions.characters import Characters
from grader.expressions.patterns import later

_SIGNS = frozenset("▒〖〗¦█■▭")
_ROOT = later(r"√\s*\(")
_STACK = later(r"[(]\s*■\s*\(([^()&@]{1,40})@([^()&@]{1,40})\)\s*\)")
_ALIGNED = later(r"█\s*\(")
_LABEL = {"▒": " ", "〖": "{", "〗": "}", "▭": " ", "∫": "\\int "}


def as_latex(characters: Characters) -> Characters:
    """Return the characters with Word's own signs as LaTeX; raises ReadError for a matrix."""
    text = characters.text
    if text.isascii() or (_SIGNS.isdisjoint(text) and not ("&" in text and "√" in text)):
        return characters
    try:
        return characters.rewritten(_edits(text))
    except ReadError as error:
        raise ReadError(str(error), characters.column(error.column or 0)) from None


def _edits(text: str) -> Iterator[tuple[int, int, str]]:
    stacks = list(_STACK.finditer(text))
    for stack in stacks:
        yield stack.start(), stack.end(), f"\\binom{{{stack[1].strip()}}}{{{stack[2].strip()}}}"
    inside = {at for stack in stacks for at in range(*stack.span())}
    yield from ((at, at + 1, _LABEL[char]) for at, char in enumerate(text) if char in _LABEL and at not in inside)
    for root in _ROOT.finditer(text):
        closing = _closing(text, root.end() - 1)
        parting = _alone(text, "&", root.end(), closing)
        if parting < 0:
            continue
        degree = text[root.end() : parting].strip()
        if degree.isalnum() and not degree.isdigit():  # a symbol: the power one over it
            yield root.start(), parting + 1, "{"
            yield closing, closing + 1, f"}}^{{1/{degree}}}"
        else:
            yield root.start(), root.end(), "\\sqrt["
            yield parting, parting + 1, "]{"
            yield closing, closing + 1, "}"
    for aligned in _ALIGNED.finditer(text):
        closing = _closing(text, aligned.end() - 1)
        yield aligned.start(), aligned.end(), " "
        yield closing, closing + 1, " "
        yield from ((at, at + 1, "\n") for at in range(aligned.end(), closing) if text[at] == "@")
    for at in (at for at, char in enumerate(text) if char in "¦■" and at not in inside):
        if text[at] == "■":
            raise ReadError("a matrix stands here; one value is wanted", at)
        opening = _opening(text, at)
        closing = _closing(text, opening)
        if text.count("¦", opening, closing) > 1:
            raise ReadError("more than two values stand over one another", at)
        yield opening, opening + 1, "\\binom{"
        yield at, at + 1, "}{"
        yield closing, closing + 1, "}"


def _closing(text: str, opening: int) -> int:
    """Where the bracket closes that opens here."""
    depth = 0
    for at in range(opening, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at
    raise ReadError("the bracket ( opened here is never closed", opening)


def _opening(text: str, inside: int) -> int:
    depth = 0
    for at in range(inside - 1, -1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth < 0:
            return at
    raise ReadError("¦ stands outside of a bracket", inside)


def _alone(text: str, sign: str, start: int, end: int) -> int:
    """Where the one sign stands outside of further brackets; -1 where there is none. Raises ReadError for more."""
    depth, found = 0, []
    for at in range(start, end):
        depth += (text[at] == "(") - (text[at] == ")")
        if text[at] == sign and depth == 0:
            found.append(at)
    if len(found) > 1:
        raise ReadError(f"more than one {sign} stands in this bracket", found[1])
    return found[0] if found else -1
