"""A table part's verdicts laid out as the student filled them in: rows, columns, cells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from grader.model import Part, Verdict


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its title and a verdict a column (None where the table has no such cell)."""

    title: str
    cells: tuple[Verdict | None, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """The titles of the columns, and the rows."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def of(verdict: Verdict, part: Part | None) -> Grid:
    """Return the cells of `verdict` as a grid, titled as in `part`; without a part the ids are the titles."""
    cells = {tuple(cell.part.split(".")[-2:]): cell for cell in verdict.cells}
    row_titles = {row.id: row.title for row in part.rows} if part else {}
    column_titles = {column.id: column.title for column in part.columns} if part else {}
    rows = _in_order(row_titles, (key[0] for key in cells))
    columns = _in_order(column_titles, (key[-1] for key in cells))
    return Grid(
        tuple(column_titles.get(column, column) for column in columns),
        tuple(Row(row_titles.get(row, row), tuple(cells.get((row, column)) for column in columns)) for row in rows),
    )


def title(cell: Verdict, part: Part | None) -> str:
    """Return how a cell is called in a sentence: "MNIST · MACs"."""
    row, column = cell.part.split(".")[-2:]
    rows = {heading.id: heading.title for heading in part.rows} if part else {}
    columns = {heading.id: heading.title for heading in part.columns} if part else {}
    return f"{rows.get(row, row)} · {columns.get(column, column)}"


def _in_order(known: Iterable[str], seen: Iterable[str]) -> list[str]:
    seen = list(seen)
    return list(dict.fromkeys([*(name for name in known if name in seen), *seen]))
