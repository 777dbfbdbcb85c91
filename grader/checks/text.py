"""Text parts: a reason in a few words."""

from __future__ import annotations

from grader.checks.context import Context
from grader.checks.verdicts import verdict
from grader.model import Answer, Part, Status, Verdict


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Return `needs_review`: nothing here decides such an answer yet."""
    return verdict(
        part, answer, Status.NEEDS_REVIEW, 0, ["A person reads reasons in free text; nothing is lost while it waits."]
    )
