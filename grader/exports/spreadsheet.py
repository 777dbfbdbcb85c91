"""A CSV file of someone else's, in which single cells are replaced and every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from grader.errors import UsageError

MOST_BYTES = 32 << 20


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its value, and where its text (quotes included) begins and ends in the file's text."""

    value: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """The file's text (a byte that is no UTF-8 survives as it is), its separator and its rows of cells."""

    text: str
    separator: str
    rows: tuple[tuple[Cell, ...], ...]

    def filled(self, changes: Iterable[tuple[Cell, str]], without_column: int | None = None) -> bytes:
        """Return the file with each cell's text replaced, and without the column of that number."""
        edits = [(cell.begin, cell.end, self._quoted(value, cell)) for cell, value in changes]
        if without_column is not None:
            edits += [self._cut(row, without_column) for row in self.rows if len(row) > without_column]
        pieces, at = [], 0
        for begin, end, text in sorted(edits):
            pieces += [self.text[at:begin], text]
            at = end
        return "".join([*pieces, self.text[at:]]).encode("utf-8", errors="surrogateescape")

    def _quoted(self, value: str, cell: Cell) -> str:
        was_quoted = self.text[cell.begin : cell.begin + 1] == '"'
        must = any(mark in value for mark in (self.separator, '"', "\n", "\r"))
        return '"' + value.replace('"', '""') + '"' if was_quoted or must else value

    @staticmethod
    def _cut(row: tuple[Cell, ...], column: int) -> tuple[int, int, str]:
        """Take the separator before the cell along; of the first cell the one behind it."""
        if column > 0:
            return row[column - 1].end, row[column].end, ""
        return row[0].begin, row[1].begin if len(row) > 1 else row[0].end, ""


def read(content: bytes, name: str) -> Spreadsheet:
    """Return the cells of a CSV file (comma, semicolon or tab; quotes doubled inside quotes).

    Raises UsageError when it is too large, holds no rows, or a quote is never closed.
    """
    if len(content) > MOST_BYTES:
        raise UsageError(f"{name}: is larger than {MOST_BYTES >> 20} MiB, which no class's gradebook is")
    text = content.decode("utf-8", errors="surrogateescape")
    titles = re.sub('"[^"]*"', "", text.partition("\n")[0])
    separator = max(",;\t", key=titles.count)
    rows, row, at = [], [], 1 if text.startswith("\ufeff") else 0
    while at < len(text):
        cell = _cell(text, at, separator, name)
        row.append(cell)
        at = cell.end
        if text.startswith(separator, at):
            at += 1
            if at < len(text):
                continue
            row.append(Cell("", at, at))
        at = _after_line_end(text, at)
        rows.append(tuple(row))
        row = []
    if not rows:
        raise UsageError(f"{name}: is empty; export the gradebook there first, and give that file")
    return Spreadsheet(text, separator, tuple(rows))


def _cell(text: str, begin: int, separator: str, name: str) -> Cell:
    if not text.startswith('"', begin):
        end = _cell_end(text, begin, separator)
        return Cell(text[begin:end], begin, end)
    at = begin + 1
    while (close := text.find('"', at)) >= 0:
        if not text.startswith('""', close):
            end = _cell_end(text, close, separator)
            return Cell(text[begin + 1 : close].replace('""', '"') + text[close + 1 : end], begin, end)
        at = close + 2
    line = text.count("\n", 0, begin) + 1
    raise UsageError(f"{name}:{line}: a quote is never closed; give the file as the system exported it")


def _cell_end(text: str, begin: int, separator: str) -> int:
    found = re.compile(f"[\r\n{separator}]").search(text, begin)
    return found.start() if found else len(text)


def _after_line_end(text: str, at: int) -> int:
    for mark in ("\r\n", "\n", "\r"):
        if text.startswith(mark, at):
            return at + len(mark)
    return at


def column(titles: tuple[Cell, ...], is_it: Callable[[str], bool]) -> int | None:
    """Return the number of the first column whose title fits, None without one."""
    return next((number for number, cell in enumerate(titles) if is_it(cell.value.strip())), None)
