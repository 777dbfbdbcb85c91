"""What a job printed can be shown on a terminal and in a CI log without moving a cursor or commanding a runner."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.sandbox.output import clean

TRICKS = ("\x1b", "[", "31m", "]0;", "\x07", "::", "##[", "##vso[", "\n", "\r", " ", "a", "\u202e", "\x9b")
PIECES = st.lists(st.sampled_from(TRICKS))


@given(st.text() | PIECES.map("".join), st.integers(0, 200))
def test_nothing_but_printable_text_newlines_and_tabs_is_left(text, most):
    shown = clean(text, most)
    assert all(letter in "\n\t" or unicodedata.category(letter)[0] != "C" for letter in shown)
    for line in shown.splitlines():
        assert not line.strip().startswith("::") and "##[" not in line and "##vso[" not in line


@given(st.text(), st.integers(0, 50))
def test_no_more_than_the_cap_is_left_and_a_cut_is_said(text, most):
    shown = clean(text, most)
    kept, said, _ = shown.partition("\n[output cut after")
    assert len(kept.encode()) <= max(most, 0) + (0 if said else 3 * len(text))
    assert bool(said) == (len(text.encode("utf-8", "replace")) > most) or "[output cut" in text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\ttext\n", "plain\ttext\n"),
        ("größer ≥ 1 → 数\n", "größer ≥ 1 → 数\n"),
        ("\x1b[2J\x1b[1;31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("50%\r100%\r\n", "50%\n100%\n"),
        ("abc\x08\x00\u202edef\u2066\u200b", "abcdef"),
        ("::error::x", ": :error::x"),
        ("  ::add-mask::x\n a::b", "  : :add-mask::x\n a::b"),
        ("a ##[group]b ##vso[task]c # [d]", "a ## [group]b ## vso[task]c # [d]"),
        ("a\u2028::error::b", "a\n: :error::b"),
    ],
)
def test_examples(text, shown):
    assert clean(text, 1000) == shown
