"""Cells of a notebook beside its Markdown: whose code a code cell is, and what is lost in other cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from grader.answers.magics import is_magic, magics
from grader.answers.naming import Names, first_word
from grader.answers.sheet import Cell, Line, Section, Sheet, quoted
from grader.model import Answer, Assignment, Part

PART = re.compile(r"\s*#+\s*part\s*[:=]?\s*(?P<id>\S+)\s*", re.IGNORECASE)
_OPENING = re.compile(r"\s*(?:(?:#|from\b|import\b).*)?")
_DEFINES = re.compile(r"^\s*(?:def|class|import|from|@)\b", re.MULTILINE)


def part_line(lines: Sequence[Line]) -> int:
    """Return which of the comments, imports and lines for the notebook at the cell's top says `# part: ID`, else -1."""
    for i, line in enumerate(lines):
        if PART.fullmatch(line.text):
            return i
        if not (_OPENING.fullmatch(line.text) or is_magic(line.text)):
            return -1
    return -1


def for_python(lines: Sequence[Line]) -> tuple[tuple[Line, ...], list[str]]:
    """Return the lines with those for the notebook made comments, and a warning on the first of these."""
    for_notebook = magics([line.text for line in lines])
    code = tuple(
        Line(_commented(line.text) if magic else line.text, line.where, "python")
        for line, magic in zip(lines, for_notebook, strict=True)
    )
    changed = next((line for line, magic in zip(lines, for_notebook, strict=True) if magic), None)
    note = f"{quoted(changed.text)} is for the notebook only; such lines do not run" if changed else ""
    return code, [f"{changed.where}: {note}"] if changed else []


def _commented(text: str) -> str:
    indent = text[: len(text) - len(text.lstrip())]
    return f"{indent}pass  # {text.lstrip()}" if indent else f"# {text}"


def settle(sheet: Sheet, assignment: Assignment, has_file: Callable[[Part], bool]) -> tuple[Sheet, list[str]]:
    """Return the sheet with code cells under a code part's heading as its code, where it has no other, and warnings.

    `has_file` tells whether a file beside the answers holds a part's code.
    """
    names = Names(assignment)
    owners = _owners(sheet.sections, names)
    elsewhere = {part.id for part in _labelled(sheet.sections, names)}
    elsewhere |= {part.id for part, one in zip(owners, sheet.sections, strict=True) if part and _has_code(one)}
    found: list[Section] = []
    warnings: list[str] = []
    for cell, part in _under(sheet, owners):
        if not cell.code or not part.file or not _says_something(cell):
            continue
        line = f"# part: {part.id}"
        if part.id not in elsewhere and not has_file(part):
            body, changed = for_python(cell.lines)
            warnings += [f"{_place(cell)}: read as the code of {part.id}; begin the cell with {line}", *changed]
            found.append(Section(part.id, 1, True, Line("", cell.lines[0].where), body, code=True))
        elif _DEFINES.search("\n".join(line.text for line in cell.lines)):
            warnings.append(
                f"{_place(cell)}: not read, as the code of {part.id} stands elsewhere; it needs {line} to be"
            )
    return replace(sheet, sections=(*sheet.sections, *found)), warnings


def unread(sheet: Sheet, assignment: Assignment, answers: Mapping[str, Answer]) -> list[str]:
    """Return a warning for each cell under a part's heading that may hold its answer and was not read."""
    warnings = []
    for cell, part in _under(sheet, _owners(sheet.sections, Names(assignment))):
        answer = answers.get(part.id)
        if (answer is None or answer.left_out) and _says_something(cell) and not (cell.code and part.file):
            kind = "code" if cell.code else "raw"
            wanted = f"a code cell that begins with # part: {part.id}" if part.file else "a Markdown cell"
            warnings.append(f"{_place(cell)}: a {kind} cell is not read as an answer; answer {part.id} in {wanted}")
    return warnings


def _owners(sections: Sequence[Section], names: Names) -> list[Part | None]:
    """For each section the part under whose heading it stands."""
    owners: list[Part | None] = []
    part, level = None, 0
    for section in sections:
        target = names.find((first_word(section.title)[0],)) if section.title else None
        if target:
            part, level = target.part, section.level
        elif section.title is not None and section.sure and section.level <= level:
            part = None
        owners.append(part)
    return owners


def _labelled(sections: Sequence[Section], names: Names) -> list[Part]:
    targets = [names.find((section.title,)) for section in sections if section.code and section.title]
    return [target.part for target in targets if target]


def _has_code(section: Section) -> bool:
    return not section.code and any(line.fence is not None and line.text.strip() for line in section.body)


def _under(sheet: Sheet, owners: Sequence[Part | None]) -> list[tuple[Cell, Part]]:
    """The cells that stand under a part's heading, with the part."""
    pairs = [(cell, owners[cell.after - 1] if cell.after else None) for cell in sheet.cells]
    return [(cell, part) for cell, part in pairs if part]


def _says_something(cell: Cell) -> bool:
    if not cell.code:
        return True
    return any(line.text.strip() and not line.text.startswith("#") and not is_magic(line.text) for line in cell.lines)


def _place(cell: Cell) -> str:
    return cell.lines[0].where.file
