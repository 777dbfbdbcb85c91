"""Chains of equalities in an answer must agree with themselves: `784^2 = 614456` is a contradiction."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from grader.expressions import exact
from grader.expressions.compare import is_rounding
from grader.expressions.equality import Outcome, constant_ratio, equal
from grader.expressions.reading import Reading, Step
from grader.expressions.tree import Tree, symbols_of


def contradiction(reading: Reading, even: frozenset[str] = frozenset()) -> tuple[Step, Step] | None:
    """Return two members of one chain of the answer that are not equal, or None where it agrees with itself."""
    for chain in reading.chains:
        for before, after in pairwise(chain):
            if not _agree(before, after, even):
                return before, after
    return None


def _agree(before: Step, after: Step, even: frozenset[str]) -> bool:
    if equal(before.tree, after.tree, even) is not Outcome.REJECT:
        return {_units_of(before).split(" ")[-1], _units_of(after).split(" ")[-1]} != {"byte", "bit"}  # "8 B = 8 bits"
    if before.order or after.order:
        return True  # "= O(N)" says less than the formula before it
    if _units_of(before) and _units_of(after) and _units_of(before) != _units_of(after):
        return _may_convert(before.tree, after.tree)  # "8 bits = 1 byte"
    if symbols_of(before.tree) or symbols_of(after.tree):
        return after.approximate
    for literal, shown, other in ((after.literal, after.tree, before.tree), (before.literal, before.tree, after.tree)):
        if literal is not None and is_rounding(shown, literal, other):
            return True
    return after.approximate and _close(before.tree, after)


def _close(a: Tree, after: Step) -> bool:
    """Within one percent or a step and a half of the last digit shown, for a chain that says ≈."""
    try:
        left, right = (exact.ball(exact.value_at(tree, {})) for tree in (a, after.tree))
        allowed = 0.01 * float(abs(right).upper())
        if after.literal is not None:
            allowed = max(allowed, 3 * float(after.literal.half_step))
        elif after.tree.op == "num":  # 615,000 shows three digits
            allowed = max(allowed, 1.5 * _last_place(after.tree.value))
        return float(abs(left - right).upper()) <= allowed
    except ArithmeticError:
        return False


def _last_place(value: int | Fraction) -> int:
    """The place value of the last digit of a whole number that is not 0; 0 for a fraction."""
    digits = str(value)
    return 10 ** (len(digits) - len(digits.rstrip("0"))) if digits.isdecimal() and len(digits) < 400 else 0


def _units_of(step: Step) -> str:
    """What was set aside beside a member, so that one unit in two spellings is one."""
    unit = step.unit.lower()
    *before, last = unit.split(" ")
    plain = "byte" if last in ("b", "byte", "bytes") else last.removesuffix("s") if len(last) > 3 else last
    return " ".join((*before, plain))


def _may_convert(a: Tree, b: Tree) -> bool:
    """Whether two formulas can be one quantity in two units: they differ by a constant factor."""
    return not symbols_of(a) | symbols_of(b) or constant_ratio(a, b) is not None
