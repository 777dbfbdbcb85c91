"""Conditions and remarks beside a formula: which are harmless, and which make it depend on something."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.labels import EQUALS, RELATIONS
from grader.expressions.tokens import VALUES, Spelled, Token, has_value, joined

_CONCLUDING = frozenset(("is", "gives", "giving", "makes", "making", "get", "total"))
_REMARKS = frozenset(("for", "at", "with", "where"))


def without_condition(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Set "where N = 1" behind a formula aside, before its relation is taken for one of the formula's own.

    Raises ReadError for a word that makes the formula depend on something ("unless N = 1").
    """
    relation = next((i for i in range(len(tokens) - 1, -1, -1) if tokens[i][1] in RELATIONS), -1)
    depth = 0
    for index, (kind, value, start, _) in enumerate(tokens[:relation] if relation >= 0 else []):
        low = str(value).lower()
        depth += (value == "(") - (value == ")")
        if kind != "word" or depth or not has_value(tokens[:index]):
            continue
        if words.changes_meaning(low):
            raise ReadError(f'"{value}" makes the answer depend on something; write one formula', start)
        if low == "each" and tokens[index + 1][1] in EQUALS:  # "4 bytes each = 4 MiB"
            continue
        if low in words.OPENING or low in ("if", "provided"):
            rest = tokens[index:]
            is_open = any(str(token[1]).lower() in ("otherwise", "else", "or") for token in rest)
            if low in ("if", "when", "whenever", "provided") or is_open or _restricts(rest):
                raise ReadError(f'"{value}" makes the answer depend on something; write one formula', start)
            conclusion = next((at for at, token in enumerate(rest) if _concludes(token)), 0)
            if conclusion and low in ("for", "that"):  # "N for each of N outputs, which makes N^2"
                aside.append(joined(tokens[: index + conclusion]))
                return tokens[index + conclusion + 1 :]
            aside.append(joined(rest))
            return tokens[:index]
    return tokens


def _concludes(token: Token) -> bool:
    """Whether "which makes", "that is" and their like stand here."""
    return token[1] == "=" and isinstance(token[1], Spelled)


def _restricts(tokens: list[Token]) -> bool:
    """Whether a condition leaves positive numbers out: "for M > N", but not "for N >= 1"."""
    for index, (_, value, _, _) in enumerate(tokens[:-1]):
        bound = tokens[index + 1][1]
        if value in ("<", ">", "≤", "≥", "≠") and (value, bound) not in ((">", 0), ("≥", 0), ("≥", 1)):
            return True
    return False


def is_remark(tokens: list[Token]) -> bool:
    """Whether a line behind a formula is a remark on it: "This is largest for M = N = K".

    Raises ReadError where a remark ends in a formula of its own: "Because there are N outputs, it is N^2".
    """
    found = _is_remark(tokens)
    marks = [at for at, token in enumerate(tokens) if token[1] in (",", ":") or str(token[1]).lower() in _CONCLUDING]
    tail = next((tokens[at + 1 :] for at in reversed(marks) if has_value(tokens[at + 1 :])), [])
    opens = bool(tail) and str(tail[0][1]).lower() in words.OPENING
    if found and not opens and has_value(tail) and not any(token[1] in RELATIONS for token in tail):
        raise ReadError("a second formula stands in the remark; write one", tail[0][2])
    return found


def _is_remark(tokens: list[Token]) -> bool:
    if tokens[0][0] == "word" and tokens[0][1].lower() in words.REASONS | _REMARKS:
        return True
    first = next((i for i, token in enumerate(tokens) if token[0] in VALUES), len(tokens))
    before = [str(token[1]).lower() for token in tokens[:first] if token[0] == "word"]
    takes_back = any(word in words.POISON or word in words.CONDITIONS for word in before)
    return first >= 2 and tokens[0][0] == "word" and any(word in _REMARKS for word in before[1:]) and not takes_back
