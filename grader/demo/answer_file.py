"""Answers as an answer file: what a student would have typed, in Markdown, YAML or JSON."""

from __future__ import annotations

import json as json_library
from collections.abc import Mapping

from grader.model import Assignment, Part

Written = str | Mapping[str, str]  # one answer, or a table's cells by `row.column`


def markdown(assignment: Assignment, student: str, answers: Mapping[str, Written]) -> str:
    """Return an answers.md with `answers` (part id to answer); empty ones are left out."""
    lines = ["---", f"assignment: {assignment.id}", f"student: {student}", "---"]
    for part in assignment.parts:
        answer = answers.get(part.id)
        if answer:
            lines += ["", f"### {part.id}", "", *(_table(part, answer) if isinstance(answer, Mapping) else [answer])]
    return "\n".join(lines) + "\n"


def yaml(assignment: Assignment, student: str, answers: Mapping[str, Written]) -> str:
    """Return an answers.yaml with `answers`; each is quoted, which JSON and YAML do alike."""
    lines = [f"assignment: {assignment.id}", f"student: {student}", "answers:"]
    for part, answer in answers.items():
        if isinstance(answer, Mapping):
            lines.append(f"  {part}:")
            for row, cells in _nested(answer).items():
                lines.append(f"    {row}:")
                lines += [f"      {column}: {json_library.dumps(cell)}" for column, cell in cells.items()]
        elif answer:
            lines.append(f"  {part}: {json_library.dumps(answer)}")
    return "\n".join(lines) + "\n"


def json(assignment: Assignment, student: str, answers: Mapping[str, Written]) -> str:
    """Return an answers.json with `answers`."""
    plain = {
        part: _nested(answer) if isinstance(answer, Mapping) else answer for part, answer in answers.items() if answer
    }
    document = {"assignment": assignment.id, "student": student, "answers": plain}
    return json_library.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _nested(cells: Mapping[str, str]) -> dict[str, dict[str, str]]:
    rows: dict[str, dict[str, str]] = {}
    for name, cell in cells.items():
        row, _, column = name.partition(".")
        rows.setdefault(row, {})[column] = cell
    return rows


def _table(part: Part, cells: Mapping[str, str]) -> list[str]:
    columns = [column.id for column in part.columns]
    head = [f"| | {' | '.join(columns)} |", f"| --- |{' --- |' * len(columns)}"]
    rows = [[row.id, *(cells.get(f"{row.id}.{column}", "") for column in columns)] for row in part.rows]
    return [*head, *(f"| {' | '.join(row)} |" for row in rows)]
