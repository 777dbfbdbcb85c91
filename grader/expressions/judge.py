"""Read, check for contradictions, compare, diagnose: one answer against one reference. And `grader compare`'s lines."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

from grader.errors import ReadError
from grader.expressions.bare_commands import completed
from grader.expressions.chains import contradiction
from grader.expressions.compare import compare
from grader.expressions.diagnosis import Diagnosis
from grader.expressions.equality import Outcome
from grader.expressions.origins import characters_of
from grader.expressions.reader import MAX_CHARACTERS, read
from grader.expressions.reading import REMARK, Alternative, Reading
from grader.expressions.references import Reference, reference
from grader.expressions.render import plain
from grader.expressions.tokens import Doubt
from grader.expressions.tree import symbols_of
from grader.expressions.vocabulary import vocabulary

#: Characters of one line of `grader compare`'s input.
MAX_LINE = 64_000


class Judgement(NamedTuple):
    """What became of an answer: `verdict` is accept, reject, invalid or undecided; `reading` is None if unreadable."""

    verdict: str
    reading: Reading | None
    diagnosis: Diagnosis | None
    message: str

    @property
    def read_as(self) -> str:
        """The answer as it was read, "" if it could not be."""
        return self.reading.read_as if self.reading is not None else ""


def judge(answer: str, wanted: Reference) -> Judgement:
    """Judge one answer against one reference; never raises for anything that stands in the answer."""
    try:
        reading = read(answer, wanted.symbols, wanted.kind)
        clash = contradiction(reading, wanted.even)
        if clash is not None and any(getattr(note, "prefix", "") == "B" for note in reading.notes):
            reading = read(answer, wanted.symbols, wanted.kind, billions=False)  # "4 × 384 B = 1536 B = 1.5 KiB"
            clash = contradiction(reading, wanted.even)
    except ArithmeticError:
        clash = None
    except ReadError as error:
        return _second_chance(answer, wanted) or Judgement("invalid", None, None, pointed(error, answer))
    except RecursionError:
        return Judgement("invalid", None, None, "cannot be read: it is nested too deep")
    if clash is not None and not _is_solved(reading, wanted):
        return _contradictory(reading, clash[0].tree, clash[1].tree)
    try:
        outcome = compare(reading, wanted)
    except ArithmeticError:  # a size beyond any float: nobody is marked wrong for it
        outcome = Outcome.UNDECIDED
    if outcome is Outcome.REJECT and reading.other is not None and _is_right(reading.other, wanted):
        if reading.other.unclear:
            remark = _concluded(answer, wanted) if reading.other.unclear == REMARK else None
            return _accepted(remark) if remark else Judgement("undecided", reading, None, reading.other.unclear)
        reading = Reading(reading.text, reading.kind, (reading.other.tree,), aside=reading.aside)
        outcome = Outcome.ACCEPT
    if outcome is Outcome.ACCEPT:
        reading.notes = [note for note in reading.notes if not isinstance(note, Doubt)]
        return _accepted(reading)
    if outcome is Outcome.UNDECIDED:
        return Judgement(
            "undecided", reading, None, "The two could not be compared within the bound on work; a person must look."
        )
    if " ".join(reading.aside).count(" ") > 2 and (concluded := _concluded(answer, wanted)) is not None:
        return _accepted(concluded)  # "2^n nodes with n edges each, so n·2^(n-1)"
    from grader.expressions.diagnosing import diagnose  # costs time, and right answers do not need it

    try:
        diagnosis = diagnose(reading, wanted)
    except (ArithmeticError, ValueError, RecursionError):  # numbers beyond any float: the verdict stands all the same
        diagnosis = Diagnosis("other", "Try small numbers by hand and compare.")
    notes = [_sentence(note) for note in reading.notes]
    return Judgement("reject", reading, diagnosis, " ".join([diagnosis.message, *notes]))


def _second_chance(answer: str, wanted: Reference) -> Judgement | None:
    """Accept an answer that cannot be read as a whole and is right all the same; None where it is not.

    What leads to its last formula may be unreadable, "E[X^2] - E[X]^2 = n/12", or its last closing bracket is missing;
    else the formula is looked for in what the prose concludes. Nobody is marked wrong by half a reading.
    """
    whole = completed(answer.rstrip(" \t\n$."))
    reading = _right(answer, wanted)
    if reading is None and whole and (reading := _right(whole, wanted, last_counts=False)) is not None:
        reading.notes.append(f"the bracket {whole[-1]} that is missing at the end was supplied")
    if reading is None:
        reading = _concluded(answer, wanted)
    return _accepted(reading) if reading is not None else None


def _accepted(reading: Reading) -> Judgement:
    return Judgement("accept", reading, None, " ".join(_sentence(note) for note in reading.notes))


def _right(text: str, wanted: Reference, *, last_counts: bool = True) -> Reading | None:
    """The reading of a text that is right and does not contradict itself, None for any other."""
    try:
        reading = read(text, wanted.symbols, wanted.kind, last_counts=last_counts)
        if contradiction(reading, wanted.even) is not None:
            return None
        other = reading.other if reading.other is not None and not reading.other.unclear else None
        right = compare(reading, wanted) is Outcome.ACCEPT or (other is not None and _is_right(other, wanted))
    except (ReadError, ArithmeticError, RecursionError):
        return None
    return reading if right else None


def _concluded(answer: str, wanted: Reference) -> Reading | None:
    """The reading of the formula that the prose comes to, if it is right and nothing beside it says otherwise."""
    from grader.expressions import conclusions, explanations  # most answers are no prose

    try:
        english = characters_of(answer, wanted.symbols, []).text
    except ReadError:
        return None
    symbols = frozenset().union(*(symbols_of(tree) for tree in wanted.trees))
    known = vocabulary(tuple(wanted.symbols))
    for before, text in conclusions.conclusions(english, symbols, sized=wanted.kind == "dims"):
        for formula, rest in ((text, ""), *explanations.openings(text)):
            reading = _right(formula, wanted)
            if reading is None or (rest and not explanations.explains(rest, formula, reading.trees, known)):
                continue
            reading.aside[:] = [said for said in (before, *reading.aside, rest.strip()) if said]
            return reading
    return None


def _is_solved(reading: Reading, wanted: Reference) -> bool:
    """Whether the answer solves an equation, "4N²D = 8ND², so N = 2D", for a symbol that the reference has not.

    What the last chain says of that symbol counts, and must agree with itself; equations in the symbol come before.
    """
    *before, last = reading.chains
    unknown = last[0].tree
    if len(last) < 2 or unknown.op != "sym" or unknown.value in frozenset().union(*map(symbols_of, wanted.trees)):
        return False
    solution = Reading(reading.text, reading.kind, reading.trees, chains=[last[1:]])
    about_it = all(unknown.value in symbols_of(step.tree) for chain in before for step in chain[:1])
    return about_it and contradiction(solution, wanted.even) is None


def _is_right(other: Alternative, wanted: Reference) -> bool:
    try:
        return compare(Reading("", wanted.kind, (other.tree,), literal=other.literal), wanted) is Outcome.ACCEPT
    except ArithmeticError:
        return False


def pointed(error: ReadError, answer: str) -> str:
    """The message of a reading error with its column, counted from 1, in the text as typed."""
    place = f" (at column {error.column + 1})" if error.column is not None else ""
    shown = answer if len(answer) <= 60 else answer[:57] + "…"
    return f'cannot read "{shown}": {error}{place}' if shown.strip() else str(error)


def _contradictory(reading: Reading, before: Any, after: Any) -> Judgement:
    message = (
        f"The answer contradicts itself: {plain(before)} is not equal to {plain(after)}. Which of the two is meant?"
    )
    return Judgement("invalid", reading, Diagnosis("contradiction", message), message)


def _sentence(note: str) -> str:
    return note[0].upper() + note[1:] + "."


def compare_line(line: str) -> dict[str, Any]:
    """Answer one JSON line of `grader compare`; whatever stands in it, the result is a document of the contract."""
    start = time.perf_counter()
    identity: Any = None
    try:
        case = _case(line)
        identity = case.get("id")
        wanted = _wanted(case)
        answer = case["answer"]
        found = judge(answer, wanted)
    except (ValueError, ReadError) as error:
        found = Judgement("invalid", None, None, str(error))
    except Exception as fault:  # one case never ends the run; the fault is named and nobody is marked wrong for it
        found = Judgement(
            "undecided", None, None, f"the grader failed on this case ({type(fault).__name__}): a person must look"
        )
    return {
        "id": identity,
        "verdict": found.verdict,
        "read_as": found.read_as,
        "diagnosis": found.diagnosis.code if found.diagnosis else None,
        "message": found.message,
        "seconds": round(time.perf_counter() - start, 7),
    }


def _no_constant(name: str) -> None:
    raise ValueError(name)  # NaN and Infinity are no JSON, and could not be answered in it


class CaseError(ValueError):
    """A case that lacks something; names the key."""


def _case(line: str) -> dict[str, Any]:
    if len(line) > MAX_LINE:
        raise CaseError(f"the line is {len(line)} characters long; at most {MAX_LINE} are read")
    import json  # for `grader compare` alone

    try:
        case = json.loads(line, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise CaseError("the line is not JSON") from None
    if not isinstance(case, dict):
        raise CaseError("the line is not a JSON object")
    return case


def _wanted(case: dict[str, Any]) -> Reference:
    for key in ("answer", "reference"):
        if not isinstance(case.get(key), str):
            raise CaseError(f'"{key}" must be a text')
    names = {key: _names(case, key) for key in ("symbols", "even")}
    kind = case.get("kind")
    if kind not in (None, "symbolic", "numeric", "dims", "proportional"):
        raise CaseError(f'"kind" must be symbolic, numeric, dims or proportional, not {kind!r}')
    if len(case["reference"]) > MAX_CHARACTERS:
        raise CaseError(f"reference: longer than {MAX_CHARACTERS} characters")
    return reference(case["reference"], names["symbols"], even=names["even"], kind=kind)


def _names(case: dict[str, Any], key: str) -> Sequence[str]:
    names = case.get(key) or []
    if (
        not isinstance(names, list)
        or not all(isinstance(name, str) and name.isidentifier() for name in names)
        or len(names) > 60
    ):
        raise CaseError(f'"{key}" must be a list of names')
    return names
