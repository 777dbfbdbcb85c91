"""Operators between or behind operands: what each makes of what stands before it."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions.brackets import step
from grader.expressions.factorials import double_factorial
from grader.expressions.library import bit_length, build
from grader.expressions.operands import Operands
from grader.expressions.tokens import Doubt, Token
from grader.expressions.tree import Tree, add, mul, neg, num

_FEWER = frozenset({"fewer", "less", "smaller", "lower"})
_POWER_WORDS = {"squared": 2, "cubed": 3, "fourth": 4, "fifth": 5, "sixth": 6}


class Infix(Operands):
    """The part of the parser that applies operators; the one just read stands before the current token."""

    __slots__ = ()

    def infix(self, value: str, left: Tree) -> Tree:
        if value == "+":
            return add(left, self.expression(10))
        if value == "-":
            self.minuses += 1
            term = self.expression(10)
            self.minuses -= 1
            return add(left, neg(term))
        if value == "×" and self.word_at(self.at) and self.tokens[self.at][1].lower() in _FEWER:
            self.at += 1  # "4x fewer"
            return Tree("div", (num(1), left))
        if value in ("*", "×", "by", "of"):
            return mul(left, self.expression(20))
        if value == ":" and self.ranges is not None:
            raise ReadError("put the range in brackets of its own, as in sum((1:n)^2)", self.tokens[self.at - 1][2])
        if value in ("/", ":", "per"):
            return Tree("div", (left, self.expression(20)))
        if value == "all_over":
            return Tree("div", (left, self.expression(3)))
        if value == "over":
            right = self.expression(5 if self.wide else 20)
            while self.at < self.end and self._touches_symbol():
                right = mul(right, self.expression(25))
            follows = self.tokens[self.at] if self.at < self.end else ("", "", 0, 0)
            self.unclear = self.unclear or follows[1] in ("+", "-") or follows[0] in ("sym", "const")
            return Tree("div", (left, right))
        if value == "^":
            return self._power(left)
        if value == "//":
            return Tree("floor", (Tree("div", (left, self.expression(20))),))
        if value in ("%", "mod"):
            if value == "%" and self.at_op("%"):
                raise ReadError("two percent signs stand here", self.position())
            if value == "%" and self._opens_comment() and self._is_comment_behind(left):
                self.explanation()
                return left
            if value == "%" and not self.starts_operand(self.at):
                return Tree("div", (left, num(100)))
            return Tree("mod", (left, self.expression(20)))
        if value == "!":
            if self.at_op("!"):
                return self._double_factorial(left)
            return Tree("fact", (left,))
        return self._rare_infix(value, left)

    def reach_of(self, word: str, usual: int, *, summed: bool) -> int:
        """How tightly "over" or "choose" binds; unclear where a sum stands before it."""
        if word == "choose" and self._chosen_from_sum():
            return 5
        self.unclear = self.unclear or summed
        return 5 if self.wide else usual

    def _chosen_from_sum(self) -> bool:
        """Whether "n + 1 choose 2" stands here: nobody chooses two from one."""
        before, after = self.tokens[self.at - 1], self.tokens[min(self.at + 1, self.end - 1)]
        if before[0] != "num" or after[0] not in ("num", "sym") or self.at < 3:
            return False
        lacking = after[0] == "sym" or before[1] < after[1]
        return lacking and self.tokens[self.at - 2][1] in ("+", "-") and self.tokens[self.at - 3][0] == "sym"

    def _double_factorial(self, left: Tree) -> Tree:
        first, second = self.tokens[self.at - 1], self.tokens[self.at]
        self.at += 1
        numbered = self.at < self.end and self.tokens[self.at][0] == "num"
        if second[2] > first[3] or self.at_op("!") or numbered:
            raise ReadError("more factorial signs stand here than are read; write brackets between them", second[2])
        return double_factorial(left, first[2])

    def _opens_comment(self) -> bool:
        """Whether the percent sign just read is LaTeX's comment: it stands apart, with a word behind it."""
        sign = self.tokens[self.at - 1]
        spaced = self.at >= 2 and sign[2] > self.tokens[self.at - 2][3]
        return spaced and self.word_at(self.at)

    def _is_comment_behind(self, left: Tree) -> bool:
        """A lone number has a percent sign, "25 % pruned"; the last one of a formula has one as well, or a comment.

        Where no symbol stands, a percent sign is likelier: "100 % - 25 % pruned".
        """
        if left.op != "num":
            return True
        before = self.tokens[: self.at - 2]
        if len(before) < 2 or before[-1][1] not in ("+", "-", "/", "}") or sum(step(token) for token in before) != 0:
            return False
        self.unclear = self.commented = True
        return self.wide != any(token[0] == "sym" for token in before)

    def _touches_symbol(self) -> bool:
        """Whether a symbol follows without a space, as N does in "divided by 2N"."""
        kind, _, start, _ = self.tokens[self.at]
        return kind in ("sym", "const") and start in (self.tokens[self.at - 1][2], self.tokens[self.at - 1][3])

    def _rare_infix(self, value: str, left: Tree) -> Tree:
        if value in ("%%", "%/%", "quot", "rem"):
            if not self.starts_operand(self.at) and not self.at_op("-"):
                raise ReadError(
                    "two percent signs stand here" if value == "%%" else f"{value} lacks a value", self.position()
                )
            right = self.expression(22 if value[0] == "%" else 20)
            name = {"%%": "mod", "%/%": "quotient"}.get(value, value)
            return build(name, [left, right], self.position(), negated=self.minuses > 0)
        if value == ".":
            self.at += 3
            return bit_length(left)
        if value == "\\over":
            return Tree("div", (left, self.expression(2)))
        if value in ("choose", "\\choose"):
            return Tree("binom", (left, self.expression(2 if value == "\\choose" else 28)))
        if value == "<<":
            return mul(left, Tree("pow", (num(2), self.expression(6))))
        if value == ">>":
            return Tree("floor", (Tree("div", (left, Tree("pow", (num(2), self.expression(6))))),))
        if value == "percent":
            fraction = Tree("div", (left, num(100)))
            return mul(fraction, self.expression(20)) if self.starts_operand(self.at) else fraction
        if value in ("less_than", "more_than"):
            return self._less_or_more(value, left)
        if value == "times_fewer":
            return self._fewer(left)
        return Tree("pow", (left, num(_POWER_WORDS[value])))

    def _fewer(self, times: Tree) -> Tree:
        """ "4 times fewer" is a quarter; a fraction, "A/B times smaller", may be the ratio itself as well."""
        if times.op in ("num", "sym"):
            return Tree("div", (num(1), times))
        self.unclear = True
        return Tree("div", (num(1), times)) if self.wide else times

    def _less_or_more(self, value: str, left: Tree) -> Tree:
        """ "one less than n" is n - 1; between two formulas the words are a relation."""
        if left.op != "num":
            raise ReadError("a comparison stands here; one value is wanted", self.tokens[self.at - 1][2])
        right = self.expression(8)
        return add(right, neg(left) if value == "less_than" else left)

    def _power(self, base: Tree) -> Tree:
        """The exponent: one atom with its sign and postfixes; `x^2n` is x²·n, and said so."""
        if self.at_op("{"):
            exponent = self.group()
        else:
            position = self.at
            exponent = self.expression(29)
            if self.at == position + 1:
                self._note_where_power_ends(self.tokens[position])
        return Tree("pow", (base, exponent))

    def _note_where_power_ends(self, exponent: Token) -> None:
        """`x^2n`, `2^NM` and `N^1/2` end the power after one atom, which a person may not have meant."""
        after = self.tokens[self.at] if self.at < self.end else None
        if after is None or after[2] not in (exponent[2], exponent[3]):
            return
        if after[0] == "sym" or (after[1] == "/" and exponent[1] == 1):
            self.notes.append(Doubt(f"the power ends after {exponent[1]}; write brackets if more belongs to it"))
