"""Searches through single edits: is the answer one slip of the pen away from the reference?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from grader.expressions import exact
from grader.expressions.diagnosis import Diagnosis, revealing
from grader.expressions.edits import Edit, replaced_symbols, single_edits, surplus
from grader.expressions.equality import Outcome, equal
from grader.expressions.points import Point, structured_points
from grader.expressions.tree import Tree, mul, num, symbols_of

#: Nodes of candidates that are evaluated for one diagnosis, in each of its searches.
MAX_CANDIDATE_WORK = 6_000
#: Points at which candidates are looked at first.
MAX_TOLD = 6
#: Nodes that the terms of sums may visit while those points are chosen.
MAX_SERIES_WORK = 3_000
#: Candidates that agree at a few points and are compared at all, in one search.
MAX_COMPARED = 10


def size_of(tree: Tree) -> int:
    repeated = 60 if tree.op in ("sum", "prod") else 1  # what stands inside is worked out many times
    return repeated + sum(size_of(arg) for arg in tree.args)


def same(a: Tree, b: Tree, even: frozenset[str]) -> bool:
    return equal(a, b, even, glance=True) is Outcome.ACCEPT


def all_symbols(*trees: Tree) -> tuple[str, ...]:
    return tuple(sorted(frozenset().union(*(symbols_of(tree) for tree in trees))))


def value_or_none(tree: Tree, point: Point, budget: exact.Budget | None = None) -> Any:
    try:
        return exact.value_at(tree, point, budget)
    except ArithmeticError:
        return None


class Sample:
    """Values of the given tree at a few points: candidates that miss one are not looked at further."""

    def __init__(self, given: Tree, expected: Tree, even: frozenset[str]) -> None:
        self.given = given
        self.even = even
        self.compared = 0
        points = structured_points(all_symbols(given, expected), even, ())
        given = exact.folded(given)
        self.told = _telling(given, points[6:54:4])
        if len(self.told) < MAX_TOLD:
            self.told = _telling(given, points[6:54])
        if len(self.told) < MAX_TOLD:  # the same value nearly everywhere, as of floors of small numbers
            self.told = _telling(given, points[6::4])
        known = bool(self.told) or any(value_or_none(given, point) is not None for point in points[6:54:8])
        self.left = MAX_CANDIDATE_WORK // (size_of(given) + size_of(expected)) if known else 0

    def fits(self, candidate: Tree, factor: int = 1) -> bool:
        """Whether the candidate, times `factor`, is the given tree; False once the work allowed is done."""
        self.left -= 1
        if self.left < 0 or self.compared > MAX_COMPARED:
            return False
        for value, point in self.told:
            other = value_or_none(candidate, point)
            if other is None or exact.equal(other * factor, value) is False:
                return False
        self.compared += 1
        return same(self.given, mul(num(factor), candidate) if factor != 1 else candidate, self.even)


def _telling(tree: Tree, points: Sequence[Point]) -> list[tuple[Any, Point]]:
    """Up to six values of the tree at points, no two alike and none 0: where much is 0, the rest tells more."""
    found: dict[str, tuple[Any, Point]] = {}
    budget = exact.Budget(MAX_SERIES_WORK)
    for point in points:
        value = value_or_none(tree, point, budget)
        if value is not None and value != 0:
            found.setdefault(str(value), (value, point))
    told = list(found.values())
    return told[:: max(1, len(told) // MAX_TOLD)][:MAX_TOLD]


def _candidates(expected: Tree) -> Iterable[Edit]:
    yield from single_edits(expected)
    yield from replaced_symbols(expected)


def surplus_slip(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """The reference is the answer less one part of it."""
    sample = Sample(expected, given, even)
    for edit in list(surplus(given))[:40]:
        if sample.fits(edit.tree):
            return revealing(edit.code, _sentence(edit.question))
    return None


def edited_slip(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """The answer is the reference with one place of it changed."""
    sample = Sample(given, expected, even)
    for edit in _candidates(expected):
        if sample.fits(edit.tree):
            return revealing(edit.code, _sentence(edit.question))
    return None


def scaled_slip(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """The answer is the reference with a term or factor lost, times 2, 4 or 8."""
    sample = Sample(given, expected, even)
    for edit in list(single_edits(expected))[:60]:
        if edit.code.partition(":")[0] not in ("missing_term", "off_by_one", "missing_factor"):
            continue
        for factor in (2, 4, 8):
            if sample.fits(edit.tree, factor):
                return revealing(edit.code, f"{_sentence(edit.question)} And where does a factor {factor} come from?")
    return None


def _sentence(question: str) -> str:
    return question[0].upper() + question[1:]
