"""Which parts of an assignment a command looks at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from difflib import get_close_matches

from grader.errors import UsageError
from grader.model import Assignment


def only(assignment: Assignment, ids: Collection[str]) -> Assignment:
    """Return `assignment` with nothing but the parts named by `ids`: part ids, question ids, ids of table cells.

    Raises UsageError for an id that the assignment does not have, with the nearest one that it has.
    """
    wanted = {part for name in ids for part in _parts_named(assignment, name)}
    questions = (
        replace(question, parts=tuple(part for part in question.parts if part.id in wanted))
        for question in assignment.questions
    )
    return replace(assignment, questions=tuple(question for question in questions if question.parts))


def _parts_named(assignment: Assignment, name: str) -> list[str]:
    found = [
        part.id
        for part in assignment.parts
        if name in (part.id, part.id.partition(".")[0]) or any(cell.id == name for cell in part.cells)
    ]
    if found:
        return found
    known = [part.id for part in assignment.parts]
    near = get_close_matches(name, known, n=1, cutoff=0.5)
    advice = f"did you mean {near[0]}?" if near else f"known are {', '.join(known[:4])} …"
    raise UsageError(f"--part {name}: {assignment.id} has no such part; {advice}")
