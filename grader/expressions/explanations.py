"""What may stand behind a right formula: an explanation by its own parts, "N/2 in each of the log N stages"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import islice

from grader.errors import ReadError
from grader.expressions import exact, words
from grader.expressions.brackets import CLOSING, OPENING, step
from grader.expressions.equality import Outcome, constant_ratio, equal
from grader.expressions.lexer import Lexer
from grader.expressions.notation import strip_styles
from grader.expressions.parser import Parser
from grader.expressions.patterns import later
from grader.expressions.tokens import Token, has_value
from grader.expressions.tree import Tree, mul, nodes, num, symbols_of
from grader.expressions.vocabulary import Vocabulary

MAX_OPENINGS = 4
MAX_PARTS = 12
#: An example in numbers: "for a die this gives 35/12".
_EXAMPLE = later(
    r"\bfor\s+(?:an?|the|one|our|this)\s+[a-z ]{2,30}?\s(?:this|that|it|which)\s+"
    r"(?:gives|is|makes|equals)\s+\d[\d.,/ ]*",
    re.IGNORECASE,
)

_ENDS = later(
    r"[,;:]\s|\.\s|\s\(|\n|\s-\s|\s(?=(?:with|where|for|because|since|as|in\s+each|per|instead|rather)\s)"
    r"|\s(?=and\s+(?:it|this|that|they|the)\s)"
)
#: A formula does not end so: "N states, so the answer (in bits) is …".
_CUT_OFF = later(r"\b(?:so|hence|thus|therefore|answer|result|solution|is|are|the)\W*$", re.IGNORECASE)
_EACH = frozenset(("each", "every", "per"))
#: Words by which an explanation does something to the formula.
_CHANGING = (
    words.POISON
    | words.CONDITIONS
    | words.ADDING
    | words.CONCLUSIONS
    | words.DONE_WITH_A_NUMBER
    | frozenset(
        (
            "only another answer mean asked want these them those both or wait actually sorry corrected remaining "
            "rest must should still times"
        ).split()
    )
    | words.REASONING
    | frozenset("return def print import".split())
) - {"not", "no", "instead", "between"}
_GOING_ON = frozenset((".", "but", "so", "then", "hence", "thus", "therefore", "="))
#: Signs in a reason that has words alone.
_IN_REASONS = frozenset(
    (",", "(", ")", "'", "of", "and", "or", "by", "per", "<", ">", "≤", "≥", "≠", "more_than", "less_than")
)
#: Behind "no" these take the formula back.
_INTERJECTED = frozenset("wait more less sorry longer it that its actually fewer".split())
#: Dimensions of something else may stand in an explanation.
_OTHER_SIZE = frozenset("input before was were originally previously not from".split())
_PARTING = frozenset((",", ";", ":", ".", "of", "by", "per", "and", "=", '"'))
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
    whole = ((formula, rest) for formula, rest in found if formula.strip() and not _CUT_OFF.search(formula))
    yield from islice(whole, MAX_OPENINGS)


def explains(rest: str, formula: str, trees: tuple[Tree, ...], vocabulary: Vocabulary) -> bool:
    """Whether `rest` says nothing but what the right `formula` says: no word changes it, its values are parts of it.

    Where it says how much there is in each of something, the two must multiply to the formula.
    """
    try:
        numbers = not any(map(symbols_of, trees))
        tokens = Lexer(_plain(rest, numbers=numbers), vocabulary, numeric=numbers).run()
        if _restates(tokens, formula, trees):
            return True
        said = [str(token[1]).lower() for token in tokens]
        if _is_reason(tokens, said):
            return True
        if words.says_another([".", *said]) or "n't" in rest or sum(map(step, tokens)):
            return False
        if not _CHANGING.isdisjoint(said) or any(map(words.is_scale_like, said)):
            return False
        runs = list(_runs(_with_contrasts(_as_ratios(tokens))))
        if any(run[0][1] in _SIGNS for run in runs if has_value(run)):
            return False  # "plus N for the bias"
        values = [Parser(_balanced(run), []).formula() for run in runs if has_value(run)]
        if not _glosses([str(token[1]) for run in runs if not has_value(run) for token in run], trees):
            return False
    except (ReadError, RecursionError, ArithmeticError):
        return False
    if not _is_prose(tokens, said) and not (values and all(_is_whole(value, trees) for value in values)):
        return False
    values = [value for value in values if value != num(1)]
    if len(trees) > 1 and len(values) > 1 and _OTHER_SIZE.isdisjoint(said):
        return False
    if values and (_EACH.intersection(re.findall(r"[a-z]+", formula.lower())) or _counts_each(tokens, said)):
        return len(trees) == 1 and equal(mul(*values), trees[0]) is Outcome.ACCEPT
    parts = list(islice((node for tree in trees for node in nodes(tree)), MAX_PARTS))
    return all(any(value == part or equal(value, part) is Outcome.ACCEPT for part in parts) for value in values)


def _is_prose(tokens: list[Token], said: list[str]) -> bool:
    """Whether this is a bracket, a contrast, or words enough to say something: three."""
    counted = sum(token[0] in ("word", "unk") for token in tokens)
    return counted > 2 or (bool(tokens) and tokens[0][1] == "(") or said[:1] == ["instead"]


def _is_whole(value: Tree, trees: tuple[Tree, ...]) -> bool:
    return len(trees) == 1 and equal(value, trees[0]) is Outcome.ACCEPT


def _plain(rest: str, *, numbers: bool) -> str:
    """The text in the lexer's characters, without what is no value of the formula: "64 bit", an example in numbers."""
    text = _WORD_SIZE.sub("", strip_styles(rest))
    return text if numbers else _EXAMPLE.sub("", text)


def _is_reason(tokens: list[Token], said: list[str]) -> bool:
    """Whether this is a reason in words alone, "because either compute or memory is the limit"."""
    opens = any(word in words.REASONS for word in said[:2]) and said[0] in (",", "(", *words.REASONS)
    worded = all(kind in ("word", "unk") or value in _IN_REASONS for kind, value, _, _ in tokens)
    return opens and worded and (_GOING_ON | words.CONDITIONS).isdisjoint(said) and "only" not in said


def _restates(tokens: list[Token], formula: str, trees: tuple[Tree, ...]) -> bool:
    """Whether a bracket is the formula again, "(8e9 params × 2 bytes)", or its number in another unit, "(= 2.5 h)"."""
    if len(tokens) < 3 or tokens[0][1] != "(" or tokens[-1][1] != ")" or len(trees) != 1:
        return False
    inside = tokens[2:-1] if tokens[1][1] in ("=", "≈") else tokens[1:-1]
    named = len(inside) > 1 and inside[-1][0] == "unk" and inside[-2][0] == "num"  # "2.5 h"
    parser = Parser(inside[:-1] if named else inside, [])
    try:
        tree = parser.formula()
    except ReadError:
        return False
    if equal(tree, trees[0]) is Outcome.ACCEPT:
        return True
    unit = (inside[-1][1] if named else " ".join(parser.aside)).lower()
    ratio = constant_ratio(tree, trees[0]) if symbols_of(trees[0]) else _ratio(tree, trees[0])
    whole = isinstance(ratio, Fraction | int) and min(Fraction(ratio).numerator, Fraction(ratio).denominator) == 1
    said_before = re.search(rf"(?<![a-z]){re.escape(unit)}(?![a-z])", formula.lower()) is not None
    return whole and not said_before and (named or unit in words.UNITS)


def _ratio(a: Tree, b: Tree) -> Fraction | None:
    below, above = exact.value_at(b, {}), exact.value_at(a, {})
    known = exact.is_exact(below) and exact.is_exact(above) and below != 0
    return Fraction(above) / Fraction(below) if known else None


def _with_contrasts(tokens: list[Token]) -> list[Token]:
    """ "instead of N" and "no bias" name what is not meant: "not" before a value, nothing before words."""
    plain: list[Token] = []
    for index, token in enumerate(tokens):
        beside = tokens[index + 1] if index + 1 < len(tokens) else token
        low = str(token[1]).lower()
        if low == "of" and plain and plain[-1][1] == "instead":
            plain[-1] = ("word", "not", *plain[-1][2:])
        elif low in ("no", "instead") and not (low == "instead" and beside[1] == "of"):
            if low == "instead" or beside[0] != "word" or beside[1].lower() in _INTERJECTED:
                raise ReadError(f'"{low}" changes the formula before it', token[2])
        else:
            plain.append(token)
    return plain


def _counts_each(tokens: list[Token], said: list[str]) -> bool:
    """Whether a value follows "each of the" or "per": what stands before it is there that many times."""
    return any(word in _EACH and has_value(tokens[index + 1 : index + 4]) for index, word in enumerate(said))


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
    if any(sign not in _SIGNS and sign not in OPENING | CLOSING for sign in signs):
        return False
    counted = Counter(_SIGNS[sign] for sign in signs if sign in _SIGNS)
    here = Counter(node.op for tree in trees for node in nodes(tree) for _ in node.args[1:])
    return all(here[operation] >= count for operation, count in counted.items())
