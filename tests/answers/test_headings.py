"""Headings that look right to a student, and answers in block quotes: read with a warning, or warned of."""

import pytest


def text(read, part):
    return read.answers[part].text


@pytest.mark.parametrize(
    "heading",
    [
        "- ### q12.smaller\n  yes",
        "1. ### q12.smaller\n   yes",
        "* # **q12.smaller**: yes",
        "<h3>q12.smaller</h3>\n\nyes",
        '<H2 id="a"><b>q12.smaller</b></H2> yes',
        "####### q12.smaller\nyes",
        "########q12.smaller yes",
        "\\### q12.smaller\nyes",
        "\\#\\#\\# q12.smaller: yes",
        "＃＃＃　q12.smaller\nyes",
        "## q12\n### smaller\nyes",
        "## **q12**: conv layers\n\n### Smaller: yes",
    ],
)
def test_what_looks_like_a_heading_is_read_as_one_with_a_warning(hand_in, heading):
    read = hand_in(f"### q04.macs\nN^2\n\n{heading}\n")
    assert (text(read, "q12.smaller"), text(read, "q04.macs")) == ("yes", "N^2")
    assert "write ### q12.smaller" in read.warnings[-1]


@pytest.mark.parametrize(
    "heading",
    [
        "### <u>q12.smaller</u>",
        "### <a name='x'></a>q12.smaller",
        "### \u200eq12.smaller",
        "### q12.\u200bsmaller",
        "### [q12.smaller](#top)",
        "### q12.smaller {#smaller}",
        "### q12.smaller?",
        "### q12.smaller<br>",
        "### q12.smaller\\",
    ],
)
def test_what_decorates_a_heading_is_no_answer(hand_in, heading):
    read = hand_in(f"{heading}\nyes\n")
    assert text(read, "q12.smaller") == "yes"
    assert not read.warnings


@pytest.mark.parametrize(
    ("heading", "meant"),
    [
        ("q 03 intensity", "q03.intensity"),
        ("q3 intensity", "q03.intensity"),
        ("10.border_1", "q10.border_1"),
        ("Question 10 border_1", "q10.border_1"),
        ("3) q12.smaller", "q12.smaller"),
    ],
)
def test_a_heading_with_an_id_in_pieces_gets_a_hint(hand_in, heading, meant):
    read = hand_in(f"### q04.macs\nN^2\n### {heading}\n5\n")
    assert f"write ### {meant}" in read.warnings[0]
    assert text(read, "q04.macs") == "N^2"


@pytest.mark.parametrize("heading", ["1. Introduction", "Question 13 and more", "2024 results", "Notes", "3"])
def test_an_ordinary_heading_gets_no_hint(hand_in, heading):
    assert not hand_in(f"### {heading}\nsome words\n").warnings


def test_a_heading_inside_an_answer_is_not_taken_for_a_part_of_the_question(hand_in):
    read = hand_in("## q06\n### q06.why\nThe matrix.\n#### longer\nIt is fixed.\n### longer inputs\nx\n")
    assert text(read, "q06.why") == "The matrix.\nlonger\nIt is fixed."
    assert "q06.longer" not in read.answers


def test_the_names_of_a_questions_parts_mean_nothing_under_the_next_question(hand_in):
    read = hand_in("## q04\n### macs\nN^2\n## Notes\n### memory\n2\n")
    assert (text(read, "q04.macs"), "q04.memory" in read.answers) == ("N^2", False)


@pytest.mark.parametrize("line", ["**q06.longer** no", "__q06.longer__ no", "q06.longer: no", "**q06.longer** = no"])
def test_an_answer_after_an_id_that_is_no_heading_gets_a_hint(hand_in, line):
    assert hand_in(f"{line}\n").warnings[0] == "answers.md:5: no heading, so no answer; write ### q06.longer"


def test_an_answer_in_a_block_quote_gets_a_hint(hand_in):
    read = hand_in("### q04.macs\n> How many MACs?\n>\n> N^2\n\n### q04.memory\n> 2N\n\nN^2 + 2N\n")
    assert read.warnings == (
        'answers.md:8: "N^2" stands in a block quote, which is not read; write q04.macs without the >',
    )
    assert read.answers["q04.macs"].left_out


def test_a_quoted_statement_without_an_answer_gets_no_hint(hand_in, hw01):
    for part in hw01.parts:
        quote = "\n".join(f"> {line}" for line in part.statement.strip().split("\n"))
        rewrapped = "> " + " ".join(part.statement.split())
        for one in (quote, rewrapped, f"{quote}\n>\n> ({part.points:g} points. A number.)"):
            assert not hand_in(f"### {part.id}\n{one}\n").warnings, part.id


@pytest.mark.parametrize("heading", ["# Question 12", "# Question 12: conv layers", "# Exercise 12 - conv"])
def test_a_part_under_its_questions_number_is_read_with_a_warning(hand_in, heading):
    read = hand_in(f"### q04.macs\nN^2\n\n{heading}\n## smaller\nyes\n")
    assert (text(read, "q12.smaller"), text(read, "q04.macs")) == ("yes", "N^2")
    assert read.warnings == ("answers.md:9: read as q12.smaller; write ### q12.smaller",)


def test_text_under_a_questions_number_alone_is_mentioned(hand_in):
    read = hand_in("# Question 12\nsmaller: yes\n")
    assert not read.answers
    assert read.warnings[0].startswith(
        'answers.md:5: "Question 12" names no part; that is a question; its parts are q12.'
    )


def test_a_relation_of_a_proof_that_is_a_block_quote_gets_a_hint(hand_in):
    read = hand_in("### q03.proof\nM N K\n> M N / 17\n")
    assert read.warnings == (
        'answers.md:7: "M N / 17" stands in a block quote, which is not read; write the relation as \\>',
    )
    assert not read.answers["q03.proof"].left_out


def test_few_hints_are_given_about_quotes(hand_in, hw01):
    whole = "".join(f"### {part.id}\n> in my own words\n\n" for part in hw01.parts if not part.file)
    assert len(hand_in(whole).warnings) == 5


def test_a_heading_in_a_block_quote_gets_a_hint(hand_in):
    assert hand_in("> ### q04.macs\n> N^2\n").warnings == (
        'answers.md:5: "### q04.macs" stands in a block quote, so it is no heading; remove the >',
    )


@pytest.mark.parametrize("line", ["- q12.smaller: yes", "* **q12.smaller**: yes", "1. `q12.smaller` = yes"])
def test_an_id_in_a_list_is_no_heading_and_is_mentioned(hand_in, line):
    read = hand_in(f"{line}\n")
    assert not read.answers
    assert read.warnings == ("answers.md:5: no heading, so no answer; write ### q12.smaller",)


def test_a_part_beside_its_question_instead_of_under_it_is_mentioned(hand_in):
    read = hand_in("## q12\n\n## smaller\nyes\n\n## Notes\nnone\n")
    assert not read.answers
    assert read.warnings == (
        "answers.md:7: a heading is a part's when its first word is the id; write ### q12.smaller",
    )
