"""Slips of the pen in numbers of four digits and more, powers of ten, and 1000 for 1024."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.expressions.digits import digit_slip, nearly_power, ratio_question

numbers = st.integers(1000, 10**12)


@given(numbers, st.data())
def test_one_digit_miscopied_is_seen(number, data):
    digits = list(str(number))
    place = data.draw(st.integers(1, len(digits) - 1))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != digits[place]]))
    digits[place] = other
    assert digit_slip(int("".join(digits)), number) == "is one digit miscopied?"


@given(numbers, st.data())
def test_two_neighbours_swapped_are_seen(number, data):
    digits = list(str(number))
    place = data.draw(st.integers(1, len(digits) - 2))
    assume(digits[place] != digits[place + 1])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    assert digit_slip(int("".join(digits)), number) == "are two digits swapped?"


@given(numbers, st.data())
def test_a_digit_lost_or_doubled_is_seen(number, data):
    text = str(number)
    place = data.draw(st.integers(1, len(text) - 1))
    assert digit_slip(int(text[:place] + text[place + 1 :]), number) == "is a digit lost?"
    assert digit_slip(int(text[:place] + text[place] + text[place:]), number) == "is a digit doubled or added?"


@given(st.integers(0, 999), st.integers(0, 9999))
def test_short_numbers_are_not_tested_because_slips_fire_by_chance(expected, given_number):
    assert digit_slip(given_number, expected) is None


@pytest.mark.parametrize(
    ("ratio", "part"),
    [
        (Fraction(2), "twice"),
        (Fraction(1, 2), "half"),
        (Fraction(1000), "10^3"),
        (Fraction(1, 100), "10^-2"),
        (Fraction(4), "4 times"),
        (Fraction(1, 8), "8"),
        (Fraction(1024, 1000), "1024"),
        (Fraction(1000, 1024) ** 2, "1024"),
    ],
)
def test_a_telling_ratio_gets_its_question(ratio, part):
    question = ratio_question(ratio)
    assert part in question
    assert question.endswith(("?", ".", ")"))


@pytest.mark.parametrize("ratio", [Fraction(1), Fraction(3), Fraction(7, 5), Fraction(0), Fraction(999, 1000)])
def test_any_other_ratio_gets_none(ratio):
    assert ratio_question(ratio) is None


def test_a_value_near_a_power_is_recognised_within_one_percent():
    assert nearly_power(Fraction(1005, 1)) == "1000"
    assert nearly_power(Fraction(1, 1000)) == "1/1000"
    assert nearly_power(Fraction(1100)) is None
