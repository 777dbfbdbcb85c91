"""A Pratt parser from tokens to a tree, for one formula.

Binding powers, loosest first: `\\over` 2, shifts 6, sums 10, products (explicit or by juxtaposition, left to right) 20,
signs 25, `choose` 28, powers 30 (to the right), postfix `!`, `%`, "squared" 40.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.cursor import STARTERS
from grader.expressions.exact import ball, is_exact, value_at
from grader.expressions.infix import Infix
from grader.expressions.operands import MAX_DEPTH
from grader.expressions.reading import Order
from grader.expressions.tokens import Doubt, Spelled, Token, joined
from grader.expressions.tree import Tree, depth_of, mul, num, symbols_of

#: Operations inside one another, chains such as a/b/c/… included.
MAX_TREE_DEPTH = 120

_INFIX = {
    "\\over": 2,
    "all_over": 3,
    "\\choose": 2,
    "<<": 6,
    ">>": 6,
    "+": 10,
    "-": 10,
    "*": 20,
    "×": 20,
    "by": 20,
    "of": 20,
    "per": 20,
    "over": 20,
    "/": 20,
    "//": 20,
    "%": 20,
    "mod": 20,
    "quot": 20,
    "rem": 20,
    "%%": 22,
    "%/%": 22,
    ".": 40,
    ":": 20,
    "choose": 28,
    "^": 30,
    "!": 40,
    "squared": 29,
    "cubed": 29,
    "fourth": 29,
    "fifth": 29,
    "sixth": 29,
    "less_than": 8,
    "more_than": 8,
    "times_fewer": 20,
    "percent": 29,
}
#: "M plus N over 2" can be half of the sum: `wide` takes it so.
_WORDS_OF_UNCLEAR_REACH = frozenset({"over", "choose"})
_JUXTAPOSED = 20

_GROWTH: dict[object, Callable[[Tree], Tree]] = {
    "proportional_to": lambda tree: tree,
    "inverse_to": lambda tree: Tree("div", (num(1), tree)),
    "quadratic_in": lambda tree: Tree("pow", (tree, num(2))),
    "cubic_in": lambda tree: Tree("pow", (tree, num(3))),
    "log_in": lambda tree: Tree("log", (tree,)),
}


class Parser(Infix):
    """Reads `tokens[at:]`; `words_aside` and `notes` collect what was set aside and what the student should hear."""

    __slots__ = ("order",)

    def __init__(self, tokens: Sequence[Token], notes: list[str], *, wide: bool = False, remarks: bool = False) -> None:
        super().__init__(tokens, notes, wide=wide, remarks=remarks)
        self.order: Order = ""

    def formula(self) -> Tree:
        """Read one whole formula; raises ReadError where it stops making sense or a second one begins."""
        tree = self._order() or self.expression(0)
        if self.at < self.end:
            tree = self._rounded(tree)
        self.set_words_aside()
        if self.at < self.end:
            raise self.leftover()
        if len(self.aside) > 1:
            self.refuse_another()
        if self.end > MAX_TREE_DEPTH and depth_of(tree) > MAX_TREE_DEPTH:
            raise ReadError(f"the formula is nested more than {MAX_TREE_DEPTH} deep")
        return tree

    def _rounded(self, tree: Tree) -> Tree:
        """ "N/T, rounded up", "N/T (rounded up)": all of it."""
        bracketed = self._is_rounding_group()
        word = self.at + (bracketed or self.at_op(","))
        if word >= self.end or self.tokens[word][1] not in ("rounded_up", "rounded_down"):
            return tree
        self.at = word + 1 + bracketed
        return Tree("ceil" if self.tokens[word][1] == "rounded_up" else "floor", (tree,))

    def _is_rounding_group(self) -> bool:
        inside = [str(token[1]) for token in self.tokens[self.at : min(self.at + 3, self.end)]]
        return len(inside) == 3 and inside[0] == "(" and inside[1].startswith("rounded_") and inside[2] == ")"

    # --- the loop ------------------------------------------------------------------------------------------------

    def expression(self, power: int) -> Tree:
        """Read operands and operators that bind tighter than `power`."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ReadError(f"the formula is nested more than {MAX_DEPTH} deep", self.position())
        tokens = self.tokens
        left = self.operand()
        divided = False  # a slash stands before, at this level
        while self.at < self.end:
            kind, value, _, _ = tokens[self.at]
            if kind == "op":
                binding = _INFIX.get(value)
                if value in _WORDS_OF_UNCLEAR_REACH:
                    binding = self.reach_of(value, _INFIX[value], summed=power == 10 or left.op == "add")
                if binding is None:
                    if value == "(" and self._is_rounding_group():
                        break
                    if value in ("(", "[", "frac") and self.comment_group():
                        continue
                    if value == "," and self.depth == 1 and self.operator_word_follows():
                        self.at += 1  # "2^N, minus 1"
                        continue
                    if value not in STARTERS or not self._juxtaposes(power):
                        break
                    left = self._juxtaposed(left, divided)
                    continue
                if value in ("squared", "cubed", "^") and self._unit_before():  # of the unit, not of the value
                    self._set_power_of_unit_aside(value)
                    continue
                if binding <= power and not (value == "^" and power == 30):
                    break
                if not self._operator_applies(value):
                    if value in ("of", "per") and self.joins_a_name():
                        continue
                    break
                self.at += 1
                left = self.infix(value, left)
                divided = value in ("/", "over")
            elif kind == "word":
                if not self.comment_word():
                    break
            elif kind == "unk" or power >= _JUXTAPOSED:
                break
            else:
                left = self._juxtaposed(left, divided)
        self.depth -= 1
        return left

    def _unit_before(self) -> bool:
        """Whether a word stands before; raises ReadError for "all squared"."""
        if not self.word_at(self.at - 1):
            return False
        _, word, start, _ = self.tokens[self.at - 1]
        if word.lower() in ("all", "whole", "everything", "total", "overall", "then"):
            raise ReadError(f'it is not clear what "{word}" takes in; write brackets', start)
        return True

    def _set_power_of_unit_aside(self, value: str) -> None:
        """ "meters per second squared", `ms^{-2}`: the power says nothing about the value."""
        self.aside.append(value)
        self.at += 1
        if value == "^" and self.at < self.end:
            if self.at_op("-"):
                self.at += 1
            self.script()

    def _juxtaposes(self, power: int) -> bool:
        if power >= _JUXTAPOSED:
            return False
        return self.tokens[self.at][1] != "|" or self.bars == 0  # behind an operand an open bar is closed

    def _operator_applies(self, value: str) -> bool:
        """`of` multiplies only in front of an operand; a dash may open an explanation ("N^2 - because …")."""
        if value in ("of", "per"):
            return self.starts_operand(self.at + 1)
        if value == ".":
            return [token[1] for token in self.tokens[self.at + 1 : self.at + 4]] == ["bit_length", "(", ")"]
        if value == "by" and self.word_at(self.at - 1) and self.tokens[self.at - 1][1].lower() not in words.UNITS:
            word = self.tokens[self.at - 1][1]
            raise ReadError(f'"{word} by" changes the value; write it as a formula', self.tokens[self.at - 1][2])
        return value != "-" or not (self.word_at(self.at + 1) and self.tokens[self.at + 1][1].lower() in words.OPENING)

    def _juxtaposed(self, left: Tree, divided: bool) -> Tree:
        kind, value, start, _ = self.tokens[self.at]
        if kind == "num" and not self.is_spaced_power():
            raise ReadError("a number follows directly; write the operator between the two", start)
        if value == "(" and not symbols_of(left) and self._restated(left):
            return left
        if left.op == "num" and kind == "op" and value == "frac" and self.plain_fraction_follows():
            raise ReadError("a number before a fraction can mean a sum or a product; write + or · between them", start)
        right = self.expression(_JUXTAPOSED)
        if divided:
            self.notes.append(
                Doubt(
                    "a division is read from left to right; "
                    "write brackets if the factor after it belongs below the line"
                )
            )
        return mul(left, right)

    def _restated(self, left: Tree) -> bool:
        """A number said again in brackets, "3 (three)" or "614,656 (≈ 0.6 million)", is set aside if it agrees."""
        opening = self.tokens[self.at]
        closing = next((i for i in range(self.at, self.end) if self.tokens[i][1] == ")"), None)
        before = self.tokens[self.at - 1]
        spaced = opening[2] > before[3] and before[0] in ("num", "word")
        inside = self.tokens[self.at + 1 : closing]
        if any(token[1] in ("+", "-", "(") for token in inside):
            return False
        if (
            closing is None
            or not spaced
            or not inside
            or any(token[0] not in ("num", "word", "op") for token in inside)
        ):
            return False
        if inside[0][1] in ("=", "≈"):
            inside = inside[1:]
        while inside and inside[0][0] == "word":
            inside = inside[1:]
        try:
            given, again = value_at(left, {}), value_at(Parser(inside, []).formula(), {})
        except (ReadError, ArithmeticError):
            return False
        if not (is_exact(given) and is_exact(again)):
            given, again = ball(given), ball(again)
        if abs(given - again) * 20 > abs(given):
            raise ReadError("two numbers stand side by side; write the operator between them, or give one", opening[2])
        self.aside.append(f"({joined(self.tokens[self.at + 1 : closing])})")
        self.at = closing + 1
        return True

    # --- the whole answer ----------------------------------------------------------------------------------------

    def _order(self) -> Tree | None:
        """`O(…)`, "proportional to …", "cubic in N" as the whole answer."""
        if self.at >= self.end:
            return None
        kind, value, _, _ = self.tokens[self.at]
        wrap: Callable[[Tree], Tree] | None = None
        if kind == "fn" and value == "order":
            wrap = lambda tree: tree  # noqa: E731
        elif kind == "op":
            wrap = _GROWTH.get(value)
        if wrap is None:
            return None
        self.at += 1
        self.order = "bound" if kind == "fn" else "proportional"
        tree = wrap(self.expression(0))
        while kind == "op" and isinstance(value, Spelled) and (more := self._order_in_another(wrap)):
            tree = mul(tree, more)
        return tree

    def _order_in_another(self, wrap: Callable[[Tree], Tree]) -> Tree | None:
        """What follows "quadratic in L": ", linear in d", "and d"."""
        following = self.at + (self.at_op(",") or self.at_op("and"))
        following += following > self.at and following < self.end and self.tokens[following][1] == "and"
        following += following < self.end and self.tokens[following][1] in ("to", "in", "with")
        if following == self.at or following >= self.end:
            return None
        kind, value, _, _ = self.tokens[following]
        if kind == "op" and value in _GROWTH:
            self.at = following + 1
            return _GROWTH[value](self.expression(0))
        if kind == "sym":
            self.at = following
            return wrap(self.expression(0))
        return None
