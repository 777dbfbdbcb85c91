"""What a diagnosis is: the contract's code, a question for the student, and a gentler one for a self-check."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple


class Diagnosis(NamedTuple):
    """`code` is the contract's, with details after a colon; `message` a question for the student.

    `reveals` marks messages that nearly give the reference away; `gentle` is what to say instead in a self-check.
    """

    code: str
    message: str
    reveals: bool = False
    gentle: str = ""

    def for_self_check(self) -> str:
        """The message that may be shown before the deadline."""
        return self.gentle if self.reveals and self.gentle else self.message


GENTLE = {
    "missing_term": "Compare the terms of the answer with what the question counts: is the sum complete?",
    "extra_term": "Compare the terms of the answer with what the question counts: does each belong there?",
    "sign": "Check the signs.",
    "missing_factor": "Check the factors: does everything that is repeated appear?",
    "extra_factor": "Check the factors: does each belong there, once?",
    "off_by_one": "Try the smallest case by hand: does the count come out, or is it off by one?",
    "power": "Check the powers: do the units on both sides agree?",
    "inverted": "Check what is divided by what.",
    "swapped_symbols": "Check which symbol stands where.",
    "difference": "The answer is off by a constant: try the smallest case by hand.",
    "factor": "Check the constant factors.",
    "other": "Try small numbers by hand and compare.",
}


def revealing(code: str, message: str) -> Diagnosis:
    """A diagnosis that nearly gives the reference away."""
    return Diagnosis(code, message, True, GENTLE[code.partition(":")[0]])


def number_text(value: Any) -> str:
    """A value for people: exact, or to six digits."""
    if isinstance(value, int):
        return str(value) if abs(value) < 10**15 else f"{float(value):.4g}"
    if isinstance(value, Fraction):
        return str(value) if value.denominator < 10**6 else f"{float(value):.6g}"
    return f"{float(value.mid()):.6g}"
