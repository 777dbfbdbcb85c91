"""Chains of equalities in an answer must agree with themselves: `784^2 = 614456` is a contradiction."""

from __future__ import annotations

from itertools import pairwise

from grader.expressions import exact
from grader.expressions.compare import is_rounding
from grader.expressions.equality import Outcome, equal
from grader.expressions.reading import Reading, Step
from grader.expressions.tree import Tree, symbols_of


def contradiction(reading: Reading, even: frozenset[str] = frozenset()) -> tuple[Step, Step] | None:
    """Return two members of one chain of the answer that are not equal, or None where it agrees with itself."""
    for chain in reading.chains:
        for before, after in pairwise(chain):
            if not _agree(before, after, even):
                return before, after
    return None


def _agree(before: Step, after: Step, even: frozenset[str]) -> bool:
    if equal(before.tree, after.tree, even) is not Outcome.REJECT:
        return True
    if before.order or after.order:
        return True  # "= O(N)" says less than the formula before it
    if symbols_of(before.tree) or symbols_of(after.tree):
        return after.approximate
    if before.unit and after.unit and before.unit != after.unit:
        return True  # "8 bits = 1 byte"
    for literal, shown, other in ((after.literal, after.tree, before.tree), (before.literal, before.tree, after.tree)):
        if literal is not None and is_rounding(shown, literal, other):
            return True
    return after.approximate and _close(before.tree, after.tree)


def _close(a: Tree, b: Tree) -> bool:
    """Within five percent, for a chain that says ≈."""
    try:
        left, right = exact.value_at(a, {}), exact.value_at(b, {})
        return float(abs(exact.ball(left) - exact.ball(right)).upper()) <= 0.05 * float(abs(exact.ball(right)).upper())
    except ArithmeticError:
        return False
