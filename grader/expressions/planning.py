"""At which points two trees are compared: how many of which kind, within the bound on work."""

from __future__ import annotations

from grader.expressions import exact
from grader.expressions.points import (
    Point,
    constants_of,
    further_points,
    scattered_points,
    smooth_points,
    structured_points,
)
from grader.expressions.tree import STEPPED, Tree, nodes, symbols_of

#: Structured points at which functions without any branch are compared (36 between whole numbers come on top).
FEW_POINTS = 26
#: The same where factorials stand.
COMBINATORIAL_POINTS = 96
#: Points, small ones first, at which finite sums and products are added up.
MAX_SERIES_POINTS = 60
#: Nodes times points of one comparison; what costs more is undecided.
MAX_WORK = 20_000
#: Product of the constants under a step beyond which it may turn where no point is.
FAR_OUT = 20_000
_MAX_POWER = 6
_TURNING = frozenset({"floor", "ceil", "min", "max", "abs", "mod", "if"})


def points_for(a: Tree, b: Tree, even: frozenset[str]) -> tuple[Point, ...]:
    symbols = tuple(sorted(symbols_of(a) | symbols_of(b)))
    return structured_points(symbols, even, constants_of((a, b)))


def planned_points(a: Tree, b: Tree, even: frozenset[str]) -> tuple[Point, ...]:
    """The points to look at, small ones first, within the bound on work."""
    points = points_for(a, b, even)
    series, turning = has_series(a, b), bool(steps_of(a) | steps_of(b))
    if not is_piecewise(a) and not is_piecewise(b):  # no branch to look for: a few dozen points tell them apart
        few = spread(points, FEW_POINTS)
        points = few if even else (*smooth_points(tuple(points[0])), *few)
    elif series:
        points = points[:MAX_SERIES_POINTS]
    elif not turning:  # factorials: half of the points may lie outside their domain
        small = 2 * COMBINATORIAL_POINTS // 3  # values stay within reach there
        points = (*points[:small], *spread(points[small:], COMBINATORIAL_POINTS - small))
    allowed = MAX_WORK // sum(1 for tree in (a, b) for _ in nodes(tree))
    if len(points) > allowed:
        far = allowed // 3
        return (*spread(points[: len(points) - far], allowed - far), *points[len(points) - far :])
    constants = constants_of((a, b))
    if turning and not series and constants:
        # under floor(…/c) a difference of one part in c shows at one point in c: thirty times as many for a constant c
        count = min(allowed - len(points), 30 * min(constants[-1], 10))
        return (*points, *further_points(tuple(points[0]), even, constants)[:count])
    return points


def points_of_thin_domains(a: Tree, b: Tree, even: frozenset[str]) -> tuple[Point, ...]:
    """Points for a reference that has few values, as log(x - y - z) or sqrt(1 - p - q): sizes differ from one symbol to
    the next. Within the bound on work.
    """
    points = points_for(a, b, even)
    if not even and not is_piecewise(a) and not is_piecewise(b):
        points = (*scattered_points(tuple(points[0])), *points)
    return spread(points, MAX_WORK // sum(1 for tree in (a, b) for _ in nodes(tree)))


def spread(points: tuple[Point, ...], count: int) -> tuple[Point, ...]:
    """At most `count` of the points, evenly from the first to the last."""
    if len(points) <= count:
        return points
    return tuple(points[index * len(points) // count] for index in range(count))


def has_series(a: Tree, b: Tree) -> bool:
    return any(node.op in ("sum", "prod") for tree in (a, b) for node in nodes(tree))


def steps_of(tree: Tree) -> frozenset[str]:
    """The operations of a tree that can turn at some point: floors, minima, remainders."""
    found = frozenset(node.op for node in nodes(tree)) & _TURNING
    return frozenset({"floor"}) | (found - {"ceil"}) if found & {"floor", "ceil"} else found


def may_turn_far_out(tree: Tree) -> bool:
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


def is_piecewise(tree: Tree) -> bool:
    """Whether a floor, minimum, factorial or sum stands in the tree."""
    return any(node.op in STEPPED for node in nodes(tree))
