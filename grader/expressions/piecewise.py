"""Formulas by cases: LaTeX's `cases`, Python's `M if M > N else N`, "N/2 if N is even, (N-1)/2 if N is odd"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from grader.errors import ReadError
from grader.expressions.brackets import closing_at, split, step, unwrapped
from grader.expressions.patterns import later
from grader.expressions.tokens import Token
from grader.expressions.tree import MAX_TWICE, Tree, larger_than, num

MAX_CASES = 8
#: Relations of one condition.
MAX_CHAINED = 8

_IF = frozenset({"if", "when", "for", "where"})
_ELSE = frozenset({"else", "otherwise"})
_ROUND = frozenset({"("})
_PARTING = frozenset({",", ";", "and"})
_FILLERS = frozenset({"is", "are", "an", "number", "then", "we", "have"})
_COMMA = frozenset({","})
_TURNED = {">": "<", "≥": "≤"}
_RELATIONS = frozenset({"<", "≤", "=", "≠", ">", "≥"})
_SAYS_CASES = later(r"\b(?:if|when|otherwise|else)\b", re.IGNORECASE)
#: A spreadsheet's and Mathematica's.
_PARITIES = frozenset({"iseven", "isodd", "evenq", "oddq"})
#: What no case covers.
NOWHERE = Tree("none")

#: The tokens of a value and of the condition under which it holds, None for "otherwise".
Case = tuple[list[Token], "list[Token] | None"]


def says_cases(line: str) -> bool:
    """Whether a line has a word that parts cases."""
    return _SAYS_CASES.search(line) is not None


def may_say_cases(tokens: list[Token]) -> bool:
    """Whether a line has "if", or "for" with a relation or a parity behind it."""
    said = {str(token[1]).lower() for token in tokens if token[0] in ("word", "op")}
    if any(token[1] == "Piecewise" for token in tokens):
        return True
    return bool(said & {"if", "when", "?"}) or (bool(said & _IF) and bool(said & (_RELATIONS | {"even", "odd"})))


def case_in_columns(value: list[Token], condition: list[Token]) -> Case:
    """One row of an environment: its value, and what stands in its second column."""
    while value and value[-1][1] in (",", ";"):
        value = value[:-1]
    while condition and (_low(condition[0]) in _IF or condition[0][1] in (",", "(")):
        condition = condition[1:]
    while condition and condition[-1][1] in (",", ";", ".", ")"):
        condition = condition[:-1]
    return value, None if condition and _low(condition[0]) in _ELSE else condition


def cases_of(tokens: list[Token]) -> list[Case]:
    """Take a line with "if" apart; [] where it does not say what holds in every case."""
    while tokens and tokens[-1][1] == ".":
        tokens = tokens[:-1]
    tokens = unwrapped(tokens, _ROUND)
    if tokens[0][1] == "Piecewise":
        return _listed(tokens)
    held = _held(tokens) if any(token[1] in ("(", "[") for token in tokens) else frozenset()
    tokens = _ternary(tokens, held)
    held = _held(tokens) if held else held
    cases: list[Case] = []
    value: list[Token] = []
    condition: list[Token] | None = None
    last = False  # "else" or "otherwise" was met
    depth = 0
    for index, token in enumerate(tokens):
        low = "" if index in held else _low(token)
        depth += step(token)
        if low in _IF and condition is None:
            if not value:
                return []
            condition = []
        elif low in _ELSE or (token[1] in _PARTING and depth == 0):
            if low not in _ELSE and index + 1 < len(tokens) and _low(tokens[index + 1]) in _IF | _ELSE | _PARTING:
                continue  # "M, if M > N"
            if value and condition:
                cases.append((value, condition))
            elif value and low in _ELSE and not last:
                cases.append((value, None))
            elif value or condition:
                return []
            value, condition, last = [], None, last or low in _ELSE
        elif condition is not None:
            condition.append(token)
        else:
            value.append(token)
    if value and (condition or last):
        cases.append((value, condition))
    elif value or condition is not None or _low(tokens[-1]) == "else":
        return []
    whole = len(cases) > 1 and all(case[1] for case in cases[:-1])
    return cases if whole and len(cases) <= MAX_CASES else []


def _listed(tokens: list[Token]) -> list[Case]:
    """The cases of SymPy's `Piecewise((a, M > N), (b, True))` and Mathematica's `Piecewise[{{a, M > N}}, b]`."""
    if len(tokens) < 6 or closing_at(tokens, 1) != len(tokens) - 1:
        return []
    inside = tokens[2:-1]
    if tokens[1][1] == "[":
        parts = split(inside, _COMMA)
        inside = [token for part in (parts[0][1:-1], *parts[1:]) for token in (*part, ("op", ",", 0, 0))][:-1]
    cases: list[Case] = []
    for part in split(inside, _COMMA):
        pair = split(part[1:-1], _COMMA) if part and part[0][1] in ("(", "{") and closing_at(part, 0) else [part]
        if not part or len(pair) > 2 or not all(pair):
            return []
        condition = pair[1] if len(pair) == 2 and str(pair[1][0][1]).lower() != "true" else None
        cases.append((pair[0] if len(pair) == 2 else part, condition))
    return cases


def _held(tokens: list[Token]) -> frozenset[int]:
    """Where brackets stand that hold cases of their own, `(1 if n % b else 0)`: no case is parted inside them."""
    held: set[int] = set()
    index = 0
    while index < len(tokens):
        closing = closing_at(tokens, index) if tokens[index][1] in ("(", "[") else None
        if closing is None:
            index += 1
            continue
        said = {_low(token) for token in tokens[index:closing]}
        if "?" in said or (said & {"if", "when"} and said & _ELSE):
            held.update(range(index, closing + 1))
        index = closing + 1
    return frozenset(held)


def _ternary(tokens: list[Token], held: frozenset[int]) -> list[Token]:
    """`M > N ? M : N` and `if M > N then M else N` as `M if M > N else N`."""
    if tokens and _low(tokens[0]) == "if":
        return _opened_by_if(tokens)
    marks = [index for index, token in enumerate(tokens) if token[1] == "?" and index not in held]
    colon = next(
        (
            index
            for index, token in enumerate(tokens)
            if token[1] == ":" and marks and index > marks[0] and index not in held
        ),
        None,
    )
    if len(marks) != 1 or colon is None:
        return tokens
    at = tokens[marks[0]][2]
    condition, then, otherwise = tokens[: marks[0]], tokens[marks[0] + 1 : colon], tokens[colon + 1 :]
    label = next((i + 1 for i, token in enumerate(condition) if token[1] == "=" and token[3] - token[2] == 1), 0)
    if label and any(token[1] in _RELATIONS for token in condition[label:]):  # "f(M, N) = M > N ? M : N"
        then, condition = [*condition[:label], *then], condition[label:]
    return [*then, ("word", "if", at, at), *condition, ("word", "else", at, at), *otherwise]


def _opened_by_if(tokens: list[Token]) -> list[Token]:
    """`if C then A else B`, R's `if (C) A else B`; what has another form is left as it stands."""
    words = ["else" if _low(token) in _ELSE else _low(token) for token in tokens]
    if words.count("if") != 1 or words.count("else") != 1 or len(tokens) < 6:
        return tokens
    other = words.index("else")
    opener = next((word for word in ("then", ":") if word in words[:other]), None)
    if opener is not None:
        parted = words.index(opener)
        behind = parted + 1
    else:
        closing = closing_at(tokens, 1) if tokens[1][1] == "(" else None
        if closing is None or closing >= other:
            return tokens
        parted = behind = closing + 1
    at = tokens[0][2]
    value = tokens[behind:other]
    while value and value[-1][1] in (",", ";", "."):
        value = value[:-1]
    return [*value, ("word", "if", at, at), *tokens[1:parted], *tokens[other:]]


def _unequal(relations: list[str], sides: list[list[Token]], token: Token) -> str:
    """The relation of a token, with the sign before it where `<>` and `n%2!=0` were taken for two."""
    if token[1] == ">" and relations and relations[-1] == "<" and not sides[-1]:
        sides.pop()
        relations.pop()
        return "≠"
    before = sides[-1][-1] if sides[-1] else None
    if token[1] == "=" and before is not None and before[1] == "!" and before[3] == token[2]:
        sides[-1].pop()
        return "≠"
    return str(token[1])


def _low(token: Token) -> str:
    return str(token[1]).lower() if token[0] in ("word", "op") else ""


def tree_of(cases: Sequence[Case], formula: Callable[[list[Token]], Tree]) -> Tree:
    """Return the tree of the cases, the first that holds counts; `formula` reads one value.

    Raises ReadError where a value or condition cannot be read.
    """
    if len(cases) > MAX_CASES:
        raise ReadError(f"more than {MAX_CASES} cases stand here")
    tree = NOWHERE
    for index, (value, condition) in reversed(list(enumerate(cases))):
        if condition is None and index < len(cases) - 1:
            raise ReadError("a case stands behind the one that holds otherwise", value[0][2] if value else None)
        if not value:
            raise ReadError("a case has no value", condition[0][2] if condition else None)
        then = formula(value)
        tree = then if condition is None else under(condition, then, tree, formula)
    return tree


def under(condition: list[Token], then: Tree, otherwise: Tree, formula: Callable[[list[Token]], Tree]) -> Tree:
    """`then` where the condition holds; a chain `0 < M <= N` is two conditions."""
    condition = unwrapped([token for token in condition if _low(token) not in _FILLERS and token[1] != "."], _ROUND)
    if len(condition) > 1 and _low(condition[0]) in ("even", "odd"):
        condition = [*condition[1:], condition[0]]  # "for even N"
    if condition and _low(condition[-1]) in ("even", "odd"):
        parity = Tree("mod", (formula(condition[:-1]), num(2)))
        return Tree("if", (parity, num(int(_low(condition[-1]) == "odd")), then, otherwise), "=")
    if len(condition) > 3 and str(condition[0][1]).lower() in _PARITIES and condition[1][1] in ("(", "["):  # ISEVEN(n)
        parity = Tree("mod", (formula(condition[1:]), num(2)))
        return Tree("if", (parity, num(int("odd" in str(condition[0][1]).lower())), then, otherwise), "=")
    sides: list[list[Token]] = [[]]
    relations: list[str] = []
    for token in condition:
        if token[0] == "op" and token[1] in _RELATIONS:
            relation = _unequal(relations, sides, token)
            relations.append(relation)
            sides.append([])
        else:
            sides[-1].append(token)
    if not relations and condition:
        truth = formula(condition)
        if truth.op in ("mod", "if"):  # `if n % b`: other than 0
            return Tree("if", (truth, num(0), then, otherwise), "≠")
    if not relations or not all(sides):
        raise ReadError(
            'a condition is wanted here, as in "if M > N" or "if N is even"', condition[0][2] if condition else None
        )
    trees = [formula(side) for side in sides]
    if len(relations) > 1 and (
        len(relations) > MAX_CHAINED or any(larger_than(t, MAX_TWICE) for t in (*trees, otherwise))
    ):
        raise ReadError("this condition is too long to be read", condition[0][2])
    if relations == ["="] and trees[1].op == "mod" and trees[0].op != "mod":  # N ≡ 1 (mod 2)
        trees[0] = Tree("mod", (trees[0], trees[1].args[1]))
    for index in range(len(relations) - 1, -1, -1):
        left, right, relation = trees[index], trees[index + 1], relations[index]
        if relation in _TURNED:
            left, right, relation = right, left, _TURNED[relation]
        then = Tree("if", (left, right, then, otherwise), relation)
    return then
