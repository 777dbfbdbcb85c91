"""Training parts: the network that a student's mnist.py trains, judged by the accuracy that the grader measures."""

from __future__ import annotations

from dataclasses import replace

from grader import training
from grader.checks.context import Context
from grader.checks.places import as_handed_in
from grader.model import Answer, Part, Verdict


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Train and score `answer.text`; see `grader.training.judge`."""
    judged = training.judge(answer.text, part, context.policy)
    feedback = tuple(as_handed_in(line, part, answer) for line in judged.feedback)
    return replace(judged, where=str(answer.where), feedback=feedback)
