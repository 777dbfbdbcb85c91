"""Code parts: beside the answers or in them, once; an untouched stub is left out."""

import pytest

from grader.answers.code import same_code, starter_text

CODE = "def lower(x, h):\n    return [(x, h)]\n"


def part(hw01, name):
    return next(part for part in hw01.parts if part.id == name)


def test_code_beside_the_answer_file_is_the_parts_source(hand_in):
    answer = hand_in("", lowering=CODE).answers["q07.lowering"]
    assert (answer.text, str(answer.where), answer.left_out) == (CODE, "lowering.py", False)


@pytest.mark.parametrize(
    "change", [lambda s: s, lambda s: s.replace("\n", "\r\n"), lambda s: s + "\n\n", lambda s: " "]
)
def test_an_untouched_stub_is_left_out_whatever_its_white_space(hand_in, hw01, change):
    source = change(starter_text(hw01, part(hw01, "q07.lowering")))
    assert hand_in("", lowering=source).answers["q07.lowering"].left_out


def test_a_stub_with_one_line_changed_is_code(hand_in, hw01):
    source = starter_text(hw01, part(hw01, "q07.lowering")).replace("raise NotImplementedError", "return []")
    assert not hand_in("", lowering=source).answers["q07.lowering"].left_out


def test_every_code_part_has_a_starter(hw01):
    assert all(same_code(starter_text(hw01, part), "") is False for part in hw01.parts if part.file)


@pytest.mark.parametrize("text", [f"```python\n{CODE}```\n", CODE.replace("# ", "")])
def test_code_may_stand_under_its_heading(hand_in, text):
    answer = hand_in(f"### q07.lowering\n> In lowering.py.\n\nHere:\n\n{text}").answers["q07.lowering"]
    assert CODE.strip() in answer.text


def test_comments_in_code_without_a_fence_are_no_headings(hand_in):
    source = "# first\ndef lower(x, h):\n    # second\n    return []"
    answer = hand_in(f"### q07.lowering\n{source}\n").answers["q07.lowering"]
    assert answer.text == source + "\n"


def test_code_in_yaml_is_kept_with_its_indentation(hand_in):
    answer = hand_in("  q07.lowering: |\n    def lower(x, h):\n        return []\n", "answers.yaml").answers[
        "q07.lowering"
    ]
    assert answer.text == "def lower(x, h):\n    return []\n"


def test_a_word_instead_of_code_is_answered_with_where_code_goes(hand_in):
    answer = hand_in("### q07.lowering\nsee the file\n").answers["q07.lowering"]
    assert answer.left_out
    assert answer.notes == ("answers.md:6: no code; write it in lowering.py",)


def test_a_word_beside_the_file_does_no_harm(hand_in):
    answer = hand_in("### q07.lowering\ndone, see lowering.py\n", lowering=CODE).answers["q07.lowering"]
    assert (answer.text, answer.problem) == (CODE, None)


def test_code_given_twice_cannot_be_judged(hand_in):
    answer = hand_in(f"### q07.lowering\n```\n{CODE}```\n", lowering=CODE).answers["q07.lowering"]
    assert answer.problem == "answered more than once, at lowering.py and answers.md:7; keep one"


def test_an_untouched_file_beside_code_in_the_answers_is_no_second_answer(hand_in, hw01):
    starter = starter_text(hw01, part(hw01, "q07.lowering"))
    answer = hand_in(f"### q07.lowering\n```\n{CODE}```\n", lowering=starter).answers["q07.lowering"]
    assert (answer.text, answer.problem) == (CODE, None)


def test_code_that_is_no_text_costs_only_its_part(hand_in, tmp_path):
    (tmp_path / "mnist.py").write_bytes(b"\x7fELF\0")
    read = hand_in("### q12.smaller\nyes\n")
    assert "NUL byte" in read.answers["q17.train"].problem
    assert read.answers["q12.smaller"].text == "yes"
