"""Wrong numbers, diagnosed (the slips themselves are in `digits`)."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import Any

from grader.expressions import exact
from grader.expressions.compare import is_rounding
from grader.expressions.diagnosis import GENTLE, Diagnosis
from grader.expressions.digits import digit_slip, nearly_power, ratio_question
from grader.expressions.equality import Outcome, equal
from grader.expressions.literals import ShownDigits
from grader.expressions.references import Reference
from grader.expressions.tree import Tree, mul, num


def diagnose_number(given: Tree, literal: ShownDigits | None, wanted: Reference) -> Diagnosis:
    expected = wanted.tree
    if literal is not None and is_rounding(given, literal, expected):
        return Diagnosis(
            "rounding",
            "The value is right as far as it goes: give at least three significant digits, or the exact number.",
        )
    try:
        a, b = exact.value_at(given, {}), exact.value_at(expected, {})
    except ArithmeticError:
        return Diagnosis("other", "The value is far from the expected one: which sizes enter?")
    if not (exact.is_exact(a) and exact.is_exact(b)):
        return _inexact_numbers(a, b, given, wanted)
    if b == 0 or a == 0:
        return (
            Diagnosis("off_by_one", "Does the smallest case come out?")
            if abs(a - b) == 1
            else Diagnosis("other", "Is this the quantity that is asked for?")
        )
    ratio = Fraction(a) / Fraction(b)
    return _number_slip(a, b, ratio, literal)


def _number_slip(a: Any, b: Any, ratio: Fraction, literal: ShownDigits | None) -> Diagnosis:
    if ratio == -1:
        return Diagnosis("sign", "Is the sign right?")
    if Fraction(a) * Fraction(b) == 1:
        return Diagnosis("inverted", "Is the ratio the other way round?", True, GENTLE["inverted"])
    whole = isinstance(a, int) and isinstance(b, int)
    if whole and abs(a - b) == 1:
        return Diagnosis("off_by_one", "Is the count off by one? Try the smallest case by hand.")
    if isinstance(a, int) and not whole and abs(a - b) < 1:
        return Diagnosis("rounding", "Is this rounded to a whole number? The exact value is wanted.")
    question = ratio_question(ratio)
    if question is not None:
        return Diagnosis(f"factor:{ratio}", question)
    if whole and (slip := digit_slip(a, b)) is not None and not _looks_rounded(a, b):
        return Diagnosis("digit_slip", f"Very close: {slip} Work the number out once more.")
    if abs(ratio - 1) < Fraction(1, 50) and (literal is not None or not whole or _looks_rounded(a, b)):
        return Diagnosis(
            "rounding",
            "Very close: is this rounded? Give the exact number, or round it correctly to at least three digits.",
        )
    if whole and b > 1 and (a == b * b or (a > 1 and a * a == b)):
        lost = "Is a square left out?" if a < b else "Is something squared once too often?"
        return Diagnosis("power", lost, True, GENTLE["power"])
    if literal is not None and (power := nearly_power(ratio)) is not None:
        return Diagnosis(
            f"factor:{power}",
            f"This is nearly {power} times the expected value: is a prefix, a percent sign or a zero lost?",
        )
    small = max(ratio.numerator, ratio.denominator)
    if ratio > 0 and min(ratio.numerator, ratio.denominator) == 1 and small <= 64:
        return Diagnosis(
            f"factor:{ratio}",
            f"This is too {'large' if ratio > 1 else 'small'} by a whole factor: is one size used twice or left out?",
        )
    return Diagnosis("other", f"The value is too {'large' if a > b else 'small'}: which sizes enter, and how often?")


def _looks_rounded(a: int, b: int) -> bool:
    text = str(abs(a))
    zeros = len(text) - len(text.rstrip("0"))
    return zeros >= 2 and abs(a - b) < 10**zeros


def _inexact_numbers(a: Any, b: Any, given: Tree, wanted: Reference) -> Diagnosis:
    ratio = ratio_of(a, b)
    if equal(mul(given, wanted.tree), num(1)) is Outcome.ACCEPT:
        return Diagnosis("inverted", "Is the ratio the other way round?", True, GENTLE["inverted"])
    if isinstance(a, int) and ratio is not None and abs(ratio - 1) * abs(a) < abs(ratio):
        return Diagnosis("rounding", "Is this rounded to a whole number? At least three digits are wanted.")
    if ratio is not None:
        if abs(ratio - 1) < 0.02:
            return Diagnosis("rounding", "Very close: is this rounded too far?")
        for logarithm in (math.log(2), math.log(10), math.log2(10)):
            if any(abs(ratio - value) < 1e-9 for value in (logarithm, 1 / logarithm)):
                return Diagnosis("factor", "Is this the logarithm to the base that is asked for?")
        for factor in (2, 4, 8, Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), -1):
            if equal(given, mul(num(factor), wanted.tree)) is Outcome.ACCEPT:
                return (
                    Diagnosis("sign", "Is the sign right?")
                    if factor == -1
                    else Diagnosis(f"factor:{factor}", "Is a constant factor off?")
                )
    return Diagnosis("other", "Is this the quantity that is asked for?")


def ratio_of(a: Any, b: Any) -> float | None:
    """The ratio of two values as a float, or None where the second may be zero."""
    try:
        return float(exact.ball(exact.divide(a, b)).mid())
    except (ArithmeticError, ValueError):
        return None
