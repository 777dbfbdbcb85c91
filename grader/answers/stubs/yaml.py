"""The stub in YAML: statements as comments, an empty answer a part."""

from __future__ import annotations

import re
from collections.abc import Iterable

from grader.answers.piece import LONG_KINDS
from grader.answers.stubs import wording
from grader.model import Assignment, Part

_PLAIN = re.compile(r"[A-Za-z][\w.-]*", re.ASCII)
_INTRODUCTION = [
    "An answer stands after its key, in single quotes (an apostrophe inside them is written twice).",
    "Where the key ends in |, it stands on lines of its own under the key, indented by four spaces.",
]


def files(assignment: Assignment, student: str) -> dict[str, str]:
    """Return the answer file's name and text."""
    lines = comment([*wording.introduction("answers.yaml", wording.has_code(assignment)), *_INTRODUCTION], "")
    lines += [f"assignment: {word(assignment.id)}", f"student: {word(student)}", "", "answers:"]
    for question in assignment.questions:
        lines += ["", *comment([wording.question_title(question), *question.statement.strip().split("\n")])]
        for part in wording.answerable(question):
            first, *rest = wording.statement(part)
            lines += ["", *comment([f"{part.id}: {first}", *rest]), *_answer(part)]
    return {"answers.yaml": "\n".join(lines) + "\n"}


def comment(lines: Iterable[str], indent: str = "  ") -> list[str]:
    """Return the lines as comments."""
    return [f"{indent}# {line}".rstrip() for line in lines if line.strip()]


def word(text: str) -> str:
    """Return `text` as a scalar of YAML, in quotes where it needs them."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _answer(part: Part) -> list[str]:
    if part.file:
        return []
    if part.rows:
        cells = ", ".join(f"{word(column.id)}: ''" for column in part.columns)
        return [f"  {part.id}:", *(f"    {word(row.id)}: {{{cells}}}" for row in part.rows)]
    return [f"  {part.id}: |", "    "] if part.kind in LONG_KINDS else [f"  {part.id}: ''"]
