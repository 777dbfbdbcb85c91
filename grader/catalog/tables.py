"""Table parts: rows, columns, and a part for each cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from grader.catalog import pieces
from grader.catalog.aliases import refuse_clashes
from grader.catalog.entry import Entry
from grader.catalog.pieces import Author
from grader.model import Heading, Mistake, Part

CELL_KINDS = ("symbolic", "numeric", "dims", "proportional", "choice")

_WORD = re.compile(r"[^\W\d]\w*")


def table_fields(entry: Entry, author: Author, part: str, points: float) -> dict[str, Any]:
    """Return `rows`, `columns`, `cells` and `reference_source` of the table part `part`.

    The cells' references are a table of the `reference` package, row then column, or `answer` with a table for each
    row. A column says what all of its cells share. Its mistakes may use the numbers that a row gives as `values`, and
    the ids of the row's other columns, which stand for what is right there.
    """
    rows, values = _rows(entry)
    columns = dict(entry.tables("columns"))
    headings = tuple(_heading(name, column) for name, column in columns.items())
    refuse_clashes(entry, "rows", rows)
    refuse_clashes(entry, "columns", headings)
    references, source = _references(entry, author, rows, headings)
    points_of = _points(entry, columns, len(rows), points)
    cells = tuple(
        _cell(
            columns[column.id],
            author,
            prefix=f"{part}.{row.id}",
            row=row,
            column=column,
            right=references[row.id],
            values=values[row.id],
            points=points_of[column.id],
            source=source,
        )
        for row in rows
        for column in headings
    )
    for column_entry in columns.values():
        column_entry.finish()
    return {"rows": rows, "columns": headings, "cells": cells, "reference_source": source}


def _rows(entry: Entry) -> tuple[tuple[Heading, ...], dict[str, dict[str, int]]]:
    rows, values = [], {}
    for name, row in entry.tables("rows"):
        rows.append(_heading(name, row))
        table = row.table("values", {})
        values[name] = {symbol: table.whole(symbol) or 0 for symbol in table.data}
        row.finish()
    return tuple(rows), values


def _heading(name: str, entry: Entry) -> Heading:
    return Heading(name, entry.text("title"), entry.texts("aliases"))


def _references(
    entry: Entry, author: Author, rows: tuple[Heading, ...], columns: tuple[Heading, ...]
) -> tuple[Mapping[str, Mapping[str, str]], str]:
    source = ""
    table: Any
    if "answer" in entry and "reference" not in entry:
        given = entry.table("answer")
        table = {
            row: {c: cells.text(c) for c in cells.data} for row, cells in ((r, given.table(r)) for r in given.data)
        }
    else:
        table, source = pieces.bound(entry, author)
    key = "reference" if source else "answer"
    if not isinstance(table, Mapping):
        raise entry.error(key, f"{source!r} is a single formula; wanted a table, row then column")
    wanted = {(row.id, column.id) for row in rows for column in columns}
    found = {(row, column) for row, cells in table.items() for column in cells}
    for row, column in sorted(wanted ^ found):
        problem = "has no formula for" if (row, column) in wanted else "has a formula without a place:"
        raise entry.error(key, f"{problem} row {row!r}, column {column!r}")
    return table, source


def _points(entry: Entry, columns: Mapping[str, Entry], rows: int, points: float) -> dict[str, float]:
    """Return the points of a cell in each column: as the columns say, or the part's points split evenly."""
    if not any("points" in column for column in columns.values()):
        return dict.fromkeys(columns, points / (rows * len(columns)))
    given = {name: column.number("points") for name, column in columns.items()}
    total = rows * sum(given.values())
    if abs(total - points) > 1e-6:
        raise entry.error("columns", f"the cells' points add up to {total:g}, the part has {points:g}")
    return given


def _cell(
    entry: Entry,
    author: Author,
    *,
    prefix: str,
    row: Heading,
    column: Heading,
    right: Mapping[str, str],
    values: Mapping[str, int],
    points: float,
    source: str,
) -> Part:
    kind = entry.text("kind")
    if kind not in CELL_KINDS:
        raise entry.error("kind", f"{kind!r} is no kind for a cell; wanted one of {', '.join(CELL_KINDS)}")
    symbols = pieces.symbols(entry)
    options = pieces.choices(entry, author) if kind == "choice" else ()
    reference = right[column.id]
    if options and reference not in {option.name for option in options}:
        raise entry.error("choices", f"lacks {reference!r}, which is right in row {row.id!r}")
    return Part(
        id=f"{prefix}.{column.id}",
        kind=kind,
        points=points,
        statement=f"{row.title}: {column.title}",
        where=entry.where,
        reference=reference,
        reference_source=source,
        symbols=symbols,
        even=pieces.even_symbols(entry, symbols),
        units=entry.texts("units"),
        mistakes=_mistakes(entry, row.id, {**{k: f"({v})" for k, v in right.items()}, **_as_text(values)}),
        hints=pieces.hints(entry),
        follow=pieces.follow(entry, author, lambda name: f"{prefix}.{name}", tuple(sorted(set(values.values())))),
        choices=options,
    )


def _as_text(values: Mapping[str, int]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _mistakes(entry: Entry, row: str, known: Mapping[str, str]) -> tuple[Mistake, ...]:
    """Return the mistakes that a cell of `row` can show, with what is `known` there put in for its name."""
    found = []
    for one in entry.list_of_tables("mistakes"):
        rows = one.texts("rows")
        answer = _WORD.sub(lambda word: known.get(word[0], word[0]), one.text("answer"))
        mistake = Mistake(answer, one.text("feedback"))
        if not rows or row in rows:
            found.append(mistake)
        one.finish()
    return tuple(found)
