"""A Pratt parser from tokens to a tree, for one formula.

Binding powers, loosest first: `\\over` 2, shifts 6, sums 10, products (explicit or by juxtaposition, left to right) 20,
signs 25, `choose` 28, powers 30 (to the right), postfix `!`, `%`, "squared" 40.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.calls import Calls
from grader.expressions.cursor import STARTERS, UNSUPPORTED, spoken
from grader.expressions.exact import value_at
from grader.expressions.tokens import Token
from grader.expressions.tree import Tree, add, depth_of, mul, neg, num, root, sym, symbols_of

#: Brackets, fractions and powers inside one another.
MAX_DEPTH = 60
#: Operations inside one another, chains such as a/b/c/… included.
MAX_TREE_DEPTH = 120

_INFIX = {
    "\\over": 2,
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
    "/": 20,
    "//": 20,
    "%": 20,
    "mod": 20,
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
_JUXTAPOSED = 20
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
}
_FEWER = frozenset({"fewer", "less", "smaller", "lower"})
_POWER_WORDS = {"squared": 2, "cubed": 3, "fourth": 4, "fifth": 5, "sixth": 6}


class Parser(Calls):
    """Reads `tokens[at:]`; `words_aside` and `notes` collect what was set aside and what the student should hear."""

    __slots__ = ("order",)

    def __init__(self, tokens: Sequence[Token], notes: list[str]) -> None:
        super().__init__(tokens, notes)
        self.order = False  # O(…), Θ(…), "proportional to …"

    def formula(self) -> Tree:
        """Read one whole formula; raises ReadError where it stops making sense or a second one begins."""
        tree = self._order() or self.expression(0)
        if self.at_op(",") and self.at + 1 < self.end and str(self.tokens[self.at + 1][1]).startswith("rounded_"):
            self.at += 1
        if self.at_op("rounded_up") or self.at_op("rounded_down"):
            tree = Tree("ceil" if self.at_op("rounded_up") else "floor", (tree,))
            self.at += 1
        self.set_words_aside()
        if self.at < self.end:
            raise self.leftover()
        if self.end > MAX_TREE_DEPTH and depth_of(tree) > MAX_TREE_DEPTH:
            raise ReadError(f"the formula is nested more than {MAX_TREE_DEPTH} deep")
        return tree

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
                if binding is None:
                    if value in ("(", "[", "frac") and self.comment_group():
                        continue
                    if value not in STARTERS or not self._juxtaposes(power):
                        break
                    left = self._juxtaposed(left, divided)
                    continue
                if binding <= power and not (value == "^" and power == 30):
                    break
                if not self._operator_applies(value):
                    if value in ("of", "per") and self.word_at(self.at + 1):
                        self.aside.append(value)
                        self.at += 1
                        continue
                    break
                self.at += 1
                left = self._infix(value, left)
                divided = value == "/"
            elif kind == "word":
                if not self.comment_word():
                    break
            elif kind == "unk" or power >= _JUXTAPOSED:
                break
            else:
                left = self._juxtaposed(left, divided)
        self.depth -= 1
        return left

    def _juxtaposes(self, power: int) -> bool:
        if power >= _JUXTAPOSED:
            return False
        return self.tokens[self.at][1] != "|" or self.bars == 0  # behind an operand an open bar is closed

    def _operator_applies(self, value: str) -> bool:
        """`of` multiplies only in front of an operand; a dash may open an explanation ("N^2 - because …")."""
        if value in ("of", "per"):
            return self.starts_operand(self.at + 1)
        if value == "by" and self.word_at(self.at - 1) and self.tokens[self.at - 1][1].lower() not in words.UNITS:
            word = self.tokens[self.at - 1][1]
            raise ReadError(f'"{word} by" changes the value; write it as a formula', self.tokens[self.at - 1][2])
        return value != "-" or not (self.word_at(self.at + 1) and self.tokens[self.at + 1][1].lower() in words.OPENING)

    def _juxtaposed(self, left: Tree, divided: bool) -> Tree:
        kind, value, start, _ = self.tokens[self.at]
        if kind == "num" and not self._is_spaced_power():
            raise ReadError("a number follows directly; write the operator between the two", start)
        if value == "(" and not symbols_of(left) and self._restated(left):
            return left
        if left.op == "num" and kind == "op" and value == "frac" and self.plain_fraction_follows():
            raise ReadError("a number before a fraction can mean a sum or a product; write + or · between them", start)
        right = self.expression(_JUXTAPOSED)
        if divided:
            self.notes.append(
                "a division is read from left to right; write brackets if the factor after it belongs below the line"
            )
        return mul(left, right)

    def _is_spaced_power(self) -> bool:
        """Whether the number here begins a power and stands apart: `N 2^k` is a product."""
        token, before = self.tokens[self.at], self.tokens[self.at - 1]
        if before[1] == "!" and before[0] == "op":
            return True
        if before[0] == "num" or token[2] == before[3]:
            return False
        if before[0] == "op" and before[1] in ("!", ")", "}", "]"):
            return True
        return self.at + 1 < self.end and self.tokens[self.at + 1][1] == "^"

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
        if abs(given - again) * 20 > abs(given):
            raise ReadError("two numbers stand side by side; write the operator between them, or give one", opening[2])
        self.aside.append("(" + " ".join(str(token[1]) for token in self.tokens[self.at + 1 : closing]) + ")")
        self.at = closing + 1
        return True

    def _infix(self, value: str, left: Tree) -> Tree:
        if value == "+":
            return add(left, self.expression(10))
        if value == "-":
            return add(left, neg(self.expression(10)))
        if value == "×" and self.word_at(self.at) and self.tokens[self.at][1].lower() in _FEWER:
            self.at += 1  # "4x fewer"
            return Tree("div", (num(1), left))
        if value in ("*", "×", "by", "of"):
            return mul(left, self.expression(20))
        if value in ("/", ":", "per"):
            return Tree("div", (left, self.expression(20)))
        if value == "^":
            return self._power(left)
        if value == "//":
            return Tree("floor", (Tree("div", (left, self.expression(20))),))
        if value in ("%", "mod"):
            if value == "%" and self.at_op("%"):
                raise ReadError("two percent signs stand here", self.position())
            if value == "%" and left.op != "num" and self._opens_comment():
                self.explanation()
                return left
            if value == "%" and not self.starts_operand(self.at):
                return Tree("div", (left, num(100)))
            return Tree("mod", (left, self.expression(20)))
        if value == "!":
            if self.at_op("!"):
                raise ReadError("a double factorial is not known here", self.position())
            return Tree("fact", (left,))
        return self._rare_infix(value, left)

    def _opens_comment(self) -> bool:
        """Whether the percent sign just read is LaTeX's comment: it stands apart, with a word behind it."""
        sign = self.tokens[self.at - 1]
        spaced = self.at >= 2 and sign[2] > self.tokens[self.at - 2][3]
        return spaced and self.word_at(self.at) and self.tokens[self.at][2] > sign[3]

    def _rare_infix(self, value: str, left: Tree) -> Tree:
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
            return Tree("div", (num(1), left))
        return Tree("pow", (left, num(_POWER_WORDS[value])))

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
            after = self.tokens[self.at] if self.at < self.end else None
            if (
                exponent.op == "num"
                and after is not None
                and after[0] == "sym"
                and after[2] == self.tokens[self.at - 1][3]
                and self.at == position + 1
            ):
                self.notes.append(f"the power ends after {exponent.value}; write brackets if {after[1]} belongs to it")
        return Tree("pow", (base, exponent))

    # --- operands ------------------------------------------------------------------------------------------------

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
            raise ReadError(f'the word "{value}" stands where a value should be', start)
        if str(value).lstrip("\\") in words.UNKNOWN_FUNCTIONS:
            raise ReadError(f"{value} is not known here", start)
        raise ReadError(f"{value} is not one of the declared symbols", start)

    def _prefix(self, value: str, start: int) -> Tree:
        if value in "([{":
            self.at -= 1
            return self.group()
        if value == "-":
            return neg(self.expression(25))
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
        if value == "sqrt":
            degree = self._optional_degree()
            return root(self._argument(), degree)
        if value in "√∛∜":
            return root(self._radicand(), {"√": 2, "∛": 3, "∜": 4}[value])
        return self._word_prefix(value, start)

    def _word_prefix(self, value: str, start: int) -> Tree:
        if value == "mod" and self.at_op("("):
            return self._apply("mod", None, start)
        if value in _PREFIX_WORDS:
            self.skip_of()
            if value in ("ceil_of", "floor_of"):  # "the ceiling of N divided by T" covers the quotient
                return _PREFIX_WORDS[value](self.expression(10))
            return _PREFIX_WORDS[value](
                self.expression(20) if value in ("twice", "thrice", "fourfold") else self._words_operand()
            )
        if value == "abs_of":
            return Tree("abs", (self.expression(8),))
        if value == "binomial_coefficient":
            return self.expression(20)
        if value in ("product_of", "sum_of", "max_of", "min_of"):
            items = [self.expression(20)]
            while self.at_op(",") or self.at_op("and"):
                self.at += 1
                if self.at_op("and"):
                    self.at += 1
                items.append(self.expression(20))
            if value in ("max_of", "min_of"):
                return Tree(value[:3], tuple(items))
            return mul(*items) if value == "product_of" else add(*items)
        if value == "log_base":
            base = self.expression(25)
            self.skip_of()
            return Tree("log", (self._words_operand(), base))
        if value in UNSUPPORTED:
            raise ReadError(UNSUPPORTED[value], start)
        if value in (")", "]", "}", "⌋", "⌉"):
            raise ReadError(f"a value is missing before {value}", start)
        if value in ("or", "and", ","):
            raise ReadError("two answers stand here; one is wanted", start)
        raise ReadError(f"a value is missing before {spoken(value)}", start)

    def _words_operand(self) -> Tree:
        """What "the square root of" and its like take: a product by juxtaposition, no sum."""
        left = self.expression(20)
        while self.at < self.end and self.tokens[self.at][0] in ("sym", "const"):
            left = mul(left, self.expression(20))
        return left

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
            self.notes.append(f"√ covers {radicand.value} alone; write brackets if more belongs under it")
        return radicand

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
            wrap = {
                "proportional_to": lambda tree: tree,
                "inverse_to": lambda tree: Tree("div", (num(1), tree)),
                "quadratic_in": lambda tree: Tree("pow", (tree, num(2))),
                "cubic_in": lambda tree: Tree("pow", (tree, num(3))),
                "log_in": lambda tree: Tree("log", (tree,)),
            }.get(value)
        if wrap is None:
            return None
        self.at += 1
        self.order = True
        return wrap(self.expression(0))
