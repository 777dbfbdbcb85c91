"""What an author wrote as the reference: plain Python, read once and kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from grader.errors import ReadError
from grader.expressions.brackets import split, unwrapped
from grader.expressions.labels import EQUALS, INEQUALITIES
from grader.expressions.lexer import Lexer
from grader.expressions.parser import Parser
from grader.expressions.reader import MAX_CHARACTERS
from grader.expressions.reading import Kind
from grader.expressions.tree import Tree, symbols_of
from grader.expressions.vocabulary import vocabulary


class Reference(NamedTuple):
    """A reference answer, read: one tree, or one a dimension, over `symbols`, of which `even` take even values only."""

    text: str
    symbols: tuple[str, ...]
    even: frozenset[str]
    kind: Kind
    trees: tuple[Tree, ...]
    trailing_ones: bool = False

    @property
    def tree(self) -> Tree:
        """The tree of a formula or number."""
        return self.trees[0]


def reference(
    text: str,
    symbols: Sequence[str] = (),
    *,
    even: Sequence[str] = (),
    kind: Kind | None = None,
    trailing_ones: bool = False,
) -> Reference:
    """Read a reference in plain Python syntax; the kind defaults as `grader compare` says.

    Raises ReadError, its message beginning with `reference:`, where it cannot be read.
    """
    return _reference(text, tuple(symbols), tuple(even), kind, trailing_ones)


@lru_cache(maxsize=2048)
def _reference(
    text: str, symbols: tuple[str, ...], even: tuple[str, ...], kind: Kind | None, trailing_ones: bool
) -> Reference:
    try:
        trees = read_reference(text, symbols)
    except ReadError as error:
        raise ReadError(f"reference: {error}", error.column) from None
    if kind is None:
        kind = "dims" if len(trees) > 1 else ("symbolic" if any(symbols_of(tree) for tree in trees) else "numeric")
    if len(trees) > 1 and kind != "dims":
        raise ReadError("reference: a tuple stands where one value is wanted")
    return Reference(text, symbols, frozenset(even), kind, trees, trailing_ones)


@lru_cache(maxsize=4096)
def read_reference(text: str, symbols: tuple[str, ...] = ()) -> tuple[Tree, ...]:
    """Read a reference in plain Python syntax; a tuple gives one tree a dimension.

    Raises ReadError where it is not plain Python over `symbols`.
    """
    if len(text) > MAX_CHARACTERS:
        raise ReadError(f"the reference is {len(text)} characters long; at most {MAX_CHARACTERS} are read")
    notes: list[str] = []
    names = vocabulary(symbols)
    tokens = Lexer(text, names, grouped=False).run()
    if not tokens:
        raise ReadError("the reference is empty")
    for kind, value, start, _ in tokens:
        if kind in ("word", "unk") or (kind == "op" and value in EQUALS | INEQUALITIES):
            raise ReadError(f"{value} is not plain Python over the declared symbols", start)
    parts = split(unwrapped(tokens), frozenset({","}))
    if len(parts) > 1:
        parts = parts[:-1] if not parts[-1] else parts
        return tuple(Parser(part, notes).formula() for part in parts)
    return (Parser(tokens, notes).formula(),)
