"""Lines beside the formula that only say something about it, or take it back."""

from __future__ import annotations

import re

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.labels import EQUALS
from grader.expressions.lexer import Lexer
from grader.expressions.patterns import later
from grader.expressions.vocabulary import Vocabulary

_TAKES_BACK = later(r"\b(?:or|either|wrong|instead)\b", re.IGNORECASE)


def takes_back(line: str) -> bool:
    """Whether a line in words offers another answer or takes one back."""
    return _TAKES_BACK.search(line) is not None


def opens_a_calculation(line: str) -> bool:
    """Whether a line begins with an integral, a limit or a derivative, which nothing here computes."""
    return (
        re.match(r"[\s$&]*\\(?:int|lim|nabla|partial|d?frac\s*\{\s*(?:\\partial|d|\\mathrm\s*\{d\}))", line) is not None
    )


_CHECK = later(
    r"(?:[;,(\n]|\.(?=\s))\s*(?:sanity|check|checks|checking|test|testing|verification|verify|e\.\s?g\.|for\s+example|for\s+instance)"
    r"(?![A-Za-z]).*",
    re.IGNORECASE | re.DOTALL,
)
_TRIED = later(
    r"(?:[;,(\n]|\.(?=\s))\s*(?:for|with|at)\s+[A-Za-z]\w*\s*=\s*\d+\b[^.;]*\b(?:ok|okay|fits|works|correct)\W*$",
    re.IGNORECASE,
)
_CORRECTS = later(
    r"\b(?:actually|should|wrong|instead|but|nor?|not|sorry|correct|corrected|really|rather|or|twice|half|double|plus|minus)\b",
    re.IGNORECASE,
)
_NOT_BUT = later(r"\W*not\s+[^,.;=]{1,60}?(?:,?\s+but\s+|,\s+it(?:'s|\s+is)\s+)", re.IGNORECASE)


def what_counts(line: str) -> tuple[str, str]:
    """Blank a check behind the formula ("; check: n = 3 gives 10") and the first half of "not 2N but 4N".

    Returns the line and what was blanked.
    """
    negated = _NOT_BUT.match(line)
    if negated is not None:
        line, said = " " * negated.end() + line[negated.end() :], negated[0]
    else:
        said = ""
    check = _TRIED.search(line) or _CHECK.search(line)
    corrected = check is not None and _CORRECTS.search(check[0].removesuffix("correct"))
    if check is not None and line[: check.start()].strip() and not corrected:
        line, said = line[: check.start()].ljust(len(line)), said + check[0]
    return line, said.strip()


def says_what_for(line: str) -> bool:
    """Whether a line says what its value belongs to: "each output needs N MACs"."""
    return re.search(r"\b(?:each|every|per)\b", line, re.IGNORECASE) is not None


def is_harmless(line: str, vocabulary: Vocabulary) -> bool:
    """Whether a line behind the formula is words alone, with none that takes the formula back."""
    try:
        tokens = Lexer(line, vocabulary).run()
    except ReadError:
        return False
    poison = words.POISON | words.CONDITIONS | {"wait", "actually", "correction", "sorry"}
    return all(
        token[0] in ("word", "unk", "op") and token[1] not in EQUALS and str(token[1]).lower() not in poison
        for token in tokens
    )
