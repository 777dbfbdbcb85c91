"""Numbers too large to write down, told apart by a bound on their size."""

from __future__ import annotations

import math

from grader.expressions import exact
from grader.expressions.tree import Tree


def is_far_larger(a: Tree, b: Tree) -> bool:
    """Whether a is a tower of powers too large to write down, and b a number that can be."""
    try:
        size = float(abs(exact.ball(exact.value_at(b, {}))).upper())
    except (ArithmeticError, ValueError):
        return False
    lower = log2_floor(a)
    return lower is not None and lower > math.log2(size + 1) + 1


def log2_floor(tree: Tree) -> float | None:
    """A lower bound of log2 of a tree of positive numbers, sums, products and powers; None for any other."""
    if tree.op == "num" and tree.value > 0:
        return math.log2(tree.value.numerator) - math.log2(tree.value.denominator)
    if tree.op == "fact":
        return log2_floor(tree.args[0])
    bounds = [log2_floor(arg) for arg in tree.args]
    known = [bound for bound in bounds if bound is not None]
    if len(known) != len(bounds) or not known:
        return None
    if tree.op == "add":
        return max(known)
    if tree.op == "mul":
        return sum(known)
    if tree.op == "pow":
        exponent = math.inf if known[1] > 1000 else 2.0 ** known[1]
        return known[0] * exponent if known[0] > 0 else None
    return None
