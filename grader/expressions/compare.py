"""Is what the answer says equal to the reference? Formulas, numbers with their rounding, dimensions, orders."""

from __future__ import annotations

from fractions import Fraction

from grader.expressions import exact, residues
from grader.expressions.equality import Outcome, at_points, by_residues, constant_ratio, equal
from grader.expressions.growth import growth
from grader.expressions.literals import ShownDigits
from grader.expressions.reading import Reading
from grader.expressions.references import Reference
from grader.expressions.tree import Tree, symbols_of


def compare(reading: Reading, wanted: Reference) -> Outcome:
    """Say whether a reading gives the reference."""
    if wanted.kind == "dims":
        return _dims(reading, wanted)
    if wanted.kind == "proportional":
        return _proportional(reading, wanted)
    if reading.order:
        return _same_order(reading.tree, wanted)
    if wanted.kind == "numeric":
        return _numeric(reading.tree, reading.literal, wanted.tree)
    return _equals_reference(reading.tree, wanted)


def _equals_reference(tree: Tree, wanted: Reference) -> Outcome:
    """`equal` against a reference, whose residue is kept from one answer to the next."""
    kept = _kept.get(id(wanted))
    field = residues.field()
    if kept is None or kept[0] is not wanted or kept[2] is not field:
        try:
            kept = (wanted, residues.residue(wanted.tree, wanted.even), field)
        except residues.UndefinedError:
            return equal(tree, wanted.tree, wanted.even)
        if len(_kept) > 2048:
            _kept.clear()
        _kept[id(wanted)] = kept
    try:
        given = residues.residue(tree, wanted.even)
    except residues.UndefinedError:
        return at_points(tree, wanted.tree, wanted.even)
    return by_residues(tree, wanted.tree, wanted.even, given, kept[1])


_kept: dict[int, tuple[Reference, residues.Residue, residues.Field]] = {}


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


def _proportional(reading: Reading, wanted: Reference) -> Outcome:
    """How a quantity grows: equal up to a positive constant factor.

    An order such as O(N^2 + N) is told by its leading term; where none leads and one is the reference's, as in
    O(N^2 + M), a person must look.
    """
    outcome = equal(reading.tree, wanted.tree, wanted.even)
    if outcome is not Outcome.REJECT:
        return outcome
    if not symbols_of(wanted.tree):
        return Outcome.ACCEPT if not symbols_of(reading.tree) and _is_positive(reading.tree) else Outcome.REJECT
    if _is_multiple(reading.tree, wanted):
        return Outcome.ACCEPT
    if not reading.order:
        return Outcome.REJECT
    given, expected = growth(reading.tree), growth(wanted.tree)
    if reading.order == "bound" and given is not None and expected is not None:
        return Outcome.ACCEPT if given == expected and given.sign > 0 else Outcome.REJECT
    terms = reading.tree.args if reading.tree.op == "add" else ()
    return Outcome.UNDECIDED if any(_is_multiple(term, wanted) for term in terms) else Outcome.REJECT


def _is_multiple(tree: Tree, wanted: Reference) -> bool:
    ratio = constant_ratio(tree, wanted.tree, wanted.even)
    return ratio is not None and ratio > 0


def _is_positive(number: Tree) -> bool:
    return bool(exact.ball(exact.value_at(number, {})) > 0)


def _same_order(tree: Tree, wanted: Reference) -> Outcome:
    """An answer that names an order of growth: equal, or equal up to the base of a logarithm."""
    if not symbols_of(wanted.tree):
        return Outcome.REJECT  # an order says nothing about a number
    outcome = equal(tree, wanted.tree, wanted.even)
    if outcome is not Outcome.REJECT:
        return outcome
    ratio = constant_ratio(tree, wanted.tree, wanted.even)
    return Outcome.ACCEPT if isinstance(ratio, float) and ratio > 0 else outcome
