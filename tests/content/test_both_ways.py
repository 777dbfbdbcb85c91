"""Every exercise both ways: right answers earn all points, wrong answers and untouched stubs do not."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from grader import catalog
from grader.catalog.consistency import scalars
from grader.catalog.library import Examples
from grader.grading import grade
from grader.model import Answer, Assignment, Part, Policy, Status, Submission, Verdict, Where

#: Kinds that are judged by rules that may leave an answer to a person.
MAY_WAIT = {"text", "steps", "order"}
NOT_TYPED = {"function", "training", "graph"}

WITHOUT_CODE = Policy(run_code=False, train=False)

CASES = [(name, part) for name in catalog.names() for part in scalars(catalog.load(name)) if part.kind not in NOT_TYPED]


def answered(assignment: Assignment, **texts: str) -> dict[str, Verdict]:
    """Return the verdicts on the given answers, by part and cell id."""
    where = Where("answers.md")
    answers: dict[str, Answer] = {}
    for part in assignment.parts:
        cells = {
            cell.id.removeprefix(f"{part.id}."): Answer(cell.id, texts[cell.id], where)
            for cell in part.cells
            if cell.id in texts
        }
        if cells:
            answers[part.id] = Answer(part.id, "", where, cells)
        elif part.id in texts:
            answers[part.id] = Answer(part.id, texts[part.id], where)
    report = grade(assignment, Submission(assignment.id, "s1", Path("answers.md"), answers), WITHOUT_CODE)
    return {leaf.part: leaf for verdict in report.verdicts for leaf in verdict.cells or (verdict,)}


def examples_of(name: str, part: Part) -> Examples:
    return catalog.examples(name)[part.id]


@pytest.mark.parametrize(("name", "part"), CASES, ids=lambda one: getattr(one, "id", one))
def test_a_right_answer_earns_all_points(name, part):
    right = examples_of(name, part).right
    assert right
    for text in right:
        verdict = answered(catalog.load(name), **{part.id: text})[part.id]
        if verdict.status is Status.NEEDS_REVIEW and part.kind in MAY_WAIT:
            continue
        assert (verdict.status, verdict.score) == (Status.CORRECT, pytest.approx(part.points)), text


@pytest.mark.parametrize(("name", "part"), CASES, ids=lambda one: getattr(one, "id", one))
def test_a_wrong_answer_does_not(name, part):
    wrong = examples_of(name, part).wrong
    assert wrong
    for text in wrong:
        verdict = answered(catalog.load(name), **{part.id: text})[part.id]
        assert verdict.status not in (Status.CORRECT, Status.ERROR), text
        assert verdict.score < part.points, text


@pytest.mark.parametrize(("name", "part"), CASES, ids=lambda one: getattr(one, "id", one))
def test_a_listed_mistake_earns_its_own_feedback(name, part):
    for mistake in part.mistakes:
        verdict = answered(catalog.load(name), **{part.id: mistake.answer})[part.id]
        assert verdict.status is Status.INCORRECT, mistake
        assert any(mistake.feedback in line for line in verdict.feedback), (mistake, verdict.feedback)


def test_the_first_right_answers_together_leave_nothing_to_be_earned_but_what_waits():
    assignment = catalog.load("hw01")
    texts = {part: one.right[0] for part, one in catalog.examples("hw01").items() if one.right}
    verdicts = answered(assignment, **texts)
    short = {part for part, verdict in verdicts.items() if verdict.score < verdict.max_score}
    kinds = {part.id: part.kind for part in scalars(assignment)}
    assert {kinds[part] for part in short} <= MAY_WAIT | NOT_TYPED


@pytest.mark.parametrize("column", ["macs", "memory"])
def test_a_cell_that_follows_from_the_students_own_n_earns_part_of_its_points(column):
    own = {"macs": "1024^2", "memory": "1024^2 + 2*1024"}[column]
    cell = f"q04.table.cifar.{column}"
    verdict = answered(catalog.load("hw01"), **{"q04.table.cifar.n": "1024", cell: own})[cell]
    assert verdict.status is Status.PARTIAL
    assert 0 < verdict.score < verdict.max_score
    alone = answered(catalog.load("hw01"), **{cell: own})[cell]
    assert alone.score == 0


@pytest.mark.parametrize("name", catalog.names())
def test_an_untouched_stub_compiles_and_says_what_to_write(name):
    assignment = catalog.load(name)
    for part in assignment.parts:
        if part.file:
            source = (assignment.path / "starter" / part.file).read_text(encoding="utf-8")
            tree = ast.parse(source)
            functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
            assert ast.get_docstring(tree)
            assert functions
            for function in functions:
                assert ast.get_docstring(function)
                assert isinstance(function.body[-1], ast.Raise)
                assert "NotImplementedError" in ast.unparse(function.body[-1])


def test_the_stubs_have_the_contracts_signatures():
    starter = catalog.load("hw01").path / "starter"
    lowering, mnist = (ast.parse((starter / file).read_text(encoding="utf-8")) for file in ("lowering.py", "mnist.py"))
    assert ast.unparse(lowering.body[-1].args) == "x, h"
    assert ast.unparse(mnist.body[-1].args) == "images, labels, *, seed, device"
