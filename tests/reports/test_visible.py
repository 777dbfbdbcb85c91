import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from grader.reports.visible import clipped, one_line, visible

#: Unicode's own list of bidirectional controls (UAX #9, table of explicit formatting characters).
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
anything = st.text(st.characters(codec=None), max_size=60)


def test_plain_text_stays_as_it_is():
    assert visible("M·N·K / (M + N)\n≤ 3 ∝ √B, é, 日本") == "M·N·K / (M + N)\n≤ 3 ∝ √B, é, 日本"


def test_an_escape_sequence_becomes_a_picture_of_its_first_character():
    assert visible("\x1b[31mred\x07") == "␛[31mred␇"


def test_a_c1_control_is_named_by_its_code():
    assert visible("\x9b31m") == "⟨U+009B⟩31m"


def test_every_bidi_control_is_named_by_its_code():
    assert visible(BIDI) == "".join(f"⟨U+{ord(c):04X}⟩" for c in BIDI)


def test_line_ends_and_tabs_of_any_system_are_kept_readable():
    assert visible("a\r\nb\tc\rd") == "a\nb    c␍d"


def test_no_letter_carries_more_than_four_combining_characters():
    shown = visible("z" + "\u0301" * 50 + "y")
    assert shown == "z" + "\u0301" * 4 + "y"


def test_one_line_has_no_line_end():
    assert one_line("a\n b\u2028c\x0b") == "a b⟨U+2028⟩c␋"


def test_clipping_says_how_much_is_gone():
    assert clipped("abcdef", 4) == ("abcd", 2)
    assert clipped("abcd", 4) == ("abcd", 0)


@given(anything)
def test_nothing_unseen_is_left_but_line_ends(text):
    unseen = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert all(c == "\n" or unicodedata.category(c) not in unseen for c in visible(text))


@given(anything)
def test_what_is_visible_stays_so(text):
    assert visible(visible(text)) == visible(text)


@given(anything)
def test_what_is_visible_can_be_written_as_utf8(text):
    visible(text).encode("utf-8")
