"""Dims parts: the dimensions of an array, in order."""

from __future__ import annotations

from grader.checks.context import Context
from grader.checks.mathematics import check_mathematics
from grader.model import Answer, Part, Verdict


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Return the verdict on a dims answer (see `grader.checks.mathematics`)."""
    return check_mathematics(part, answer, context, "dims")
