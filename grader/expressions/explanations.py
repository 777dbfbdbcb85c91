"""What may stand behind a right formula: an explanation by its own parts, "N/2 in each of the log N stages"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import step
from grader.expressions.equality import Outcome, equal
from grader.expressions.lexer import Lexer
from grader.expressions.notation import strip_styles
from grader.expressions.parser import Parser
from grader.expressions.patterns import later
from grader.expressions.tokens import Token, has_value
from grader.expressions.tree import Tree, mul, nodes, num, symbols_of
from grader.expressions.vocabulary import Vocabulary

MAX_OPENINGS = 4
MAX_PARTS = 12
_EXAMPLE = later(
    r"\bfor\s+(?:an?|the|one|our|this)\s+[a-z ]{2,30}?\s(?:this|that|it|which)\s+"
    r"(?:gives|is|makes|equals)\s+\d[\d.,/ ]*",
    re.IGNORECASE,
)

_ENDS = later(r"[,;:]\s|\.\s|\s\(|\n|\s-\s|\s(?=(?:with|where|for|because|since|as|in\s+each|per)\s)")
_EACH = frozenset(("each", "every", "per"))
#: Words by which an explanation does something to the formula.
_CHANGING = (
    words.POISON
    | words.CONDITIONS
    | words.ADDING
    | words.CONCLUSIONS
    | words.DONE_WITH_A_NUMBER
    | frozenset(
        "only these them those both or wait actually sorry corrected remaining rest must should still next".split()
    )
    | frozenset("return def print import".split())
) - {"not"}
_PARTING = frozenset((",", ";", ":", ".", "of", "by", "and", "=", '"'))
#: An operation by its signs.
_SIGNS = {"*": "mul", "×": "mul", "/": "div", "over": "div", "all_over": "div", "+": "add", "-": "add", "^": "pow"}
#: "on a 64 bit machine": no value of the formula.
_WORD_SIZE = later(r"\b(?:8|16|32|64)[ -]?bit\b|(?<=[a-z])'s\b|(?<=[a-z]s)'(?=\s)")
_CHANGING_SIGNS = frozenset(
    "or = ≈ ≤ ≥ ≠ < > → ⇒ twice thrice fourfold squared cubed percent rounded_up rounded_down times_fewer".split()
)


def openings(text: str) -> Iterator[tuple[str, str]]:
    """Yield (formula, explanation) for the first places at which a formula may end."""
    found = ((text[: match.start()], text[match.start() :]) for match in _ENDS.finditer(text))
    yield from islice(((formula, rest) for formula, rest in found if formula.strip()), MAX_OPENINGS)


def explains(rest: str, formula: str, trees: tuple[Tree, ...], vocabulary: Vocabulary) -> bool:
    """Whether `rest` says nothing but what the right `formula` says: no word changes it, its values are parts of it.

    Where it says how much there is in each of something, the two must multiply to the formula.
    """
    try:
        tokens = Lexer(_plain(rest, numbers=not any(map(symbols_of, trees))), vocabulary).run()
        said = [str(token[1]).lower() for token in tokens]
        if not _CHANGING.isdisjoint(said) or any(map(words.is_scale_like, said)) or not _is_prose(tokens):
            return False
        runs = list(_runs(_as_ratios(tokens)))
        values = [Parser(_balanced(run), []).formula() for run in runs if has_value(run)]
        if not _glosses([str(token[1]) for run in runs if not has_value(run) for token in run], trees):
            return False
    except (ReadError, RecursionError, ArithmeticError):
        return False
    values = [value for value in values if value != num(1)]
    if values and not _EACH.isdisjoint([*said, *re.findall(r"[a-z]+", formula.lower())]):
        return len(trees) == 1 and equal(mul(*values), trees[0]) is Outcome.ACCEPT
    parts = list(islice((node for tree in trees for node in nodes(tree)), MAX_PARTS))
    return all(any(value == part or equal(value, part) is Outcome.ACCEPT for part in parts) for value in values)


def _is_prose(tokens: list[Token]) -> bool:
    """Whether this is a bracket, or words enough to say something: three, or two that open an explanation."""
    counted = sum(token[0] in ("word", "unk") for token in tokens)
    return sum(map(step, tokens)) == 0 and (counted > 2 or (bool(tokens) and tokens[0][1] == "("))


def _plain(rest: str, *, numbers: bool) -> str:
    """The text in the lexer's characters, without what is no value of the formula: "64 bit", an example in numbers."""
    text = _WORD_SIZE.sub("", strip_styles(rest))
    return text if numbers else _EXAMPLE.sub("", text)


def _runs(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield what stands between the words; raises ReadError for a sign that changes the formula before it.

    A value that is named to say that it is not meant, "(not by n)", is left out.
    """
    run: list[Token] = []
    contrast = False
    for index, token in enumerate(tokens):
        kind, value, start, _ = token
        if value == "not":
            contrast = has_value(tokens[index + 1 : index + 3])
            if not contrast:
                raise ReadError('"not" changes the formula before it', start)
        if kind == "op" and value in _CHANGING_SIGNS and not (value == "=" and index and tokens[index - 1][1] == "("):
            raise ReadError(f"{value} changes the formula before it", start)
        if kind in ("word", "unk") or (kind == "op" and value in _PARTING):
            if run and not (contrast and has_value(run)):
                yield run
            contrast = contrast and not has_value(run)
            run = []
        else:
            run.append(token)
    if run and not contrast:
        yield run


def _as_ratios(tokens: list[Token]) -> list[Token]:
    """ "3 of 8" is a ratio."""
    for index in range(1, len(tokens) - 1):
        if tokens[index][1] == "of" and tokens[index - 1][0] == tokens[index + 1][0] == "num":
            tokens[index] = ("op", "/", *tokens[index][2:])
    return tokens


def _balanced(run: list[Token]) -> list[Token]:
    """A formula without the brackets around it that hold words as well."""
    while run and sum(map(step, run)) > 0 and step(run[0]) == 1:
        run = run[1:]
    while run and sum(map(step, run)) < 0 and step(run[-1]) == -1:
        run = run[:-1]
    return run


def _glosses(signs: list[str], trees: tuple[Tree, ...]) -> bool:
    """Whether the signs between words alone, "(bandwidth times delay)", are signs of the formula too."""
    counted = Counter(_SIGNS[sign] for sign in signs if sign in _SIGNS)
    here = Counter(node.op for tree in trees for node in nodes(tree) for _ in node.args[1:])
    return all(here[operation] >= count for operation, count in counted.items())
