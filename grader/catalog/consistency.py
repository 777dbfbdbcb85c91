"""What must hold between the pieces of an assignment, once each is well formed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from grader.catalog.entry import Entry, SourceFile
from grader.errors import AssignmentError
from grader.model import Assignment, Part

_WORD = re.compile(r"[^\W\d]\w*")

#: Names that a reference may use beside the part's symbols.
FUNCTIONS = frozenset("floor ceiling sqrt log log2 exp Min Max Abs factorial binomial pi".split())

FORMULAS = frozenset({"symbolic", "numeric", "dims", "proportional"})


def check(assignment: Assignment, files: Mapping[str, SourceFile], total: float, head: Entry) -> None:
    """Raise AssignmentError where points, ids, symbols or follow-through do not fit together."""
    if abs(assignment.max_score - total) > 1e-6:
        raise head.error("total", f"says {total:g}, but the required parts add up to {assignment.max_score:g}")
    scalar = {part.id for part in scalars(assignment)}
    for part in scalars(assignment):
        if part.kind in FORMULAS:
            _known_symbols(part, part.reference, "reference", part.symbols, files)
            for mistake in part.mistakes:
                _known_symbols(part, mistake.answer, "mistakes", part.symbols, files)
            for approximation in part.approximations:
                _known_symbols(part, approximation.answer, "approximations", part.symbols, files)
        if part.follow:
            _known_symbols(part, part.follow.formula, "follow", (*part.symbols, *part.follow.values), files)
            for earlier in part.follow.values.values():
                if earlier not in scalar or earlier == part.id:
                    raise error(part, "follow", f"{earlier!r} is no other part or cell of this assignment", files)
        if part.kind == "choice":
            _wrong_choices(part, files)
    for part in assignment.parts:
        for verdict in part.rubric.get("verdicts", ()) if part.kind == "text" else ():
            if verdict not in scalar:
                raise error(part, "rubric", f"verdicts: {verdict!r} is no part of this assignment", files)


def scalars(assignment: Assignment) -> Iterator[Part]:
    """Yield every part, and every table's cells in the table's stead."""
    for part in assignment.parts:
        yield from part.cells or (part,)


def error(part: Part, key: str, message: str, files: Mapping[str, SourceFile]) -> AssignmentError:
    """Return an error about `key` of `part`, with the line where it stands."""
    label, _, dotted = part.where.partition(": ")
    if key == "reference" and not part.reference_source:
        key = "answer"  # as the author wrote it
    path = (*dotted.split("."), key)
    line = files[label].line_of(path)
    return AssignmentError(f"{label}{f':{line}' if line else ''} {dotted}.{key}: {part.id}: {message}")


def _known_symbols(
    part: Part, formula: str, key: str, symbols: tuple[str, ...], files: Mapping[str, SourceFile]
) -> None:
    for word in _WORD.findall(formula):
        if word not in symbols and word not in FUNCTIONS:
            raise error(part, key, f"{formula!r} uses {word!r}, which is not among the part's symbols", files)


def _wrong_choices(part: Part, files: Mapping[str, SourceFile]) -> None:
    names = {option.name for option in part.choices}
    for mistake in part.mistakes:
        if mistake.answer not in names:
            raise error(part, "mistakes", f"{mistake.answer!r} is none of the choices", files)
        if mistake.answer == part.reference:
            raise error(part, "mistakes", f"{mistake.answer!r} is the right answer", files)
