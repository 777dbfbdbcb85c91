"""Values that depend on a condition inside a formula: `IF(a > b, a, b)`, `(a > b ? a : b)`, `n//b + (n % b > 0)`."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import ReadError
from grader.expressions import piecewise
from grader.expressions.asides import Asides
from grader.expressions.brackets import closing_at, split, step
from grader.expressions.tokens import VALUES, Token
from grader.expressions.tree import Tree, num

_SEPARATORS = frozenset({",", ";"})
_SIGNS = frozenset("+-*")
_BRANCHING = frozenset({"<", "≤", "=", "≠", ">", "≥", "?", "if", "when", "for"})
#: Functions that make 1 or 0 of a relation.
COUNTING = frozenset({"int", "float", "bool"})


def _branching(tokens: Sequence[Token]) -> frozenset[int]:
    """The brackets that hold a sign or word of choice, outside further brackets."""
    found: set[int] = set()
    openings: list[int] = []
    for index, token in enumerate(tokens):
        change = step(token)
        if change > 0:
            openings.append(index)
        elif change < 0 and openings:
            openings.pop()
        elif openings and token[1] in _BRANCHING:
            found.add(openings[-1])
    return frozenset(found)


class Branches(Asides):
    """The part of the parser that reads conditions."""

    __slots__ = ()

    def part(self, tokens: Sequence[Token]) -> Tree:
        """Read tokens of this formula as a formula of their own."""
        if not tokens:
            raise ReadError("a value is missing here", self.position())
        inner = type(self)(tokens, self.notes, wide=self.wide)
        inner.depth = self.depth + 1
        inner.minuses, inner.ranges, inner.running = self.minuses, self.ranges, self.running
        tree = inner.expression(0)
        if inner.at < inner.end:
            raise inner.leftover()
        self.aside += inner.aside
        self.unclear = self.unclear or inner.unclear
        return tree

    def inside(self, opening: int, message: str) -> tuple[Sequence[Token], int]:
        """The tokens in the bracket at `opening`, and where it closes; raises ReadError where none does."""
        closing = closing_at(self.tokens, opening)
        if closing is None:
            raise ReadError(message, self.tokens[opening][2])
        return self.tokens[opening + 1 : closing], closing

    def choice(self, start: int) -> Tree:
        """A function of a condition and two values; its bracket stands at the current token."""
        message = "a choice takes a condition and two values, as in IF(a > b, a, b)"
        if not (self.at_op("(") or self.at_op("[")):
            raise ReadError(message, start)
        tokens, closing = self.inside(self.at, message)
        parts = split(tokens, _SEPARATORS)
        if len(parts) != 3 or not all(parts):
            raise ReadError(message, start)
        condition, then, otherwise = parts
        tree = piecewise.tree_of([(then, condition), (otherwise, None)], self.part)
        self.at = closing + 1
        return tree

    def conditional(self, opening: int, *, called: bool = False) -> Tree | None:
        """What the bracket at `opening` holds where it is no plain formula: cases, or a relation that counts 1 or 0.

        None where it is neither, or no part of a larger formula; else the closing bracket is the current token.
        """
        closing = closing_at(self.tokens, opening)
        if closing is None or self.tokens[opening][1] not in ("(", "["):
            return None
        inside = list(self.tokens[opening + 1 : closing])
        if piecewise.may_say_cases(inside):
            cases = [] if self._follows_operand(opening) and not called else piecewise.cases_of(inside)
            tree = piecewise.tree_of(cases, self.part) if cases else None
        elif called or self._is_counted(opening, closing):
            tree = piecewise.under(inside, num(1), num(0), self.part)
        else:
            tree = None
        if tree is not None:
            self.at = closing
        return tree

    def branches(self, opening: int) -> bool:
        """Whether a relation or a word that parts cases stands directly in the bracket at `opening`."""
        if self.branching is None:
            said = any(token[1] in _BRANCHING for token in self.tokens)
            self.branching = _branching(self.tokens) if said else frozenset()
        return opening in self.branching

    def _follows_operand(self, index: int) -> bool:
        if index == 0:
            return False
        kind, value, _, _ = self.tokens[index - 1]
        return kind in VALUES or kind in ("word", "unk") or value in (")", "]", "}", "!")

    def _is_counted(self, opening: int, closing: int) -> bool:
        """Whether a relation in brackets is added or multiplied: a sign stands beside it, and `==` in round ones."""
        relations = [token for token in self.tokens[opening + 1 : closing] if token[1] in ("=", "≈")]
        round_ = self.tokens[opening][1] == "("
        if any(token[1] == "≈" or (round_ and token[3] - token[2] < 2) for token in relations):
            return False
        after = self.tokens[closing + 1] if closing + 1 < self.end else ("", "", 0, 0)
        if opening and self.tokens[opening - 1][0] == "op" and self.tokens[opening - 1][1] in _SIGNS:
            return True
        return not self._follows_operand(opening) and after[0] == "op" and after[1] in _SIGNS
