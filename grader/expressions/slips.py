"""Wrong formulas, diagnosed: the tests of `judging`, the most global first, the first that fits wins."""

from __future__ import annotations

from contextvars import ContextVar
from fractions import Fraction
from itertools import combinations
from typing import Any

from grader.expressions import exact
from grader.expressions.diagnosis import GENTLE, Diagnosis, number_text, revealing
from grader.expressions.digits import ratio_question
from grader.expressions.equality import Counterexample, constant_ratio, counterexample
from grader.expressions.monomials import monomial, monomial_slip, term_slip
from grader.expressions.numbers import ratio_of
from grader.expressions.planning import is_piecewise
from grader.expressions.points import Point, structured_points
from grader.expressions.searches import (
    all_symbols,
    edited_slip,
    same,
    scaled_slip,
    size_of,
    surplus_slip,
    value_or_none,
)
from grader.expressions.tree import STEPPED, Tree, add, mul, nodes, num, substitute, sym, symbols_of

#: Trees of more nodes than this are diagnosed by their structure alone.
MAX_NODES = 120
#: Choices of symbols that are taken to be large, when an approximation is suspected.
MAX_SUBSETS = 22

#: The declared symbols of the case at hand, in the order in which the author declared them.
DECLARED: ContextVar[tuple[str, ...]] = ContextVar("declared", default=())


def diagnose_formula(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis:
    if size_of(given) > MAX_NODES or size_of(expected) > MAX_NODES:
        return _structure(given, expected, even)
    tests = (
        _inverted,
        _power_of_all,
        _rounded,
        _ratio,
        _swapped,
        monomial_slip,
        _difference,
        surplus_slip,
        term_slip,
        edited_slip,
        scaled_slip,
        _leading,
    )
    for test in tests:
        found = test(given, expected, even)
        if found is not None:
            return found
    return _structure(given, expected, even)


def _inverted(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    if same(mul(given, expected), num(1), even):
        return revealing("inverted", "Is the fraction upside down?")
    return None


def _power_of_all(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    if monomial(expected, all_symbols(given, expected), even) is not None:
        return None
    for exponent in (2, 3):  # a root is raised instead, where it has values, and needs no irrational ones
        if same(given, _power(expected, exponent), even) or same(expected, _power(given, exponent), even):
            return revealing("power", "Is the whole raised to a power, or under a root, that does not belong there?")
    return None


def _power(tree: Tree, exponent: int) -> Tree:
    return Tree("pow", (tree, num(exponent)))


def _rounded(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """A decimal inside the formula that is nearly, but not exactly, what it should be."""
    decimal = _nearly_whole(given)
    if decimal is None or not _always_close(given, expected, even, 0.03):
        return None
    return Diagnosis(
        "rounding", f"A number inside a formula is exact: can {decimal} be written as a fraction or a root?"
    )


def _always_close(given: Tree, expected: Tree, even: frozenset[str], tolerance: float) -> bool:
    symbols = all_symbols(given, expected)
    seen = 0
    for point in structured_points(symbols, even, ())[1:24:4]:
        a, b = value_or_none(given, point), value_or_none(expected, point)
        if a is None or b is None or (exact.is_exact(b) and b == 0):
            continue
        ratio = ratio_of(a, b)
        if ratio is None or abs(ratio - 1) > tolerance:
            return False
        seen += 1
    return seen >= 2


def _leading(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """Right only where some sizes are much larger than the rest: terms of lower order are left out."""
    symbols = all_symbols(given, expected)
    if not symbols or is_piecewise(expected) or any(node.op in ("add", *STEPPED) for node in nodes(given)):
        return None
    subsets = [symbols, *((name,) for name in symbols), *combinations(symbols, 2)]
    for large in subsets[:MAX_SUBSETS]:
        if all(_nearly_equal_where(large, symbols, given, expected, scale) for scale in (10**7, 10**9)):
            where = "all sizes" if large == symbols else " and ".join(large)
            message = f"This is right only for very large {where}: what is left out for small ones?"
            return revealing("missing_term", message)
    return None


def _nearly_equal_where(
    large: tuple[str, ...], symbols: tuple[str, ...], given: Tree, expected: Tree, scale: int
) -> bool:
    point: Point = {name: (scale if name in large else 1) * (2 * i + 4) for i, name in enumerate(symbols)}
    a, b = value_or_none(given, point), value_or_none(expected, point)
    ratio = ratio_of(a, b) if a is not None and b is not None else None
    return ratio is not None and abs(ratio - 1) < 1e-4


def _ratio(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    ratio = constant_ratio(given, expected, even)
    if ratio is None or ratio in (0, 1):
        return None
    if ratio == -1:
        return Diagnosis(
            "sign", "This has the opposite sign of the expected expression: which way round is the difference?"
        )
    if isinstance(ratio, float):
        return Diagnosis(
            "factor",
            f"This is always {ratio:.4g} times the expected expression: is a base or a constant factor off?",
        )
    rounded = _nearly_whole(given)
    if rounded is not None and abs(ratio - 1) < Fraction(1, 20):
        return Diagnosis(
            "rounding", f"A coefficient inside a formula is exact: can {rounded} be written as a fraction?"
        )
    shown = str(ratio)
    question = ratio_question(ratio)
    if question is not None:
        return Diagnosis(f"factor:{shown}", question.replace("expected value", "expected expression"))
    return Diagnosis(
        f"factor:{shown}", f"This is {shown} times the expected expression: where does the factor come from?"
    )


def _nearly_whole(tree: Tree) -> str | None:
    """A decimal coefficient that looks rounded, as 0.333."""
    if tree.op == "num" and isinstance(tree.value, Fraction) and tree.value.denominator % 10 == 0:
        return str(float(tree.value))
    return next((found for arg in tree.args if (found := _nearly_whole(arg))), None)


def _difference(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    symbols = all_symbols(given, expected)
    differences: set[Any] = set()
    for point in structured_points(symbols, even, ())[2:30:4]:
        try:
            value = exact.value_at(given, point) - exact.value_at(expected, point)
        except (ArithmeticError, TypeError):
            return None
        if not exact.is_exact(value):
            return None
        differences.add(value)
        if len(differences) > 1:
            return None
    if len(differences) != 1:
        return None
    constant = Fraction(differences.pop())
    if constant == 0 or not same(given, add(expected, num(constant)), even):
        return None
    slip = edited_slip(given, expected, even)
    if slip is not None and slip.code in ("sign", "missing_term"):
        return slip
    if abs(constant) == 1:
        return revealing(
            "off_by_one",
            f"This is always one {'more' if constant > 0 else 'less'} than expected: does the smallest case come out?",
        )
    return revealing(
        f"difference:{constant}",
        f"This is always {abs(constant)} {'more' if constant > 0 else 'less'} than expected: where does it come from?",
    )


def _swapped(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    for a, b in combinations([name for name in DECLARED.get() if name in symbols_of(expected)], 2):
        if same(given, substitute(expected, {a: sym(b), b: sym(a)}), even):
            return revealing(f"swapped_symbols:{a}:{b}", f"Are {a} and {b} swapped?")
    foreign = sorted(symbols_of(given) - symbols_of(expected))
    for a in sorted(symbols_of(expected) - symbols_of(given)):
        for b in foreign:
            if same(given, substitute(expected, {a: sym(b)}), even):
                return revealing(f"swapped_symbols:{a}:{b}", f"Is {b} used where {a} belongs?")
    return None


def _structure(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis:
    unused = sorted(symbols_of(expected) - symbols_of(given))
    foreign = sorted(symbols_of(given) - symbols_of(expected))
    if unused:
        return Diagnosis("other", f"The answer does not depend on {_and(unused)}: should it?", True, GENTLE["other"])
    if foreign:
        return Diagnosis("other", f"The answer depends on {_and(foreign)}: should it?", True, GENTLE["other"])
    found = counterexample(given, expected, even)
    if found is None:
        return Diagnosis("other", GENTLE["other"])
    return Diagnosis("other", _spoken(found), True, GENTLE["other"])


def _and(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _spoken(found: Counterexample) -> str:
    where = ", ".join(f"{name} = {value}" for name, value in found.point.items())
    return (
        f"At {where} this gives {number_text(found.given)}, expected is {number_text(found.expected)}."
        if where
        else GENTLE["other"]
    )
