"""The stub as a notebook: a Markdown cell a part, and a code cell with the starter where code is asked for."""

from __future__ import annotations

import json
import re
from typing import Any

from grader.answers.code import starter_text
from grader.answers.stubs import markdown, wording
from grader.model import Assignment, Part


def files(assignment: Assignment, student: str) -> dict[str, str]:
    """Return the notebook's name and text (format 4.5)."""
    title = [f"# {assignment.title}", "", *markdown.quote(wording.introduction("answers.ipynb", codes=False))]
    cells = [_cell("markdown", "start", markdown.front_matter(assignment, student)), _cell("markdown", "title", title)]
    for question in assignment.questions:
        cells.append(_cell("markdown", question.id, markdown.question_lines(question)))
        for part in wording.answerable(question):
            cells.append(_cell("markdown", part.id, markdown.part_lines(part, code_cell=bool(part.file))))
            cells += _code(assignment, part)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return {"answers.ipynb": json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"}


def _code(assignment: Assignment, part: Part) -> list[dict[str, Any]]:
    if not part.file:
        return []
    return [_cell("code", f"{part.id}-code", [f"# part: {part.id}", *starter_text(assignment, part).split("\n")])]


def _cell(kind: str, name: str, lines: list[str]) -> dict[str, Any]:
    """A cell of `kind` with an id made of `name`."""
    text = "\n".join(lines).rstrip("\n")
    cell: dict[str, Any] = {
        "cell_type": kind,
        "id": re.sub(r"[^A-Za-z0-9_-]", "-", name)[:64],
        "metadata": {},
        "source": text.splitlines(keepends=True),
    }
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
