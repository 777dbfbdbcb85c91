"""Markdown's marks inside an answer: what an editor escaped and what only wraps is taken away, mathematics is not."""

import pytest


def text(read, part="q04.macs"):
    return read.answers[part].text


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("N\\*N", "N*N"),
        ("N\\^2", "N^2"),
        ("F\\_r \\- 1", "F\\_r - 1"),
        ("N\\*(N\\+2)", "N*(N+2)"),
        ("1\\/4", "1/4"),
        ("N \\= 2\\.5 \\~ \\#", "N = 2.5 ~ #"),
        ("a \\< b \\> c", "a < b > c"),
        ("\\(N\\_i \\+ N\\_o\\)\\*L\\_r", "(N\\_i + N\\_o)*L\\_r"),
        ("N &times; N &#43; &frac14;", "N × N + ¼"),
    ],
)
def test_characters_that_an_editor_escaped_are_themselves(hand_in, typed, read_as):
    assert text(hand_in(f"### q04.macs\n{typed}\n")) == read_as


@pytest.mark.parametrize(
    "formula",
    [
        *("\\(N^2\\)", "\\[N^2\\]", "\\{N\\}", "N\\,N\\;N\\!", "\\|N\\|", "N \\\\ N", "\\frac{1}{4}", "a\\_b"),
        *("$N\\*N$", "$$\nN\\*N\n<b>\n$$", "`N\\^2`", "``a`\\*``", "\\(N\\_i \\+ 1\\)".replace("\\+", "+")),
        *("N<sub>i</sub>", "N<sup>2</sup>", "N<br>M", "0 < a and b > c", "N<M>K", "0 <i and j> 2", "a<=b>=c"),
        *("$<b>$", "`<b>N</b>`", "N & M;", "&nosuchthing;", "\\$N\\$", "&#10;"),
    ],
)
def test_formulas_code_and_comparisons_stay_as_typed(hand_in, formula):
    assert text(hand_in(f"### q04.macs\n{formula}\n")) == ("$$ N\\*N <b> $$" if formula.startswith("$$") else formula)


def test_a_code_block_stays_as_typed(hand_in):
    assert text(hand_in("### q05.why\n```\nN\\*N <b>\n```\n"), "q05.why") == "N\\*N <b>"


@pytest.mark.parametrize(
    "wrapped",
    [
        "<p>N^2</p>",
        '<div align="center">\n\nN^2\n\n</div>',
        "<details><summary>my answer</summary>\n\nN^2\n\n</details>",
        "<details open>\nN^2\n</details>",
        "N^2\n\n</details>",
        "<span style='color:red' class=x>N^2</span>",
        "<b><i>N^2</i></b>",
        "<CODE>N^2</CODE>",
    ],
)
def test_html_that_only_wraps_an_answer_is_no_part_of_it(hand_in, wrapped):
    assert text(hand_in(f"### q04.macs\n{wrapped}\n")) == "N^2"


def test_an_answer_in_html_knows_the_line_of_its_text(hand_in):
    assert str(hand_in("### q04.macs\n<div>\n\nN^2\n</div>\n").answers["q04.macs"].where) == "answers.md:8"


def test_the_cells_of_a_table_are_plain_too(hand_in):
    read = hand_in("### q11.lowered\n| | m | n |\n|-|-|-|\n| stride 1 | <b>N\\_o</b> | L_r\\*L_c |\n")
    cells = read.answers["q11.lowered"].cells
    assert (cells["stride1.m"].text, cells["stride1.n"].text) == ("N\\_o", "L_r*L_c")


def test_code_without_a_fence_keeps_its_characters(hand_in):
    assert "'<b>' + 'a\\*b'" in text(hand_in("### q07.lowering\ndef f():\n    '<b>' + 'a\\*b'\n"), "q07.lowering")
