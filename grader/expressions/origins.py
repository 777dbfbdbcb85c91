"""From an answer as typed to the lexer's characters: what other programs and languages write in their own way."""

from __future__ import annotations

from collections.abc import Sequence

from grader.expressions.bare_commands import with_backslashes
from grader.expressions.characters import Characters, normalise
from grader.expressions.languages import in_english
from grader.expressions.linear_format import as_latex
from grader.expressions.struck import without_struck


def characters_of(text: str, symbols: Sequence[str], aside: list[str]) -> Characters:
    """Return the characters of the answer; what is struck out is set aside. Raises ReadError."""
    characters = as_latex(without_struck(normalise(text), aside))
    return in_english(with_backslashes(characters, symbols), symbols)
