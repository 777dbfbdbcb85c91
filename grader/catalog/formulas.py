"""Whether an assignment's formulas can be read, and whether each listed mistake is one, by the student's own reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Literal

from grader.catalog.consistency import FORMULAS, error, scalars
from grader.catalog.entry import SourceFile
from grader.errors import ReadError
from grader.model import Assignment, Part

if TYPE_CHECKING:
    from grader.expressions.references import Reference

Complain = Callable[[str, str], Exception]


def check_formulas(assignment: Assignment, files: Mapping[str, SourceFile]) -> None:
    """Raise AssignmentError for an unreadable formula, and for a listed mistake that is right or listed twice."""
    for part in scalars(assignment):

        def complain(key: str, message: str, part: Part = part) -> Exception:
            return error(part, key, message, files)

        if part.kind in FORMULAS:
            _check_part(part, complain)
        if part.follow:
            _read(part.follow.formula, (*part.symbols, *part.follow.values), part, "follow", complain)


def _check_part(part: Part, complain: Complain) -> None:
    answer = _read(part.reference, part.symbols, part, "reference", complain)
    approximations = [_read(one.answer, part.symbols, part, "approximations", complain) for one in part.approximations]
    accepted = [(answer, "the right answer"), *((one, "an accepted approximation") for one in approximations)]
    for mistake in part.mistakes:
        for wanted, name in accepted:
            if _may_equal(mistake.answer, wanted, part, complain):
                raise complain("mistakes", f"{mistake.answer!r} is {name}; a mistake must differ from it")
        listed = _read(mistake.answer, part.symbols, part, "mistakes", complain)
        accepted.append((listed, f"the same as the mistake {mistake.answer!r}"))


def _read(formula: str, symbols: tuple[str, ...], part: Part, key: str, complain: Complain) -> Reference:
    from grader.expressions.references import reference

    own: dict[str, Literal["dims", "proportional"]] = {"dims": "dims", "proportional": "proportional"}
    kind = own.get(part.kind) if key != "follow" else None
    try:
        wanted = reference(formula, symbols, even=part.even, kind=kind, trailing_ones=part.trailing_ones)
    except ReadError as unreadable:
        raise complain(key, f"{formula!r} cannot be read: {unreadable}") from None
    if kind is None and wanted.kind == "dims":
        raise complain(key, f"{formula!r} is a tuple; wanted one value, or kind dims")
    return wanted


def _may_equal(formula: str, wanted: Reference, part: Part, complain: Complain) -> bool:
    from grader.expressions import Outcome, compare
    from grader.expressions.reader import read

    try:
        return compare(read(formula, part.symbols, wanted.kind), wanted) is not Outcome.REJECT
    except ReadError as unreadable:
        raise complain("mistakes", f"{formula!r} cannot be read: {unreadable}") from None
