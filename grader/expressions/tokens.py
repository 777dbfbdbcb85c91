"""What the lexer makes and the parser reads: (kind, value, start, end), positions in the normalised text. Kinds:

num   value: int or Fraction      sym   value: declared symbol     fn    value: function name
const value: "pi" or "e"          op    value: operator            word  value: the word as written
unk   value: an unknown name
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Token = tuple[str, Any, int, int]

#: Kinds of tokens that are values.
VALUES = frozenset(("num", "sym", "const"))


def has_value(tokens: Sequence[Token]) -> bool:
    """Whether a number, symbol or constant stands among the tokens."""
    for token in tokens:  # noqa: SIM110  # twice as fast as any(…)
        if token[0] in VALUES:
            return True
    return False


def joined(tokens: Sequence[Token]) -> str:
    """Return tokens as text, for people."""
    return " ".join(str(token[1]).replace("_", " ") if token[0] == "op" else str(token[1]) for token in tokens)


class Spelled(str):
    """An operator that was written as a word ("plus", "over"): it reaches further, or less far, than its sign."""

    __slots__ = ()


class Doubt(str):
    """A note that something may be meant otherwise than it was read; beside a right answer there is no doubt."""

    __slots__ = ()


class Scale(str):
    """A note that `prefix` behind a number was read as a scale; it may be a part of its unit instead."""

    __slots__ = ("prefix",)
    prefix: str


#: Letters of names, as a regular expression's character class.
LETTER = "A-Za-zΑ-ΡΤ-ΩΣΠα-ωℓ"
