"""How a formula grows where its symbols are large: the powers, and powers of logarithms, of its leading term.

f = c · Π s^a · log(s)^b + terms that are dominated for every symbol; None where no single term dominates, or where
exponentials, factorials and their like take part.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from grader.expressions import exact
from grader.expressions.tree import Tree, symbols_of

#: Symbol -> (power, power of its logarithm); both zero are left out.
Powers = dict[str, tuple[Fraction, Fraction]]

_NONE = (Fraction(0), Fraction(0))


class Growth(NamedTuple):
    """The leading term, without its factor but for the factor's sign."""

    sign: int
    powers: Powers


def growth(tree: Tree) -> Growth | None:
    """Return how the tree grows, None where that cannot be told."""
    if not symbols_of(tree):
        return _of_number(tree)
    if tree.op == "sym":
        return Growth(1, {tree.value: (Fraction(1), Fraction(0))})
    inner = [growth(arg) for arg in tree.args]
    if tree.op == "add":
        return _dominating([found for found in inner if found is None or found.sign])
    known = [found for found in inner if found is not None and found.sign]
    if len(known) < len(inner):
        return None
    if tree.op == "neg":
        return Growth(-known[0].sign, known[0].powers)
    if tree.op == "mul":
        product = known[0]
        for factor in known[1:]:
            product = _times(product, factor)
        return product
    if tree.op == "div":
        return _times(known[0], _raised(known[1], Fraction(-1)))
    if tree.op == "pow" and tree.args[1].op in ("num", "neg", "div") and not symbols_of(tree.args[1]):
        return _power(tree, known[0])
    if tree.op in ("floor", "ceil"):
        return known[0] if known[0].powers and min(known[0].powers.values()) > _NONE else None
    return _log(known[0]) if tree.op == "log" else None


def _of_number(tree: Tree) -> Growth | None:
    try:
        value = exact.value_at(tree, {})
    except ArithmeticError:
        return None
    if exact.is_exact(value):
        return Growth((value > 0) - (value < 0), {})
    return Growth(1, {}) if value > 0 else Growth(-1, {}) if value < 0 else None


def _power(tree: Tree, base: Growth) -> Growth | None:
    exponent = exact.value_at(tree.args[1], {})
    if not exact.is_exact(exponent) or (base.sign < 0 and exponent.denominator != 1):
        return None
    raised = _raised(base, Fraction(exponent))
    return Growth(-1 if base.sign < 0 and exponent % 2 else 1, raised.powers)


def _log(argument: Growth) -> Growth | None:
    """log(c · s^a …) grows as log(s); with two symbols it is a sum of two logarithms."""
    if argument.sign < 0 or len(argument.powers) != 1:
        return None
    ((name, (power, _)),) = argument.powers.items()
    return Growth(1, {name: (Fraction(0), Fraction(1))}) if power > 0 else None


def _times(a: Growth, b: Growth) -> Growth:
    powers = {}
    for name in (*a.powers, *b.powers):
        (first, of_log), (second, and_log) = a.powers.get(name, _NONE), b.powers.get(name, _NONE)
        powers[name] = (first + second, of_log + and_log)
    return Growth(a.sign * b.sign, {name: power for name, power in powers.items() if power != _NONE})


def _raised(growth: Growth, exponent: Fraction) -> Growth:
    return Growth(growth.sign, {name: (a * exponent, b * exponent) for name, (a, b) in growth.powers.items()})


def _dominating(terms: list[Growth | None]) -> Growth | None:
    """The term that none of the others exceeds for any symbol; None where two such have opposite signs."""
    known = [term for term in terms if term is not None]
    if len(known) < len(terms) or not known:
        return None
    for term in known:
        if all(_at_most(other.powers, term.powers) for other in known):
            alike = {other.sign for other in known if other.powers == term.powers}
            return term if len(alike) == 1 else None
    return None


def _at_most(a: Powers, b: Powers) -> bool:
    return all(a.get(name, _NONE) <= b.get(name, _NONE) for name in {*a, *b})
