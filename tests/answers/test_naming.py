"""Which part a key means: the id in any noise that leaves no doubt, and for the rest the nearest."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import catalog
from grader.answers.naming import Names, first_word, normal

HW01 = catalog.load("hw01")
NAMES = Names(HW01)
IDS = [part.id for part in HW01.parts]
CELLS = [cell.id for part in HW01.parts for cell in part.cells]


@given(
    st.sampled_from(IDS),
    st.sampled_from(["", "**", "`", "_", "“", " ", "["]),
    st.sampled_from(["", "**", "`", "_", "”", " ", "]", ":", "."]),
    st.booleans(),
)
def test_an_id_is_known_in_any_case_and_emphasis(part, before, after, upper):
    noisy = before + (part.upper() if upper else part) + after
    target = NAMES.find((noisy,))
    assert (target.part.id, target.row, target.note) == (part, None, None)


@given(st.sampled_from(IDS + CELLS), st.data())
def test_an_id_may_be_cut_into_keys_at_any_of_its_dots(name, data):
    pieces = name.split(".")
    path = [pieces[0]]
    for piece in pieces[1:]:
        if data.draw(st.booleans()):
            path.append(piece)
        else:
            path[-1] += f".{piece}"
    target = NAMES.find(path)
    assert ".".join(filter(None, (target.part.id, target.row, target.column))) == name


def test_a_cell_may_be_named_by_the_titles_and_aliases_of_its_row_and_column():
    for part in HW01.parts:
        for row in part.rows:
            for column in part.columns:
                for spelling in (row.title, *row.aliases):
                    target = NAMES.find((part.id, f"**{spelling.upper()}**", column.title))
                    assert (target.row, target.column) == (row.id, column.id), spelling


@given(st.sampled_from(IDS), st.integers(0, 20), st.sampled_from("xyz"))
def test_a_slip_in_an_id_is_answered_with_an_id_of_the_assignment(part, at, letter):
    at = 3 + at % (len(part) - 3)
    slip = part[:at] + letter + part[at + 1 :]
    if NAMES.find((slip,)) is None:
        assert NAMES.advice(slip).removeprefix("the nearest is ") in IDS


@given(st.lists(st.text(max_size=30), max_size=6))
def test_any_keys_are_found_or_not_without_an_error(path):
    target = NAMES.find(path)
    assert target is None or target.part.id in IDS


@given(st.text(max_size=60))
def test_any_heading_has_a_first_word_or_none(title):
    word, rest = first_word(title)
    assert len(word) + len(rest) <= len(title)
    assert normal(normal(word)) == normal(word)


@pytest.mark.parametrize(
    ("title", "word", "rest"),
    [
        ("q03.intensity", "q03.intensity", ""),
        ("q03.intensity: 5", "q03.intensity", "5"),
        ("[q03.intensity](#x) 5", "q03.intensity", "5"),
        ("q03.intensity(#x) 5", "q03.intensity", "(#x) 5"),
        ("**q03.intensity** = $\\frac{1}{2}$", "q03.intensity", "$\\frac{1}{2}$"),
        ("q10.border_1 -1", "q10.border_1", "-1"),
        ("q10.border_1 - 1", "q10.border_1", "1"),
        ("q10.border_1. 1", "q10.border_1", "1"),
        ("q10.border_1 .5", "q10.border_1", ".5"),
        ("q10.border_1.", "q10.border_1", ""),
        ("**q10.border_1**, 1", "q10.border_1", "1"),
        ("q10.border_1;", "q10.border_1", ""),
        ("q10.border_1?", "q10.border_1", ""),
        ("q10.border_1<br>", "q10.border_1", ""),
        ("q10.border_1.<br/>", "q10.border_1", ""),
        ("q10.border_1\\", "q10.border_1", ""),
        ("q10.border_1 |", "q10.border_1", ""),
        ("q10.border_1[^1]", "q10.border_1", ""),
        ("q10.border_1 {#q10-border}", "q10.border_1", ""),
        ("q10.border_1: 2 {#q10-border}", "q10.border_1", "2"),
        ("q10.border_1\\frac{1}{2}", "q10.border_1", "\\frac{1}{2}"),
        ("q10.border_1!= 2", "q10.border_1", "!= 2"),
        ("\u200eq10.bor\u200bder_1 2", "q10.border_1", "2"),
        ("q10.row\u2011padding F", "q10.row\u2011padding", "F"),
        ("Question 3: why", "Question", "3: why"),
        ("3. q03.intensity", "", "3. q03.intensity"),
        ("", "", ""),
    ],
)
def test_a_heading_is_split_after_its_first_word(title, word, rest):
    assert first_word(title) == (word, rest)


@pytest.mark.parametrize("name", ["q04.\u200bmacs", "\u200eq04.macs", "q04．macs", "q04\u00ad.macs"])
def test_an_id_is_known_with_characters_that_nobody_sees(name):
    assert NAMES.find((first_word(name)[0],)).part.id == "q04.macs"


def test_any_hyphen_stands_for_an_underscore():
    assert NAMES.find((first_word("q10.row\u2011padding")[0],)).part.id == "q10.row_padding"


@pytest.mark.parametrize("mark", ["\\", ".", "|", "\\|", "<br>", "[^1]"])
def test_marks_without_end_behind_an_id_cost_no_time(mark):
    began = time.perf_counter()
    assert first_word("q04.macs" + mark * 200_000)[0] == "q04.macs"
    assert time.perf_counter() - began < 2
