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


CODE = "def lower(x, h):\n    return []\n"


@pytest.mark.parametrize(
    ("first", "kept"),
    [
        ("%%time\n# part: q07.lowering\n", "# %%time\n"),
        ("# mine\nimport numpy as np\n# part: q07.lowering\n", "# mine\nimport numpy as np\n"),
        (
            "!pip install numpy\nfrom math import pi\n\n# part: q07.lowering\n",
            "# !pip install numpy\nfrom math import pi\n\n",
        ),
    ],
)
def test_comments_imports_and_magic_may_stand_before_the_line_that_names_the_part(read_cells, first, kept):
    read = read_cells(("markdown", FRONT), ("code", first + CODE))
    assert read.answers["q07.lowering"].text == kept + CODE


def test_a_part_named_further_down_in_a_cell_is_mentioned(read_cells):
    read = read_cells(("markdown", FRONT), ("code", f"x = 1\n# part: q07.lowering\n{CODE}"))
    assert "q07.lowering" not in read.answers
    assert read.warnings == (
        'answers.ipynb cell 2:2: "# part: q07.lowering" counts among the first lines of a cell; begin a cell with it',
    )


def test_code_under_the_heading_of_a_code_part_is_its_code(read_cells):
    read = read_cells(
        ("markdown", FRONT),
        ("markdown", "### q07.lowering\n> Show it."),
        ("code", "import numpy as np"),
        ("code", CODE),
    )
    assert read.answers["q07.lowering"].text == f"import numpy as np\n{CODE.strip()}\n"
    assert read.warnings == tuple(
        f"answers.ipynb cell {cell}: read as the code of q07.lowering; begin the cell with # part: q07.lowering"
        for cell in (3, 4)
    )


@pytest.mark.parametrize("between", ["### q06.longer\nno", "## Notes\nMine."])
def test_a_code_parts_heading_ends_where_another_begins(read_cells, between):
    read = read_cells(("markdown", FRONT), ("markdown", "### q07.lowering"), ("markdown", between), ("code", CODE))
    assert read.answers["q07.lowering"].left_out


@pytest.mark.parametrize("trial", ["lower(a, b)", "# try it", "%timeit lower(a, b)", "lower?"])
def test_a_trial_beside_a_cell_that_names_its_part_is_nobodys_code(read_cells, trial):
    read = read_cells(
        ("markdown", FRONT + "### q07.lowering"), ("code", f"# part: q07.lowering\n{CODE}"), ("code", trial)
    )
    assert (read.answers["q07.lowering"].text, read.warnings) == (CODE, ())


@pytest.mark.parametrize("heading", ["### q07.lowering", f"### q07.lowering\n```python\n{CODE}```"])
def test_code_beside_the_parts_code_is_mentioned_as_not_read(hand_in, heading):
    beside = {} if "python" in heading else {"lowering": CODE}
    text = notebook(("markdown", FRONT), ("markdown", heading), ("code", "def other(x):\n    return 3"))
    read = hand_in(text, "answers.ipynb", **beside)
    assert read.answers["q07.lowering"].text == CODE
    assert read.warnings == (
        "answers.ipynb cell 3: not read, as the code of q07.lowering stands elsewhere; "
        "it needs # part: q07.lowering to be",
    )


@pytest.mark.parametrize("kind", ["code", "raw"])
def test_an_answer_in_a_code_or_raw_cell_is_mentioned_as_not_read(read_cells, kind):
    read = read_cells(("markdown", FRONT), ("markdown", "### q04.macs"), (kind, "N^2"), ("markdown", "### q08.macs\nN"))
    assert read.answers["q04.macs"].left_out
    assert read.warnings == (
        f"answers.ipynb cell 3: a {kind} cell is not read as an answer; answer q04.macs in a Markdown cell",
    )


def test_code_in_a_raw_cell_is_mentioned_as_not_read(read_cells):
    read = read_cells(("markdown", FRONT), ("markdown", "### q07.lowering"), ("raw", CODE))
    assert read.warnings == (
        "answers.ipynb cell 3: a raw cell is not read as an answer; "
        "answer q07.lowering in a code cell that begins with # part: q07.lowering",
    )


def test_a_calculation_beside_an_answer_is_no_answer_and_not_mentioned(read_cells):
    read = read_cells(("markdown", FRONT + "### q04.macs\nN^2"), ("code", "784**2"), ("raw", "notes"))
    assert (read.answers["q04.macs"].text, read.warnings) == ("N^2", ())


def test_questions_to_the_notebook_are_commented_out_like_magic(read_cells):
    source = "if True:\n    !pip install x\n?lower\nlower??\nok = x != 3\n"
    read = read_cells(("markdown", FRONT), ("code", f"# part: q07.lowering\n{source}"))
    assert read.answers["q07.lowering"].text == (
        "if True:\n    pass  # !pip install x\n# ?lower\n# lower??\nok = x != 3\n"
    )


def test_each_line_of_code_knows_its_cell_and_line(read_cells):
    read = read_cells(
        ("markdown", FRONT), ("code", "\n# part: q07.lowering\n\na = 1"), ("code", "# part: q07.lowering\nb = 2\n")
    )
    assert [str(where) for where in read.answers["q07.lowering"].lines] == [
        "answers.ipynb cell 2:4",
        "answers.ipynb cell 3:2",
    ]
