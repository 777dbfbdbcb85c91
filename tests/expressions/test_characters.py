"""Unicode, HTML and PDF characters become the lexer's, and every one remembers where it stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.expressions import ReadError, read
from grader.expressions.characters import normalise


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("N−1", "N-1"),
        ("N–1", "N-1"),
        ("M·N", "M*N"),
        ("M⋅N", "M*N"),
        ("M✕N", "M×N"),
        ("N²", "N^{2}"),
        ("x⁻¹²", "x^{-12}"),
        ("Nᵢ", "N_{i}"),
        ("a₁₂", "a_{12}"),
        ("½N", "½N"),
        ("N<sup>2</sup>", "N^{2}"),
        ("N<sub>i</sub>", "N_{i}"),
        ("M&times;N", "M×N"),
        ("Ｎ＋１", "N+1"),
        ("M\u00a0N", "M N"),
        ("M\u2009N", "M N"),
        ("M\u200bN", "MN"),
        ("\ufb01x", "fix"),
        ("𝑁", "N"),
        ("N′", "N'"),
        ("∑", "Σ"),
    ],
)
def test_what_people_type_or_paste_becomes_what_the_lexer_knows(typed, wanted):
    assert normalise(typed).text == wanted


def test_plain_text_is_left_alone():
    assert normalise("M*N/(M + N)").text == "M*N/(M + N)"


def test_a_column_behind_a_superscript_is_the_one_typed():
    characters = normalise("N²+Q")
    assert characters.text[characters.text.index("Q")] == "Q"
    assert characters.column(characters.text.index("Q")) == 3


@given(st.text(max_size=80))
def test_every_character_has_a_column_inside_the_text_and_in_order(text):
    characters = normalise(text)
    columns = [characters.column(index) for index in range(len(characters.text))]
    assert columns == sorted(columns)
    assert all(0 <= column < len(text) for column in columns)


@given(st.text(alphabet="MN·−²½ₐ３\u200b&<> supx/", max_size=40), st.text(alphabet="MN·−²½ₐ３\u200b ", max_size=40))
def test_a_marker_put_anywhere_is_found_where_it_was_typed(before, after):
    characters = normalise(f"{before}@{after}")
    assert characters.column(characters.text.index("@")) == len(before)


def test_digits_of_other_scripts_make_no_suffix_of_code():
    with pytest.raises(ReadError):
        read("𐒥u + N", ("N",))
