"""check(part, answer, context) -> Verdict; one file a kind, all of them in this table."""

from collections.abc import Callable

from grader.checks import (
    attest,
    choice,
    dims,
    function,
    graph,
    numeric,
    order,
    proportional,
    steps,
    symbolic,
    table,
    text,
    training,
)
from grader.checks.context import Context
from grader.model import Answer, Part, Verdict

Check = Callable[[Part, Answer, Context], Verdict]

CHECKS: dict[str, Check] = {
    "attest": attest.check,
    "choice": choice.check,
    "dims": dims.check,
    "function": function.check,
    "graph": graph.check,
    "numeric": numeric.check,
    "order": order.check,
    "proportional": proportional.check,
    "steps": steps.check,
    "symbolic": symbolic.check,
    "table": table.check,
    "text": text.check,
    "training": training.check,
}

__all__ = ["CHECKS", "Check", "Context"]
