"""Brackets in a list of tokens: what they hold as a whole, and what stands outside them."""

from __future__ import annotations

from collections.abc import Sequence

from grader.expressions.tokens import Token

CLOSING_OF = {"(": ")", "[": "]", "{": "}", "⌊": "⌋", "⌈": "⌉"}
OPENING, CLOSING = frozenset(CLOSING_OF), frozenset(CLOSING_OF.values())
#: Opening brackets that only group.
GROUPING = frozenset("([{")


def step(token: Token) -> int:
    """By how much a token changes the depth: 1 for an opening bracket, -1 for a closing one."""
    _, value, _, _ = token
    return (value in OPENING) - (value in CLOSING) if isinstance(value, str) else 0


def unwrapped(tokens: list[Token], opening: frozenset[str] = GROUPING) -> list[Token]:
    """Take off the brackets, of the given opening ones, that hold all of the tokens."""
    while len(tokens) > 2 and tokens[0][1] in opening and tokens[-1][1] == CLOSING_OF[tokens[0][1]]:
        depth = 0
        for token in tokens[:-1]:
            depth += step(token)
            if depth == 0:
                return tokens
        tokens = tokens[1:-1]
    return tokens


def closing_at(tokens: Sequence[Token], opening: int) -> int | None:
    """Where the bracket that opens at `opening` closes; None where it never does, or with a bracket of another kind."""
    depth = 0
    for index in range(opening, len(tokens)):
        depth += step(tokens[index])
        if depth == 0:
            return index if tokens[index][1] == CLOSING_OF[tokens[opening][1]] else None
    return None


def split(tokens: Sequence[Token], separators: frozenset[str]) -> list[list[Token]]:
    """Split tokens at separators outside brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        depth += step(token)
        if depth == 0 and token[0] == "op" and token[1] in separators:
            parts.append([])
        else:
            parts[-1].append(token)
    return parts
