"""Functions and brackets."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions.brackets import CLOSING, CLOSING_OF, closing_at
from grader.expressions.branches import COUNTING
from grader.expressions.cursor import spoken
from grader.expressions.library import build
from grader.expressions.series import Series, listed
from grader.expressions.tree import Tree, mul


class Calls(Series):
    """The part of the parser that reads functions and brackets."""

    __slots__ = ()

    def group(self) -> Tree:
        """A bracketed expression; the bracket stands at the current token."""
        _, opening, start, _ = self.tokens[self.at]
        opened = self.at
        self.at += 1
        self.depth += 1
        outside, self.bars = self.bars, 0
        inner = (self.conditional(opened) if self.branches(opened) else None) or self._value(opened)
        self.bars = outside
        self.depth -= 1
        self.set_words_aside()
        self.expect(CLOSING_OF[opening], start, f"the bracket {opening} opened here is never closed")
        return inner

    def _value(self, opening: int) -> Tree:
        """What stands in the bracket at `opening`, the first of several values at least."""
        ranged = self.ranged(opening) if self.ranges is not None else None
        return ranged or self.expression(0)

    def absolute(self, opening: str, start: int) -> Tree:
        """An absolute value; the opening bar stands before the current token (`|<` is LaTeX's \\left|)."""
        outside, self.bars = self.bars, self.bars + 1 if opening == "|" else 0
        inner = self.expression(0)
        self.expect("|" if opening == "|" else "|>", start, "the bar | opened here is never closed")
        self.bars = outside
        return Tree("abs", (inner,))

    def expect(self, closing: str, opened_at: int, message: str) -> None:
        if self.at_op(closing):
            self.at += 1
            return
        if self.at >= self.end:
            raise ReadError(message, opened_at)
        kind, value, start, _ = self.tokens[self.at]
        if kind == "op" and value in CLOSING:
            raise ReadError(f"{value} closes a bracket that was opened as {self.opener(opened_at)}", start)
        if kind == "op" and value in ("or", "and", ",", ";"):
            raise ReadError(f"{spoken(value)} stands inside the brackets; one value is wanted there", start)
        raise self.leftover()

    def opener(self, position: int) -> str:
        return next(str(token[1]) for token in self.tokens if token[2] == position)

    def function(self, name: str, start: int) -> Tree:
        if name in ("sum", "prod"):
            return self.series(name, start)
        if name == "order":
            raise ReadError("an order O(…) stands inside a formula; it can only be the whole answer", start)
        if name == "choice":
            return self.choice(start)
        power, base = None, None
        for _ in range(2):
            if self.at_op("_"):
                self.at += 1
                base = self.script()
            elif self.at_op("^"):
                self.at += 1
                power = self.script()
        tree = self._apply(name, base, start)
        return Tree("pow", (tree, power)) if power is not None else tree

    def script(self) -> Tree:
        """A subscript or exponent of a function: a group, or one token (`log_10` has base 10)."""
        return self.group() if self.at_op("{") else self.operand()

    def _apply(self, name: str, base: Tree | None, start: int) -> Tree:
        if name == "range":
            raise ReadError("a range stands outside a sum or product", start)
        squared = self.at_op("[")
        arguments = self.arguments(name)
        if base is not None:
            if name != "log":
                raise ReadError(f"{name} takes no subscript", start)
            arguments.append(base)
        elif squared and name == "log":  # Mathematica's Log[b, x]
            arguments.reverse()
        if name == "divmod":
            name = self._of_pair(start)
        return build(name, arguments, start, negated=self.minuses > 0)

    def _of_pair(self, start: int) -> str:
        """`divmod(n, b)[0]` is the quotient, `[1]` the remainder."""
        shape = [token[1] for token in self.tokens[self.at : self.at + 3]]
        if shape not in (["[", 0, "]"], ["[", 1, "]"]):
            raise ReadError("divmod gives two values; write divmod(…)[0] or divmod(…)[1]", start)
        self.at += 3
        return "mod" if shape[1] else "quotient"

    def arguments(self, name: str) -> list[Tree]:
        self.skip_of()
        if self.at_op("(") or self.at_op("[") or self.at_op("{"):
            return self._bracketed_arguments(name)
        if name in ("min", "max", "binom"):
            items = [self.expression(20)]
            while self.at_op(",") or self.at_op("and"):
                self.at += 1
                items.append(self.expression(20))
            return items
        argument = self.run_of_letters(self.expression(25))
        if argument.op == "num" and self.at < self.end and self.tokens[self.at][0] in ("sym", "const"):
            argument = mul(argument, self.run_of_letters(self.expression(25)))
        return [argument]

    def _bracketed_arguments(self, name: str) -> list[Tree]:
        _, opening, start, _ = self.tokens[self.at]
        opened = self.at
        if name in ("min", "max"):
            if self.ranges is not None:
                raise ReadError(f"{name} inside a sum over a range a:b is not read", start)
            if (items := self._list_alone()) is not None:
                return items
        self.at += 1
        self.depth += 1
        counted = name in COUNTING and self.branches(opened)
        items = [(self.conditional(opened, called=True) if counted else None) or self._value(opened)]
        while self.at_op(",") or self.at_op(";") or self.at_op("and"):
            self.at += 1
            items.append(self.expression(0))
        self.depth -= 1
        self.expect(CLOSING_OF[opening], start, f"the bracket {opening} opened here is never closed")
        return items

    def _list_alone(self) -> list[Tree] | None:
        """The values of `max([M, N])`, `max((M, N))`, `max([M N])`; None where the bracket holds more than a list."""
        outer, inner = closing_at(self.tokens, self.at), self.at + 1
        if outer is None or inner >= outer or self.tokens[inner][1] not in ("(", "[", "{"):
            return None
        if closing_at(self.tokens, inner) != outer - 1:
            return None
        items = listed(self.tokens[inner + 1 : outer - 1], spaced=self.tokens[inner][1] == "[")
        if len(items) < 2:
            return None
        values = [self.part(item) for item in items]
        self.at = outer + 1
        return values

    def skip_of(self) -> None:
        if self.at_op("of"):
            self.at += 1

    def run_of_letters(self, first: Tree) -> Tree:
        """What is written in one run of letters belongs together: `log MN` is log(M·N)."""
        while self.at < self.end and self.tokens[self.at][0] == "sym" and self._same_run():
            first = mul(first, self.expression(25))
        return first

    def _same_run(self) -> bool:
        return self.tokens[self.at][2] == self.tokens[self.at - 1][2]
