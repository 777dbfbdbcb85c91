"""Marks of lists: a number before an answer is none of it, and a number that is the answer stays."""

from itertools import product

import pytest


def text(read, part):
    return read.answers[part].text


@pytest.mark.parametrize("mark", ["1.", "2.", "3)", "(4)", "12.", "  5.", "a)", "(b)"])
@pytest.mark.parametrize(
    ("part", "answer"), [("q04.macs", "N^2"), ("q10.border_5", "2"), ("q15.output", "(1024, 1)"), ("q06.longer", "no")]
)
def test_the_number_of_a_list_before_an_answer_is_no_factor_of_it(hand_in, mark, part, answer):
    assert text(hand_in(f"### {part}\n{mark} {answer}\n"), part) == answer


NUMBERS = (
    *("2.5", "2.", "2. ", "2.473e12", "2,5", "0. 25", "1. / 4", "2. * 3", "1. + 1", "(1) / (4)", "(2) * 3", "(2)"),
    *("1.024 x 2", "16. x 32", "100. 5", "2.N", "1 . 5", "(2)N", "2 3", "1. = 2 / 2"),
)


@pytest.mark.parametrize(
    ("part", "answer"),
    [
        *product(("q10.border_5", "q11.columns", "q15.operations", "q15.output", "q04.macs"), NUMBERS),
        *product(("q10.border_5", "q11.columns", "q15.operations", "q15.output"), ["1. 025"]),
    ],
)
def test_a_number_that_is_the_answer_or_part_of_it_stays(hand_in, part, answer):
    assert text(hand_in(f"### {part}\n{answer}\n"), part) == answer.strip()


@pytest.mark.parametrize(
    "answer",
    ["2. pixels", "2. Because (5-1)/2 = 2", "2. (4 in all)", "2. (4)", "2. 5x5 needs two", "2. px", "2. (F=5)"],
)
def test_a_number_with_words_about_it_stays(hand_in, answer):
    assert text(hand_in(f"### q10.border_5\n{answer}\n"), "q10.border_5") == answer


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("1. $N^2$\n2. because each of N outputs needs N", "$N^2$\nbecause each of N outputs needs N"),
        ("Working:\n1. N outputs\n2. N each\n\nN^2", "Working:\nN outputs\nN each\n\nN^2"),
        ("1. N*N\n1. N^2", "N*N\nN^2"),
        ("N^2 +\n2. N", "N^2 +\n2. N"),
        ("1. N\n5. N", "1. N\n5. N"),
        ("N\n3) N\n4) N", "N\n3) N\n4) N"),
    ],
)
def test_numbers_are_dropped_where_they_count_the_lines_of_a_list(hand_in, written, read_as):
    assert text(hand_in(f"### q04.macs\n{written}\n"), "q04.macs") == read_as


def test_the_lines_of_a_proof_may_be_numbered(hand_in):
    assert text(hand_in("### q03.proof\n1. MNK fixed\n2. M = N = K\n"), "q03.proof") == "MNK fixed\nM = N = K"


def test_a_text_keeps_its_numbering(hand_in):
    assert text(hand_in("### q05.why\n1. Memory.\n2. Compute.\n"), "q05.why") == "1. Memory.\n2. Compute."


def test_letters_that_are_the_answer_stay(hand_in):
    assert text(hand_in("### q07.proof\na) D\n"), "q07.proof") == "a) D"


def test_a_number_that_could_be_a_factor_is_mentioned(hand_in):
    read = hand_in("### q08.macs\n(3) N_i F_r F_c\n\n### q04.macs\n1. N^2\n")
    assert read.answers["q08.macs"].notes == (
        "answers.md:6: (3) is read as the number of a list, not as part of the answer; leave it out",
    )
    assert not read.answers["q04.macs"].notes


def test_other_formats_have_no_lists_of_markdown(hand_in):
    assert text(hand_in("  q04.macs: '2. N'\n", name="answers.yaml"), "q04.macs") == "2. N"


def test_a_sign_that_may_be_a_bullet_or_a_minus_is_not_guessed(hand_in):
    read = hand_in("### q10.col_padding\n- 1 + F_c\n\n### q10.row_padding\n-1 + F_r\n\n### q04.memory\n- 2N + N^2\n")
    assert "may be a bullet or a minus" in read.answers["q10.col_padding"].problem
    assert (text(read, "q10.row_padding"), text(read, "q04.memory")) == ("-1 + F_r", "2N + N^2")
    assert read.answers["q10.row_padding"].problem is None


@pytest.mark.parametrize(
    "written",
    [
        *("[ ] yes\n[x] no", "- [ ] yes\n- [x] no\n", "1. [ ] yes\n2. [x] no", "    - [ ] yes\n    - [X] no"),
        *("[ ] yes\n\n[✓] no", "- [ ] yes\n- [ ] no\n\nno"),
    ],
)
def test_of_boxes_that_are_a_line_each_the_ticked_one_is_the_answer(hand_in, written):
    assert text(hand_in(f"### q06.longer\n{written}\n"), "q06.longer") == "no"


def test_a_reason_under_boxes_stays_and_an_empty_box_does_not(hand_in):
    read = hand_in("### q06.longer\n- [ ] yes\n- [x] no\n\nbecause its size is fixed\n")
    assert text(read, "q06.longer") == "no\nbecause its size is fixed"


def test_boxes_side_by_side_are_left_to_the_check_and_not_left_out(hand_in):
    answer = hand_in("### q06.longer\n- [ ] yes - [x] no\n").answers["q06.longer"]
    assert (answer.text, answer.left_out) == ("[ ] yes - [x] no", False)


def test_a_formula_behind_a_box_that_nobody_ticked_is_still_the_answer(hand_in):
    read = hand_in("### q04.macs\n- [ ] N^2\n\n### q04.memory\n- [ ] 2N\n- [x] 2N + N^2\n")
    assert (text(read, "q04.macs"), text(read, "q04.memory")) == ("N^2", "2N + N^2")


def test_a_box_that_nobody_ticked_says_that_it_was_not_done(hand_in):
    assert hand_in("### q01.read\n[ ] done\n").answers["q01.read"].left_out
