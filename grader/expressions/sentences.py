"""Sentences around a formula: headings before a colon, reasons before the main clause, members of a chain in words."""

from __future__ import annotations

from itertools import pairwise

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import step
from grader.expressions.tokens import Token, has_value, joined

_LEADING = words.REASONS | frozenset(("with", "for", "given", "using", "where", "when", "while"))
#: Operators that make something else of the quantity that a heading names ("half of MACs: N").
_COMPUTING = frozenset(
    "sqrt √ sqrt_of square_of cube_of ln_of log2_of reciprocal_of twice thrice fourfold squared cubed ^ ! over".split()
)
_SUMMING = frozenset(("total", "altogether", "overall", "then", "finally", "sum", "giving"))
_WORD_ARITHMETIC = frozenset("+ - * / × over ( ) , of per and by { }".split())


def after_heading(tokens: list[Token], aside: list[str], *, numbers: bool) -> list[Token]:
    """Set a heading before a colon aside, "F_r = 3: 1" or "for a 3x3 filter: 1"; `a:b` without a space is a ratio.

    `numbers`: one number is wanted, so what holds an equation or a name is no number before the colon.
    Raises ReadError for a word that changes what stands behind the heading.
    """
    colons = _headings_end(tokens) if any(token[1] == ":" for token in tokens) else []
    if not colons or not _is_heading(tokens[: colons[0]], numbers):
        return tokens
    stop = next((index for index, token in enumerate(tokens[: colons[0]]) if token[1] == "."), 0)
    if has_value(tokens[:stop]):  # "M N K. For example: 24"
        raise ReadError("a formula stands before the heading as well; write one", tokens[stop][2])
    if len(colons) > 1:
        raise ReadError("more than one heading stands here, each with a value; one is wanted", tokens[colons[1]][2])
    _set_aside(tokens[: colons[0]], aside)
    return tokens[colons[0] + 1 :]


def _headings_end(tokens: list[Token]) -> list[int]:
    """Where colons stand that end a heading: right behind a word or value, with a space after them."""
    depth, found = 0, []
    for index, (_, value, start, _) in enumerate(tokens):
        depth += step(tokens[index])
        touches = index > 0 and tokens[index - 1][3] == start
        spaced = index + 1 < len(tokens) and tokens[index + 1][2] > tokens[index][3]
        if value == ":" and depth == 0 and touches and spaced:
            found.append(index)
    return found


def _is_heading(tokens: list[Token], numbers: bool) -> bool:
    if any(value == "lambda" for _, value, _, _ in tokens):
        return False  # Python's
    for kind, value, start, _ in tokens:
        rational = kind == "num" and not isinstance(value, int)  # "half of this"
        if rational or (kind == "op" and value in _COMPUTING) or (kind == "fn" and value in ("sqrt", "log")):
            raise ReadError("something is computed before the colon; write the formula alone", start)
    if any(a[1] == "/" and b[0] == "num" for a, b in pairwise(tokens)):
        raise ReadError("something is computed before the colon; write the formula alone", tokens[0][2])
    named = any(kind in ("word", "unk") or value == "times_fewer" for kind, value, _, _ in tokens)
    equation = any(value in ("=", "×") for _, value, _, _ in tokens)
    return named or (numbers and equation and any(kind == "sym" or value == "×" for kind, value, _, _ in tokens))


def main_clause(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Set a reason before the main clause aside: "Since every output needs N MACs, the total is …".

    Raises ReadError for a word in the reason that changes what stands behind it.
    """
    if not tokens or str(tokens[0][1]).lower() not in _LEADING:
        return tokens
    depth, found = 0, -1
    for index, (_, value, _, _) in enumerate(tokens[:-1]):
        depth += step(tokens[index])
        named = sum(token[0] == "word" for token in tokens[:index]) > 1
        if value == "," and depth == 0 and (tokens[index + 1][0] == "word" or named):
            found = index
    if found < 0:
        return tokens
    if str(tokens[found + 1][1]).lower() in words.ADDING - _SUMMING:
        raise ReadError(f'"{tokens[found + 1][1]}" adds to what stands before; write one formula', tokens[found + 1][2])
    _set_aside(tokens[:found], aside)
    return tokens[found + 1 :]


def is_in_words(tokens: list[Token]) -> bool:
    """Whether a member of a chain names what is added up: "input + weights + output"."""
    begins = bool(tokens) and tokens[0][0] in ("word", "unk", "fn")
    added = any(value in ("+", "*", "×") for _, value, _, _ in tokens)
    return (
        begins and added and all(kind in ("word", "unk") or value in _WORD_ARITHMETIC for kind, value, _, _ in tokens)
    )


def _set_aside(tokens: list[Token], aside: list[str]) -> None:
    for kind, value, start, _ in tokens:
        low = str(value).lower()
        if (
            low == "or"
            or (kind == "word" and (words.changes_meaning(low) or low in words.CONDITIONS | {"if", "small", "large"}))
            or (kind == "op" and value in ("<", ">", "≤", "≥", "≠"))
        ):
            raise ReadError(f'"{value}" makes the answer depend on something; write one formula', start)
    aside.append(joined(tokens))
