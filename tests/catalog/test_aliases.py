from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.catalog import find, fold
from grader.model import Choice, Heading

HD = Heading("hd", "Quasi HD", ("HD", "3x1024x2048"))
QUARTER = Heading("quarter_hd", "Quasi 1/4 HD", ("¼ HD",))
CHOICES = (Choice("proportional", ("∝ N_i·N_o", "linear")), Choice("square_root", ("∝ √(N_i·N_o)", "∝ N_i or N_o")))


@pytest.mark.parametrize(
    "written",
    ["quasi hd", "**Quasi HD**", "Quasi-HD:", "`HD`", "Q u a s i  H D", "quasi_hd", "3×1024×2048", "3 x 1024 x 2048"],
)
def test_a_row_is_found_without_case_bold_spaces_and_punctuation(written):
    assert find([QUARTER, HD], written) is (HD if "×" not in written else None)


@pytest.mark.parametrize("written", ["Quasi ¼ HD", "quasi 1⁄4 hd", "**1/4 HD**"])
def test_a_fraction_is_the_same_in_one_character(written):
    assert find([QUARTER, HD], written) is QUARTER


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("∝ $N_i \\cdot N_o$", "proportional"),
        ("∝ N_i * N_o", "proportional"),
        ("∝ √(N_i N_o)", "square_root"),
        ("∝ $N_i$ or $N_o$", "square_root"),
        ("Linear.", "proportional"),
        ("$\\propto N_i N_o$", "proportional"),
        ("$\\propto \\sqrt{N_i \\, N_o}$", "square_root"),
        ("∝ sqrt(N_i N_o)", "square_root"),
        ("$\\text{linear}$", "proportional"),
    ],
)
def test_signs_that_mean_something_are_told_apart(written, name):
    choice = find(CHOICES, written)
    assert choice is not None
    assert choice.name == name


@pytest.mark.parametrize("written", ["", "  ", "**", "-", "quarter", "linearly independent"])
def test_what_names_nothing_finds_nothing(written):
    assert find(CHOICES, written) is None


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text):
    assert fold(fold(text)) == fold(text)
