"""A place in a list of tokens: what stands there, what follows, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import CLOSING
from grader.expressions.tokens import VALUES, Spelled, Token
from grader.expressions.tree import Tree

#: Operator tokens that begin an operand.
STARTERS = frozenset(
    (
        "( [ { ⌊ ⌈ | |< cast frac binom sqrt √ ∛ ∜ twice thrice fourfold sqrt_of cbrt_of square_of cube_of ln_of "
        "log2_of ceil_of floor_of reciprocal_of product_of sum_of max_of min_of log_base abs_of fact_of "
        "binomial_coefficient ratio_of remainder_of inverse_square_of inverse_cube_of"
    ).split()
)
RELATIONS = frozenset({"=", "≈", "≤", "≥", "≠", "<", ">", "→", "⇒", "∈"})
UNSUPPORTED = {
    "...": "dots leave the formula open; write it in closed form or as a sum with limits",
    "±": "± gives two answers; one is wanted",
    "∓": "∓ gives two answers; one is wanted",
    "∞": "infinity is not a value here",
    "'": "a prime stands where no declared symbol has one",
    '"': "a quotation mark is not part of a formula",
    "_": "a subscript stands where no declared symbol has one",
}


class Cursor:
    """Tokens, a place among them, and what was set aside or noted on the way."""

    __slots__ = (
        "aside",
        "at",
        "bars",
        "branching",
        "commented",
        "depth",
        "end",
        "minuses",
        "notes",
        "ranges",
        "remarks",
        "running",
        "tokens",
        "unclear",
        "wide",
    )

    def __init__(self, tokens: Sequence[Token], notes: list[str], *, wide: bool = False, remarks: bool = False) -> None:
        self.tokens = tokens
        self.notes = notes
        self.aside: list[str] = []
        self.at = 0
        self.end = len(tokens)
        self.depth = 0
        self.bars = 0  # bars | that stand open in the innermost bracket
        self.branching: frozenset[int] | None = None  # see `Branches.branches`; None before it is asked for
        self.minuses = 0  # that stand before what is being read
        self.ranges: list[tuple[Tree, Tree]] | None = None  # `1:n` met in the sum being read, None outside one
        self.running = ""  # the running symbol that stands for such a range
        self.wide = wide  # "the square root of a + b" covers the sum
        self.remarks = remarks  # any bracket without an operator, "(K and V)", may be one
        self.commented = False  # met a percent sign that may open a comment as well
        self.unclear = False  # met words whose reach can be taken either way

    def expression(self, power: int) -> Tree:
        """Read operands and operators that bind tighter than `power`."""
        raise NotImplementedError

    def word_at(self, index: int) -> bool:
        return index < self.end and self.tokens[index][0] == "word"

    def at_op(self, value: str) -> bool:
        if self.at >= self.end:
            return False
        token = self.tokens[self.at]
        return token[1] == value and token[0] == "op"

    def _previous_is(self, *values: str) -> bool:
        previous = self.tokens[self.at - 1]
        return previous[0] == "op" and previous[1] in values

    def starts_operand(self, index: int) -> bool:
        if index >= self.end:
            return False
        kind, value, _, _ = self.tokens[index]
        return kind in VALUES or kind == "fn" or (kind == "op" and value in STARTERS and value != "|")

    def operator_word_follows(self) -> bool:
        """Whether "plus", "minus", "times" or "over" stands behind the token here, in words."""
        value = self.tokens[self.at + 1][1] if self.at + 1 < self.end else ""
        return isinstance(value, Spelled) and value in ("+", "-", "*", "over", "all_over")

    def plain_fraction_follows(self) -> bool:
        """Whether the \\frac here has two whole numbers, as the mixed number 2\\frac{1}{2} would."""
        shape = [token[1] if token[0] == "op" else token[0] for token in self.tokens[self.at + 1 : self.at + 7]]
        return shape == ["{", "num", "}", "{", "num", "}"]

    def position(self) -> int:
        return self.tokens[self.at][2] if self.at < self.end else self.end_position()

    def end_position(self) -> int:
        return self.tokens[self.end - 1][3] if self.end else 0

    def leftover(self) -> ReadError:
        kind, value, start, _ = self.tokens[self.at]
        if kind == "unk":
            return ReadError(f"{value} is not one of the declared symbols", start)
        if kind == "word":
            low = str(value).lower()
            if low in words.POISON:
                return ReadError(f'"{value}" makes the answer say something else; write one formula', start)
            return ReadError(f'the word "{value}" stands inside the formula', start)
        if kind == "op":
            if value in CLOSING:
                return ReadError(f"{value} closes a bracket that was never opened", start)
            if value in ("or", "and", ",", ";"):
                return ReadError("two answers stand here; one is wanted", start)
            if value in UNSUPPORTED:
                return ReadError(UNSUPPORTED[value], start)
            if value in RELATIONS:
                return ReadError(f"a relation {value} stands here; one formula is wanted", start)
            return ReadError(f"{spoken(value)} stands where it has no meaning", start)
        return ReadError("a second formula begins here; one is wanted", start)


def spoken(value: str) -> str:
    """An operator as a message names it: words in quotes."""
    return f'"{value.replace("_", " ")}"' if value.replace("_", "").isalpha() and len(value) > 1 else value
