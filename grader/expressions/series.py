"""Finite sums and products: with limits, as a generator, over a range, and of a list."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import ReadError
from grader.expressions.brackets import CLOSING, GROUPING, closing_at, split, step
from grader.expressions.branches import Branches
from grader.expressions.tokens import VALUES, Token
from grader.expressions.tree import Tree, add, mul, num

#: Values of one list; iterators of one sum.
MAX_LISTED = 64
MAX_ITERATORS = 4

_COMMAS = frozenset({",", ";"})
_RUNNING = "ijklmt"
_BEGINS_VALUE = frozenset("([{⌊⌈√")


class Series(Branches):
    """The part of the parser that reads sums and products."""

    __slots__ = ()

    def group(self) -> Tree:
        """A bracketed expression; the bracket stands at the current token."""
        raise NotImplementedError

    def operand(self) -> Tree:
        """Read one operand."""
        raise NotImplementedError

    def script(self) -> Tree:
        """A subscript or exponent."""
        raise NotImplementedError

    def arguments(self, name: str) -> list[Tree]:
        """The values that a function takes."""
        raise NotImplementedError

    def expect(self, closing: str, opened_at: int, message: str) -> None:
        """Pass the closing bracket."""
        raise NotImplementedError

    def series(self, name: str, start: int) -> Tree:
        """A finite sum or product: `_{i=1}^{n} body`, or a bracket with what is added or multiplied."""
        if self.at_op("(") or self.at_op("["):
            return self._bracketed(name, start)
        bound, lower, upper = None, None, None
        for _ in range(2):
            if self.at_op("_"):
                self.at += 1
                bound, lower = self._lower_limit(start)
            elif self.at_op("^"):
                self.at += 1
                upper = self.script() if self.at_op("{") else self.operand()
        if bound is None or lower is None or upper is None:
            raise ReadError("a sum or product needs both limits, as in sum_{i=1}^{n}", start)
        return Tree(name, (lower, upper, self.expression(15)), bound)

    def _lower_limit(self, start: int) -> tuple[str, Tree]:
        braced = self.at_op("{") or self.at_op("(")
        if braced:
            self.at += 1
        if self.at >= self.end or self.tokens[self.at][0] != "sym":
            raise ReadError("a sum needs its running symbol, as in sum_{i=1}^{n}", start)
        bound = self.tokens[self.at][1]
        self.at += 1
        self.expect("=", start, "a sum needs where it starts, as in sum_{i=1}^{n}")
        lower = self.expression(0) if braced else self.operand()
        if braced and not self.at_op("}") and not self.at_op(")"):
            raise ReadError("the lower limit of the sum is never closed", start)
        self.at += braced
        return bound, lower

    def _bracketed(self, name: str, start: int) -> Tree:
        opened = self.at
        tokens, closing = self.inside(opened, f"the bracket {self.tokens[opened][1]} opened here is never closed")
        parts = split(tokens, _COMMAS)
        iterated = self.tokens[opened][1] == "[" and len(parts) > 1 and _is_iterator(parts[-1])
        tree = self._iterated(name, tokens, start) if iterated else self._of_bracket(name, tokens, closing, start)
        self.at = closing + 1
        return tree

    def _of_bracket(self, name: str, tokens: Sequence[Token], closing: int, start: int) -> Tree:
        inner = _unbracketed(tokens)
        if _says_for(inner):
            self.at = closing - len(inner) - (inner is not tokens)
            return self._generator(name, start, self.at + len(inner))
        if len(inner) > 2 and inner[0][1] in ("list", "tuple") and closing_at(inner, 1) == len(inner) - 1:
            inner = inner[2:-1]
        if len(inner) > 2 and inner[0][1] == "range" and closing_at(inner, 1) == len(inner) - 1:
            return self._over_range(name, inner, start)
        items = listed(inner, spaced=inner is not tokens and tokens[0][1] == "[")
        if len(items) > 1 and any(len(split(item, frozenset({":"}))) > 1 for item in items):
            raise ReadError("a range stands among the values of a list", start)
        if len(items) > 1:
            values = [self.part(item) for item in items]
            return add(*values) if name == "sum" else mul(*values)
        if any(token[1] == ":" for token in tokens):
            return self._elementwise(name, tokens, start)
        raise ReadError(f"{name}(…) needs the form {name}(… for i in range(a, b)), a range, or a list", start)

    def _generator(self, name: str, start: int, end: int) -> Tree:
        """Python's `body for i in range(a, b)`, Julia's `body for i in a:b`, up to `end`."""
        body = self.expression(0)
        seen = [token[1] for token in self.tokens[self.at : self.at + 1]]
        named = self.at + 3 < self.end and (self.tokens[self.at + 1][0] == "sym" or self.tokens[self.at + 1][1] == "_")
        if seen != ["for"] or not named:
            raise ReadError(f"{name}(…) needs the form {name}(… for i in range(a, b))", start)
        bound = self.tokens[self.at + 1][1]
        limits = self.tokens[self.at + 3 : end]
        if limits and limits[0][1] == "range":
            lower, upper = self._limits(limits, start)
        else:
            sides = split(limits, frozenset({":"}))
            if len(sides) != 2:
                raise ReadError(f"{name}(…) needs the form {name}(… for i in range(a, b))", start)
            lower, upper = self.part(sides[0]), self.part(sides[1])
        return Tree(name, (lower, upper, body), bound)

    def _limits(self, tokens: Sequence[Token], start: int) -> tuple[Tree, Tree]:
        """The first and last value of `range(a, b)`."""
        if len(tokens) < 4 or tokens[1][1] != "(" or closing_at(tokens, 1) != len(tokens) - 1:
            raise ReadError("a range needs its limits in brackets, as in range(a, b)", start)
        limits = split(tokens[2:-1], _COMMAS)
        if len(limits) > 2:
            raise ReadError("a range with a step is not known here", start)
        lower = self.part(limits[0]) if len(limits) == 2 else num(0)
        return lower, add(self.part(limits[-1]), num(-1))

    def _over_range(self, name: str, tokens: Sequence[Token], start: int) -> Tree:
        lower, upper = self._limits(tokens, start)
        bound = self._running_symbol()
        return Tree(name, (lower, upper, Tree("sym", (), bound)), bound)

    def _running_symbol(self) -> str:
        """A name that no token here has."""
        taken = {token[1] for token in self.tokens if token[0] == "sym"} | {self.running}
        return next((letter for letter in _RUNNING if letter not in taken), "i_running")

    def _iterated(self, name: str, tokens: Sequence[Token], start: int) -> Tree:
        """Mathematica's `[body, {i, a, b}]`; the first of several iterators is the outermost."""
        body, *iterators = split(tokens, _COMMAS)
        if not iterators or not all(map(_is_iterator, iterators)) or len(iterators) > MAX_ITERATORS:
            raise ReadError(f"{name}[…] needs the form [i^2, {{i, 1, n}}]", start)
        tree = self.part(body)
        for iterator in reversed(iterators):
            parts = split(iterator[1:-1], _COMMAS)
            if len(parts) > 3:
                raise ReadError("a sum with a step is not known here", start)
            if len(parts[0]) != 1 or parts[0][0][0] != "sym" or len(parts) < 2:
                raise ReadError("a sum needs its running symbol and limits, as in {i, 1, n}", start)
            lower = self.part(parts[1]) if len(parts) == 3 else num(1)
            tree = Tree(name, (lower, self.part(parts[-1]), tree), parts[0][0][1])
        return tree

    # --- ranges in an expression: sum((1:n)^2) ---------------------------------------------------------------------

    def _elementwise(self, name: str, tokens: Sequence[Token], start: int) -> Tree:
        """A sum over the one range `a:b` that stands in the bracket."""
        bound = self._running_symbol()
        outside, self.ranges = self.ranges, []
        running, self.running = self.running, bound
        whole = split(tokens, frozenset({":"}))
        body = self._range(tokens) if len(whole) > 1 else self.part(tokens)
        ranges, self.ranges, self.running = self.ranges, outside, running
        if len(ranges) != 1:
            raise ReadError(f"{name}(…) is read over one range a:b, not {len(ranges)}", start)
        return Tree(name, (*ranges[0], body), bound)

    def ranged(self, opening: int) -> Tree | None:
        """The range that is all that stands in the bracket at `opening`, inside a sum; None where it is none."""
        closing = closing_at(self.tokens, opening)
        inside = self.tokens[opening + 1 : closing]
        if closing is None or len(split(inside, frozenset({":"}))) < 2:
            return None
        tree = self._range(inside)
        self.at = closing
        return tree

    def _range(self, tokens: Sequence[Token]) -> Tree:
        """`a:b`: languages differ in what `1:n-1` is, so each limit is one number, symbol, power or bracket."""
        sides = split(tokens, frozenset({":"}))
        if len(sides) > 2:
            raise ReadError("a range with a step is not known here", tokens[0][2])
        if not all(map(_is_one, sides)):
            raise ReadError("put the limits of the range in brackets, as in 1:(n-1)", tokens[0][2])
        assert self.ranges is not None
        ranges, self.ranges = self.ranges, None
        limits = (self.part(sides[0]), self.part(sides[1]))
        self.ranges = ranges
        ranges.append(limits)
        return Tree("sym", (), self.running)


def _is_one(tokens: Sequence[Token]) -> bool:
    """Whether nothing at the outermost level is added, multiplied or divided, a sign in front apart."""
    if tokens and tokens[0][1] == "-":
        tokens = tokens[1:]
    depth, operands = 0, 0
    for index, token in enumerate(tokens):
        if depth == 0:
            after_power = index > 0 and tokens[index - 1][1] == "^"
            if token[0] in VALUES or token[1] in ("(", "[", "{"):
                operands += not after_power and not (index and tokens[index - 1][0] == "fn")
            elif token[0] == "fn":
                operands += 1
            elif token[1] != "^":
                return False
            if token[0] == "fn" and (index + 1 == len(tokens) or tokens[index + 1][1] not in ("(", "[")):
                return False
        depth += step(token)
    return operands == 1


def _says_for(tokens: Sequence[Token]) -> bool:
    depth = 0
    for token in tokens:
        depth += step(token)
        if depth == 0 and token[1] == "for":
            return True
    return False


def _is_iterator(tokens: Sequence[Token]) -> bool:
    return len(tokens) > 3 and tokens[0][1] == "{" and closing_at(tokens, 0) == len(tokens) - 1


def _unbracketed(tokens: Sequence[Token]) -> Sequence[Token]:
    """Without the one further bracket of a list, `([a, b])` or `((a, b))`."""
    if len(tokens) > 2 and tokens[0][1] in GROUPING and closing_at(tokens, 0) == len(tokens) - 1:
        return tokens[1:-1]
    return tokens


def listed(tokens: Sequence[Token], *, spaced: bool) -> list[list[Token]]:
    """The values of a list, parted by commas; `spaced`: or by spaces alone, as MATLAB has it.

    Raises ReadError for a list that is too long or has an empty place.
    """
    items = split(tokens, _COMMAS)
    if len(items) == 1 and spaced:
        items = _parted_by_spaces(tokens)
    if len(items) > MAX_LISTED:
        raise ReadError(f"a list of more than {MAX_LISTED} values is not read", tokens[0][2])
    if len(items) > 1 and not all(items):
        raise ReadError("a value is missing in the list", tokens[0][2])
    return items


def _parted_by_spaces(tokens: Sequence[Token]) -> list[list[Token]]:
    items: list[list[Token]] = [[]]
    depth = 0
    for index, token in enumerate(tokens):
        before = tokens[index - 1] if index else None
        if before is not None and depth == 0 and token[2] > before[3]:
            ended = before[0] in VALUES or before[1] in CLOSING or before[1] == "!"
            begins = token[0] in VALUES or token[0] == "fn" or token[1] in _BEGINS_VALUE
            signed = token[1] in ("+", "-") and index + 1 < len(tokens) and tokens[index + 1][2] == token[3]
            if ended and (begins or signed):
                items.append([])
        depth += step(token)
        items[-1].append(token)
    return items
