"""Notebooks: Markdown cells as in Markdown; a code cell that begins with `# part: ID` is that part's code.

A place in a notebook reads `answers.ipynb cell 3:5`: the third cell, its fifth line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from grader.answers.blocks import Blocks
from grader.answers.markdown import front_matter
from grader.answers.sheet import Line, Section, Sheet, clean, quoted
from grader.errors import SubmissionError
from grader.model import Where

_PART = re.compile(r"\s*#+\s*part\s*[:=]?\s*(?P<id>\S+)\s*", re.IGNORECASE)
_MAGIC = re.compile(r"[!%]")  # `!pip install`, `%matplotlib`: for the notebook, not for Python
_NOT_A_NOTEBOOK = "save it from Jupyter or Colab as .ipynb and hand that in"


def read(text: str, file: str) -> Sheet:
    """Return the sections and code of the notebook. Raises SubmissionError where the text is no notebook."""
    cells, fields = _cells(text, file)
    blocks = Blocks()
    code: list[Section] = []
    warnings: list[str] = []
    first = True
    for number, cell in enumerate(cells, start=1):
        kind, source = cell.get("cell_type"), _source(cell)
        lines = [Line(line, Where(f"{file} cell {number}", i)) for i, line in enumerate(source.split("\n"), start=1)]
        if kind == "code":
            code += _code(lines, warnings)
            continue
        if first and source.strip():
            more, lines, warned = front_matter(lines)
            fields, first = {**fields, **more}, False
            warnings += warned
        if kind == "markdown":
            blocks.read(lines)
    return Sheet(fields, sections=(*blocks.sections, *code), warnings=(*warnings, *blocks.warnings))


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


def _for_python(line: Line) -> Line:
    return Line(f"# {line.text}" if _MAGIC.match(line.text) else line.text, line.where, "python")


def _code(lines: list[Line], warnings: list[str]) -> list[Section]:
    """The section of a code cell that says whose code it is; none for another cell. Adds to `warnings`."""
    start = next((i for i, line in enumerate(lines) if line.text.strip()), 0)
    match = _PART.fullmatch(lines[start].text)
    if match is None:
        return []
    body = tuple(_for_python(line) for line in lines[start + 1 :])
    changed = next((line for line in lines[start + 1 :] if _MAGIC.match(line.text)), None)
    if changed:
        warnings.append(f"{changed.where}: {quoted(changed.text)} is for the notebook only; such lines do not run")
    return [Section(match["id"], 1, True, lines[start], body, code=True)]
