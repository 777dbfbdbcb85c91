"""Spreadsheets in several languages and Mathematica's characters; near misses are told apart."""

import re

import pytest

from grader.expressions import judge, reference

CALLED = {"floor", "ceiling", "sqrt", "log", "exp", "Min", "Max", "factorial", "binomial", "pi"}


def verdict(answer, right, kind=None):
    symbols = sorted(set(re.findall(r"[A-Za-z_]\w*", right)) - CALLED)
    return judge(answer, reference(right, symbols, kind=kind)).verdict


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (r"Sqrt[1 - \[Rho]^2] \[Sigma]", "sqrt(1 - rho**2)*sigma"),
        (r"\[Pi]/4", "pi/4"),
        (r"n \[Times] k", "n*k"),
        (r"\[LeftFloor]n/2\[RightFloor]", "floor(n/2)"),
        (r"\[CapitalSigma]/2", "Sigma/2"),
        (r"\[ n^2 \]", "n**2"),
        (r"\[n\]", "n"),
        ("Mod[n, 2]", "n - 2*floor(n/2)"),
        ("Ceiling[n/2] + Quotient[n, 2]", "n"),
        ("Binomial[n, k]", "binomial(n, k)"),
    ],
)
def test_characters_of_mathematica_are_read(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (r"\[Foo] n", "n"),
        (r"\[Sigma]^2", "sigma"),
        (r"\[CapitalSigma]", "sigma"),
        ("Mod[2, n]", "n - 2*floor(n/2)"),
    ],
)
def test_another_character_or_order_is_not_accepted(answer, right):
    assert verdict(answer, right) in ("reject", "invalid")


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("=0,5*m*(m-1)", "m*(m - 1)/2"),
        ("=2*(1,5+n)", "3 + 2*n"),
        ("=POTENZ(n;2)", "n**2"),
        ("=WURZEL(0,25*n)", "sqrt(n)/2"),
        ("=GANZZAHL(n/2)", "floor(n/2)"),
        ("=ABRUNDEN(n/2;0)", "floor(n/2)"),
        ("=AUFRUNDEN(n/2;0)", "ceiling(n/2)"),
        ("=REST(n;2)", "n - 2*floor(n/2)"),
        ("=MIN(1,5;n)", "Min(3/2, n)"),
        ("=SUMME(n;k)*PRODUKT(n;k)", "(n + k)*n*k"),
        ("=FAKULTÄT(n)/KOMBINATIONEN(n;k)", "factorial(n)/binomial(n, k)"),
        ("=WENN(a>b;a;b)", "Max(a, b)"),
        ("=PUISSANCE(n;2)+RACINE(n)", "n**2 + sqrt(n)"),
        ("=ENT(n/2)", "floor(n/2)"),
        ("=ARRONDI.INF(n/2;0)", "floor(n/2)"),
        ("=ARRONDI.SUP(n/2;0)", "ceiling(n/2)"),
        ("=SOMME(n;k)*PRODUIT(n;k)", "(n + k)*n*k"),
        ("=SI(a>b;a;b)", "Max(a, b)"),
        ("=POTENCIA(n;2)+RAIZ(n)", "n**2 + sqrt(n)"),
        ("=ENTERO(n/2)+RESIDUO(n;2)", "ceiling(n/2)"),
        ("=SUMA(n;k)*PRODUCTO(n;k)", "(n + k)*n*k"),
        ("=SUMSQ(n;k)", "n**2 + k**2"),
        ("=MIN(1,5*n)", "Min(1, 5*n)"),
        ("= 12,544", "12544"),
        ("= 12,544; so many weights", "12544"),
        ("= 1,000*n", "1000*n"),
        ("= max(2,5)", "5"),
        (r"= \max\{2,5\}", "5"),
        ("= C(5,2)", "10"),
        ("= 64,32", "(64, 32)"),
        ("=SI*2", "2*SI"),
    ],
)
def test_a_spreadsheet_in_another_language_is_read(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("=0,5*m*(m+1)", "m*(m - 1)/2"),
        ("=AUFRUNDEN(n/2;0)", "floor(n/2)"),
        ("=ABRUNDEN(n/2;1)", "floor(n/2)"),
        ("=REST(2;n)", "n - 2*floor(n/2)"),
        ("=WENN(n>k;n;k)", "Min(n, k)"),
        ("=WENN(n>2;n)", "n"),
        ("=RUNDEN(n/2;0)", "floor(n/2)"),
        ("=SUMME(A1:A5)", "15"),
        ("POTENZ(n;2)", "n**2"),
        ("= 0,5 and 0,25", "0.5"),
    ],
)
def test_another_formula_of_a_spreadsheet_is_not_accepted(answer, right):
    assert verdict(answer, right) in ("reject", "invalid")
