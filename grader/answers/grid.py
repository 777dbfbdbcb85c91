"""Markdown tables: cells of a table part, whose first column names the row, in columns of any order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.answers import naming
from grader.answers.sheet import Line
from grader.model import Heading, Part, Where

_DASHES = re.compile(r"\s*:?-+:?\s*")
_LONGEST_LINE = 10_000  # characters of one row
_MOST_ROWS = 1_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as written, and what it is a cell of."""

    row: str
    column: str
    text: str
    where: Where
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """What the tables under one heading say. `notes` are remarks for the student; `found` tells any table at all."""

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    found: bool


def read(part: Part, lines: Sequence[Line]) -> Grid:
    """Return the cells that the tables in `lines` give for the table part."""
    cells: list[Cell] = []
    notes: list[str] = []
    tables = _tables(lines)
    for table in tables:
        reading = _Table(part, table)
        cells += reading.cells()
        notes += reading.notes
    return Grid(tuple(cells), tuple(notes), bool(tables))


def _tables(lines: Sequence[Line]) -> list[list[Line]]:
    """Runs of two or more lines with pipes."""
    runs: list[list[Line]] = [[]]
    for line in lines:
        if "|" in line.text and len(line.text) <= _LONGEST_LINE:
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run[:_MOST_ROWS] for run in runs if len(run) > 1]


class _Table:
    """One table: its heading line, and the lines under it without the one of dashes."""

    def __init__(self, part: Part, lines: Sequence[Line]) -> None:
        self.part = part
        self.notes: list[str] = []
        self.heads = split(lines[0].text, None)
        self.top = lines[0].where
        self.lines = [line for line in lines[1:] if not _is_rule(line.text)]
        if not _is_rule(lines[1].text):
            self.notes.append(f"{lines[1].where}: a line of dashes is missing under the table's heading")

    def cells(self) -> list[Cell]:
        """All cells in known rows and columns; the others are noted."""
        rows, columns = self.part.rows, self.part.columns
        transposed = not self._known(columns) and bool(self._known(rows))
        across = rows if transposed else columns
        known = self._known(across)
        if not known:
            names = ", ".join(column.title for column in columns)
            self.notes.append(f"{self.top}: no column of {self.part.id} in the table's heading; columns are {names}")
            return []
        key = next((i for i in range(len(self.heads)) if i not in known), 0)
        self._note_unknown(across, known, key, "row" if transposed else "column")
        found = [self._row(line, known, key, columns if transposed else rows, transposed) for line in self.lines]
        return [cell for row in found for cell in row]

    def _known(self, headings: Sequence[Heading]) -> dict[int, str]:
        found = {i: naming.heading(headings, text) for i, text in enumerate(self.heads)}
        return {i: heading.id for i, heading in found.items() if heading}

    def _note_unknown(self, headings: Sequence[Heading], known: dict[int, str], key: int, kind: str) -> None:
        for i, text in enumerate(self.heads[:50]):
            if i not in known and i != key and text:
                self.notes.append(f"{self.top}: {naming.unknown(self.part, kind, text, headings)}")

    def _row(
        self, line: Line, known: dict[int, str], key: int, headings: Sequence[Heading], transposed: bool
    ) -> list[Cell]:
        texts = split(line.text, len(self.heads))
        name = texts[key] if key < len(texts) else ""
        heading = naming.heading(headings, name)
        if heading is None:
            if any(texts) and len(self.notes) < 50:
                kind = "column" if transposed else "row"
                self.notes.append(f"{line.where}: {naming.unknown(self.part, kind, name, headings)}")
            return []
        problem = None
        if len(texts) > len(self.heads):
            problem = f"this row has {len(texts)} cells under {len(self.heads)} headings; write \\| for a bar in a cell"
        cells = []
        for i, other in known.items():
            row, column = (other, heading.id) if transposed else (heading.id, other)
            cells.append(Cell(row, column, texts[i] if i < len(texts) else "", line.where, problem))
        return cells


def _is_rule(text: str) -> bool:
    cells = split(text, None)
    return bool(cells) and all(_DASHES.fullmatch(cell) for cell in cells)


def split(text: str, count: int | None) -> list[str]:
    """Return the cells of one line of a table: `\\|` is a bar, and one in math or backticks ends no cell.

    Where that does not give `count` cells, every bar that has no backslash ends a cell.
    """
    careful = _split(text, quoting=True)
    if count is None or len(careful) == count:
        return careful
    plain = _split(text, quoting=False)
    return plain if len(plain) == count else careful


def _split(text: str, quoting: bool) -> list[str]:
    text = text.strip()
    text = text.removeprefix("|")
    cells, cell, inside = [], "", ""
    for i, c in enumerate(text):
        if c == "|" and cell.endswith("\\"):
            cell = cell[:-1] + "|"
        elif c == "|" and not inside:
            cells.append(cell.strip())
            cell = ""
        else:
            if quoting and c in "$`" and not cell.endswith("\\") and (c == inside or not inside):
                inside = "" if inside or text.find(c, i + 1) < 0 else c
            cell += c
    return cells if not cell.strip() and text.endswith("|") else [*cells, cell.strip()]
