"""What a stub says about an assignment, its questions and parts, the same in every format."""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.model import Assignment, Part, Question

_NUMBERED = re.compile(r"[qQ]0*(\d+)")
_FORMS = {
    "attest": "",
    "numeric": "A number.",
    "dims": "Sizes, as in (A, B, C).",
    "steps": "One relation a line.",
    "order": "The letters of the lines, in order.",
}


def introduction(file: str, codes: bool) -> list[str]:
    """Return what a student should know before the first question, in lines."""
    code = " Code goes into the files beside this one." if codes else ""
    return [
        f"Write your answers into this file and save it; `grader check {file}` says what became of each.",
        f"What you leave empty counts as left out; so does a single -.{code}",
    ]


def question_title(question: Question) -> str:
    """Return the question's title with its number in front."""
    number = _NUMBERED.fullmatch(question.id)
    return f"Question {number[1] if number else question.id}: {question.title}"


def answerable(question: Question) -> Iterator[Part]:
    """Yield the parts that take an answer; a graph is found in the code of another part."""
    return (part for part in question.parts if part.kind != "graph")


def statement(part: Part, code_cell: bool = False) -> list[str]:
    """Return the part's statement in lines, the last of them its points and the form of the answer."""
    lines = part.statement.strip().split("\n")
    blocks = part.rubric.get("blocks", {})
    if blocks:
        lines += ["", *(f"- {letter}: {text}" for letter, text in blocks.items())]
    return [*lines, "", f"({' '.join(filter(None, (_points(part), _form(part, code_cell))))})"]


def _points(part: Part) -> str:
    kind = "bonus point" if part.optional else "point"
    return f"{part.points:g} {kind}{'' if part.points == 1 else 's'}."


def _form(part: Part, code_cell: bool) -> str:
    """What an answer looks like."""
    if part.file:
        return f"In the code cell below, or in the file {part.file}." if code_cell else f"In the file {part.file}."
    if part.kind == "symbolic":
        return f"A formula in {_listed(part.symbols)}."
    if part.kind == "proportional":
        return (
            f"What it is proportional to, in {_listed(part.symbols)}: for instance ∝ {part.symbols[0]}^2, or constant."
        )
    if part.rows:
        choices = next((_choices(cell) for cell in part.cells if cell.choices), "")
        symbols = next((cell.symbols for cell in part.cells if cell.symbols), ())
        return f"Fill in the table. {choices}{f'Formulas in {_listed(symbols)}.' if symbols else ''}".strip()
    if part.kind == "choice":
        return _choices(part)
    if part.word_limit:
        return f"At most {part.word_limit} words."
    return _FORMS.get(part.kind, "")


def _choices(part: Part) -> str:
    return f"One of: {', '.join(choice.name for choice in part.choices)}."


def _listed(symbols: tuple[str, ...]) -> str:
    *most, last = symbols
    return f"{', '.join(most)} and {last}" if most else last


def has_code(assignment: Assignment) -> bool:
    """Tell whether some part is answered by a code file."""
    return any(part.file for part in assignment.parts)
