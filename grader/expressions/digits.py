"""Wrong numbers, named: slips of digits, powers of ten, 1000 for 1024, factors two, and rounding."""

from __future__ import annotations

from fractions import Fraction

#: Numbers with fewer digits than this are not tested for slips of digits: they would fire by chance.
MIN_DIGITS = 4


def digit_slip(given: int, expected: int) -> str | None:
    """Return how one slip of the pen leads from `expected` to `given`, as the end of a question, or None."""
    a, b = str(abs(given)), str(abs(expected))
    if len(b) < MIN_DIGITS or a == b:
        return None
    if len(a) == len(b):
        different = [index for index in range(len(a)) if a[index] != b[index]]
        if len(different) == 1:
            return "is one digit miscopied?"
        if (
            len(different) == 2
            and different[1] <= different[0] + 2
            and a[different[0]] == b[different[1]]
            and a[different[1]] == b[different[0]]
        ):
            return "are two digits swapped?"
    if len(a) + 1 == len(b) and _lacks_one(a, b):
        return "is a digit lost?"
    if len(a) == len(b) + 1 and _lacks_one(b, a):
        return "is a digit doubled or added?"
    return None


def _lacks_one(short: str, long: str) -> bool:
    return any(long[:index] + long[index + 1 :] == short for index in range(len(long)))


def ratio_question(ratio: Fraction) -> str | None:
    """Return what a ratio of given to expected suggests, as a whole sentence, or None."""
    if ratio == 2:
        return (
            "This is twice the expected value: is something counted twice? (A multiply and its addition are one MAC.)"
        )
    if ratio == Fraction(1, 2):
        return "This is half the expected value: is something counted once that occurs twice?"
    if (power := _exponent(ratio, 10)) is not None:
        return f"This is off by a factor 10^{power}: is a zero or a decimal point out of place?"
    if (power := _exponent(ratio, Fraction(1024, 1000))) is not None and 0 < abs(power) <= 5:
        return "Is 1000 used where 1024 belongs, or the other way round?"
    if (power := _exponent(ratio, 2)) is not None and (abs(power) <= 5 or power % 10 == 0):
        times = f"{ratio.numerator} times" if ratio > 1 else f"1/{ratio.denominator} of"
        larger = max(ratio.numerator, ratio.denominator)
        return f"This is {times} the expected value: where does a factor {larger} come in?"
    return None


def _exponent(ratio: Fraction, base: int | Fraction) -> int | None:
    """Return n where ratio = base ** n, for 0 < |n| <= 30, or None."""
    base = Fraction(base)
    for exponent in range(1, 31):
        power = base**exponent
        if ratio == power:
            return exponent
        if ratio * power == 1:
            return -exponent
        if power > max(ratio, 1 / ratio if ratio else 0):
            return None
    return None


def nearly_power(ratio: Fraction) -> str | None:
    """Return the power of 10 or of 1024 that `ratio` is within one percent of, as text, or None."""
    for base, exponents in ((10, (1, 2, 3, 6, 9, 12)), (1024, (1, 2, 3, 4))):
        for exponent in exponents:
            for power in (Fraction(base) ** exponent, Fraction(1, base**exponent)):
                if abs(ratio / power - 1) < Fraction(1, 100):
                    return str(power)
    return None
