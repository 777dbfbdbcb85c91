"""Parts and answers made by hand, and a context to judge them in."""

from pathlib import Path

import pytest

from grader.checks import CHECKS, Context
from grader.model import Answer, Assignment, Part, Policy, Question, Submission, Where


@pytest.fixture
def judge():
    """Return a function that judges `text` (or a table's cells) as an answer to a part given by keywords."""

    def judged(kind, text="", *, given=None, answers=None, self_check=False, **fields):
        fields.setdefault("points", 4.0)
        part = Part(id=fields.pop("id", "q01.part"), kind=kind, statement="", where="test", **fields)
        where = Where("answers.md", 7)
        answer = Answer(
            part.id,
            text,
            where,
            {name: Answer(f"{part.id}.{name}", cell, where) for name, cell in (given or {}).items()},
        )
        question = Question("q01", "", "", (part,))
        assignment = Assignment("test", "Test", "1", Path(), (question,), "0" * 64)
        all_answers = {part.id: answer, **{name: Answer(name, value, where) for name, value in (answers or {}).items()}}
        submission = Submission("test", "s1", Path(), all_answers)
        return CHECKS[kind](part, answer, Context(assignment, submission, Policy(self_check=self_check)))

    return judged
