"""The points at which piecewise expressions are compared reach every branch."""

import pytest

from grader.expressions import Outcome, compare, read, reference
from grader.expressions.points import constants_of, structured_points


def test_even_symbols_take_even_values_and_all_are_positive():
    for point in structured_points(("L_r", "N"), frozenset({"L_r"}), (7,)):
        assert point["L_r"] % 2 == 0
        assert min(point.values()) >= 1


def test_there_are_enough_points_small_ones_first_and_always_the_same():
    points = structured_points(("a", "b"), frozenset(), ())
    assert len(points) >= 40
    assert sum(points[0].values()) <= sum(points[-1].values())
    assert structured_points(("a", "b"), frozenset(), ()) == points


@pytest.mark.parametrize("constant", [2, 7, 12, 100, 999, 4096])
def test_both_neighbours_of_multiples_of_a_constant_are_points(constant):
    values = {point["n"] % constant for point in structured_points(("n",), frozenset(), (constant,))}
    assert {0, 1, constant - 1} <= values


def test_constants_are_those_of_numerators_and_denominators():
    assert set(constants_of([read("7n/12 + 0.2", ("n",)).tree])) >= {7, 12, 5}


@pytest.mark.parametrize("constant", [1, 3, 10, 31, 100, 784, 1024, 5001, 99_999, 10**6, 10**7, 10**9])
@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("n + n//{c}", "n"),
        ("min(n, {c})", "n"),
        ("max(n, {c})", "n"),
        ("(n+{c}-2)//{c} + 0", "ceiling(n/{c}) + floor(1/{c})"),
        ("(n//{c})*{c}", "n"),
        ("n + ({c}//n)", "n"),
        ("|n-{c}|", "n-{c}"),
        ("|n-{c}|", "{c}-n"),
        ("n mod {c}", "n"),
    ],
)
def test_no_branch_hides_beyond_a_constant(answer, right, constant):
    answer, right = answer.format(c=constant), right.format(c=constant)

    def value(text, n):
        python = text.replace("mod", "%").replace("|n-", "abs(n-").replace(f"{constant}|", f"{constant})")
        return eval(python, {"ceiling": lambda q: -(-n // constant), "floor": lambda q: 1 // constant, "n": n})

    if any(
        value(answer, n) != value(right, n) for n in (1, 2, 3, constant - 1 or 5, constant, constant + 1, 3 * constant)
    ):
        wanted = reference(right, ("n",))
        assert compare(read(answer, ("n",)), wanted) is not Outcome.ACCEPT


@pytest.mark.parametrize(
    "answer", ["n + n//(1000*1000)", "min(n, 9999*9999)", "n + n//1024^2", "min(n, 2^40)", "n + (n//10^5)//10^4"]
)
def test_no_branch_hides_beyond_a_product_or_power_of_constants(answer):
    assert compare(read(answer, ("n",)), reference("n", ("n",))) is not Outcome.ACCEPT
