"""What a check may look at beside its own part and answer."""

from __future__ import annotations

from dataclasses import dataclass

from grader.model import Assignment, Policy, Submission


@dataclass(frozen=True, slots=True)
class Context:
    """The assignment, the whole submission (for follow-through) and how this run grades."""

    assignment: Assignment
    submission: Submission
    policy: Policy
