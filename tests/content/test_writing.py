"""What a student reads of an exercise is well formed, and gives nothing away."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from grader import catalog
from grader.catalog import find, key
from grader.catalog.aliases import spellings
from grader.catalog.consistency import FORMULAS, scalars
from grader.catalog.library import find_folder
from grader.catalog.parts import LIMITS
from grader.errors import ReadError
from grader.expressions import Outcome, compare, read, reference
from grader.sandbox.job import Limits

PARTS = [part for name in catalog.names() for part in scalars(catalog.load(name))]
MATH = re.compile(r"\$\$(.+?)\$\$|\$(.+?)\$", re.DOTALL)


def texts_of(part):
    yield part.statement
    yield from (hint.text for hint in part.hints)
    yield from (mistake.feedback for mistake in part.mistakes)
    yield from part.rubric.get("blocks", {}).values()


def refuse_unbalanced(text: str) -> None:
    assert text.replace("$$", "").count("$") % 2 == 0, text
    assert text.count("$$") % 2 == 0, text
    for match in MATH.finditer(text):
        math = match[1] or match[2]
        for opening, closing in ("{}", "()", "[]"):
            depth = 0
            for character in math:
                depth += (character == opening) - (character == closing)
                assert depth >= 0, math
            assert depth == 0, math
        assert math.count("\\left") == math.count("\\right"), math
    assert "\\" not in MATH.sub("", text), text  # a TeX command outside of $…$ is not typeset


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_the_tex_of_a_part_is_balanced(part):
    for text in texts_of(part):
        refuse_unbalanced(text)


@pytest.mark.parametrize("name", catalog.names())
def test_the_tex_of_a_question_is_balanced(name):
    for question in catalog.load(name).questions:
        refuse_unbalanced(question.statement)


@pytest.mark.parametrize("name", catalog.names())
def test_the_key_is_fresh(name):
    key.refuse_stale(find_folder(name))


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.id)
def test_feedback_on_a_mistake_is_a_question(part):
    for mistake in part.mistakes:
        assert mistake.feedback.endswith("?"), mistake


@pytest.mark.parametrize("part", [part for part in PARTS if part.kind in FORMULAS], ids=lambda part: part.id)
def test_neither_a_hint_nor_feedback_nor_the_statement_holds_the_answer(part):
    wanted = reference(part.reference, part.symbols, even=part.even, kind=part.kind, trailing_ones=part.trailing_ones)
    for text in texts_of(part):
        for match in MATH.finditer(text):
            try:
                reading = read(match[0], part.symbols, part.kind)
            except ReadError:
                continue
            assert compare(reading, wanted) is not Outcome.ACCEPT, text


TABLES = [part for name in catalog.names() for part in catalog.load(name).parts if part.cells]


@pytest.mark.parametrize("part", TABLES, ids=lambda part: part.id)
def test_no_hint_of_a_table_holds_the_answer_of_a_cell(part):
    """Hints open by themselves as a student tries: none may be the way around the question."""
    formulas = [match[0] for hint in part.hints for match in MATH.finditer(hint.text)]
    numbers = [number for hint in part.hints for number in re.findall(r"\d[\d.,]*", hint.text)]
    for cell in part.cells:
        if cell.kind not in FORMULAS:
            continue
        wanted = reference(cell.reference, cell.symbols, even=cell.even, kind=cell.kind)
        for text in [*formulas, *numbers]:
            try:
                reading = read(text, cell.symbols, cell.kind)
            except ReadError:
                continue
            assert compare(reading, wanted) is not Outcome.ACCEPT, text


@pytest.mark.parametrize("part", [part for part in PARTS if part.kind not in ("graph",)], ids=lambda part: part.id)
def test_there_is_a_hint(part):
    levels = [hint.level for hint in part.hints]
    if part.kind == "attest":
        assert levels == [1]
    elif part.id.count(".") == 1:  # a table's cells share the table's hints
        assert levels == [1, 2, 3]


@pytest.mark.parametrize("name", catalog.names())
def test_every_spelling_finds_its_row_column_or_choice_and_no_other(name):
    for part in catalog.load(name).parts:
        for named in (part.rows, part.columns, part.choices, *(cell.choices for cell in part.cells)):
            for one in named:
                for spelling in spellings(one):
                    assert find(named, f"**{spelling.upper()}**") is one, spelling


def test_the_sizes_of_the_images_give_the_answers_of_the_first_column():
    rows = {part.id: part for part in PARTS if part.id.startswith("q04.table.") and part.id.endswith(".n")}
    statement = next(part for part in catalog.load("hw01").parts if part.id == "q04.table").statement
    sizes = re.findall(r"\$(\d+) \\times (\d+) \\times (\d+)\$", statement)
    assert len(sizes) == len(rows) == 5
    for (channels, height, width), cell in zip(sizes, rows.values(), strict=True):
        assert int(channels) * int(height) * int(width) == int(cell.reference)


def test_the_limits_that_an_author_may_set_are_those_of_the_sandbox():
    assert {field.name for field in fields(Limits)} == set(LIMITS)


@pytest.mark.parametrize("part", [part for part in PARTS if part.kind == "text"], ids=lambda part: part.id)
def test_a_rubrics_examples_keep_to_the_word_limit(part):
    assert part.rubric
    for example in part.rubric["examples"]:
        assert len(example["text"].split()) <= part.word_limit
