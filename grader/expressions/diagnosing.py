"""What kind of slip leads from the reference to a wrong answer: one message, the most global that fits."""

from __future__ import annotations

from grader.expressions.diagnosis import Diagnosis
from grader.expressions.numbers import diagnose_number
from grader.expressions.reading import Reading
from grader.expressions.references import Reference
from grader.expressions.searches import same
from grader.expressions.slips import DECLARED, diagnose_formula
from grader.expressions.tree import Tree, mul, symbols_of


def diagnose(reading: Reading, wanted: Reference) -> Diagnosis:
    """Return what most likely went wrong in an answer that is not equal to the reference."""
    DECLARED.set(wanted.symbols)
    if wanted.kind == "dims":
        return _dims(reading, wanted)
    if not symbols_of(wanted.tree) and not symbols_of(reading.tree):
        return diagnose_number(reading.tree, reading.literal, wanted)
    return diagnose_formula(reading.tree, wanted.tree, wanted.even)


def _dims(reading: Reading, wanted: Reference) -> Diagnosis:
    given, expected = reading.trees, wanted.trees
    if len(given) != len(expected):
        if len(given) == 1 and same(given[0], mul(*expected), wanted.even):
            return Diagnosis("other", "This is the number of elements: give the dimensions, parted by ×.")
        wants = "more" if len(given) < len(expected) else "fewer"
        return Diagnosis(
            "other", f"{len(given)} dimension{'s stand' if len(given) != 1 else ' stands'} here: are there {wants}?"
        )
    wrong = [i for i in range(len(given)) if not same(given[i], expected[i], wanted.even)]
    if (
        len(wrong) == 2
        and same(given[wrong[0]], expected[wrong[1]], wanted.even)
        and same(given[wrong[1]], expected[wrong[0]], wanted.even)
    ):
        return Diagnosis(
            _swap_code(expected[wrong[0]], expected[wrong[1]]), "Are two dimensions in each other's place?"
        )
    if all(any(same(a, b, wanted.even) for b in expected) for a in given):
        return Diagnosis("other", "Are the dimensions in the right order?")
    codes = [_dimension(given[i], expected[i], wanted.even) for i in wrong]
    first = codes[0]
    alike = len({diagnosis.code for diagnosis in codes}) == 1
    place = f"Dimension {wrong[0] + 1}: " if len(wrong) < len(given) or len(given) == 1 else "Every dimension: "
    return Diagnosis(
        first.code if alike else "other", place + first.message, first.reveals, place + (first.gentle or first.message)
    )


def _dimension(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis:
    found = _one_dimension(given, expected, even)
    if not found.code.startswith("factor:"):
        return found
    return Diagnosis(
        found.code, f"This is {found.code.removeprefix('factor:')} times the expected size: where does that come from?"
    )


def _one_dimension(given: Tree, expected: Tree, even: frozenset[str]) -> Diagnosis:
    if symbols_of(expected) or symbols_of(given):
        return diagnose_formula(given, expected, even)
    return diagnose_number(given, None, Reference("", (), frozenset(), "numeric", (expected,)))


def _swap_code(a: Tree, b: Tree) -> str:
    """Two dimensions in each other's place: named by their symbols where each has one of its own."""
    first, second = symbols_of(a), symbols_of(b)
    if len(first) == len(second) == 1 and first != second:
        return f"swapped_symbols:{min(first)}:{min(second)}"
    return "other"
