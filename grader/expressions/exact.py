"""Exact values of trees at points; the arithmetic itself is in `arithmetic`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import comb, factorial

from grader.expressions.arithmetic import (
    OutOfReachError,
    UndefinedError,
    Value,
    ball,
    ball_log,
    divide,
    divide_balls,
    equal,
    exact_log,
    flint,
    is_exact,
    larger,
    larger_than_zero,
    plus,
    precision,
    times,
    whole,
)
from grader.expressions.arithmetic import floor as floor_of
from grader.expressions.arithmetic import power as to_power
from grader.expressions.tree import Tree, nodes, symbols_of

#: Argument of a factorial, terms of a sum (all its sums at one point together).
MAX_FACTORIAL = 600
MAX_TERMS = 1_000


EULER = Tree("const", (), "e")


class Budget:
    """Nodes that the terms of sums and products may visit, over all points of one comparison."""

    __slots__ = ("left",)

    def __init__(self, nodes_allowed: int = 1_500) -> None:
        self.left = nodes_allowed

    def spend(self, count: int) -> None:
        """Take `count` nodes off; raises OutOfReachError when none are left."""
        self.left -= count
        if self.left < 0:
            raise OutOfReachError


class Evaluator:
    """Values of trees at one point; `terms` counts the terms of sums spent so far."""

    __slots__ = ("budget", "point", "terms")

    def __init__(self, point: Mapping[str, Value], budget: Budget | None = None) -> None:
        self.point = dict(point)
        self.terms = 0
        self.budget = budget or Budget()

    def value(self, tree: Tree) -> Value:
        """Return the value of `tree`; raises UndefinedError or OutOfReachError."""
        op = tree.op
        if op == "num":
            return tree.value
        if op == "sym":
            return self.point[tree.value]
        if op == "add":
            return self._sum(tree)
        if op == "mul":
            result = self.value(tree.args[0])
            for arg in tree.args[1:]:
                result = times(result, self.value(arg))
            return result
        return _OPERATIONS[op](self, tree)

    def _sum(self, tree: Tree) -> Value:
        result = self.value(tree.args[0])
        for arg in tree.args[1:]:
            term = self.value(arg)
            result = result + term if type(result) is int and type(term) is int else plus(result, term)
        return result

    def neg(self, tree: Tree) -> Value:
        return -self.value(tree.args[0])

    def div(self, tree: Tree) -> Value:
        return divide(self.value(tree.args[0]), self.value(tree.args[1]))

    def power(self, tree: Tree) -> Value:
        base, exponent = tree.args
        if exponent.op == "log" and (exponent.args[1:] or (EULER,))[0] == base:
            return larger_than_zero(self.value(exponent.args[0]))  # b^(log_b x) is x, exactly
        return to_power(self.value(base), self.value(exponent))

    def const(self, tree: Tree) -> Value:
        return flint().arb.pi() if tree.value == "pi" else flint().arb(1).exp()

    def floor(self, tree: Tree) -> Value:
        return self._floor(tree.args[0], 1)

    def ceil(self, tree: Tree) -> Value:
        return -self._floor(tree.args[0], -1)

    def _floor(self, inner: Tree, sign: int) -> int:
        """The floor of `sign` times a value; most are quotients of integers, which need not be reduced first."""
        if inner.op != "div":
            return floor_of(sign * self.value(inner))
        above, below = self.value(inner.args[0]), self.value(inner.args[1])
        if type(above) is int and type(below) is int and below:
            return sign * above // below
        return floor_of(sign * divide(above, below))

    def abs(self, tree: Tree) -> Value:
        value = self.value(tree.args[0])
        return abs(value)

    def extreme(self, tree: Tree) -> Value:
        values = [self.value(arg) for arg in tree.args]
        best = values[0]
        for value in values[1:]:
            if larger(value, best) == (tree.op == "max"):
                best = value
        return best

    def log(self, tree: Tree) -> Value:
        value = self.value(tree.args[0])
        if len(tree.args) == 1:
            return 0 if is_exact(value) and value == 1 else ball_log(value)
        base = self.value(tree.args[1])
        exact = exact_log(value, base) if is_exact(value) and is_exact(base) else None
        return exact if exact is not None else divide_balls(ball_log(value), ball_log(base))

    def fact(self, tree: Tree) -> Value:
        value = whole(self.value(tree.args[0]), "factorial")
        if value < 0:
            raise UndefinedError
        if value > MAX_FACTORIAL:
            raise OutOfReachError
        return factorial(value)

    def binom(self, tree: Tree) -> Value:
        above, below = (whole(self.value(arg), "binomial") for arg in tree.args)
        if above < 0 or below < 0:
            raise UndefinedError
        if above < below:
            return 0
        if min(below, abs(above - below)) > MAX_FACTORIAL or above > 10**4:
            raise OutOfReachError
        return comb(above, below)

    def mod(self, tree: Tree) -> Value:
        left, right = self.value(tree.args[0]), self.value(tree.args[1])
        return plus(left, -times(right, floor_of(divide(left, right))))

    def choice(self, tree: Tree) -> Value:
        left, right = self.value(tree.args[0]), self.value(tree.args[1])
        if tree.value in ("=", "≠"):
            same = equal(left, right)
            if same is None:
                raise OutOfReachError
            holds = same == (tree.value == "=")
        else:
            holds = larger(right, left) if tree.value == "<" else not larger(left, right)
        return self.value(tree.args[2 if holds else 3])

    def none(self, tree: Tree) -> Value:
        raise UndefinedError(tree.op)

    def series(self, tree: Tree) -> Value:
        lower, upper = (whole(self.value(arg), "limit") for arg in tree.args[:2])
        if tree.op == "sum" and tree.value not in symbols_of(tree.args[2]):
            return times(max(0, upper - lower + 1), self.value(tree.args[2]))
        if upper - lower >= MAX_TERMS - self.terms:
            raise OutOfReachError
        self.budget.spend(sum(1 for _ in nodes(tree.args[2])) * (upper - lower + 1))
        before = self.point.get(tree.value)
        result: Value = 0 if tree.op == "sum" else 1
        try:
            for index in range(lower, upper + 1):
                self.terms += 1
                if self.terms > MAX_TERMS:
                    raise OutOfReachError
                self.point[tree.value] = index
                term = self.value(tree.args[2])
                result = plus(result, term) if tree.op == "sum" else times(result, term)
        finally:
            if before is None:
                self.point.pop(tree.value, None)
            else:
                self.point[tree.value] = before
        return result


_OPERATIONS = {
    "neg": Evaluator.neg,
    "div": Evaluator.div,
    "pow": Evaluator.power,
    "const": Evaluator.const,
    "floor": Evaluator.floor,
    "ceil": Evaluator.ceil,
    "abs": Evaluator.abs,
    "min": Evaluator.extreme,
    "max": Evaluator.extreme,
    "log": Evaluator.log,
    "fact": Evaluator.fact,
    "binom": Evaluator.binom,
    "mod": Evaluator.mod,
    "if": Evaluator.choice,
    "none": Evaluator.none,
    "sum": Evaluator.series,
    "prod": Evaluator.series,
}


def value_at(tree: Tree, point: Mapping[str, Value], budget: Budget | None = None) -> Value:
    """Return the value of `tree` where each symbol takes its value of `point`.

    Raises UndefinedError where it has none and OutOfReachError where it is too large to be worth it.
    """
    try:
        return Evaluator(point, budget).value(tree)
    except (OverflowError, MemoryError, RecursionError):
        raise OutOfReachError from None


@lru_cache(maxsize=512)
def _worked_out(number: Tree) -> Tree:
    try:
        return Tree("num", (), value_at(number, {}))
    except ArithmeticError:
        series = number.op in ("sum", "prod")
        return number if series else Tree(number.op, tuple(folded(arg) for arg in number.args), number.value)


def folded(tree: Tree) -> Tree:
    """Return the tree with every part that holds no symbol worked out once, where it has a value."""
    if tree.op == "num" or not tree.args:
        return tree
    if not symbols_of(tree):
        return _worked_out(tree)
    if tree.op in ("sum", "prod"):  # the body's running symbol is none of the tree's own
        return Tree(tree.op, (folded(tree.args[0]), folded(tree.args[1]), tree.args[2]), tree.value)
    return Tree(tree.op, tuple(folded(arg) for arg in tree.args), tree.value)


__all__ = [
    "Budget",
    "Evaluator",
    "OutOfReachError",
    "UndefinedError",
    "Value",
    "ball",
    "divide",
    "equal",
    "folded",
    "is_exact",
    "precision",
    "value_at",
]
