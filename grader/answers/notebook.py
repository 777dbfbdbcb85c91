"""Notebooks: Markdown cells as in Markdown; a code cell with `# part: ID` among its first lines is that part's code.

A place in a notebook reads `answers.ipynb cell 3:5`: the third cell, its fifth line.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from grader.answers import cells
from grader.answers.blocks import Blocks
from grader.answers.markdown import front_matter
from grader.answers.sheet import Cell, Line, Section, Sheet, clean, quoted
from grader.errors import SubmissionError
from grader.model import Where

_NOT_A_NOTEBOOK = "save it from Jupyter or Colab as .ipynb and hand that in"


def read(text: str, file: str) -> Sheet:
    """Return the sections and code of the notebook. Raises SubmissionError where the text is no notebook."""
    found, fields = _cells(text, file)
    blocks = Blocks()
    code: list[Section] = []
    others: list[Cell] = []
    warnings: list[str] = []
    first = True
    for number, cell in enumerate(found, start=1):
        kind, source = cell.get("cell_type"), _source(cell)
        lines = [Line(line, Where(f"{file} cell {number}", i)) for i, line in enumerate(source.split("\n"), start=1)]
        if kind == "code":
            section = _labelled(lines, warnings)
            if section:
                code.append(section)
            elif source.strip():
                others.append(Cell(True, tuple(lines), len(blocks.sections)))
            continue
        if first and source.strip():
            more, lines, warned = front_matter(lines)
            fields, first = {**fields, **more}, False
            warnings += warned
        if kind == "markdown":
            blocks.read(lines)
        elif any(line.text.strip() for line in lines):
            others.append(Cell(False, tuple(lines), len(blocks.sections)))
    everything = (*warnings, *blocks.warnings)
    return Sheet(fields, sections=(*blocks.sections, *code), cells=tuple(others), warnings=everything)


def _cells(text: str, file: str) -> tuple[list[Mapping[str, Any]], dict[str, Line]]:
    """The notebook's cells, and the fields that its metadata hold."""
    try:
        notebook = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SubmissionError(f"{file}:{error.lineno}: not a notebook ({error.msg}); {_NOT_A_NOTEBOOK}") from None
    except RecursionError:
        raise SubmissionError(f"{file}: not a notebook (lists inside lists without end); {_NOT_A_NOTEBOOK}") from None
    cells = notebook.get("cells") if isinstance(notebook, dict) else None
    if not isinstance(cells, list):
        raise SubmissionError(f"{file}: not a notebook of version 4 (it has no list of cells); {_NOT_A_NOTEBOOK}")
    metadata = notebook.get("metadata")
    fields = {
        key: Line(clean(value).strip(), Where(file))
        for key, value in (metadata.items() if isinstance(metadata, dict) else ())
        if key in ("assignment", "student") and isinstance(value, str)
    }
    return [cell for cell in cells if isinstance(cell, dict)], fields


def _source(cell: Mapping[str, Any]) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    return clean(source).replace("\r\n", "\n").replace("\r", "\n") if isinstance(source, str) else ""


def _labelled(lines: list[Line], warnings: list[str]) -> Section | None:
    """The section of a code cell that says whose code it is; None for another cell. Adds to `warnings`."""
    at = cells.part_line(lines)
    late = next((line for line in lines[at + 1 :] if cells.PART.fullmatch(line.text)), None)
    if late:
        warnings.append(
            f"{late.where}: {quoted(late.text)} counts among the first lines of a cell; begin a cell with it"
        )
    if at < 0:
        return None
    body, changed = cells.for_python([*lines[:at], *lines[at + 1 :]])
    warnings += changed
    match = cells.PART.fullmatch(lines[at].text)
    assert match is not None
    return Section(match["id"], 1, True, lines[at], body, code=True)
