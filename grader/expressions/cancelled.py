"""Struck out factors and terms, `\\frac{\\cancel{a} b}{\\cancel{a} c}`: read where they make no difference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress

from grader.errors import ReadError
from grader.expressions.arguments import Sheet, commands, inside
from grader.expressions.equality import Outcome, equal
from grader.expressions.tree import Tree

#: Things struck out in one answer.
MAX_STROKES = 40
_STRUCK = {**dict.fromkeys(("cancel", "bcancel", "xcancel"), 1), "cancelto": 2}


def without_strokes(text: str) -> str:
    """Return `text` without the strokes, every other character in its place; what is struck stays.

    Raises ReadError where something is struck out once, or not to one: nobody can know what it stands for.
    """
    sheet = Sheet(text)
    strokes = commands(text, _STRUCK)
    if len(strokes) > MAX_STROKES:
        raise ReadError(f"more than {MAX_STROKES} things are struck out; write what is left", strokes[-1].start)
    first: dict[tuple[int, str], int] = {}
    times: Counter[tuple[int, str]] = Counter()
    for command in strokes:
        struck = inside(text, command.arguments[-1])
        if command.name == "cancelto" and inside(text, command.arguments[0]).strip() != "1":
            raise ReadError("what is left of the struck number is not read; write the result alone", command.start)
        line = text.count("\n", 0, command.start) + text.count("\\\\", 0, command.start)
        key = (line, re.sub(r"[\s{}]", "", struck))
        first.setdefault(key, command.start)
        times[key] += 1
        sheet.blank(command.start, command.arguments[-1][0])  # braces stay: what is struck is one factor or term
    for key, count in times.items():
        if count % 2:
            raise ReadError(
                f"{key[1][:20]} is struck out once, but not against another; write what is left", first[key]
            )
    return sheet.text()


def refuse_changes(text: str, trees: Sequence[Tree], read_again: Callable[[str], Sequence[Tree]]) -> None:
    """Raise ReadError unless `text` says the same, `trees`, with what is struck gone: ones for it, or zeros."""
    strokes = commands(text, _STRUCK)
    for left in ("{1}", "{0}"):
        sheet = Sheet(text)
        for command in strokes:
            sheet.write(command.start, command.end, left)
        with suppress(ReadError, ArithmeticError):
            again = read_again(sheet.text())
            if len(again) == len(trees) and all(
                equal(*pair) is Outcome.ACCEPT for pair in zip(trees, again, strict=True)
            ):
                return
    if strokes:
        raise ReadError("what is struck out here does not cancel; write what is left", strokes[0].start)
