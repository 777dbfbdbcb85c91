"""Puts raw answers in their places: each part of the assignment gets what was written for it, and only that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from grader.answers import grid, items, limits, piece
from grader.answers.folding import Folding
from grader.answers.naming import Names, Target
from grader.answers.piece import Piece
from grader.answers.sheet import Entry, Line, Sheet, quoted
from grader.model import Answer, Assignment, Part, Where


@dataclass(slots=True)
class Placed:
    """Everything written for one part: whole answers, and for a table its cells."""

    part: Part
    pieces: list[Piece] = field(default_factory=list)
    cells: dict[str, list[Answer]] = field(default_factory=lambda: defaultdict(list))
    blocks: dict[Where, None] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def place(sheet: Sheet, assignment: Assignment) -> tuple[dict[str, Placed], tuple[str, ...]]:
    """Return what was written for each part that the sheet speaks of, and warnings on what speaks of none."""
    names = Names(assignment)
    placed: dict[str, Placed] = {}
    folding = Folding(names)
    pieces = folding.fold(sheet.sections)
    warnings = folding.warnings
    for entry in sheet.entries:
        target = names.find(entry.path)
        if target:
            pieces.append(piece.of_entry(entry, target))
        elif len(warnings) < limits.WARNINGS and _says_something(entry):
            name = ".".join(entry.path)
            warnings.append(f"{entry.where}: there is no part {quoted(name)}; {names.advice(name)}")
    for one in pieces:
        there = placed.setdefault(one.target.part.id, Placed(one.target.part))
        if one.target.note and len(there.notes) < limits.WARNINGS and one.target.note not in there.notes:
            there.notes.append(f"{one.where}: {one.target.note}")
        numbered = items.remark(one.lines, one.target.part) if one.markdown else None
        if numbered:
            there.notes.append(f"{one.first}: {numbered}")
        _put(one, there)
    return placed, tuple(warnings)


def answer(placed: Placed) -> Answer:
    """Return the answer to a part that is not code."""
    if placed.part.rows:
        return _table(placed)
    answers = [_whole(one, placed.part) for one in placed.pieces]
    found = _only(answers, placed.part.id)
    return _with_notes(found, placed.notes)


def _says_something(entry: Entry) -> bool:
    return entry.items is not None or entry.problem is not None or not piece.left_out(entry.text)


def _put(one: Piece, placed: Placed) -> None:
    """Sort a piece: a whole answer, a cell, a row, or a table's text with its cells in it."""
    part, target = placed.part, one.target
    if not part.rows:
        placed.pieces.append(one)
    elif target.row and target.column:
        _put_cell(placed, target.row, target.column, one)
    elif target.row:
        _put_row(placed, target.row, one)
    elif target.row is None:
        _put_table(placed, one)


def _put_cell(placed: Placed, row: str, column: str, one: Piece) -> None:
    key = f"{row}.{column}"
    found = _whole(one, _cell(placed.part, key))
    placed.cells[key].append(found)
    if one.block and not found.left_out:
        placed.blocks[one.block] = None


def _put_row(placed: Placed, row: str, one: Piece) -> None:
    """A row that is not a map: nothing if left out, else none of its cells can be judged."""
    if piece.left_out(piece.text(one, placed.part)) and not one.problem:
        return
    columns = ", ".join(column.id for column in placed.part.columns)
    problem = f"row {row} wants its columns as keys: {columns}"
    for column in placed.part.columns:
        key = f"{row}.{column.id}"
        placed.cells[key].append(Answer(f"{placed.part.id}.{key}", "", one.where, problem=problem))


def _put_table(placed: Placed, one: Piece) -> None:
    """A Markdown table under the part's heading, or as the text of its key."""
    found = grid.read(placed.part, one.lines)
    placed.notes += found.notes
    for cell in found.cells:
        line = (Line(cell.text, cell.where),)
        target = Target(placed.part, cell.row, cell.column)
        _put_cell(placed, cell.row, cell.column, Piece(target, line, cell.where, one.block, problem=cell.problem))
    if not found.found and (one.problem or not piece.left_out(piece.text(one, placed.part))):
        placed.pieces.append(replace(one, problem=one.problem or _lost(placed.part)) if found.notes else one)
        if one.block:
            placed.blocks[one.block] = None


def _lost(part: Part) -> str:
    """The problem of a table of which no cell could be read."""
    columns, rows = (", ".join(one.title for one in ones) for ones in (part.columns, part.rows))
    return f"no cell of the table can be read; wanted is a heading row with {columns}, and a row for each of {rows}"


def _whole(one: Piece, part: Part) -> Answer:
    """The answer that one piece makes by itself."""
    text = piece.text(one, part)
    problem = one.problem or (items.doubt(one.lines, part) if one.markdown else None)
    if len(text) > limits.ANSWER_CHARACTERS:
        problem = problem or f"{len(text)} characters; at most {limits.ANSWER_CHARACTERS} are read"
        text = text[: limits.ANSWER_CHARACTERS]
    return Answer(part.id, text, one.first, problem=problem, left_out=problem is None and piece.left_out(text))


def _only(answers: Sequence[Answer], part: str) -> Answer:
    """The one answer among `answers` that is not left out; a problem where there are more."""
    given = [one for one in answers if not one.left_out]
    if len(given) < 2:
        return (given or answers)[0]
    return Answer(part, given[0].text, given[0].where, problem=twice(one.where for one in given))


def twice(wheres: Iterable[Where]) -> str:
    """Return the problem of a part that was answered at all of these places."""
    places = list(dict.fromkeys(str(where) for where in wheres))
    shown = " and ".join(places) if len(places) < 4 else f"{places[0]}, {places[1]} and {len(places) - 2} more places"
    return f"answered more than once, at {shown}; keep one"


def _table(placed: Placed) -> Answer:
    part = placed.part
    cells = {key: _only(answers, f"{part.id}.{key}") for key, answers in placed.cells.items()}
    where = next(iter(placed.blocks), None) or _first_place(placed)
    text = "\n\n".join(piece.text(one, part) for one in placed.pieces)[: limits.ANSWER_CHARACTERS]
    problem = None
    if len(placed.blocks) > 1:
        problem = twice(placed.blocks)
    elif placed.pieces and all(cell.left_out for cell in cells.values()):
        wanted = f"a table with the columns {', '.join(column.title for column in part.columns)} was wanted"
        problem = placed.pieces[0].problem or wanted
    empty = not placed.pieces and all(cell.left_out for cell in cells.values())
    found = Answer(part.id, text, where, cells, problem, left_out=empty and problem is None)
    return _with_notes(found, placed.notes)


def _first_place(placed: Placed) -> Where:
    places = [one.where for one in placed.pieces] + [one.where for some in placed.cells.values() for one in some]
    return places[0] if places else Where("")


def _cell(part: Part, key: str) -> Part:
    name = f"{part.id}.{key}"
    found = next((cell for cell in part.cells if cell.id == name), None)
    return found or Part(name, "", 0.0, "", part.where)


def _with_notes(found: Answer, notes: Sequence[str]) -> Answer:
    unique = tuple(dict.fromkeys(notes))[: limits.WARNINGS]
    return Answer(found.part, found.text, found.where, found.cells, found.problem, found.left_out, unique)
