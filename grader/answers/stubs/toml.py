"""The stub in TOML: statements as comments, an empty answer a part, cells by their full ids."""

from __future__ import annotations

import json
import re

from grader.answers.piece import LONG_KINDS
from grader.answers.stubs import wording
from grader.answers.stubs.yaml import comment
from grader.model import Assignment, Part

_BARE = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
_INTRODUCTION = [
    "An answer stands between its single quotes. Where there are three, it may have several lines and apostrophes.",
]


def files(assignment: Assignment, student: str) -> dict[str, str]:
    """Return the answer file's name and text."""
    lines = comment([*wording.introduction("answers.toml", wording.has_code(assignment)), *_INTRODUCTION], "")
    lines += [f"assignment = {json.dumps(assignment.id)}", f"student = {json.dumps(student)}", "", "[answers]"]
    for question in assignment.questions:
        lines += ["", *comment([wording.question_title(question), *question.statement.strip().split("\n")], "")]
        for part in wording.answerable(question):
            first, *rest = wording.statement(part)
            lines += ["", *comment([f"{part.id}: {first}", *rest], ""), *_answer(part)]
    return {"answers.toml": "\n".join(lines) + "\n"}


def _answer(part: Part) -> list[str]:
    if part.file:
        return []
    if part.rows:
        return [f"{_key(part.id, row.id, column.id)} = ''" for row in part.rows for column in part.columns]
    return [f"{_key(part.id)} = '''", "'''"] if part.kind in LONG_KINDS else [f"{_key(part.id)} = ''"]


def _key(*ids: str) -> str:
    """Return the ids as a dotted key; the dots of a part's id are dots of the key."""
    segments = [segment for one in ids for segment in one.split(".")]
    return ".".join(segment if _BARE.fullmatch(segment) else json.dumps(segment) for segment in segments)
