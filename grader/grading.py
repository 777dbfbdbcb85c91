"""grade(assignment, submission) -> Report: one verdict a part, whatever happens."""

from __future__ import annotations

import logging

from grader import __version__
from grader.checks import CHECKS, Context
from grader.checks.verdicts import missing, verdict
from grader.model import UNDECIDED, Answer, Assignment, Part, Policy, Report, Status, Submission, Verdict, Where

_log = logging.getLogger(__name__)


def grade(assignment: Assignment, submission: Submission, policy: Policy | None = None) -> Report:
    """Return the report on a submission; a fault in one check becomes `error` for its part alone."""
    context = Context(assignment, submission, policy or Policy())
    verdicts = tuple(_judged(part, context) for part in assignment.parts)
    return totals(assignment, submission, verdicts)


def grade_part(assignment: Assignment, submission: Submission, part: Part, policy: Policy) -> Verdict:
    """Return the verdict on one part alone."""
    return _judged(part, Context(assignment, submission, policy))


def totals(assignment: Assignment, submission: Submission, verdicts: tuple[Verdict, ...]) -> Report:
    """Return the report with the contract's sums: what is decided counts, what waits is `pending`, never lost."""
    earned = sum(verdict.score for verdict in verdicts if verdict.status not in UNDECIDED or verdict.cells)
    maximum = assignment.max_score
    score = earned if assignment.bonus_above_max else min(maximum, earned)
    return Report(
        assignment=assignment.id,
        student=submission.student,
        score=round(score, 6),
        pending=_waiting(verdicts, optional=False),
        pending_bonus=_waiting(verdicts, optional=True),
        max_score=maximum,
        grader_version=__version__,
        key_sha256=assignment.key_sha256,
        verdicts=verdicts,
        warnings=submission.warnings,
    )


def _waiting(verdicts: tuple[Verdict, ...], *, optional: bool) -> float:
    """Points of what is not decided yet; of a table, only its undecided cells."""
    total = 0.0
    for item in verdicts:
        if item.optional is optional:
            leaves = item.cells or (item,)
            total += sum(leaf.max_score for leaf in leaves if leaf.status in UNDECIDED)
    return round(total, 6)


def _judged(part: Part, context: Context) -> Verdict:
    answer = context.submission.answers.get(part.id)
    if part.kind == "graph" and answer is None:
        answer = Answer(part.id, "", Where(""))
    if answer is None or answer.left_out:
        return missing(part, answer)
    if answer.problem is not None:
        return verdict(part, answer, Status.INVALID, 0, [answer.problem])
    try:
        return CHECKS[part.kind](part, answer, context)
    except Exception:
        _log.exception("checking %s failed", part.id)
        note = "The grader failed on this part: its own fault, which costs no points. `--debug` shows more."
        return verdict(part, answer, Status.ERROR, 0, [note])
