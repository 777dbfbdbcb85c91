"""Numbers in every notation have their exact value, and characters of no notation are pointed at."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.expressions import ReadError, read
from grader.expressions.exact import value_at


def number(text):
    return value_at(read(text, (), "numeric").tree, {})


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("614656", 614656),
        ("614,656", 614656),
        ("614 656", 614656),
        ("614\u2009656", 614656),
        (r"614\,656", 614656),
        ("614{,}656", 614656),
        ("614_656", 614656),
        ("614'656", 614656),
        ("1,234,567", 1234567),
        ("1.234.567", 1234567),
        ("0.25", Fraction(1, 4)),
        (".25", Fraction(1, 4)),
        ("0,25", Fraction(1, 4)),
        ("25 %", Fraction(1, 4)),
        (r"25\%", Fraction(1, 4)),
        ("25 percent", Fraction(1, 4)),
        ("1/4", Fraction(1, 4)),
        ("¼", Fraction(1, 4)),
        ("1½", Fraction(3, 2)),
        ("a quarter", Fraction(1, 4)),
        ("one quarter", Fraction(1, 4)),
        ("three quarters", Fraction(3, 4)),
        ("two and a half", Fraction(5, 2)),
        ("zero", 0),
        ("twenty-five", 25),
        ("five hundred", 500),
        ("2.47 trillion", 2470 * 10**9),
        ("39.6T", 396 * 10**11),
        ("150 Mi", 150 * 2**20),
        ("150 M", 150 * 10**6),
        ("5k", 5000),
        ("1e12", 10**12),
        ("1.5E-3", Fraction(3, 2000)),
        ("6.14656 × 10^5", 614656),
        (r"6.14656 \times 10^{5}", 614656),
        ("6.14656·10⁵", 614656),
        ("2^10", 1024),
        ("2**10", 1024),
        ("2¹⁰", 1024),
        ("1 << 10", 1024),
        ("0x400", 1024),
        ("−5", -5),
        ("1 pixel on all sides", 1),
        ("3 (three)", 3),
        ("12 MACs", 12),
        ("$12$.", 12),
        ("5!", 120),
    ],
)
def test_a_number_is_read_exactly(typed, value):
    assert number(typed) == value


@given(st.integers(0, 10**40))
def test_any_whole_number_is_read_with_and_without_separators(value):
    assert number(str(value)) == number(f"{value:,}") == number(f"{value:_}") == value


@given(st.integers(0, 10**18), st.integers(0, 12), st.integers(-30, 30))
def test_any_decimal_is_read_exactly(digits, decimals, exponent):
    shown = f"{digits:0{decimals + 1}d}"
    text = f"{shown[:-decimals]}.{shown[-decimals:]}" if decimals else shown
    expected = Fraction(digits, 10**decimals) * Fraction(10) ** exponent
    assert number(f"{text}e{exponent}") == expected


def test_commas_part_the_arguments_of_a_function():
    assert value_at(read("max(1,200)", ("n",)).tree, {}) == 200


@pytest.mark.parametrize("char", ["@", "☃", "你", "\x00", "#"])
def test_a_character_of_no_notation_is_pointed_at(char):
    with pytest.raises(ReadError) as caught:
        read(f"N + {char}", ("N",))
    assert caught.value.column == 4


@pytest.mark.parametrize("text", ["9" * 401, "1e401", "1e999999999", "0." + "1" * 500, "1e-999999999"])
def test_a_number_over_the_cap_is_refused_before_it_is_made(text):
    with pytest.raises(ReadError, match="too long"):
        read(text, (), "numeric")
