"""Functions, finite sums and products, and brackets."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions.asides import Asides
from grader.expressions.brackets import CLOSING, CLOSING_OF
from grader.expressions.cursor import spoken
from grader.expressions.tree import Tree, add, exp, mul, num, root


class Calls(Asides):
    """The part of the parser that reads functions and brackets."""

    __slots__ = ()

    def operand(self) -> Tree:
        """Read one operand."""
        raise NotImplementedError

    def group(self) -> Tree:
        """A bracketed expression; the bracket stands at the current token."""
        _, opening, start, _ = self.tokens[self.at]
        self.at += 1
        self.depth += 1
        outside, self.bars = self.bars, 0
        inner = self.expression(0)
        self.bars = outside
        self.depth -= 1
        self.set_words_aside()
        self.expect(CLOSING_OF[opening], start, f"the bracket {opening} opened here is never closed")
        return inner

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
            return self._series(name, start)
        if name == "order":
            raise ReadError("an order O(…) stands inside a formula; it can only be the whole answer", start)
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
        arguments = self.arguments(name)
        if base is not None:
            if name != "log":
                raise ReadError(f"{name} takes no subscript", start)
            arguments.append(base)
        return build(name, arguments, start)

    def arguments(self, name: str) -> list[Tree]:
        self.skip_of()
        if self.at_op("(") or self.at_op("[") or self.at_op("{"):
            _, opening, start, _ = self.tokens[self.at]
            self.at += 1
            if name in ("min", "max") and self.at_op("["):  # max([M, N])
                items = self.arguments(name)
                self.expect(CLOSING_OF[opening], start, f"the bracket {opening} opened here is never closed")
                return items
            self.depth += 1
            items = [self.expression(0)]
            while self.at_op(",") or self.at_op(";") or self.at_op("and"):
                self.at += 1
                items.append(self.expression(0))
            self.depth -= 1
            self.expect(CLOSING_OF[opening], start, f"the bracket {opening} opened here is never closed")
            return items
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

    def _series(self, name: str, start: int) -> Tree:
        """A finite sum or product: `_{i=1}^{n} body`, or Python's `(body for i in range(a, b))`."""
        if self.at_op("(") or self.at_op("["):
            return self._generator(name, start)
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

    def _generator(self, name: str, start: int) -> Tree:
        _, opening, _, _ = self.tokens[self.at]
        self.at += 1
        brackets = [opening, "["] if self.at_op("[") else [opening]
        self.at += len(brackets) - 1
        body = self.expression(0)
        if self.at_op(","):
            return self._listed(name, body, start, brackets)
        words_seen = [token[1] for token in self.tokens[self.at : self.at + 1]]
        named = self.at + 3 < self.end and (self.tokens[self.at + 1][0] == "sym" or self.tokens[self.at + 1][1] == "_")
        if words_seen != ["for"] or not named:
            raise ReadError(f"{name}(…) needs the form {name}(… for i in range(a, b))", start)
        bound = self.tokens[self.at + 1][1]
        self.at += 3
        if self.tokens[self.at][1] != "range":
            raise ReadError(f"{name}(…) needs the form {name}(… for i in range(a, b))", start)
        self.at += 1
        limits = self.arguments("range")
        if len(limits) > 2:
            raise ReadError("a range with a step is not known here", start)
        for bracket in reversed(brackets):
            self.expect(CLOSING_OF[bracket], start, "the bracket opened here is never closed")
        lower = limits[0] if len(limits) == 2 else num(0)
        return Tree(name, (lower, add(limits[-1], num(-1)), body), bound)

    def _listed(self, name: str, first: Tree, start: int, brackets: list[str]) -> Tree:
        """`prod([M, N, K])`, and a spreadsheet's `SUM(M, N)`."""
        items = [first]
        while self.at_op(","):
            self.at += 1
            items.append(self.expression(0))
        for bracket in reversed(brackets):
            self.expect(CLOSING_OF[bracket], start, "the bracket opened here is never closed")
        return add(*items) if name == "sum" else mul(*items)


def build(name: str, arguments: list[Tree], start: int) -> Tree:
    """Return the tree of a named function; raises ReadError for a wrong number of arguments."""
    count = len(arguments)
    wanted = {
        "root": (1, 2),
        "log": (1, 2),
        "min": (1, 99),
        "max": (1, 99),
        "binom": (2, 2),
        "perm": (2, 2),
        "mod": (2, 2),
        "pow": (2, 2),
        "range": (1, 2),
        "cdiv": (2, 2),
        "ceil": (1, 2),
        "floor": (1, 2),
        "roundup": (2, 2),
        "rounddown": (2, 2),
    }.get(name, (1, 1))
    if not wanted[0] <= count <= wanted[1]:
        raise ReadError(f"{name} takes {wanted[0]} value{'s' if wanted[0] != 1 else ''}, not {count}", start)
    first = arguments[0]
    match name:
        case "sqrt":
            return root(first)
        case "cbrt":
            return root(first, 3)
        case "root":
            return Tree("pow", (first, Tree("div", (num(1), arguments[1])))) if count == 2 else root(first)
        case "exp":
            return exp(first)
        case "exp2":
            return Tree("pow", (num(2), first))
        case "expm1":
            return add(exp(first), num(-1))
        case "log1p":
            return Tree("log", (add(num(1), first),))
        case "log2" | "log10":
            return Tree("log", (first, num(int(name[3:]))))
        case "pow":
            return Tree("pow", (first, arguments[1]))
        case "perm":
            return mul(Tree("binom", tuple(arguments)), Tree("fact", (arguments[1],)))
        case "float":
            return first
        case "cdiv" | "ceil" | "floor" | "roundup" | "rounddown" if count == 2:
            return _rounded(name, first, arguments[1], start)
        case "int":  # cuts towards zero
            return add(Tree("max", (Tree("floor", (first,)), num(0))), Tree("min", (Tree("ceil", (first,)), num(0))))
        case "min" | "max" if count == 1:
            raise ReadError(f"{name} takes two values or more, in brackets with commas", start)
    return Tree(name, tuple(arguments))


def _rounded(name: str, value: Tree, by: Tree, start: int) -> Tree:
    """Rounding of two values: a quotient rounded up (`cdiv`), and as spreadsheets have it, to multiples or digits."""
    if name in ("roundup", "rounddown"):
        if by != num(0):
            raise ReadError("rounding to digits is not known here; to whole numbers it is", start)
        return Tree("ceil" if name == "roundup" else "floor", (value,))
    quotient = Tree("div", (value, by))
    if name == "cdiv":
        return Tree("ceil", (quotient,))
    return mul(Tree(name, (quotient,)), by)
