"""Notebooks: Markdown cells as in Markdown, code cells that say whose code they are."""

import json

import pytest

from grader.errors import SubmissionError

FRONT = "---\nassignment: hw01\nstudent: s042\n---\n"


def notebook(*cells, metadata=None):
    """A notebook of version 4 from pairs of a cell's kind and its source."""
    made = [{"cell_type": kind, "metadata": {}, "source": source.splitlines(keepends=True)} for kind, source in cells]
    return json.dumps({"cells": made, "metadata": metadata or {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def read_cells(hand_in):
    return lambda *cells, **more: hand_in(notebook(*cells, **more), "answers.ipynb")


def test_markdown_cells_are_read_as_markdown_with_cell_and_line(read_cells):
    read = read_cells(("markdown", FRONT), ("code", "1 + 1"), ("markdown", "### q12.smaller\n> Can it?\n\nyes"))
    assert read.answers["q12.smaller"].text == "yes"
    assert str(read.answers["q12.smaller"].where) == "answers.ipynb cell 3:4"
    assert (read.student, read.warnings) == ("s042", ())


def test_an_answer_may_stand_in_the_cell_after_its_heading(read_cells):
    read = read_cells(("markdown", FRONT + "### q12.smaller"), ("markdown", "yes"), ("markdown", "### q12.square\nno"))
    assert (read.answers["q12.smaller"].text, read.answers["q12.square"].text) == ("yes", "no")


@pytest.mark.parametrize("first", ["# part: q07.lowering", "#part: Q07.lowering", "\n\n# Part : q07.lowering  "])
def test_a_code_cell_that_names_a_part_is_its_code(read_cells, first):
    read = read_cells(("markdown", FRONT), ("code", f"{first}\ndef lower(x, h):\n    return []"))
    assert read.answers["q07.lowering"].text == "def lower(x, h):\n    return []\n"
    assert read.answers["q07.lowering"].where.file == "answers.ipynb cell 2"


def test_several_code_cells_of_a_part_are_joined(read_cells):
    read = read_cells(
        ("markdown", FRONT),
        ("code", "# part: q17.train\nimport torch"),
        ("code", "x = 1"),
        ("code", "# part: q17.train\nnet = 2"),
    )
    assert read.answers["q17.train"].text == "import torch\nnet = 2\n"


def test_lines_for_the_notebook_are_commented_out_and_mentioned(read_cells):
    read = read_cells(
        ("markdown", FRONT), ("code", "# part: q17.train\n%matplotlib inline\n!pip install x\nnet = 5 % 3")
    )
    assert read.answers["q17.train"].text == "# %matplotlib inline\n# !pip install x\nnet = 5 % 3\n"
    assert "answers.ipynb cell 2:2" in read.warnings[0]


def test_code_for_a_part_that_there_is_not_names_the_nearest(read_cells):
    read = read_cells(("markdown", FRONT), ("code", "# part: q07.lower\npass"))
    assert read.warnings == ('answers.ipynb cell 2:1: there is no part "q07.lower"; the nearest is q07.lowering',)


def test_code_in_a_cell_and_in_a_file_is_code_given_twice(hand_in):
    text = notebook(("markdown", FRONT), ("code", "# part: q07.lowering\ndef lower(x, h): return []"))
    read = hand_in(text, "answers.ipynb", lowering="def lower(x, h): return [1]")
    assert "answered more than once" in read.answers["q07.lowering"].problem


def test_metadata_may_say_whose_answers_to_what(read_cells):
    read = read_cells(
        ("markdown", "### q12.smaller\nyes"), metadata={"assignment": "hw01", "student": "s1", "x": 10**5}
    )
    assert (read.student, read.answers["q12.smaller"].text) == ("s1", "yes")


def test_front_matter_may_stand_in_a_raw_cell(read_cells):
    assert read_cells(("raw", FRONT), ("markdown", "### q12.smaller\nyes")).answers["q12.smaller"].text == "yes"


def test_a_source_may_be_one_string_or_nonsense(hand_in):
    cells = [
        {"cell_type": "markdown", "source": FRONT},
        {"source": 3},
        7,
        {"cell_type": "markdown", "source": [1, "x"]},
    ]
    assert hand_in(json.dumps({"cells": cells}), "answers.ipynb").student == "s042"


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"cells": 3}', '{"worksheets": []}', "[" * 100_000, '{"cells": [' + "9" * 10_000 + "]}"],
)
def test_what_is_no_notebook_is_refused_in_one_line(hand_in, text):
    with pytest.raises(SubmissionError, match=r"^answers\.ipynb") as refused:
        hand_in(text, "answers.ipynb")
    assert "\n" not in str(refused.value)
