"""Code parts: a file beside the answers, or code in a notebook's cells or a code block; an untouched stub is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from grader.answers import choosing, limits, piece
from grader.answers.bundle import Bundle
from grader.answers.decoding import decode
from grader.answers.piece import Piece
from grader.answers.placing import twice
from grader.answers.sheet import Line, printable, quoted
from grader.errors import SubmissionError
from grader.model import Answer, Assignment, Part, Where

_LIKE_CODE = re.compile(r"^\s*(?:def|import|from|class|@)\b", re.MULTILINE)


def answer(part: Part, pieces: Sequence[Piece], bundle: Bundle, answers: str, assignment: Assignment) -> Answer | None:
    """Return the code for the part; None if there is neither a file nor text for it.

    `pieces` is what the answer file called `answers` says under the part's id.
    """
    notes: list[str] = []
    found = [*_files(part, bundle, answers), *_written(part, pieces, notes)]
    starter = starter_text(assignment, part)
    found = [_left_out(one) if one.problem is None and same_code(one.text, starter) else one for one in found]
    given = [one for one in found if not one.left_out]
    if not found:
        return Answer(part.id, "", pieces[0].where, left_out=True, notes=tuple(notes)) if pieces else None
    chosen = (given or found)[0]
    problem = chosen.problem if len(given) < 2 else twice(one.where for one in given)
    remarks = (() if given else tuple(notes)) + chosen.notes
    return Answer(part.id, chosen.text, chosen.where, {}, problem, not given, remarks, chosen.lines)


def has_file(part: Part, bundle: Bundle, answers: str, assignment: Assignment) -> bool:
    """Tell whether a file beside `answers` holds code for the part, be it code that cannot be read."""
    starter = starter_text(assignment, part)
    return any(one.problem is not None or not same_code(one.text, starter) for one in _files(part, bundle, answers))


def with_strays(part: Part, found: Answer | None, bundle: Bundle, answers: str) -> tuple[Answer | None, list[str]]:
    """Return `found` with a note on files that were meant as its code and not read, and warnings on these."""
    spare = choosing.spare_code(bundle, answers, part.file)
    if spare:
        name = quoted(choosing.code_file(bundle, answers, part.file)[0])
        return found, [
            f"{quoted(one)}: not read, as {name} is beside the answers; keep one of the two" for one in spare
        ]
    strays = choosing.stray_code(bundle, answers, part.file, part.id) if found is None or found.left_out else []
    if not strays:
        return found, []
    note = f"{part.file} is not beside the answers; {quoted(strays[0])} was not read: put it there under that name"
    there = found or Answer(part.id, "", Where(printable(strays[0])), left_out=True)
    return replace(there, notes=(*there.notes, note)), [note]


def starter_text(assignment: Assignment, part: Part) -> str:
    """Return the stub that `grader start` copies for the part, "" if the assignment has none."""
    path = assignment.path / "starter" / part.file
    return path.read_text(encoding="utf-8") if part.file and path.is_file() else ""


def same_code(source: str, starter: str) -> bool:
    """Tell whether the code is nothing, or the stub but for white space."""
    return "".join(source.split()) in ("", "".join(starter.split()))


def _left_out(one: Answer) -> Answer:
    return Answer(one.part, one.text, one.where, left_out=True, notes=one.notes)


def _files(part: Part, bundle: Bundle, answers: str) -> Iterable[Answer]:
    """The code files of the part beside the answers; more than one only when several downloads have its name."""
    for name in choosing.code_file(bundle, answers, part.file) if part.file else ():
        where = Where(printable(name))
        try:
            data = bundle.read(name, limits.CODE_BYTES)
            if len(data) > limits.CODE_BYTES:
                raise SubmissionError(f"{where}: over {limits.CODE_BYTES // 1000} KB; hand in code only")
            text, warnings = decode(data, where.file)
        except SubmissionError as error:
            yield Answer(part.id, "", where, problem=str(error))
            continue
        yield Answer(part.id, text, where, notes=warnings)


def _written(part: Part, pieces: Sequence[Piece], notes: list[str]) -> Iterable[Answer]:
    """The code in the answer file: all cells of a notebook together, each other place by itself."""
    cells = [one for one in pieces if one.cell]
    if cells:
        yield _source(part, [line for one in cells for line in one.lines], cells[0].where)
    for one in pieces:
        if one.cell:
            continue
        lines = _code_lines(one, part)
        size = sum(len(line.text.encode("utf-8", "replace")) + 1 for line in lines)
        if one.problem or size > limits.CODE_BYTES:
            yield Answer(part.id, "", one.where, problem=one.problem or f"over {limits.CODE_BYTES // 1000} KB of code")
        elif lines:
            yield _source(part, lines, one.first)
        elif not piece.left_out(piece.text(one, part)):
            notes.append(f"{one.first}: no code; write it in {Path(part.file).name or 'a code block'}")


def _source(part: Part, lines: Sequence[Line], where: Where) -> Answer:
    """The answer that `lines` of code are, without empty lines around them."""
    given = [i for i, line in enumerate(lines) if line.text]
    kept = lines[given[0] : given[-1] + 1] if given else ()
    source = "\n".join(line.text for line in kept) + "\n"
    return Answer(part.id, source, where, lines=tuple(line.where for line in kept))


def _code_lines(one: Piece, part: Part) -> Sequence[Line]:
    fenced = [line for line in one.lines if line.fence is not None]
    if any(line.text.strip() for line in fenced):
        return fenced
    if one.items is not None:
        lines: Sequence[Line] = [Line(text, one.where) for text in piece.text(one, part).split("\n")]
    else:
        lines = one.lines
    return lines if _LIKE_CODE.search("\n".join(line.text for line in lines)) else ()
