"""Is what the answer says equal to the reference? Formulas, numbers with their rounding, dimensions, orders."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from grader.errors import ReadError
from grader.expressions import exact, residues
from grader.expressions.equality import Outcome, at_points, constant_ratio, equal, has_a_value
from grader.expressions.literals import ShownDigits
from grader.expressions.reader import read_reference
from grader.expressions.reading import Kind, Reading
from grader.expressions.tree import Tree, symbols_of


class Reference(NamedTuple):
    """A reference answer, read: one tree, or one a dimension, over `symbols`, of which `even` take even values only."""

    text: str
    symbols: tuple[str, ...]
    even: frozenset[str]
    kind: Kind
    trees: tuple[Tree, ...]
    trailing_ones: bool = False

    @property
    def tree(self) -> Tree:
        """The tree of a formula or number."""
        return self.trees[0]


def reference(
    text: str,
    symbols: Sequence[str] = (),
    *,
    even: Sequence[str] = (),
    kind: Kind | None = None,
    trailing_ones: bool = False,
) -> Reference:
    """Read a reference in plain Python syntax; the kind defaults as `grader compare` says.

    Raises ReadError, its message beginning with `reference:`, where it cannot be read.
    """
    return _reference(text, tuple(symbols), tuple(even), kind, trailing_ones)


@lru_cache(maxsize=2048)
def _reference(
    text: str, symbols: tuple[str, ...], even: tuple[str, ...], kind: Kind | None, trailing_ones: bool
) -> Reference:
    try:
        trees = read_reference(text, symbols)
    except ReadError as error:
        raise ReadError(f"reference: {error}", error.column) from None
    if kind is None:
        kind = "dims" if len(trees) > 1 else ("symbolic" if any(symbols_of(tree) for tree in trees) else "numeric")
    if len(trees) > 1 and kind != "dims":
        raise ReadError("reference: a tuple stands where one value is wanted")
    return Reference(text, symbols, frozenset(even), kind, trees, trailing_ones)


def compare(reading: Reading, wanted: Reference) -> Outcome:
    """Say whether a reading gives the reference."""
    if wanted.kind == "dims":
        return _dims(reading, wanted)
    if reading.order:
        return _same_order(reading.tree, wanted)
    if wanted.kind == "numeric":
        return _numeric(reading.tree, reading.literal, wanted.tree)
    return _equals_reference(reading.tree, wanted)


def _equals_reference(tree: Tree, wanted: Reference) -> Outcome:
    """`equal` against a reference, whose residue is kept from one answer to the next."""
    kept = _kept.get(id(wanted))
    field = residues.field()
    if kept is None or kept[0] is not wanted or kept[3] is not field:
        try:
            kept = (wanted, *residues.residue(wanted.tree, wanted.even), field)
        except residues.UndefinedError:
            return equal(tree, wanted.tree, wanted.even)
        if len(_kept) > 2048:
            _kept.clear()
        _kept[id(wanted)] = kept
    try:
        given, decides = residues.residue(tree, wanted.even)
    except residues.UndefinedError:
        return at_points(tree, wanted.tree, wanted.even)
    if residues.agree(given, kept[1]):
        return (
            Outcome.ACCEPT if decides or has_a_value(tree, wanted.even) else at_points(tree, wanted.tree, wanted.even)
        )
    return Outcome.REJECT if decides and kept[2] else at_points(tree, wanted.tree, wanted.even)


_kept: dict[int, tuple[Reference, residues.Ratio, bool, residues.Field]] = {}


def _dims(reading: Reading, wanted: Reference) -> Outcome:
    given, expected = list(reading.trees), list(wanted.trees)
    if wanted.trailing_ones:
        given, expected = _without_trailing_ones(given), _without_trailing_ones(expected)
    if len(given) != len(expected):
        return Outcome.REJECT
    outcomes = [equal(a, b, wanted.even) for a, b in zip(given, expected, strict=True)]
    for outcome in (Outcome.REJECT, Outcome.UNDECIDED):
        if outcome in outcomes:
            return outcome
    return Outcome.ACCEPT


def _without_trailing_ones(trees: list[Tree]) -> list[Tree]:
    while len(trees) > 1 and trees[-1].op == "num" and trees[-1].value == 1:
        trees = trees[:-1]
    return trees


def _numeric(tree: Tree, literal: ShownDigits | None, expected: Tree) -> Outcome:
    if symbols_of(tree):
        return equal(tree, expected)
    outcome = equal(tree, expected)
    if (
        outcome is Outcome.REJECT
        and literal is not None
        and literal.significant >= 3
        and is_rounding(tree, literal, expected)
    ):
        return Outcome.ACCEPT
    return outcome


def is_rounding(tree: Tree, literal: ShownDigits, expected: Tree) -> bool:
    """Whether a literal is the expected value correctly rounded to the digits it shows (a tie may go either way)."""
    try:
        shown, value = exact.value_at(tree, {}), exact.value_at(expected, {})
    except ArithmeticError:
        return False
    if not exact.is_exact(shown):
        return False
    if exact.is_exact(value):
        return bool(abs(Fraction(shown) - Fraction(value)) <= literal.half_step)
    distance = abs(exact.ball(shown) - value)
    return bool(distance < exact.ball(literal.half_step))


def _same_order(tree: Tree, wanted: Reference) -> Outcome:
    """An answer that names an order of growth: equal, or equal up to the base of a logarithm."""
    if not symbols_of(wanted.tree):
        return Outcome.REJECT  # an order says nothing about a number
    outcome = equal(tree, wanted.tree, wanted.even)
    if outcome is not Outcome.REJECT:
        return outcome
    ratio = constant_ratio(tree, wanted.tree, wanted.even)
    return Outcome.ACCEPT if isinstance(ratio, float) and ratio > 0 else outcome
