"""Follow-through: a wrong value that is right given the student's own earlier values earns its method marks."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from grader.checks.context import Context
from grader.errors import ReadError
from grader.expressions import judge, read, reference
from grader.expressions.exact import value_at
from grader.expressions.tree import symbols_of
from grader.model import Answer, FollowThrough, Part, Status, Verdict

_LARGEST = 10**30


def follow(part: Part, answer: Answer, verdict: Verdict, context: Context) -> Verdict:
    """Return the better of `verdict` and the one that follows the student's own earlier values."""
    if part.follow is None or verdict.status is not Status.INCORRECT:
        return verdict
    earlier = _earlier_values(part.follow, context)
    if earlier is None:
        return verdict
    wanted = part.follow.formula
    names = tuple(earlier)
    text = _put_in(wanted, names, earlier)
    if (
        text is None
        or judge(answer.text, reference(text, part.symbols, even=part.even, kind="numeric")).verdict != "accept"
    ):
        return verdict
    given = ", ".join(f"{part_id.rsplit('.', 1)[-1]} = {earlier[name]}" for name, part_id in part.follow.values.items())
    note = (
        f"This follows from your own {given}: the method is right, so it earns {part.follow.share:.0%} of the points."
    )
    return replace(
        verdict,
        status=Status.PARTIAL,
        score=round(part.points * part.follow.share, 6),
        feedback=(note,),
        diagnosis="follow_through",
        evidence={**verdict.evidence, "followed": {name: str(value) for name, value in earlier.items()}},
    )


def _put_in(formula: str, names: tuple[str, ...], values: dict[str, int]) -> str | None:
    """The formula's value at the student's own values, in plain syntax."""
    tree = reference(formula, names, kind="symbolic").tree
    try:
        value = value_at(tree, values)
    except ArithmeticError:
        return None
    if isinstance(value, int):
        return str(value)
    return f"{value.numerator}/{value.denominator}" if isinstance(value, Fraction) else None


def _earlier_values(follow: FollowThrough, context: Context) -> dict[str, int] | None:
    """The student's own earlier values; None unless each is plausible (a positive integer, no given size)."""
    values: dict[str, int] = {}
    for name, part_id in follow.values.items():
        answer = answer_of(part_id, context)
        if answer is None or answer.left_out or answer.problem:
            return None
        try:
            tree = read(answer.text, (), "numeric").tree
            value = value_at(tree, {}) if not symbols_of(tree) else None
        except (ReadError, ArithmeticError):
            return None
        if not isinstance(value, int) or not 1 < value < _LARGEST or value in follow.given:
            return None
        values[name] = value
    return values


def answer_of(part_id: str, context: Context) -> Answer | None:
    """The submission's answer to a part or a cell (`part.row.column`), or None."""
    answers = context.submission.answers
    if part_id in answers:
        return answers[part_id]
    part, row, column = part_id.rsplit(".", 2)
    table = answers.get(part)
    return table.cells.get(f"{row}.{column}") if table is not None else None
