import re

from hypothesis import given
from hypothesis import strategies as st

from grader.reports.terminal import Terminal, columns, flowed, padded, wrapped

words = st.text(st.sampled_from("ab é日本·\u0301 "), max_size=120)


def test_wide_characters_take_two_columns_and_combining_ones_none():
    assert columns("日本") == 4
    assert columns("e\u0301") == 1


def test_a_long_word_is_broken_where_it_must_be():
    assert wrapped("ab abcdefgh c", 4) == ["ab", "abcd", "efgh", "c"]


def test_pieces_are_kept_together():
    assert flowed(["one two", "three four"], "   ", 12) == ["one two", "three four"]


def test_nothing_is_one_empty_line():
    assert wrapped("", 10) == [""]


def test_without_colour_there_is_no_escape_sequence():
    assert Terminal(80, False).paint("x", "good", "bold") == "x"
    assert Terminal(80, True).paint("x", "good", "bold") == "\x1b[32;1mx\x1b[0m"


def test_two_ends_fill_the_line_exactly():
    line = Terminal(40, False).ends("a title much longer than there is room for it", "3 / 4")
    assert columns(line) == 40
    assert line.endswith("  3 / 4")


@given(words, st.integers(2, 30))
def test_no_line_is_wider_than_asked(text, width):
    assert all(columns(line) <= width for line in wrapped(text, width))


@given(words, st.integers(2, 30))
def test_wrapping_loses_no_character_but_spaces(text, width):
    assert re.sub(" ", "", "".join(wrapped(text, width))) == text.replace(" ", "")


@given(words, st.integers(0, 30))
def test_padding_reaches_the_width(text, width):
    assert columns(padded(text, width)) == max(width, columns(text))
