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
    points_of_thin_domains,
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
        left, right = residues.residue(a, even), residues.residue(b, even)
    except residues.UndefinedError:
        return at_points(a, b, even, glance=glance)
    return by_residues(a, b, even, left, right, glance=glance)


def by_residues(
    a: Tree, b: Tree, even: frozenset[str], left: residues.Residue, right: residues.Residue, *, glance: bool = False
) -> Outcome:
    """`equal` for two trees whose residues are known."""
    if residues.agree(left.ratio, right.ratio):
        if _parities_agree(a, b, even, left, right) and (left.decides or has_its_values(a, b, even)):
            return Outcome.ACCEPT
    elif left.decides and right.decides:
        return Outcome.REJECT
    return at_points(a, b, even, glance=glance)


def _parities_agree(a: Tree, b: Tree, even: frozenset[str], left: residues.Residue, right: residues.Residue) -> bool:
    symbols = left.parities | right.parities
    if not symbols:
        return True
    try:
        return residues.agree_for_each_parity(a, b, even, symbols)
    except residues.UndefinedError:
        return False


def has_its_values(a: Tree, b: Tree, even: frozenset[str]) -> bool:
    """Whether `a`, with floors, roots or logarithms, has a value where `b` has one: `M + 0*log(0)` has none."""
    if a == b:
        return True
    names = tuple(sorted(symbols_of(a)))
    points = structured_points(names, even, ())[-1::-9]
    if names and not even and not is_piecewise(a):
        points = smooth_points(names)[::4]
    known = asked = 0
    for point in points[:10]:
        if _is_defined(a, point):
            known += 1
            asked += 1
        elif _is_defined(b, point):
            asked += 1
    return asked > 0 and known * 2 >= asked


def at_points(a: Tree, b: Tree, even: frozenset[str] = frozenset(), *, glance: bool = False) -> Outcome:
    """Compare exact values at structured points; a single difference rejects, too few known values leave it open.

    Points where `b`, the reference, has no value are outside its domain and do not count as planned. Where neither
    side has a floor or its like, points between whole numbers are looked at as well.
    """
    if not symbols_of(a) | symbols_of(b):
        return _without_symbols(a, b)
    if not symbols_of(a) and not _is_defined(a, {}):
        return Outcome.REJECT
    if glance:
        few = structured_points(tuple(sorted(symbols_of(a) | symbols_of(b))), even, ())[20:120:30]
        if _Looked(a, b).differ_at(few):
            return Outcome.REJECT
    points = planned_points(a, b, even)
    if glance:
        points = spread(points, GLANCED_POINTS)
    if len(points) < MIN_POINTS:
        return Outcome.UNDECIDED
    looked = _Looked(a, b)
    if looked.differ_at(points):
        return Outcome.REJECT
    thin = looked.known < MIN_POINTS and looked.outside > looked.planned  # as the domain of log(x - y - z)
    if thin and not glance and looked.differ_at(points_of_thin_domains(a, b, even)):
        return Outcome.REJECT
    return looked.outcome(a, b)


class _Looked:
    """What the exact values of two trees at points have shown: counts of points, by what was known there.

    `known`: both values; `planned`: the reference has one, as far as is known; `outside`: it has none; `undefined`: the
    answer alone has none; `unreached`: one is beyond the bound on work.
    """

    __slots__ = ("expected", "given", "irrational", "known", "outside", "planned", "undefined", "unreached", "work")

    def __init__(self, a: Tree, b: Tree) -> None:
        self.given, self.expected = exact.folded(a), exact.folded(b)
        self.work = exact.Budget(MAX_SERIES_WORK)
        self.known = self.planned = self.outside = self.undefined = self.unreached = 0
        self.irrational: list[Point] = []

    def differ_at(self, points: Sequence[Point]) -> bool:
        """Look at each point until one shows that the two are different functions."""
        for point in points:
            try:
                expected = exact.value_at(self.expected, point, self.work)
            except exact.UndefinedError:
                self.outside += 1
                continue
            except ArithmeticError:
                self.planned += 1
                self.unreached += 1
                continue
            self.planned += 1
            try:
                given = exact.value_at(self.given, point, self.work)
                same = exact.equal(given, expected)
            except exact.UndefinedError:
                if all(isinstance(value, int) for value in point.values()):
                    self.undefined += 1
                else:
                    self.planned -= 1  # (-1)^N lives on the whole numbers
                if self.undefined == self.planned == UNDEFINED_POINTS:
                    return True
                continue
            except ArithmeticError:
                self.unreached += 1
                continue
            if same is False:
                return True
            self.known += same is True
            if not (exact.is_exact(given) and exact.is_exact(expected)):
                self.irrational.append(point)
        return False

    def outcome(self, a: Tree, b: Tree) -> Outcome:
        """Decide where no point showed a difference."""
        # n!/(k!(n − k)!) has no value where k > n, and binomial(n, k) is 0 there by convention: a quarter is enough.
        combinatorial = any(node.op in ("binom", "fact") for tree in (a, b) for node in nodes(tree))
        if not self.known and self.planned and self.undefined == self.planned:
            return Outcome.REJECT  # it has no value where the reference has one
        if self.known < MIN_POINTS or self.known * (4 if combinatorial else 2) < self.planned:
            return Outcome.UNDECIDED
        if not combinatorial and self.undefined * 5 > self.planned:
            return Outcome.UNDECIDED
        if self.undefined and any(node.op == "none" for node in nodes(a)):
            return Outcome.UNDECIDED  # its cases leave some points open
        far_out = not steps_of(b) and may_turn_far_out(self.given)
        own = steps_of(a) - steps_of(b) - ({"floor"} if combinatorial else set())  # `n!//k!` is a quotient without rest
        if far_out or (own and (self.unreached or has_series(a, b))):
            return Outcome.UNDECIDED  # a step of the answer's own may lie where nobody looked
        return _confirmed(a, b, self.irrational[:: max(1, len(self.irrational) // 3)][:3])


def _is_defined(tree: Tree, point: Point) -> bool:
    """Whether the tree has a value at a point, as far as can be known within the bound on work."""
    try:
        exact.value_at(tree, point)
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
