"""Operands: values, signs, brackets, roots, fractions, and the words that open one ("twice", "the square root of")."""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import CLOSING
from grader.expressions.calls import Calls
from grader.expressions.cursor import UNSUPPORTED, spoken
from grader.expressions.library import build
from grader.expressions.tokens import Doubt, Spelled, joined
from grader.expressions.tree import Tree, add, mul, neg, num, root, sym

#: Brackets, fractions and powers inside one another.
MAX_DEPTH = 60

_PREFIX_WORDS: dict[str, Callable[[Tree], Tree]] = {
    "twice": lambda tree: mul(num(2), tree),
    "thrice": lambda tree: mul(num(3), tree),
    "fourfold": lambda tree: mul(num(4), tree),
    "sqrt_of": root,
    "cbrt_of": lambda tree: root(tree, 3),
    "square_of": lambda tree: Tree("pow", (tree, num(2))),
    "cube_of": lambda tree: Tree("pow", (tree, num(3))),
    "ln_of": lambda tree: Tree("log", (tree,)),
    "log2_of": lambda tree: Tree("log", (tree, num(2))),
    "ceil_of": lambda tree: Tree("ceil", (tree,)),
    "floor_of": lambda tree: Tree("floor", (tree,)),
    "fact_of": lambda tree: Tree("fact", (tree,)),
    "reciprocal_of": lambda tree: Tree("div", (num(1), tree)),
    "inverse_square_of": lambda tree: Tree("div", (num(1), Tree("pow", (tree, num(2))))),
    "inverse_cube_of": lambda tree: Tree("div", (num(1), Tree("pow", (tree, num(3))))),
}


class Operands(Calls):
    """The part of the parser that reads operands."""

    __slots__ = ()

    def operand(self) -> Tree:
        if self.at >= self.end:
            raise ReadError("the formula stops where a value should follow", self.end_position())
        kind, value, start, _ = self.tokens[self.at]
        self.at += 1
        if kind == "sym":
            return sym(value)
        if kind == "num":
            return num(value)
        if kind == "const":
            return Tree("const", (), value)
        if kind in ("fn", "op"):
            self.depth += 1
            if self.depth > MAX_DEPTH:
                raise ReadError(f"the formula is nested more than {MAX_DEPTH} deep", start)
            tree = self.function(value, start) if kind == "fn" else self._prefix(value, start)
            self.depth -= 1
            return tree
        if kind == "word":
            if self.remarks and (named := self._named_symbol()):
                return sym(named)
            raise ReadError(f'the word "{value}" stands where a value should be', start)
        if str(value).lstrip("\\") in words.UNKNOWN_FUNCTIONS:
            raise ReadError(f"{value} is not known here", start)
        raise ReadError(f"{value} is not one of the declared symbols", start)

    def _named_symbol(self) -> str:
        """The symbol that nouns stand before, as in "times the number of input channels C"; "" where none does."""
        closing = self.at
        while closing < self.end and (self.word_at(closing) or self.tokens[closing][1] == "of"):
            closing += 1
        nouns = [str(token[1]).lower() for token in self.tokens[self.at - 1 : closing] if token[0] == "word"]
        if closing >= self.end or self.tokens[closing][0] != "sym" or not words.NOUNS.issuperset(nouns):
            return ""
        self.aside.append(joined(self.tokens[self.at - 1 : closing]))
        self.at = closing + 1
        return str(self.tokens[closing][1])

    def _prefix(self, value: str, start: int) -> Tree:
        if value in "([{":
            self.at -= 1
            return self.group()
        if value == "-":
            self.minuses += 1
            term = self.expression(25)
            self.minuses -= 1
            return neg(term)
        if value == "+":
            return self.expression(25)
        if value in ("⌊", "⌈"):
            self.at -= 1
            return Tree("floor" if value == "⌊" else "ceil", (self.group(),))
        if value in ("|", "|<"):
            return self.absolute(value, start)
        if value == "frac":
            return Tree("div", (self._argument(), self._argument()))
        if value == "binom":
            return Tree("binom", (self._argument(), self._argument()))
        if value == "cast":
            return build("int", [self.expression(28)], start, negated=self.minuses > 0)
        if value == "sqrt":
            degree = self._optional_degree()
            return root(self._argument(), degree)
        if value in "√∛∜":
            return root(self._radicand(), {"√": 2, "∛": 3, "∜": 4}[value])
        return self._word_prefix(value, start)

    def _word_prefix(self, value: str, start: int) -> Tree:
        if value == "!" and self.at_op("!") and self.at + 1 < self.end and self.tokens[self.at + 1][1] == "(":
            self.at += 1  # JavaScript's !!(n % b) is 1 or 0
            return build("bool", [self.group()], start)
        if value == "mod" and self.at_op("("):
            return self._apply("mod", None, start)
        if value in _PREFIX_WORDS:
            self.skip_of()
            if value in ("ceil_of", "floor_of"):  # "the ceiling of N divided by T" covers the quotient
                return _PREFIX_WORDS[value](self.expression(10))
            if value in ("twice", "thrice", "fourfold"):
                return _PREFIX_WORDS[value](self.expression(20))
            return _PREFIX_WORDS[value](self._reaching(self._words_operand()))
        if value == "abs_of":
            again = any(token[1] == "abs_of" for token in self.tokens[self.at : self.end])  # "… minus that of v"
            return Tree("abs", (self._words_operand() if again else self.expression(8),))
        if value == "binomial_coefficient":
            return self.expression(20)
        if value in ("ratio_of", "remainder_of"):
            return self._of_two(value, start)
        if value in ("product_of", "sum_of", "max_of", "min_of"):
            return self._list_in_words(value)
        if value == "log_base":
            base = self.expression(25)
            self.skip_of()
            return Tree("log", (self._words_operand(), base))
        if value in UNSUPPORTED:
            raise ReadError(UNSUPPORTED[value], start)
        if value in CLOSING:
            raise ReadError(f"a value is missing before {value}", start)
        if value in ("or", "and", ","):
            raise ReadError("two answers stand here; one is wanted", start)
        raise ReadError(f"a value is missing before {spoken(value)}", start)

    def _of_two(self, value: str, start: int) -> Tree:
        """ "the ratio of a to b", "the remainder when n is divided by k"."""
        left = self._words_operand()
        if value == "remainder_of" and self.word_at(self.at) and self.tokens[self.at][1] == "is":
            self.at += 1
        said = self.tokens[self.at][1] if self.at < self.end else ""
        if said not in (("over", "/") if value == "remainder_of" else ("to", "and")):
            raise ReadError(f"{spoken(value)} needs two values", start)
        self.at += 1
        return Tree("mod" if value == "remainder_of" else "div", (left, self._words_operand()))

    def _list_in_words(self, value: str) -> Tree:
        """ "the product of M, N and K": what follows "and" is the last of the list."""
        items = [self._words_operand()]
        complete = False
        while self.at_op("and") or (self.at_op(",") and not complete and not self.operator_word_follows()):
            self.at += 1
            if self.at_op("and"):
                self.at += 1
            complete = self.tokens[self.at - 1][1] == "and"
            items.append(self._words_operand())
        if value in ("max_of", "min_of"):
            return Tree(value[:3], tuple(items))
        if value == "sum_of":
            return add(*items)
        if self.at < self.end and not isinstance(self.tokens[self.at][1], Spelled):
            items[-1] = self._reaching(items[-1])
        return mul(*items)

    def _words_operand(self) -> Tree:
        """What "the square root of" and its like take: a product or quotient by signs, no sum and no word."""
        left = self.expression(20)
        while self.at < self.end:
            kind, value, _, _ = self.tokens[self.at]
            if value in ("*", "×", "/") and kind == "op" and not isinstance(value, Spelled):
                self.at += 1
                right = self.expression(20)
                left = Tree("div", (left, right)) if value == "/" else mul(left, right)
            elif kind in ("sym", "const"):
                left = mul(left, self.expression(20))
            else:
                break
        return left

    def _reaching(self, operand: Tree) -> Tree:
        """What "the square root of" takes where a sum or a quotient in words goes on: one term, or all (`wide`)."""
        goes_on = ("+", "-", "over")
        if self.at >= self.end or self.tokens[self.at][1] not in goes_on:
            return operand
        self.unclear = True
        while self.wide and self.at < self.end and self.tokens[self.at][1] in goes_on:
            sign = self.tokens[self.at][1]
            self.at += 1
            if sign == "over":
                operand = Tree("div", (operand, self.expression(20)))
            else:
                term = self.expression(10)
                operand = add(operand, neg(term) if sign == "-" else term)
        return operand

    def _argument(self) -> Tree:
        """A LaTeX argument: a group, or one token; `\\frac12` takes one digit."""
        if self.at_op("{") or self.at_op("("):
            return self.group()
        if self.at >= self.end:
            raise ReadError("the command lacks an argument", self.end_position())
        kind, value, start, end = self.tokens[self.at]
        if kind == "num" and isinstance(value, int) and end - start > 1 and len(str(value)) == end - start:
            digits = str(value)
            rest = list(self.tokens)
            rest[self.at] = ("num", int(digits[1:]), start + 1, end)
            self.tokens = rest
            return num(int(digits[0]))
        return self.operand()

    def _optional_degree(self) -> int:
        if not self.at_op("["):
            return 2
        position = self.position()
        degree = self.group()
        if degree.op != "num" or not isinstance(degree.value, int) or not 1 <= degree.value <= 64:
            raise ReadError("the degree of a root must be a whole number from 1 to 64", position)
        return degree.value

    def _radicand(self) -> Tree:
        """What the bare sign √ covers: one bracket, number or symbol."""
        radicand = self.run_of_letters(self.operand())
        after = self.tokens[self.at] if self.at < self.end else None
        if after is not None and radicand.op == "num" and after[0] == "sym":
            self.notes.append(Doubt(f"√ covers {radicand.value} alone; write brackets if more belongs under it"))
        return radicand

    def is_spaced_power(self) -> bool:
        """Whether the number here begins a power and stands apart or behind a bracket: `N 2^k`, `(k-1)2^l`."""
        token, before = self.tokens[self.at], self.tokens[self.at - 1]
        if before[1] == "!" and before[0] == "op":
            return True
        begins_power = self.at + 1 < self.end and self.tokens[self.at + 1][1] == "^"
        if before[0] == "op" and begins_power and (before[1] in CLOSING or before[1] in ("|", "|>")):
            return True
        if before[0] == "num" or token[2] == before[3]:
            return False
        if before[0] == "op" and before[1] in ("!", ")", "}", "]"):
            return True
        return begins_power
