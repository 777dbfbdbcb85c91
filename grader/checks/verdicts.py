"""Making verdicts: the fields that every check fills in the same way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from grader.model import Answer, Part, Status, Verdict


def verdict(
    part: Part,
    answer: Answer,
    status: Status,
    share: float = 0.0,
    feedback: Sequence[str] = (),
    *,
    read_as: str = "",
    diagnosis: str | None = None,
    evidence: Mapping[str, Any] | None = None,
    suggested_share: float | None = None,
    cells: tuple[Verdict, ...] = (),
) -> Verdict:
    """Return the verdict on `answer` with `share` (0 to 1) of the part's points."""
    return Verdict(
        part=part.id,
        kind=part.kind,
        status=status,
        score=round(part.points * share, 6),
        max_score=part.points,
        optional=part.optional,
        answer=answer.text,
        read_as=read_as,
        where=str(answer.where),
        feedback=(*answer.notes, *feedback),
        diagnosis=diagnosis,
        suggested_score=None if suggested_share is None else round(part.points * suggested_share, 6),
        evidence=dict(evidence or {}),
        cells=cells,
    )


def missing(part: Part, answer: Answer | None = None) -> Verdict:
    """Return the verdict on a part that was left out; `answer` is the empty one that stands there, if any."""
    return Verdict(
        part=part.id,
        kind=part.kind,
        status=Status.MISSING,
        score=0.0,
        max_score=part.points,
        optional=part.optional,
        where=str(answer.where) if answer is not None else "",
        feedback=answer.notes if answer is not None else (),
        cells=tuple(missing(cell) for cell in part.cells),
    )
