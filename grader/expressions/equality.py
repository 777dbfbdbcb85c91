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
from grader.expressions.points import (
    Point,
    constants_of,
    example_points,
    further_points,
    smooth_points,
    structured_points,
)
from grader.expressions.sizes import is_far_larger
from grader.expressions.tree import STEPPED, Tree, nodes, symbols_of

#: Points whose value must be known for both sides before an equality is accepted.
MIN_POINTS = 24
#: Structured points at which functions without any branch are compared (36 between whole numbers come on top).
FEW_POINTS = 26
#: The same where factorials stand.
COMBINATORIAL_POINTS = 96
#: Points at which an answer has no value, and the reference one, after which it is given up.
UNDEFINED_POINTS = 60
#: Points, small ones first, at which finite sums and products are added up.
MAX_SERIES_POINTS = 60
MAX_SERIES_WORK = 24_000
#: Product of the constants under a step beyond which it may turn where no point is.
FAR_OUT = 20_000
_MAX_POWER = 6
_TURNING = frozenset({"floor", "ceil", "min", "max", "abs", "mod", "if"})
#: The most points of a glance.
GLANCED_POINTS = 140
#: Nodes times points of one comparison; what costs more is undecided.
MAX_WORK = 20_000
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


def _points(a: Tree, b: Tree, even: frozenset[str]) -> tuple[Point, ...]:
    symbols = tuple(sorted(symbols_of(a) | symbols_of(b)))
    return structured_points(symbols, even, constants_of((a, b)))


def at_points(a: Tree, b: Tree, even: frozenset[str] = frozenset(), *, glance: bool = False) -> Outcome:
    """Compare exact values at structured points; a single difference rejects, too few known values leave it open.

    Points where `b`, the reference, has no value are outside its domain and do not count as planned. Where neither
    side has a floor or its like, points between whole numbers are looked at as well.
    """
    if not symbols_of(a) | symbols_of(b):
        return _without_symbols(a, b)
    if not symbols_of(a) and not _has_a_value_alone(a):
        return Outcome.REJECT
    points = _planned_points(a, b, even)
    if glance:
        points = _spread(points, GLANCED_POINTS)
    if len(points) < MIN_POINTS:
        return Outcome.UNDECIDED
    given_tree, expected_tree = exact.folded(a), exact.folded(b)
    series = _has_series(a, b)
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
    far_out = not _steps(b) and _may_turn_far_out(given_tree)
    own = _steps(a) - _steps(b) - ({"floor"} if combinatorial else set())  # `n!//k!` is a quotient without a rest
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


def _planned_points(a: Tree, b: Tree, even: frozenset[str]) -> tuple[Point, ...]:
    """The points to look at, small ones first, within the bound on work."""
    points = _points(a, b, even)
    turning = bool(_steps(a) | _steps(b))
    if not is_piecewise(a) and not is_piecewise(b):  # no branch to look for: a few dozen points tell them apart
        few = _spread(points, FEW_POINTS)
        points = few if even else (*smooth_points(tuple(points[0])), *few)
    elif _has_series(a, b):
        points = points[:MAX_SERIES_POINTS]
    elif not turning:  # factorials: half of the points may lie outside their domain
        small = 2 * COMBINATORIAL_POINTS // 3  # values stay within reach there
        points = (*points[:small], *_spread(points[small:], COMBINATORIAL_POINTS - small))
    allowed = MAX_WORK // sum(1 for tree in (a, b) for _ in nodes(tree))
    if len(points) > allowed:
        far = allowed // 3
        return (*_spread(points[: len(points) - far], allowed - far), *points[len(points) - far :])
    constants = constants_of((a, b))
    if turning and not _has_series(a, b) and constants:
        # under floor(…/c) a difference of one part in c shows at one point in c: thirty times as many for a constant c
        count = min(allowed - len(points), 30 * min(constants[-1], 10))
        return (*points, *further_points(tuple(points[0]), even, constants)[:count])
    return points


def _spread(points: tuple[Point, ...], count: int) -> tuple[Point, ...]:
    """At most `count` of the points, evenly from the first to the last."""
    if len(points) <= count:
        return points
    return tuple(points[index * len(points) // count] for index in range(count))


def _has_series(a: Tree, b: Tree) -> bool:
    return any(node.op in ("sum", "prod") for tree in (a, b) for node in nodes(tree))


def _steps(tree: Tree) -> frozenset[str]:
    """The operations of a tree that can turn at some point: floors, minima, remainders."""
    found = frozenset(node.op for node in nodes(tree)) & _TURNING
    return frozenset({"floor"}) | (found - {"ceil"}) if found & {"floor", "ceil"} else found


def _may_turn_far_out(tree: Tree) -> bool:
    """Whether a floor, minimum or case may turn at large numbers alone: its constants are large, or it holds a root,
    a logarithm or a power that is no whole number.

    `n*(n+1)//2` turns within reach, `floor(n/20!)` does not.
    """
    for step in nodes(tree):
        if step.op not in _TURNING:
            continue
        size = 1
        for node in nodes(step):
            if node.op in ("log", "const") or (node.op == "pow" and node.args[1].op != "num"):
                return True
            if node.op == "num":
                if not exact.is_exact(node.value):
                    return True
                size *= max(1, abs(node.value.numerator)) * node.value.denominator
            if node.op == "pow" and not (isinstance(node.args[1].value, int) and abs(node.args[1].value) <= _MAX_POWER):
                return True
        if size > FAR_OUT:
            return True
    return False


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
    for point in (*fixed[:160], *_points(a, b, even)[:120]):
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
    points = _points(a, b, even)[3:40]
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


def is_piecewise(tree: Tree) -> bool:
    """Whether a floor, minimum, factorial or sum stands in the tree."""
    return any(node.op in STEPPED for node in nodes(tree))
