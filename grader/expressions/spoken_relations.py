"""Relations in words, "proportional to" and "about", as the signs that part the members of a chain."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions.tokens import Token, has_value

_BETTER = frozenset("faster better quicker speedup speed improvement".split())
#: Operations on the quantity whose growth is asked for: "the square of the time grows like N".
_OF_IT = frozenset("square_of cube_of sqrt_of cbrt_of ln_of log2_of reciprocal_of inverse_square_of".split())
_ABOUT = frozenset("about approximately approx roughly circa around".split())


def parted_at_growth(tokens: list[Token]) -> list[Token]:
    """Put a relation before a "proportional to" that stands behind something: "w ∝ 1/sqrt(N)", "n^2 + n ~ n^2"."""
    for index, token in enumerate(tokens):
        if index and token[:2] == ("op", "inverse_to") and not has_value(tokens[:index]):  # "the error is inversely …"
            return [*tokens[:index], ("op", "=", token[2], token[2]), *tokens[index:]]
        if token[1] in ("quadratic_in", "cubic_in", "log_in", "inverse_to"):  # "quadratic in L, linear in d"
            break
        if index and token[:2] == ("op", "proportional_to"):
            if (of := next((each for each in tokens[:index] if each[1] in _OF_IT), None)) is not None:
                raise ReadError("something is computed from what was asked for; write how that itself grows", of[2])
            return [*tokens[:index], ("op", "=", token[2], token[2]), *tokens[index:]]
    return tokens


def with_approximations(tokens: list[Token]) -> list[Token]:
    """The tokens of a number with a relation for the words in "= 37 752 832, about 37.8 M", bracketed or not."""
    for index in range(len(tokens) - 1, 0, -1):
        if tokens[index][0] == "word" and tokens[index][1].lower() in _ABOUT and has_value(tokens[:index]):
            before = tokens[index - 1]
            bracketed = before[1] == "(" and tokens[-1][1] == ")"
            if tokens[index + 1 : index + 2] and tokens[index + 1][0] == "num" and (before[1] == "," or bracketed):
                relation: Token = ("op", "≈", *tokens[index][2:])
                return [*tokens[: index - 1], relation, *tokens[index + 1 : len(tokens) - bracketed]]
    return tokens


def without_times_sign(tokens: list[Token]) -> list[Token]:
    """The tokens without the cross of a factor, "4.71x", "2× faster"."""
    for index in range(1, len(tokens)):
        behind = tokens[index + 1] if index + 1 < len(tokens) else ("", "", 0, 0)
        ends = behind[1] in ("", ".", ",", ";", ")") or str(behind[1]).lower() in _BETTER
        if tokens[index][1] == "×" and tokens[index - 1][0] == "num" and tokens[index - 1][1] and ends:
            return [*tokens[:index], *without_times_sign([tokens[index - 1], *tokens[index + 1 :]])[1:]]
    return tokens
