"""Proportional parts: how a quantity grows with the part's symbols, whatever its constant factor."""

from __future__ import annotations

from grader.checks.context import Context
from grader.checks.mathematics import check_mathematics
from grader.model import Answer, Part, Verdict


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Return the verdict on an answer such as "∝ N^2", "O(N log N)" or "2 N^2" (see `grader.checks.mathematics`)."""
    return check_mathematics(part, answer, context, "proportional")
