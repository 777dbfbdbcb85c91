"""Exact values of trees, against Python's ints and fractions and against mpmath."""

import math
from fractions import Fraction

import mpmath
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.expressions import read
from grader.expressions.arithmetic import OutOfReachError, UndefinedError, equal
from grader.expressions.exact import value_at

small = st.integers(1, 300)


def value(text, **point):
    return value_at(read(text, tuple(point)).tree, point)


@given(a=small, b=small)
def test_whole_division_floor_ceiling_and_remainder_are_pythons(a, b):
    assert value("a//b", a=a, b=b) == a // b
    assert value("⌈a/b⌉", a=a, b=b) == -(-a // b) == math.ceil(Fraction(a, b))
    assert value("a mod b", a=a, b=b) == a % b
    assert value("-a // b", a=a, b=b) == -a // b
    assert value("-a mod b", a=a, b=b) == -a % b
    assert value("int(-a/b)", a=a, b=b) == int(Fraction(-a, b))


@given(a=st.integers(0, 60), b=st.integers(0, 60))
def test_factorials_and_binomials_are_those_of_the_math_module(a, b):
    assert value("a!", a=a) == math.factorial(a)
    assert value("binomial(a, b)", a=a, b=b) == math.comb(a, b)


@given(a=small, b=small)
def test_minimum_maximum_and_absolute_value_are_pythons(a, b):
    assert value("max(a,b) - min(a,b)", a=a, b=b) == max(a, b) - min(a, b) == abs(a - b)
    assert value("|a-b|", a=a, b=b) == abs(a - b)


@given(n=st.integers(0, 40), start=st.integers(0, 5))
def test_finite_sums_and_products_add_up(n, start):
    assert value("sum_{i=s}^{n} (i^2+1)", n=n, s=start) == sum(i * i + 1 for i in range(start, n + 1))
    assert value(r"\prod_{k=1}^{n} k", n=n) == math.factorial(n)
    assert value("sum(i for i in range(n))", n=n) == sum(range(n))


@given(n=st.integers(1, 10**6))
def test_roots_of_squares_and_cubes_are_whole_numbers(n):
    assert value("sqrt(n)", n=n * n) == n
    assert value("∛n", n=n**3) == n
    assert value("n^(3/2)", n=n * n) == n**3


@given(base=st.integers(2, 12), exponent=st.integers(0, 40))
def test_logarithms_of_powers_are_exact(base, exponent):
    assert value("log_b(n)".replace("b", "{b}"), b=base, n=base**exponent) == exponent


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("sqrt(n)", lambda n: mpmath.sqrt(n)),
        ("log(n+1)", lambda n: mpmath.log(n + 1)),
        ("log2(n+2)", lambda n: mpmath.log(n + 2, 2)),
        ("exp(-n/10)", lambda n: mpmath.exp(-mpmath.mpf(n) / 10)),
        ("pi*n^2", lambda n: mpmath.pi * n**2),
        ("n^(1/5)", lambda n: mpmath.root(n, 5)),
        ("(1+1/n)^n", lambda n: (1 + mpmath.mpf(1) / n) ** n),
        ("e^{sqrt(n)}", lambda n: mpmath.exp(mpmath.sqrt(n))),
    ],
)
def test_irrational_values_are_those_of_mpmath(text, wanted):
    with mpmath.workdps(40):
        for n in (1, 2, 3, 7, 50, 400):
            found = value(text, n=n)
            shown = mpmath.mpf(found.mid().str(40, radius=False)) if hasattr(found, "mid") else found
            shown = mpmath.mpf(shown.numerator) / shown.denominator if isinstance(shown, Fraction | int) else shown
            assert mpmath.almosteq(shown, wanted(n), rel_eps=mpmath.mpf(10) ** -35)


@pytest.mark.parametrize("text", ["1/(n-n)", "0/0", "sqrt(-n)", "log(n-n)", "log(-n)", "(-n)!", "(n/2)!", "(n-n)^(-1)"])
def test_what_has_no_value_says_so(text):
    with pytest.raises(UndefinedError):
        value(text, n=3)


@pytest.mark.parametrize(
    "text", ["9^9^9^9", "(10^6)!", "2^(10^9)", "sum_{i=1}^{10^9} i^2", "binomial(10^9, 10^8)", "e^(10^9)"]
)
def test_what_is_too_large_is_out_of_reach_before_any_work(text):
    with pytest.raises(OutOfReachError):
        value(text, n=3)


def test_two_values_that_agree_to_two_hundred_digits_are_not_called_different():
    a = value("sqrt(2)*sqrt(3)", n=1)
    assert equal(a, value("sqrt(6)", n=1)) is True
    assert equal(a, value("sqrt(6) + 10^(-20)", n=1)) is False
