"""Markdown as students write it: what stands under a part's heading, and nothing else, is its answer."""

import pytest

from grader.errors import SubmissionError

HEAD = 5  # the first line after the front matter


def text(submission, part):
    return submission.answers[part].text


def test_the_answer_is_what_stands_under_the_heading_without_the_quoted_statement(hand_in):
    read = hand_in("### q03.intensity\n> What is it?\n> In full.\n\n$MNK$\n\n### q04.macs\n`N^2`\n")
    assert text(read, "q03.intensity") == "$MNK$"
    assert text(read, "q04.macs") == "`N^2`"
    assert not read.warnings


def test_an_answer_knows_the_line_where_its_text_begins(hand_in):
    read = hand_in("### q03.intensity\n> What?\n\n$MNK$\n")
    assert str(read.answers["q03.intensity"].where) == f"answers.md:{HEAD + 3}"


def test_working_on_several_lines_is_kept_line_by_line(hand_in):
    assert text(hand_in("# q04.macs\nN*N\n\n= N^2\n"), "q04.macs") == "N*N\n\n= N^2"


@pytest.mark.parametrize(
    "heading",
    [
        "### q12.smaller yes",
        "### q12.smaller: yes",
        "###### q12.smaller = yes",
        "### **q12.smaller** yes",
        "### **q12.smaller:** yes",
        "### `q12.smaller`: yes",
        "### q12.smaller - yes",
        "### q12.smaller — yes ###",
        "###\u00a0q12.smaller yes",
        "###q12.smaller yes",
        "   # Q12.Smaller yes",
        "### q12\\.smaller yes",
        "### q12.smaller (1 point) yes",
        "### q12.smaller (1 point)\nyes",
        "**q12.smaller**\n\nyes",
        "**q12.smaller:** yes",
        "q12.smaller\n-----------\nyes",
        "q12.smaller\n===\nyes",
        "### q12.smaller\n- yes",
        "### q12.smaller\n- [x] yes\n- [ ] no",
        "### q12.smaller\n“yes”",
        "### q12.smaller\n```\nyes\n```",
        "### q12.smaller\nyes\n---\n",
        "### q12.smaller\n<!-- no -->\nyes <!-- no\nno -->",
        "### q12.smaller\nyes\n\n## Question 13\n",
    ],
)
def test_a_heading_may_be_written_in_many_ways(hand_in, heading):
    assert text(hand_in(heading + "\n"), "q12.smaller") == "yes"


def test_underscores_that_an_editor_escaped_are_part_of_the_id(hand_in):
    assert text(hand_in("### q10.row\\_padding\nF_r - 1\n"), "q10.row_padding") == "F_r - 1"


def test_an_id_without_its_leading_zero_is_read_and_mentioned(hand_in):
    read = hand_in("### q3.intensity\nMNK\n")
    assert text(read, "q03.intensity") == "MNK"
    assert "q3.intensity is read as q03.intensity" in read.answers["q03.intensity"].notes[0]


def test_a_heading_that_looks_like_an_id_but_is_none_names_the_nearest(hand_in):
    read = hand_in("### q03.intensty\n5\n")
    assert read.warnings == (f'answers.md:{HEAD}: there is no part "q03.intensty"; the nearest is q03.intensity',)
    assert "q03.intensity" not in read.answers


def test_text_under_an_ordinary_heading_belongs_to_no_part(hand_in):
    read = hand_in("### q12.smaller\nyes\n\n## Notes\n\nno\n")
    assert text(read, "q12.smaller") == "yes"
    assert not read.warnings


def test_a_long_answer_may_have_deeper_headings_of_its_own(hand_in):
    read = hand_in("### q05.why\nToo many weights.\n\n#### Structure\n\nRows are lost.\n")
    assert "Rows are lost." in text(read, "q05.why")


def test_a_heading_inside_a_code_block_is_none_and_is_mentioned(hand_in):
    read = hand_in("### q12.why\n```\n### q12.square\n```\n\n### q12.square\nyes\n")
    assert text(read, "q12.square") == "yes"
    assert text(read, "q12.why") == "### q12.square"
    assert "stands in a code block" in read.warnings[0]


def test_a_code_block_that_is_never_closed_hides_no_later_part(hand_in):
    read = hand_in("### q12.why\n```\nweights\n\n### q12.square\nyes\n")
    assert text(read, "q12.square") == "yes"
    assert "never closed" in read.warnings[0]


def test_a_comment_that_is_never_closed_hides_no_later_part(hand_in):
    read = hand_in("### q12.smaller\nyes <!-- no\nno\n\n### q12.square\nyes\n")
    assert (text(read, "q12.smaller"), text(read, "q12.square")) == ("yes", "yes")
    assert "never closed" in read.warnings[0]


def test_a_heading_inside_a_comment_is_none(hand_in):
    assert "q12.square" not in hand_in("<!--\n### q12.square\nyes\n-->\n### q12.smaller\nno\n").answers


def test_a_math_fence_becomes_one_formula(hand_in):
    read = hand_in("### q03.intensity\n```math\n\\frac{MNK}\n{MN + MK + NK}\n```\n")
    assert text(read, "q03.intensity") == "$$ \\frac{MNK} {MN + MK + NK} $$"


def test_relations_that_begin_a_line_are_no_quotes(hand_in):
    assert text(hand_in("### q03.proof\nMN + MK + NK\n>= 3\n> a quote\n"), "q03.proof") == "MN + MK + NK\n>= 3"


def test_a_plus_under_a_formula_is_not_taken_for_a_bullet(hand_in):
    assert text(hand_in("### q04.memory\nN^2\n+ 2N\n"), "q04.memory") == "N^2\n+ 2N"


@pytest.mark.parametrize(
    "words", ["", "-", "–", "skip", "Skip.", "*not attempted*", "(not attempted)", "---", "> q", "[ ]"]
)
def test_what_means_left_out_is_left_out(hand_in, words):
    assert hand_in(f"### q12.smaller\n{words}\n").answers["q12.smaller"].left_out


def test_a_part_answered_twice_cannot_be_judged_and_costs_no_other(hand_in):
    read = hand_in("### q12.smaller\nyes\n### q12.square\nyes\n### q12.smaller\nyes\n")
    assert read.answers["q12.smaller"].problem == (
        "answered more than once, at answers.md:6 and answers.md:10; keep one"
    )
    assert read.answers["q12.square"].problem is None


def test_a_stub_left_empty_beside_the_answer_is_no_second_answer(hand_in):
    read = hand_in("### q12.smaller\nyes\n### q12.smaller\n> Can it?\n\n")
    assert (text(read, "q12.smaller"), read.answers["q12.smaller"].problem) == ("yes", None)


def test_warnings_come_in_the_order_of_the_file(hand_in):
    read = hand_in("**q12.smaller**\nyes\n### q99.x\n1\n### q12.square\n```\nyes\n")
    assert [warning.partition(": ")[0] for warning in read.warnings] == [
        "answers.md:5",
        "answers.md:7",
        "answers.md:10",
    ]


def test_an_id_without_a_heading_gets_a_hint(hand_in):
    read = hand_in("q12.square: yes\n### q12.smaller\nyes\n\nq12.square: yes\n")
    hint = "no heading, so no answer; write ### q12.square"
    assert read.warnings == (f"answers.md:5: {hint}", f"answers.md:9: {hint}")


def test_an_id_further_back_in_a_heading_gets_a_hint(hand_in):
    assert "write ### q12.smaller" in hand_in("### Answer q12.smaller\nyes\n").warnings[0]


@pytest.mark.parametrize(
    "front",
    [
        "---\nassignment: hw01\nstudent: s042\n---\n",
        "\n\n---\nstudent: 's042'   # me\nassignment: \"HW01\"\nname: x\n...\n",
        "---\nassignment: hw01\nstudent: “s042”\n### q12.smaller\nyes\n",
        "--- \n# whose\nAssignment: hw01\nSTUDENT: s042\n---\n",
    ],
)
def test_front_matter_says_whose_answers_to_what(hand_in, front):
    read = hand_in(front, bare=True)
    assert (read.assignment, read.student) == ("hw01", "s042")


def test_front_matter_that_is_never_closed_is_mentioned(hand_in):
    assert "never closed" in hand_in("---\nassignment: hw01\nstudent: s\n## q12.smaller\n", bare=True).warnings[0]


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ("assignment: hw01\nstudent: s042\n\n", 1),
        ("assignment: hw01\nstudent: s042\n---\n", 1),
        ("**assignment:** hw01  \n**student:** s042\n\n", 1),
        ("**Assignment: hw01**\\\n`student`: s042\n\n", 1),
        ("- student: s042\n- assignment: hw01\n\n", 2),
        ("```yaml\nassignment: hw01\nstudent: s042\n```\n", 2),
        ("# Homework 1\n\n---\nassignment: hw01\nstudent: s042\n---\n", 4),
        ("Assignment = hw01\nstudent = s042\n", 1),
        ("---\n\n---\n# Homework\nassignment: hw01\nstudent: s042\n", 5),
    ],
)
def test_front_matter_without_its_marks_is_read_with_a_warning(hand_in, front, line):
    read = hand_in(front + "### q12.smaller\nyes\n", bare=True)
    assert (read.assignment, read.student, text(read, "q12.smaller")) == ("hw01", "s042", "yes")
    assert read.warnings == (f"answers.md:{line}: read as front matter; write it between two lines of --- at the top",)


@pytest.mark.parametrize(
    "field", ["assignment = hw01", "assignment:hw01", "**assignment**: hw01", "**assignment:** hw01"]
)
def test_a_field_that_is_not_quite_one_is_read_with_a_warning(hand_in, field):
    read = hand_in(f"---\n{field}\nstudent: s042\n---\n### q12.smaller\nyes\n", bare=True)
    assert (read.student, text(read, "q12.smaller")) == ("s042", "yes")
    assert read.warnings == ("answers.md:2: read as assignment; write assignment: hw01",)


def test_a_field_given_twice_is_mentioned(hand_in):
    read = hand_in("---\nassignment: hw01\nstudent: a\nstudent: a\nstudent: b\n---\n", bare=True)
    assert read.student == "a"
    assert read.warnings == ('answers.md:5: student is given twice; "a" counts, remove "b"',)


@pytest.mark.parametrize(
    ("front", "seen"),
    [
        ("Assignment: the first one\n", "answers.md:1: it does not say which assignment"),
        ("### q12.why\nBecause.\nassignment: hw01\n", "answers.md:3: it does not say which assignment"),
        ("", "answers.md: it does not say which assignment"),
        ("---\nstudent: s042\n---\n", "answers.md: it does not say which assignment"),
        ("---\nassignment: hw99\n---\n", 'answers.md:2: there is no assignment "hw99"; write one of hw01'),
        ("---\nassignment: ../hw01\n---\n", "answers.md:2: there is no assignment"),
    ],
)
def test_without_a_known_assignment_nothing_is_graded(hand_in, front, seen):
    with pytest.raises(SubmissionError) as refused:
        hand_in(front + "### q12.smaller\nyes\n", bare=True)
    assert str(refused.value).startswith(seen)


def test_where_the_assignment_belongs_is_said(hand_in):
    with pytest.raises(SubmissionError, match=r"hw01 between two lines of --- at the top$"):
        hand_in("### q12.smaller\nyes\n", bare=True)


def test_a_missing_student_is_a_warning_and_the_files_name_stands_in(hand_in):
    read = hand_in("---\nassignment: hw01\n---\n", name="s077.md", bare=True)
    assert read.student == "s077"
    assert "no student" in read.warnings[0]
