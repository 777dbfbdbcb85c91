"""What the lexer makes and the parser reads: (kind, value, start, end), positions in the normalised text. Kinds:

num   value: int or Fraction      sym   value: declared symbol     fn    value: function name
const value: "pi" or "e"          op    value: operator            word  value: the word as written
unk   value: an unknown name
"""

from __future__ import annotations

from typing import Any

Token = tuple[str, Any, int, int]


class Doubt(str):
    """A note that something may be meant otherwise than it was read; beside a right answer there is no doubt."""

    __slots__ = ()


class Scale(str):
    """A note that letters behind a number were read as a scale; they may be a part of its unit instead."""

    __slots__ = ()


#: Letters of names, as a regular expression's character class.
LETTER = "A-Za-zΑ-ΡΤ-ΩΣΠα-ω"
