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
_MOST_LOOKED_AT = 50  # rows


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
    """What the tables under one heading say. `notes` are remarks for the student.

    `found` tells any table at all that could be read, or that nobody filled in.
    """

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    found: bool


def read(part: Part, lines: Sequence[Line]) -> Grid:
    """Return the cells that the tables in `lines` give for the table part."""
    cells: list[Cell] = []
    notes: list[str] = []
    tables = _tables(part, lines)
    for table in tables:
        cells += table.cells()
        notes += table.notes
    lost = not cells and any(table.filled() for table in tables)
    return Grid(tuple(cells), tuple(notes), bool(tables) and not lost)


def _tables(part: Part, lines: Sequence[Line]) -> list[_Table]:
    """Runs of lines with pipes; one that goes on with rows after blank lines is part of the table above them."""
    tables: list[_Table] = []
    for run, parted in _runs(lines):
        goes_on = bool(tables) and tables[-1].goes_on(run)
        if goes_on and parted:
            tables[-1].add(run)
        elif len(run) > 1:
            tables.append(_Table(part, run))
        elif goes_on:
            tables[-1].notes.append(f"{run[0].where}: a row outside the table is not read; write it under the others")
    return tables


def _runs(lines: Sequence[Line]) -> list[tuple[list[Line], bool]]:
    """Lines with pipes that follow each other, and whether blank lines alone part them from those before."""
    runs: list[tuple[list[Line], bool]] = [([], False)]
    for line in lines:
        if "|" in line.text and len(line.text) <= _LONGEST_LINE:
            runs[-1][0].append(line)
        elif runs[-1][0]:
            runs.append(([], not line.text.strip()))
        elif line.text.strip():
            runs[-1] = ([], False)
    return [(run, parted) for run, parted in runs if run]


class _Table:
    """One table: its heading line, and the lines under it without the one of dashes."""

    def __init__(self, part: Part, lines: Sequence[Line]) -> None:
        self.part = part
        self.notes: list[str] = []
        self.heads = split(lines[0].text, None)
        self.top = lines[0].where
        self.lines = [line for line in lines[1:_MOST_ROWS] if not _is_rule(line.text)]
        if not _is_rule(lines[1].text):
            self.notes.append(f"{lines[1].where}: a line of dashes is missing under the table's heading")
        self.transposed = not self._known(part.columns) and bool(self._known(part.rows)) and self._names_columns()
        self.known = self._known(part.rows if self.transposed else part.columns)
        self.key = next((i for i in range(len(self.heads)) if i not in self.known), 0)

    def _names_columns(self) -> bool:
        """Tell whether some row begins with one of the part's columns, so that the table stands on its side."""
        firsts = (cell for line in self.lines[:_MOST_LOOKED_AT] for cell in split(line.text, len(self.heads))[:2])
        return any(naming.heading(self.part.columns, cell) for cell in firsts)

    def goes_on(self, run: Sequence[Line]) -> bool:
        """Tell whether the lines are rows of this table: the first names one, and no line of dashes follows it."""
        if not self.known or (len(run) > 1 and _is_rule(run[1].text)):
            return False
        texts = split(run[0].text, len(self.heads))
        down = self.part.columns if self.transposed else self.part.rows
        return self.key < len(texts) and naming.heading(down, texts[self.key]) is not None

    def add(self, run: Sequence[Line]) -> None:
        """Take the lines as rows of this table."""
        self.lines += run[: max(_MOST_ROWS - len(self.lines), 0)]

    def filled(self) -> bool:
        """Tell whether anything stands behind the first cell of a row."""
        return any(any(split(line.text, None)[1:]) for line in self.lines)

    def cells(self) -> list[Cell]:
        """All cells in known rows and columns; the others are noted."""
        rows, columns = self.part.rows, self.part.columns
        if not self.known:
            names = ", ".join(column.title for column in columns)
            if self._known(rows):
                self.notes.append(f"{self.top}: a row stands where the table's heading belongs; columns are {names}")
            else:
                self.notes.append(
                    f"{self.top}: no column of {self.part.id} in the table's heading; columns are {names}"
                )
            return []
        self._note_unknown(rows if self.transposed else columns, "row" if self.transposed else "column")
        found = [self._row(line, columns if self.transposed else rows) for line in self.lines]
        return [cell for row in found for cell in row]

    def _known(self, headings: Sequence[Heading]) -> dict[int, str]:
        found = {i: naming.heading(headings, text) for i, text in enumerate(self.heads)}
        return {i: heading.id for i, heading in found.items() if heading}

    def _note_unknown(self, headings: Sequence[Heading], kind: str) -> None:
        for i, text in enumerate(self.heads[:50]):
            if i not in self.known and i != self.key and text:
                self.notes.append(f"{self.top}: {naming.unknown(self.part, kind, text, headings)}")

    def _row(self, line: Line, headings: Sequence[Heading]) -> list[Cell]:
        texts = split(line.text, len(self.heads))
        while len(texts) > len(self.heads) and not texts[-1]:
            texts.pop()
        name = texts[self.key] if self.key < len(texts) else ""
        heading = naming.heading(headings, name)
        if heading is None:
            if any(texts) and len(self.notes) < 50:
                kind = "column" if self.transposed else "row"
                self.notes.append(f"{line.where}: {naming.unknown(self.part, kind, name, headings)}")
            return []
        problem = None
        if len(texts) > len(self.heads):
            problem = f"this row has {len(texts)} cells under {len(self.heads)} headings; write \\| for a bar in a cell"
        cells = []
        for i, other in self.known.items():
            row, column = (other, heading.id) if self.transposed else (heading.id, other)
            cells.append(Cell(row, column, texts[i] if i < len(texts) else "", line.where, problem))
        return cells


def _is_rule(text: str) -> bool:
    cells = split(text, None)
    return bool(cells) and all(_DASHES.fullmatch(cell) for cell in cells)


#: What ends mathematics or code: the same mark again, without a backslash before it.
_CLOSES = {"$": re.compile(r"(?<!\\)\$"), "`": re.compile("`")}


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
                inside = "" if inside or _CLOSES[c].search(text, i + 1) is None else c
            cell += c
    return cells if not cell.strip() and text.endswith("|") else [*cells, cell.strip()]
