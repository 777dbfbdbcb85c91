"""The stub in JSON, which has no comments: the statements stand in a file of their own beside it."""

from __future__ import annotations

import json

from grader.answers.stubs import markdown, wording
from grader.model import Assignment, Part

_INTRODUCTION = [
    "This file holds the questions only; the answers go into answers.json, between the quotes.",
    'There a backslash is written twice ("\\\\frac"), and a new line as \\n.',
]


def files(assignment: Assignment, student: str) -> dict[str, str]:
    """Return names and texts of the answer file and of the statements."""
    answers = {part.id: _answer(part) for part in assignment.parts if part.kind != "graph" and not part.file}
    document = {"assignment": assignment.id, "student": student, "answers": answers}
    statements = [f"# {assignment.title}", "", *_INTRODUCTION, ""]
    for question in assignment.questions:
        statements += [*markdown.question_lines(question)]
        for part in wording.answerable(question):
            statements += [f"### {part.id}", "", *wording.statement(part), ""]
    return {
        "answers.json": json.dumps(document, ensure_ascii=False, indent=2) + "\n",
        "statements.md": "\n".join(statements).rstrip("\n") + "\n",
    }


def _answer(part: Part) -> str | dict[str, dict[str, str]]:
    if part.rows:
        return {row.id: {column.id: "" for column in part.columns} for row in part.rows}
    return ""
