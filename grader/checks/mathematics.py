"""Formulas, numbers and dimensions against their reference; what `symbolic`, `numeric` and `dims` have in common."""

from __future__ import annotations

from dataclasses import replace

from grader.checks.context import Context
from grader.checks.verdicts import verdict
from grader.errors import ReadError
from grader.expressions import Judgement, Reference, judge, reference
from grader.expressions.reading import Kind
from grader.expressions.render import mathml
from grader.model import Answer, Part, Status, Verdict


def check_mathematics(part: Part, answer: Answer, context: Context, kind: Kind) -> Verdict:
    """Judge an answer: right, an accepted approximation, a listed mistake, or wrong with a diagnosis."""
    wanted = wanted_of(part, part.reference, kind)
    judgement = judge(answer.text, wanted)
    read_as = judgement.read_as
    evidence = {"mathml": mathml(judgement.reading.trees)} if judgement.reading is not None else {}
    if judgement.verdict == "accept":
        return verdict(part, answer, Status.CORRECT, 1, _notes(judgement), read_as=read_as, evidence=evidence)
    if judgement.verdict == "invalid":
        return verdict(
            part,
            answer,
            Status.INVALID,
            0,
            [_placed(judgement, answer, part)],
            read_as=read_as,
            diagnosis=_code(judgement),
        )
    if judgement.verdict == "undecided":
        return verdict(part, answer, Status.NEEDS_REVIEW, 0, [judgement.message], read_as=read_as, evidence=evidence)
    approximate = _approximation(part, answer, kind)
    if approximate is not None:
        return replace(approximate, read_as=read_as, evidence=evidence)
    feedback = _mistake_feedback(part, answer, kind) or _diagnosed(judgement, context)
    return verdict(
        part,
        answer,
        Status.INCORRECT,
        0,
        [feedback, *_notes(judgement)],
        read_as=read_as,
        diagnosis=_code(judgement),
        evidence=evidence,
    )


def wanted_of(part: Part, text: str, kind: Kind) -> Reference:
    """Return `text` (the part's reference, an approximation or a mistake) as a reference over the part's symbols."""
    return reference(text, part.symbols, even=part.even, kind=kind, trailing_ones=part.trailing_ones)


def _code(judgement: Judgement) -> str | None:
    return judgement.diagnosis.code if judgement.diagnosis is not None else None


def _notes(judgement: Judgement) -> list[str]:
    if judgement.reading is None:
        return []
    return [note[0].upper() + note[1:] + "." for note in judgement.reading.notes]


def _placed(judgement: Judgement, answer: Answer, part: Part) -> str:
    return f"{answer.where} {part.id}: {judgement.message}"


def _diagnosed(judgement: Judgement, context: Context) -> str:
    assert judgement.diagnosis is not None
    return judgement.diagnosis.for_self_check() if context.policy.self_check else judgement.diagnosis.message


def _approximation(part: Part, answer: Answer, kind: Kind) -> Verdict | None:
    for approximation in part.approximations:
        if judge(answer.text, wanted_of(part, approximation.answer, kind)).verdict == "accept":
            full = approximation.share >= 1
            note = f"Accepted as an approximation: {approximation.name}."
            return verdict(part, answer, Status.CORRECT if full else Status.PARTIAL, approximation.share, [note])
    return None


def _mistake_feedback(part: Part, answer: Answer, kind: Kind) -> str | None:
    for mistake in part.mistakes:
        try:
            wanted = wanted_of(part, mistake.answer, kind)
        except ReadError:
            continue
        if judge(answer.text, wanted).verdict == "accept":
            return mistake.feedback
    return None
