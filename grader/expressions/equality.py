"""Are two trees equal as functions on the declared domain? Decided exactly, within a bound on work.

In this order: residues at a secret point modulo a secret prime (decisive for rational functions and integer powers);
exact values at structured integer points (floors, minima, factorials, finite sums), as real balls where roots,
logarithms or exponentials take part; else undecided. Nothing is accepted on fewer points than planned.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from typing import Any, NamedTuple

from grader.expressions import exact, residues
from grader.expressions.planning import (
    has_series,
    is_piecewise,
    may_turn_far_out,
    planned_points,
    points_for,
    spread,
    steps_of,
)
from grader.expressions.points import Point, example_points, smooth_points, structured_points
from grader.expressions.sizes import is_far_larger
from grader.expressions.tree import Tree, nodes, symbols_of

#: Points whose value must be known for both sides before an equality is accepted.
MIN_POINTS = 24
#: Points at which an answer has no value, and the reference one, after which it is given up.
UNDEFINED_POINTS = 60
#: Nodes that the terms of sums may visit, over all points of one comparison.
MAX_SERIES_WORK = 24_000
#: The most points of a glance.
GLANCED_POINTS = 140
#: Bits at which an equality of irrational values is confirmed, at a few points.
CONFIRMING_BITS = 2_048


class Outcome(StrEnum):
    """What a comparison can say."""

    ACCEPT = "accept"
    REJECT = "reject"
    UNDECIDED = "undecided"


class Counterexample(NamedTuple):
    """A point (empty for numbers) where the two differ, with both values as exact numbers or balls."""

    point: Point
    given: Any
    expected: Any


def equal(a: Tree, b: Tree, even: frozenset[str] = frozenset(), *, glance: bool = False) -> Outcome:
    """Say whether two trees are equal as functions on the positive integers (`even` symbols on the even ones).

    A `glance` looks at fewer points: enough to name a slip, not to accept an answer.
    """
    try:
        left, left_decides = residues.residue(a, even)
        right, right_decides = residues.residue(b, even)
    except residues.UndefinedError:
        return at_points(a, b, even, glance=glance)
    if residues.agree(left, right):
        return Outcome.ACCEPT if left_decides or has_a_value(a, even) else at_points(a, b, even, glance=glance)
    if left_decides and right_decides:
        return Outcome.REJECT
    return at_points(a, b, even, glance=glance)


def has_a_value(tree: Tree, even: frozenset[str]) -> bool:
    """Whether a tree with floors, roots or logarithms has values at all: `M + 0*log(0)` has none."""
    names = tuple(sorted(symbols_of(tree)))
    points = structured_points(names, even, ())[-1::-9]
    if names and not even and not is_piecewise(tree):
        points = smooth_points(names)[::4]
    known = asked = 0
    for point in points[:10]:
        asked += 1
        try:
            exact.value_at(tree, point)
        except exact.UndefinedError:
            continue
        except ArithmeticError:
            pass
        known += 1
    return known * 2 >= asked


def at_points(a: Tree, b: Tree, even: frozenset[str] = frozenset(), *, glance: bool = False) -> Outcome:
    """Compare exact values at structured points; a single difference rejects, too few known values leave it open.

    Points where `b`, the reference, has no value are outside its domain and do not count as planned. Where neither
    side has a floor or its like, points between whole numbers are looked at as well.
    """
    if not symbols_of(a) | symbols_of(b):
        return _without_symbols(a, b)
    if not symbols_of(a) and not _has_a_value_alone(a):
        return Outcome.REJECT
    points = planned_points(a, b, even)
    if glance:
        points = spread(points, GLANCED_POINTS)
    if len(points) < MIN_POINTS:
        return Outcome.UNDECIDED
    given_tree, expected_tree = exact.folded(a), exact.folded(b)
    series = has_series(a, b)
    known = planned = undefined = unreached = 0
    irrational: list[Point] = []
    work = exact.Budget(MAX_SERIES_WORK)
    for point in points:
        try:
            expected = exact.value_at(expected_tree, point, work)
        except exact.UndefinedError:
            continue
        except ArithmeticError:
            planned += 1
            unreached += 1
            continue
        planned += 1
        try:
            given = exact.value_at(given_tree, point, work)
            same = exact.equal(given, expected)
        except exact.UndefinedError:
            if all(isinstance(value, int) for value in point.values()):
                undefined += 1
            else:
                planned -= 1  # (-1)^N lives on the whole numbers
            if undefined == planned == UNDEFINED_POINTS:
                return Outcome.REJECT
            continue
        except ArithmeticError:
            unreached += 1
            continue
        if same is False:
            return Outcome.REJECT
        known += same is True
        if not (exact.is_exact(given) and exact.is_exact(expected)):
            irrational.append(point)
    # n!/(k!(n − k)!) has no value where k > n, and binomial(n, k) is 0 there by convention: a quarter is enough then.
    combinatorial = any(node.op in ("binom", "fact") for tree in (a, b) for node in nodes(tree))
    if not known and planned and undefined == planned:
        return Outcome.REJECT  # it has no value where the reference has one
    if known < MIN_POINTS or known * (4 if combinatorial else 2) < planned:
        return Outcome.UNDECIDED
    if not combinatorial and undefined * 5 > planned:
        return Outcome.UNDECIDED
    if undefined and any(node.op == "none" for node in nodes(a)):
        return Outcome.UNDECIDED  # its cases leave some points open
    far_out = not steps_of(b) and may_turn_far_out(given_tree)
    own = steps_of(a) - steps_of(b) - ({"floor"} if combinatorial else set())  # `n!//k!` is a quotient without a rest
    if far_out or (own and (unreached or series)):
        return Outcome.UNDECIDED  # a step of the answer's own may lie where nobody looked
    return _confirmed(a, b, irrational[:: max(1, len(irrational) // 3)][:3])


def _has_a_value_alone(number: Tree) -> bool:
    try:
        exact.value_at(number, {})
    except exact.UndefinedError:
        return False
    except ArithmeticError:
        pass
    return True


def _confirmed(a: Tree, b: Tree, points: Sequence[Point]) -> Outcome:
    """Look again with ten times the digits: a difference hidden below the first precision shows here."""
    with exact.precision(CONFIRMING_BITS):
        for point in points:
            try:
                same = exact.equal(exact.value_at(a, point), exact.value_at(b, point))
            except ArithmeticError:
                return Outcome.UNDECIDED
            if same is not True:
                return Outcome.REJECT if same is False else Outcome.UNDECIDED
    return Outcome.ACCEPT


def _without_symbols(a: Tree, b: Tree) -> Outcome:
    """Two numbers: undecided only where neither their values nor their sizes tell them apart."""
    try:
        with exact.precision(CONFIRMING_BITS):
            same = exact.equal(exact.value_at(a, {}), exact.value_at(b, {}))
    except exact.UndefinedError:
        return Outcome.REJECT
    except exact.OutOfReachError:
        return Outcome.REJECT if is_far_larger(a, b) else Outcome.UNDECIDED
    return Outcome.UNDECIDED if same is None else (Outcome.ACCEPT if same else Outcome.REJECT)


def counterexample(a: Tree, b: Tree, even: frozenset[str] = frozenset()) -> Counterexample | None:
    """Return the smallest point where the two have different values: of a fixed set, else of the structured ones."""
    symbols = tuple(sorted(symbols_of(a) | symbols_of(b)))
    fixed = example_points(symbols, even) if symbols else ()
    for point in (*fixed[:160], *points_for(a, b, even)[:120]):
        try:
            given, expected = exact.value_at(a, point), exact.value_at(b, point)
            if exact.equal(given, expected) is False:
                return Counterexample(point, given, expected)
        except ArithmeticError:
            continue
    return None


def constant_ratio(a: Tree, b: Tree, even: frozenset[str] = frozenset()) -> Fraction | float | None:
    """Return a / b where it is one and the same number at every point: exact, or a float where it is irrational."""
    ratios: list[Any] = []
    points = points_for(a, b, even)[3:40]
    if points and not even and not is_piecewise(a) and not is_piecewise(b):
        points = (*points[:8], *smooth_points(tuple(points[0]))[:20], *points[8:])
    for point in points:
        try:
            below = exact.value_at(b, point)
            if exact.is_exact(below) and below == 0:
                continue
            ratio = exact.divide(exact.value_at(a, point), below)
        except ArithmeticError:
            continue
        if ratios and exact.equal(ratio, ratios[0]) is False:
            return None
        ratios.append(ratio)
        if len(ratios) == 8:
            break
    if len(ratios) < 3:
        return None
    first = ratios[0]
    if exact.is_exact(first):
        ratio_tree = Tree("mul", (Tree("num", (), first), b))
        return Fraction(first) if equal(a, ratio_tree, even) is Outcome.ACCEPT else None
    return float(first.mid())
