"""Table parts: each cell is judged as a part of its own kind, with follow-through from the student's own cells."""

from __future__ import annotations

from grader.checks.choice import check as check_choice
from grader.checks.context import Context
from grader.checks.dims import check as check_dims
from grader.checks.follow_through import follow
from grader.checks.numeric import check as check_numeric
from grader.checks.proportional import check as check_proportional
from grader.checks.symbolic import check as check_symbolic
from grader.checks.verdicts import missing, verdict
from grader.model import Answer, Part, Status, Verdict

_CELL_CHECKS = {
    "choice": check_choice,
    "dims": check_dims,
    "numeric": check_numeric,
    "proportional": check_proportional,
    "symbolic": check_symbolic,
}


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Return a verdict whose cells' scores add up to its own; its status follows from theirs as the contract says."""
    cells = tuple(_cell(cell, answer, context) for cell in part.cells)
    score = round(sum(cell.score for cell in cells), 6)
    share = score / part.points if part.points else 0.0
    return verdict(part, answer, table_status(cells), share, cells=cells)


def _cell(cell: Part, table: Answer, context: Context) -> Verdict:
    answer = table.cells.get(cell.id.removeprefix(f"{table.part}."))
    if answer is None or answer.left_out:
        return missing(cell)
    if answer.problem is not None:
        return verdict(cell, answer, Status.INVALID, 0, [answer.problem])
    return follow(cell, answer, _CELL_CHECKS[cell.kind](cell, answer, context), context)


def table_status(cells: tuple[Verdict, ...]) -> Status:
    """Return a table's status from its cells' (contract, "results.json")."""
    statuses = {cell.status for cell in cells}
    for undecided in (Status.ERROR, Status.NEEDS_REVIEW):
        if undecided in statuses:
            return undecided
    for uniform in (Status.CORRECT, Status.MISSING):
        if statuses == {uniform}:
            return uniform
    return Status.PARTIAL if any(cell.score > 0 for cell in cells) else Status.INCORRECT
