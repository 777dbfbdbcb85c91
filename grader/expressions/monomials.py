"""Slips by a monomial c · Π s^k: a factor or a term that is left out, added, or of the wrong power."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from grader.expressions import exact
from grader.expressions.diagnosis import Diagnosis, revealing
from grader.expressions.equality import constant_ratio
from grader.expressions.searches import all_symbols, same
from grader.expressions.tree import Tree, add, mul, neg, num, sym, symbols_of


def monomial(tree: Tree, symbols: tuple[str, ...], even: frozenset[str]) -> tuple[Fraction, dict[str, int]] | None:
    """Return (c, exponents) where the tree is c · Π s^k with whole k, |k| <= 6; else None."""
    base = {name: 6 if name in even else 3 for name in symbols}
    try:
        start = exact.value_at(tree, base)
        if not exact.is_exact(start) or start == 0:
            return None
        exponents: dict[str, int] = {}
        for name in symbols:
            ratio = exact.divide(exact.value_at(tree, {**base, name: 2 * base[name]}), start)
            exponent = _power_of_two(ratio)
            if exponent is None:
                return None
            exponents[name] = exponent
    except ArithmeticError:
        return None
    factor = Fraction(start)
    for name, exponent in exponents.items():
        factor /= Fraction(base[name]) ** exponent
    return (factor, exponents) if same(tree, _as_tree(factor, exponents), even) else None


def _as_tree(factor: Fraction, exponents: dict[str, int]) -> Tree:
    return mul(num(factor), *(Tree("pow", (sym(name), num(k))) for name, k in exponents.items()))


def _power_of_two(ratio: Any) -> int | None:
    if not exact.is_exact(ratio) or ratio <= 0:
        return None
    value = Fraction(ratio)
    larger = max(value.numerator, value.denominator)
    if min(value.numerator, value.denominator) != 1 or larger & (larger - 1) or larger > 64:
        return None
    return value.numerator.bit_length() - value.denominator.bit_length()


def monomial_slip(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """The answer is the reference times a monomial: factors left out, added or exchanged."""
    symbols = all_symbols(given, expected)
    found = monomial(Tree("div", (given, expected)), symbols, even)
    if found is None:
        return None
    factor, exponents = found
    used = {name: k for name, k in exponents.items() if k}
    if not used:
        return None
    if len(symbols) == 1 and monomial(expected, symbols, even) is not None:
        return revealing("power", f"Is {symbols[0]} raised to the right power?")
    if len(used) == 2 and sum(used.values()) == 0 and factor == 1:
        lost, gained = sorted(used, key=lambda name: used[name])
        if lost not in symbols_of(given) or (gained not in symbols_of(expected)) or used[gained] == 1:
            return revealing(f"swapped_symbols:{lost}:{gained}", f"Is {gained} used where {lost} belongs?")
    missing, extra = [n for n, k in used.items() if k < 0], [n for n, k in used.items() if k > 0]
    times = f" (and a factor {factor})" if factor != 1 else ""
    if missing and not extra:
        return revealing(
            f"missing_factor:{'*'.join(_power_name(n, -used[n]) for n in missing)}",
            f"Is the factor {' · '.join(missing)} left out{times}?",
        )
    if extra and not missing:
        return revealing(
            f"extra_factor:{'*'.join(_power_name(n, used[n]) for n in extra)}",
            f"Does the factor {' · '.join(extra)} belong there{times}?",
        )
    return revealing("power", f"Check the powers of {', '.join(sorted(used))}: are they all right?")


def _power_name(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}^{exponent}"


def term_slip(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis | None:
    """The answer differs from a sum by one monomial: a term left out, added, of the wrong sign or count."""
    terms = expected.args if expected.op == "add" else (expected,)
    difference = add(given, neg(expected))
    symbols = all_symbols(given, expected)
    found = monomial(difference, symbols, even) or monomial(neg(difference), symbols, even)
    if found is None or expected.op != "add":
        return None
    for term in terms:
        if same(add(difference, term), num(0), even):
            return revealing("missing_term", "Is a term left out?")
        if same(add(difference, mul(num(2), term)), num(0), even):
            return revealing("sign", "Does every term have the right sign?")
    try:
        point = dict.fromkeys(symbols, 2)
        more = exact.value_at(difference, point) > 0
    except ArithmeticError:
        return None
    for term in terms:
        ratio = constant_ratio(_as_tree(*found), term, even)
        if ratio is not None:
            return revealing("extra_term" if more else "missing_term", "Is every term counted as often as it occurs?")
    return revealing(
        "extra_term" if more else "missing_term", "Does every term belong there?" if more else "Is a term left out?"
    )
