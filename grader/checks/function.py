"""Function parts: a student's function, run in the sandbox on many inputs; what it returns is compared outside."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any

from grader.checks.context import Context
from grader.checks.places import as_handed_in
from grader.checks.verdicts import missing, verdict
from grader.errors import AssignmentError, SandboxError
from grader.model import Answer, Part, Status, Verdict
from grader.sandbox import run
from grader.sandbox.job import Ending, Job, Limits, Outcome

if TYPE_CHECKING:
    from grader.checks.lowering.exchange import Finding

#: The functions that can be judged, by what the author binds, and the name that the student gives them.
FUNCTIONS = {"lowering:lower": "lower"}
DEFAULT = Limits(wall_seconds=10, cpu_seconds=10, memory_bytes=1 << 30, file_bytes=1 << 20, result_bytes=8 << 20)
_SHOWN = 2_000  # characters of what the code printed


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """Run `answer.text` and hold every result against an independent computation; all or nothing.

    Raises AssignmentError when the part names a function that no check knows, or a limit that there is not.
    """
    if answer.left_out or not answer.text.strip():
        return missing(part)
    if not context.policy.run_code:
        return verdict(part, answer, Status.NOT_RUN, 0, ["Code was not run: this command was told not to."])
    try:
        outcome, finding = _tried(part, answer.text, context.policy.require_isolation)
    except SandboxError as error:
        return verdict(part, answer, Status.ERROR, 0, [f"Not graded, which costs no points: {error}"])
    evidence = _evidence(outcome, finding)
    if outcome.ending is not Ending.FINISHED or finding is None:
        word = f"other:{outcome.ending.value}"
        message = as_handed_in(f"{part.file}: {outcome.message}", part, answer)
        return verdict(part, answer, Status.INCORRECT, 0, [message], diagnosis=word, evidence=evidence)
    if finding.message is None:
        return verdict(part, answer, Status.CORRECT, 1, evidence=evidence)
    status = Status.INVALID if finding.unreadable else Status.INCORRECT
    message = as_handed_in(finding.message, part, answer)
    return verdict(part, answer, status, 0, [message], diagnosis=f"other:{finding.word}", evidence=evidence)


def _tried(part: Part, source: str, require: str) -> tuple[Outcome, Finding | None]:
    """Run the trials of the part's function in the sandbox. Raises SandboxError, AssignmentError."""
    function = FUNCTIONS.get(part.reference_source)
    if function is None:
        known = ", ".join(FUNCTIONS)
        raise AssignmentError(f"{part.where}: {part.id}: no check knows {part.reference_source!r}; known are {known}")
    from grader.checks.lowering import exchange

    job = Job(exchange.driver(), {part.file: source.encode()}, limits=limits(part))
    return run(job, lambda channel: exchange.talk(channel, part.file, function), require)


def limits(part: Part) -> Limits:
    """The limits of a part's job, the author's over the usual ones. Raises AssignmentError for an unknown name."""
    kinds = {field.name: float if field.name.endswith("_seconds") else int for field in fields(Limits)}
    for name in part.limits:
        if name not in kinds:
            raise AssignmentError(f"{part.where}: {part.id}: limits.{name} is not known; known are {', '.join(kinds)}")
    given: dict[str, Any] = {name: kinds[name](value) for name, value in part.limits.items()}
    return replace(DEFAULT, **given)


def _evidence(outcome: Outcome, finding: Finding | None) -> dict[str, Any]:
    shown = {"passed": finding.passed, "tried": finding.tried} if finding else {}
    return {
        **shown,
        "isolation": outcome.level,
        "wall_seconds": round(outcome.wall_seconds, 3),
        "cpu_seconds": round(outcome.cpu_seconds, 3),
        **({"stdout": outcome.stdout[:_SHOWN]} if outcome.stdout else {}),
    }
