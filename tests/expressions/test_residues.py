"""Residues at a secret point modulo a secret prime: equal for equal functions, decisive only where they may be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.expressions import Outcome, read, residues
from grader.expressions.equality import equal
from grader.expressions.residues import Field, UndefinedError


def tree(text, symbols=("n", "k", "x")):
    return read(text, symbols).tree


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("(n+k)^2", "n^2 + 2nk + k^2"),
        ("(n^2-k^2)/(n-k)", "n+k"),
        ("2^(n+k)", "2^n*2^k"),
        ("4^n", "2^(2n)"),
        ("(2^n)^k", "2^(n*k)"),
        ("x^n*x^k", "x^(n+k)"),
        ("1/(1/n+1/k)", "n*k/(n+k)"),
    ],
)
def test_equal_functions_have_equal_residues(a, b):
    for _ in range(4):
        field = Field()
        assert field.agree(field.residue(tree(a))[0], field.residue(tree(b))[0])


@pytest.mark.parametrize(
    ("a", "b"), [("n^2", "n*k"), ("2^n", "n^2"), ("n+2^61-1", "n"), ("n+2^127-1", "n"), ("n^k", "k^n")]
)
def test_different_rational_functions_differ_decisively(a, b):
    for _ in range(4):
        field = Field()
        left, right = field.residue(tree(a)), field.residue(tree(b))
        assert left[1]
        assert right[1]
        assert not field.agree(left[0], right[0])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("(-2)^n", "-2^n"),
        ("(-x)^n", "-x^n"),
        ("(n-k)^n", "-(k-n)^n"),
        ("(1-x)^(n-k)", "(x-1)^(n-k)"),
        ("(-3)^(n*k)", "-3^(n*k)"),
        ("k*(-2)^n", "-k*2^n"),
    ],
)
def test_a_power_of_a_negative_number_is_no_other_for_any_secret(a, b, monkeypatch):
    for _ in range(8):
        monkeypatch.setattr(residues, "_field", None)
        assert equal(tree(a), tree(b)) is Outcome.REJECT


@pytest.mark.parametrize(
    ("a", "b"),
    [("(-2)^(2n)", "4^n"), ("(1-x)^(n+k)", "(1-x)^n (1-x)^k"), ("(n-x)^(2k)", "(x-n)^(2k)"), ("(-2)^n", "(-2)^n")],
)
def test_equal_powers_of_negative_numbers_are_equal_for_any_secret(a, b, monkeypatch):
    for _ in range(8):
        monkeypatch.setattr(residues, "_field", None)
        assert equal(tree(a), tree(b)) is Outcome.ACCEPT


@pytest.mark.parametrize("text", ["sqrt(n)", "floor(n/2)", "log(n)", "max(n, k)", "n!", "n^(1/k)", "|n-k|", "n mod k"])
def test_an_opaque_function_never_disproves(text):
    assert residues.residue(tree(text))[1] is False


def test_a_division_by_zero_is_undefined():
    with pytest.raises(UndefinedError):
        residues.residue(tree("1/(n-n)"))


def test_every_process_has_its_own_prime_of_190_bits():
    primes = {Field().prime for _ in range(4)}
    assert len(primes) == 4
    assert all(prime.bit_length() == 190 for prime in primes)
    assert all(pow(2, prime - 1, prime) == 1 for prime in primes)


@given(st.integers(-(10**30), 10**30), st.integers(-(10**30), 10**30))
def test_whole_numbers_have_the_residue_of_their_sum(a, b):
    field = Field.__new__(Field)
    Field.__init__(field)
    total = field.residue(tree(f"({a}) + ({b})", ()))[0]
    assert field.agree(total, (a + b, 1))
