"""Graph parts (no points): where the stations of a training stand in the source, as evidence for a person."""

from __future__ import annotations

from grader.checks.context import Context
from grader.model import Answer, Part, Status, Verdict
from grader.training import graph
from grader.training import source as reading


def check(part: Part, answer: Answer, context: Context) -> Verdict:
    """List the stations found in the source of `answer.text`, or of the submission's training part."""
    code = answer if answer.text.strip() else _training_answer(context)
    if code is None:
        return _verdict(part, answer, Status.MISSING, (), {})
    file = part.file or code.where.file
    try:
        source = reading.read(code.text, file)
    except reading.SourceError as error:
        return _verdict(part, code, Status.INVALID, (str(error),), {})
    found = graph.find(source.tree, source.text)
    shown = [f"{station}: {_lines(file, places)}" for station, places in found.items() if places]
    missed = [station for station, places in found.items() if not places]
    if missed:
        shown.append(f"not found by reading the source: {', '.join(missed)} (it may be written in another way)")
    return _verdict(part, code, Status.CORRECT, tuple(shown), {"graph": found, "form": source.form})


def _training_answer(context: Context) -> Answer | None:
    answers = context.submission.answers
    code = [answers[part.id] for part in context.assignment.parts if part.kind == "training" and part.id in answers]
    return next((answer for answer in code if answer.text.strip() and not answer.left_out), None)


def _lines(file: str, places: list[dict[str, object]]) -> str:
    return f"{file} line{'s' if len(places) > 1 else ''} " + ", ".join(str(place["line"]) for place in places)


def _verdict(
    part: Part, answer: Answer, status: Status, feedback: tuple[str, ...], evidence: dict[str, object]
) -> Verdict:
    return Verdict(
        part=part.id,
        kind=part.kind,
        status=status,
        score=0.0,
        max_score=part.points,
        optional=part.optional,
        where=str(answer.where),
        feedback=feedback,
        evidence=evidence,
    )
