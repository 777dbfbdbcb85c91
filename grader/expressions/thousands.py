"""Dots that part thousands, `3·3·64·128 + 128 = 73.856`: taken so where only that agrees with the chain before it."""

from __future__ import annotations

from itertools import pairwise

from grader.errors import ReadError
from grader.expressions.exact import is_exact, value_at
from grader.expressions.patterns import later
from grader.expressions.reading import Step
from grader.expressions.tree import num

_DOTTED = later(r"[1-9]\d{0,2}\.\d{3}(?!\d|[.,]\d|\s?[eE%·*×^/])")


def agree_with_chain(chain: list[Step], text: str, notes: list[str]) -> None:
    """Read `73.856` as 73856 in a chain where the member before it is exactly that; `text` holds where steps start."""
    for before, step in pairwise(chain):
        if step.literal is None or step.tree.op != "num" or (dotted := _DOTTED.match(text, step.start)) is None:
            continue
        if _DOTTED.match(text, before.start) and before.tree.op == "num":
            continue  # two such numbers say nothing about each other
        whole = int(dotted[0].replace(".", ""))
        if step.tree.value * 1000 != whole:
            continue
        try:
            value = value_at(before.tree, {})
        except (ReadError, ArithmeticError, KeyError):
            continue
        if is_exact(value) and value == whole:
            step.tree, step.literal = num(whole), None
            notes.append(f"read {dotted[0]} with a dot that parts thousands, as the chain before it says")
