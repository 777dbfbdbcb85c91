"""Arithmetic on exact values: rationals as long as nothing irrational is met, then real balls.

A value is an int, a Fraction, or an `arb` ball at 192 bits (python-flint, loaded when the first one is needed). Balls
know their own error, so equality is never guessed. A root or logarithm of a negative number has no value: such a point
lies outside the expression's domain. Every size is capped before work is spent on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from functools import cache
from math import gcd, isqrt
from typing import Any

Value = Any  # int | Fraction | flint.arb; flint has no types

#: Bits of an exact power.
MAX_BITS = 8_000
PRECISION = 192
#: Bits between the sizes of two terms that are added as balls.
MAX_SPREAD = 1_500
#: Bits of a value that are not asked to agree: what the rounding of balls may eat up.
_SPARE_BITS = 92


class UndefinedError(ArithmeticError):
    """The expression has no value at this point (a division by zero, a factorial of a fraction)."""


class OutOfReachError(ArithmeticError):
    """The value at this point is too large, or not known well enough to decide a floor."""


@cache
def flint() -> Any:
    """python-flint, loaded when the first ball is needed, at the precision of this module."""
    import flint as library

    library.ctx.prec = PRECISION
    return library


@contextmanager
def precision(bits: int) -> Iterator[None]:
    """Work with balls of `bits` bits for a while."""
    library = flint()
    library.ctx.prec = bits
    try:
        yield
    finally:
        library.ctx.prec = PRECISION


def ball(value: Value) -> Value:
    """Return `value` as a real ball."""
    if isinstance(value, int):
        return flint().arb(value)
    if isinstance(value, Fraction):
        library = flint()
        return library.arb(library.fmpq(value.numerator, value.denominator))
    return value


def is_exact(value: Value) -> bool:
    """Whether `value` is an int or a Fraction."""
    kind = type(value)  # isinstance asks Fraction's abstract base class, four times as slow
    return kind is int or kind is Fraction


def equal(a: Value, b: Value) -> bool | None:
    """Whether two values are equal; None where their balls overlap without being known to be close."""
    if is_exact(a) and is_exact(b):
        return bool(a == b)
    left = ball(a)
    difference = left - ball(b)
    if not difference.contains(0):
        return False
    library = flint()
    close = library.arb(2) ** (_SPARE_BITS - library.ctx.prec)
    return True if abs(difference) <= (abs(left) + 1) * close else None


def times(a: Value, b: Value) -> Value:
    if type(a) is int and type(b) is int:
        if a.bit_length() + b.bit_length() > 2 * MAX_BITS:
            raise OutOfReachError
        return a * b
    if is_exact(a) and is_exact(b):
        if _bits(a) + _bits(b) > 2 * MAX_BITS:
            raise OutOfReachError
        return _reduced(a * b)
    return ball(a) * ball(b)


def plus(a: Value, b: Value) -> Value:
    """Return a + b; raises OutOfReachError where one is too small beside the other for balls to see it."""
    if type(a) is int and type(b) is int:
        return a + b
    if is_exact(a) and is_exact(b):
        if type(a) is Fraction and _bits(a) > MAX_SPREAD:
            raise OutOfReachError
        return _reduced(a + b)
    left, right = ball(a), ball(b)
    if not left.contains(0) and not right.contains(0):  # what may be zero is not known to be small
        far = flint().arb(2) ** MAX_SPREAD
        if abs(left) > abs(right) * far or abs(right) > abs(left) * far:
            raise OutOfReachError
    return left + right


def _bits(value: Value) -> int:
    top: int = value.numerator.bit_length()
    return top if type(value) is int else max(top, value.denominator.bit_length())


def _reduced(value: Value) -> Value:
    return value.numerator if type(value) is Fraction and value.denominator == 1 else value


def divide(a: Value, b: Value) -> Value:
    """Return a / b; raises UndefinedError where b is, or may be, zero."""
    if type(a) is int and type(b) is int:
        if b == 0:
            raise UndefinedError
        whole, rest = divmod(a, b)
        return Fraction(a, b) if rest else whole
    if is_exact(a) and is_exact(b):
        if b == 0:
            raise UndefinedError
        return _reduced(Fraction(a) / b)
    return divide_balls(ball(a), ball(b))


def divide_balls(a: Value, b: Value) -> Value:
    if ball(b).contains(0):
        raise UndefinedError
    return ball(a) / ball(b)


def power(base: Value, exponent: Value) -> Value:
    """Return base ** exponent, exact where it is rational."""
    if is_exact(base) and is_exact(exponent):
        if isinstance(exponent, int):
            return _whole_power(base, exponent)
        exact = _exact_root(base, exponent)
        if exact is not None:
            return exact
    if is_exact(base) and base <= 0:
        raise UndefinedError  # of real powers only; a root of a negative number has no real value
    if abs(ball(exponent)) > 10**5:
        raise OutOfReachError
    return _finite(ball(base) ** ball(exponent))


def _finite(value: Value) -> Value:
    """A ball with a value: a root or logarithm of a negative number has none."""
    if not value.is_finite():
        raise UndefinedError
    return value


def _whole_power(base: Value, exponent: int) -> Value:
    if exponent == 0:
        return 1  # 0^0 too, as in sums and products
    if base == 0 and exponent < 0:
        raise UndefinedError
    if base in (0, 1, -1):
        return base if base == 0 or exponent % 2 else 1
    if abs(exponent) * _bits(base) > (MAX_BITS if exponent > 0 else MAX_SPREAD):
        raise OutOfReachError
    return base**exponent if exponent >= 0 else _reduced(Fraction(1) / Fraction(base) ** -exponent)


def _exact_root(base: Value, exponent: Fraction) -> Value | None:
    """The rational value of a root of a non-negative rational, where it has one."""
    if base < 0 or exponent.denominator > 64:
        return None
    above = _integer_root(base.numerator, exponent.denominator)
    below = _integer_root(base.denominator, exponent.denominator)
    if above is None or below is None or (above == 0 and exponent <= 0):
        return None
    return _whole_power(divide(above, below), exponent.numerator)


def _integer_root(value: int, degree: int) -> int | None:
    if value in (0, 1):
        return value
    if degree == 2:
        found = isqrt(value)
    else:
        if value.bit_length() > 2_000:
            return None
        found = 1 << -(-value.bit_length() // degree)
        while True:  # Newton from above
            step = ((degree - 1) * found + value // found ** (degree - 1)) // degree
            if step >= found:
                break
            found = step
    return found if found**degree == value else None


def floor(value: Value) -> int:
    """Return the floor; raises OutOfReachError where a ball straddles an integer."""
    if type(value) is int:
        return value
    if type(value) is Fraction:
        return value.numerator // value.denominator
    whole = value.floor().unique_fmpz()
    if whole is None:
        raise OutOfReachError
    return int(whole)


def larger_than_zero(value: Value) -> Value:
    """Return `value`; raises UndefinedError where it is not positive, as under a logarithm."""
    if not value > 0:
        raise UndefinedError
    return value


def larger(a: Value, b: Value) -> bool:
    if is_exact(a) and is_exact(b):
        return bool(a > b)
    difference = ball(a) - ball(b)
    if difference > 0:
        return True
    if difference < 0:
        return False
    if abs(difference) < 2.0**-120:
        return False  # equal as far as 120 bits: either branch gives the same value
    raise OutOfReachError


def whole(value: Value, what: str) -> int:
    if isinstance(value, int):
        return value
    if isinstance(value, Fraction):
        raise UndefinedError(what)
    whole = value.unique_fmpz()
    if whole is None:
        raise UndefinedError(what)
    return int(whole)


def ball_log(value: Value) -> Value:
    if is_exact(value) and value <= 0:
        raise UndefinedError
    return _finite(ball(value).log())


def exact_log(value: Value, base: Value) -> Value | None:
    """The logarithm where it is a rational number with a small denominator, as log2(8) or log2(√2) are."""
    if value <= 0 or base <= 0 or base == 1:
        return None
    if value == 1:
        return 0
    if base < 1:
        inverted = exact_log(value, divide(1, base))
        return None if inverted is None else -inverted
    if value < 1:
        inverted = exact_log(divide(1, value), base)
        return None if inverted is None else -inverted
    if not (isinstance(value, int) and isinstance(base, int)):
        return None
    return _log_of_powers(value, base)


def _log_of_powers(value: int, base: int) -> Value | None:
    """a / b where value = r^a and base = r^b, by the Euclidean algorithm on the exponents; else None."""
    if gcd(value, base) == 1:
        return None
    above, below = (1, 0), (0, 1)  # value = value^1 · base^0, base = value^0 · base^1
    big, small = value, base
    for _ in range(64):
        if big < small:
            big, small, above, below = small, big, below, above
        if small == 1:
            # value^below[0] · base^below[1] = 1
            return divide(-below[1], below[0]) if below[0] else None
        if big % small:
            return None
        big //= small
        above = (above[0] - below[0], above[1] - below[1])
        if big == 1:
            return divide(-above[1], above[0]) if above[0] else None
    return None
