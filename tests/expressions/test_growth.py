"""How formulas grow, beside limits taken by sympy."""

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from grader.expressions import judge, read, reference
from grader.expressions.growth import growth


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("O(N^2 + N)", "N**2"),
        ("Θ(N(N-1)/2)", "N**2"),
        ("O(N log N + 5 N)", "N*log(N)"),
        ("O(N^2 + N log^3 N)", "N**2"),
        ("O(sqrt(N) + log N)", "sqrt(N)"),
        ("O(M N + N)", "M*N"),
        ("O((N+1)^3 - N)", "N**3"),
        ("O(⌈N/2⌉ + 3)", "N"),
        ("O(N^2 + 1/N)", "N**2"),
        ("O(log(N^2 + 1))", "log(N)"),
        ("O(N^2)", "N**2 + 7*N + 1"),
    ],
)
def test_the_leading_term_tells_an_order(answer, right):
    assert judge(answer, reference(right, ("N", "M"), kind="proportional")).verdict == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("O(N^2 + N)", "N"),
        ("O(N^2 - N^3)", "N**2"),
        ("O(N log N + N)", "N"),
        ("O(N^2 + M N)", "M*N*N"),
        ("O(N + 1/N)", "1/N"),
        ("O(log(N)^2 + log N)", "log(N)"),
    ],
)
def test_another_leading_term_is_another_order(answer, right):
    assert judge(answer, reference(right, ("N", "M"), kind="proportional")).verdict == "reject"


@pytest.mark.parametrize("answer", ["O(N^2 + M)", "O(N^2 + 2^N)", "O(N^2 + N!)", "O(N^2 + min(N, M)^2)"])
def test_an_order_of_which_no_term_is_known_to_lead_is_undecided(answer):
    assert judge(answer, reference("N**2", ("N", "M"), kind="proportional")).verdict == "undecided"


def terms():
    power, log = (
        st.sampled_from(["1", "N", "N**2", "N**3", "sqrt(N)", "1/N"]),
        st.sampled_from(["", "*log(N)", "*log(N)**2"]),
    )
    term = st.tuples(st.integers(1, 9), power, log).map(lambda parts: f"{parts[0]}*({parts[1]}){parts[2]}")
    return st.lists(term, min_size=1, max_size=4).map(" + ".join)


@given(terms(), terms())
def test_equal_growth_is_a_quotient_with_a_limit(a, b):
    n = sympy.Symbol("N", positive=True)
    quotient = sympy.sympify(f"({a})/({b})", {"N": n})
    has_limit = sympy.limit(quotient, n, sympy.oo) not in (0, sympy.oo)
    first, second = (growth(read(text, ("N",)).tree) for text in (a, b))
    assert first is not None and (first == second) == has_limit
