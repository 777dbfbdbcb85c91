"""Pictures: not read in any format, and said so where one stands for an answer."""

import json

import pytest

PROBLEM = "pictures are not read; type the answer as text"
PICTURES = [
    "![photo](intensity.png)",
    "![img](attachment:image.png)",
    "![a][b]",
    "![[photo.png]]",
    '<img src="photo.png" alt="N^2">',
    "\\includegraphics[width=3cm]{photo}",
    "photo.jpg",
    "see scan.pdf.",
]


@pytest.mark.parametrize("picture", PICTURES)
def test_a_picture_for_an_answer_cannot_be_judged_and_says_why(hand_in, picture):
    for name, text in {
        "answers.yaml": f"  q04.macs: '{picture}'\n",
        "answers.toml": f"q04.macs = '{picture}'\n",
        "answers.json": f'"q04.macs": {json.dumps(picture)}',
    }.items():
        assert hand_in(text, name).answers["q04.macs"].problem == PROBLEM


@pytest.mark.parametrize("picture", ["![photo](intensity.png)", "![img](attachment:image.png)", "photo.jpg"])
def test_a_picture_under_a_heading_cannot_be_judged_either(hand_in, picture):
    assert hand_in(f"### q04.macs\n{picture}\n").answers["q04.macs"].problem == PROBLEM


def test_a_picture_in_a_cell_costs_only_the_cell(hand_in):
    found = hand_in("  q04.table: {mnist: {n: 784, macs: '![a](b.png)'}}\n", "answers.yaml").answers["q04.table"].cells
    assert (found["mnist.macs"].problem, found["mnist.n"].problem) == (PROBLEM, None)


def test_a_picture_beside_an_answer_does_not_count(hand_in):
    answer = hand_in("### q04.macs\n$N^2$\n\n![sketch](sketch.png)\n").answers["q04.macs"]
    assert (answer.text, answer.problem) == ("$N^2$", None)
    assert answer.notes == ("answers.md:6: the picture is not read; only the text counts",)


@pytest.mark.parametrize("text", ["N!", "N! [M]", "n < img", "(N)(M)", "file.png_size * N"])
def test_mathematics_is_no_picture(hand_in, text):
    assert hand_in(f"  q04.macs: '{text}'\n", "answers.yaml").answers["q04.macs"].text == text
