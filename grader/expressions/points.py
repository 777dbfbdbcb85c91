"""Integer points at which piecewise expressions are compared: chosen by their structure, so that no branch hides.

For each constant c of either expression the points hold k·c − 1, k·c and k·c + 1; for each pair of symbols, multiples
of one at the other and one beside it (that is where floors and ceilings turn); squares and powers of two and their
neighbours; random points small, middling and large, so that each branch of a minimum or maximum wins at some; and
points far out. All are drawn in secret once per process: nobody can write a formula that is right at them alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import combinations_with_replacement, product
from typing import TYPE_CHECKING

from grader.expressions.arithmetic import Value, divide, is_exact, plus, power, times
from grader.expressions.tree import Tree

Point = dict[str, "int | Fraction"]

if TYPE_CHECKING:
    from random import Random

#: Drawn once per process.
_SECRET = os.urandom(16).hex()

_SMALL, _MIDDLE, _LARGE = 9, 64, 5_000


def constants_of(trees: Iterable[Tree]) -> tuple[int, ...]:
    """The whole numbers from 2 on in the trees, written or worked out (10^20, 65·67), numerators and denominators.

    At most sixteen: the smallest, and the largest four.
    """
    found: set[int] = set()
    for tree in trees:
        _constants(tree, found)
    plain = sorted(value for value in found if value >= 2)
    plain = plain[:8] + [value for value in plain[-4:] if value not in plain[:8]]
    together = {c for a, b in combinations_with_replacement(plain[-5:], 2) for c in (a + b, b - a, a * b)}
    return tuple(plain) + tuple(sorted(value for value in together - found if value >= 2))[:8]


def _constants(tree: Tree, found: set[int]) -> Value | None:
    """Collect the constants of a tree; return its value where it is one itself."""
    if tree.op == "num":
        found.update((abs(tree.value.numerator), tree.value.denominator))
        return tree.value
    inner = [_constants(arg, found) for arg in tree.args]
    if not inner or any(value is None for value in inner) or tree.op not in _COMBINED:
        return None
    try:
        value = _COMBINED[tree.op](inner)
    except ArithmeticError:
        return None
    if not is_exact(value) or value.numerator.bit_length() > 600:
        return None
    found.update((abs(value.numerator), value.denominator))
    return value


_COMBINED: dict[str, Callable[[list[Value]], Value]] = {
    "add": lambda values: reduce(plus, values),
    "mul": lambda values: reduce(times, values),
    "neg": lambda values: -values[0],
    "div": lambda values: divide(*values),
    "pow": lambda values: power(*values),
}


@lru_cache(maxsize=1024)
def structured_points(symbols: tuple[str, ...], even: frozenset[str], constants: tuple[int, ...]) -> tuple[Point, ...]:
    """Return some seventy points over `symbols` (a few hundred where there are many constants), small ones first."""
    import random  # costs more than most comparisons, and few come here

    if not symbols:
        return ({},)
    draw = random.Random(repr((symbols, sorted(even), constants)) + _SECRET)  # noqa: S311 - seeded in secret
    points: list[Point] = []
    for size, count in ((3, 10), (_SMALL, 16), (_MIDDLE, 10), (_LARGE, 6)):
        points += [{name: draw.randint(1, size) for name in symbols} for _ in range(count)]
    points += _smallest(symbols)
    points += _one_ahead(symbols, draw)
    points += _around_multiples(symbols, draw)
    points += _around_constants(symbols, constants, draw)
    points += _around_powers(symbols, draw)
    points += _related(symbols, constants, draw)
    points += _huge(symbols, constants, draw)
    made = {tuple(max(1, point[name]) * (2 if name in even else 1) for name in symbols) for point in points}
    ordered = sorted(made, key=lambda values: (sum(values), values))
    return tuple(dict(zip(symbols, values, strict=True)) for values in ordered)


def _smallest(symbols: Sequence[str]) -> list[Point]:
    """All points next to (1, 1, …) for up to three symbols; for more, one symbol larger or smaller than the rest."""
    points: list[Point] = [dict.fromkeys(symbols, value) for value in range(1, 5)]
    if len(symbols) <= 3:
        grid = product(range(1, (64, 12, 5)[len(symbols) - 1] + 1), repeat=len(symbols))
        return points + [dict(zip(symbols, values, strict=True)) for values in grid]
    for name in symbols:
        points += [{**dict.fromkeys(symbols, rest), name: value} for rest, value in ((1, 2), (2, 1), (3, 1), (1, 3))]
    return points


def _one_ahead(symbols: Sequence[str], draw: Random) -> list[Point]:
    """Points with one symbol well above all others, which stand at 1 or 2, and the reverse: a floor turns there."""
    points: list[Point] = []
    for name in symbols:
        ahead = draw.sample(range(4, 62), max(6, 24 // len(symbols)))
        points += [{**{other: draw.choice((1, 1, 2)) for other in symbols}, name: value} for value in ahead]
        points += [{**{other: draw.randint(10, 60) for other in symbols}, name: value} for value in (1, 2)]
        if len(symbols) > 1:
            far = [draw.randint(65, 2_000) for _ in range(8)]  # above powers of the rest
            points += [{**{other: draw.randint(1, 4) for other in symbols}, name: value} for value in far]
    return points


def _huge(symbols: Sequence[str], constants: Sequence[int], draw: Random) -> list[Point]:
    """Points far out, spread evenly over the powers of ten and over products of the constants."""
    far: list[Point] = [{name: int(10 ** draw.uniform(3, 18)) for name in symbols} for _ in range(8)]
    together: list[Point] = [{name: power + draw.randint(1, power) for name in symbols} for power in (10**6, 10**12)]
    products: list[Point] = [
        {name: constant**exponent * draw.randint(1, 3) + draw.randint(-1, 1) for name in symbols}
        for constant in constants[-3:]
        for exponent in (2, 3)
    ]
    largest: int = max(constants, default=1)
    beyond: list[Point] = [
        {name: largest * draw.randint(1, 9) + draw.randint(-2, 2) for name in symbols}
        for _ in range(4 if largest > 99 else 0)
    ]
    further: list[Point] = [{name: largest * 10 ** draw.randint(1, 6) for name in symbols} for _ in range(2)]
    return far + together + products + beyond + further


def _around_multiples(symbols: Sequence[str], draw: Random) -> list[Point]:
    points: list[Point] = []
    pairs = [(a, b) for a in symbols for b in symbols if a != b]
    for a, b in draw.sample(pairs, min(len(pairs), 12)):
        for offset in (-1, 0, 1):
            point: Point = {name: draw.randint(1, _SMALL) for name in symbols}
            point[b] = draw.randint(2, _SMALL)
            point[a] = point[b] * draw.randint(1, _SMALL) + offset
            points.append(point)
    return points


def _around_constants(symbols: Sequence[str], constants: Sequence[int], draw: Random) -> list[Point]:
    """Points with a symbol at or beside a constant, the rest small, or multiples of the distance (for `N/(T - 36)`)."""
    points: list[Point] = []
    for constant in constants:
        for name in draw.sample(symbols, min(len(symbols), 2)):
            for multiple, offset in (*((1, near) for near in range(-3, 4)), (2, 0), (2, -1), (3, 1)):
                point: Point = {other: draw.choice((1, 1, 2, draw.randint(1, _SMALL))) for other in symbols}
                point[name] = constant * multiple + offset
                points.append(point)
            for offset in (-2, -1, 1, 2):
                far: Point = {other: abs(offset) * draw.randint(3, 12) for other in symbols}
                far[name] = constant + offset
                points.append(far)
    return points


def _related(symbols: Sequence[str], constants: Sequence[int], draw: Random) -> list[Point]:
    """Points where one symbol is another plus a constant, or its square or cube, give or take two."""
    points: list[Point] = []
    pairs = [(a, b) for a in symbols for b in symbols if a != b]
    for a, b in draw.sample(pairs, min(len(pairs), 12)):
        for offset in (-2, -1, 0, 1, 2):
            point: Point = {name: draw.choice((1, 1, 2, draw.randint(1, _SMALL))) for name in symbols}
            base = draw.randint(1, 40)
            point[b] = base
            shift = draw.choice((0, *constants[:12]))
            point[a] = draw.choice((base + shift, base + shift, base**2, base**3)) + offset
            points.append(point)
    return points


def _around_powers(symbols: Sequence[str], draw: Random) -> list[Point]:
    points: list[Point] = []
    for name in symbols:
        for base in (draw.randint(2, 12) ** 2, 1 << draw.randint(2, 9)):
            for offset in (-1, 0, 1):
                point: Point = {other: draw.randint(1, _SMALL) for other in symbols}
                point[name] = base + offset
                points.append(point)
    return points


@lru_cache(maxsize=256)
def example_points(symbols: tuple[str, ...], even: frozenset[str]) -> tuple[Point, ...]:
    """Return small points, the same in every process: a counterexample shown twice should be the same one."""
    import random

    draw = random.Random(repr(symbols))  # noqa: S311 - nothing is decided by these
    points = _smallest(symbols) + [{name: draw.randint(1, _SMALL) for name in symbols} for _ in range(40)]
    made = {tuple(point[name] * (2 if name in even else 1) for name in symbols) for point in points}
    ordered = sorted(made, key=lambda values: (sum(values), values))
    return tuple(dict(zip(symbols, values, strict=True)) for values in ordered)


@lru_cache(maxsize=256)
def further_points(symbols: tuple[str, ...], even: frozenset[str], constants: tuple[int, ...]) -> tuple[Point, ...]:
    """Return three hundred points without structure: for steps that turn elsewhere than the reference's."""
    import random

    draw = random.Random(repr((symbols, sorted(even), constants)) + _SECRET + "further")  # noqa: S311 - in secret
    tops = (_SMALL, 24, _MIDDLE, 300, 3 * max(constants[:8], default=_MIDDLE))
    return tuple(
        {name: draw.randint(1, tops[index % 5]) * (2 if name in even else 1) for name in symbols}
        for index in range(300)
    )


@lru_cache(maxsize=512)
def smooth_points(symbols: tuple[str, ...]) -> tuple[Point, ...]:
    """Return points between whole numbers, many under 1: for functions without floors, on positive reals."""
    import random

    draw = random.Random(repr(symbols) + _SECRET)  # noqa: S311 - seeded in secret
    tops = (1,) * 26 + (3,) * 5 + (20,) * 5
    return tuple({name: Fraction(draw.randint(1, 96), 97) * top for name in symbols} for top in tops)


@lru_cache(maxsize=64)
def scattered_points(symbols: tuple[str, ...]) -> tuple[Point, ...]:
    """Return points whose coordinates are of different sizes, half of them all under 1: for thin domains."""
    import random

    draw = random.Random(repr(symbols) + _SECRET + "scattered")  # noqa: S311 - seeded in secret
    return tuple(
        {name: Fraction(round(10 ** draw.uniform(1, top)), 10_007) for name in symbols} for top in (4,) * 60 + (7,) * 60
    )
