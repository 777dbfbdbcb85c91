"""Student training, graded honestly: run mnist.py in the sandbox, score its predictions outside. See `judging`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.model import Part, Policy, Verdict


def judge(source: str, part: Part, policy: Policy) -> Verdict:
    """Train the student's network on data of the grader's and score it on images whose labels it never had.

    `source` is the code as handed in, in either form of the contract; `part` gives file, limits, bands and runs.
    Whatever happens is a verdict; raises AssignmentError for limits that the author misspelt.
    """
    from grader.training.judging import judge as judge_now

    return judge_now(source, part, policy)
