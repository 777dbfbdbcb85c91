"""Answers in words alone that say a value: "none" for a number, "constant" for how something grows."""

from __future__ import annotations

import re

from grader.expressions.patterns import later
from grader.expressions.reading import Kind

_NONE = later(
    r"\s*(?:none|nothing|no\s+(?:border|padding|zeros?|pixels?|rows?|columns?|extra|need)(?:\s+[a-z]+){0,4})\s*\.?\s*",
    re.IGNORECASE,
)
_OF_WHAT = r"(?:\s+(?:of|from|on|with)\s+[A-Za-z0-9_\\{}$(), ]{1,60})?"
_CONSTANT = later(
    r"\s*(?!.*\b(?:but|only|except|unless|if|when|for)\b)(?:(?:it|this|that)\s+)?(?:(?:is|are|stays|remains)\s+)?(?:a\s+)?"
    rf"(?:constant|fixed|unchanged|the\s+same|independent{_OF_WHAT}|(?:does|do)\s+not\s+(?:depend|change|grow){_OF_WHAT})"
    r"\s*\.?\s*",
    re.IGNORECASE,
)


def value_of(text: str, kind: Kind) -> int | None:
    """Return 0 for "no padding", 1 for "it does not depend on N" where growth is asked; None for anything else."""
    if kind == "numeric" and text.lstrip()[:1].lower() == "n" and _NONE.fullmatch(text):
        return 0
    return 1 if kind == "proportional" and _CONSTANT.fullmatch(text) else None
