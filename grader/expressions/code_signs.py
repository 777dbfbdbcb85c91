"""Casts and infix names of programming languages, put into signs that the lexer knows, every character in its place."""

from __future__ import annotations

import re

from grader.expressions.patterns import later
from grader.expressions.vocabulary import GREEK

_WHOLE = (
    r"(?:unsigned\s+|signed\s+)?(?:int|long(?:\s+long)?(?:\s+int)?|short|size_t|ssize_t|u?int(?:8|16|32|64)_t)"
    r"|unsigned|Integer|Int"
)
_REAL = r"(?:long\s+)?double|float|Float|Double"
_CAST = later(rf"\(\s*(?:(?P<whole>{_WHOLE})|(?P<real>{_REAL}))\s*\)(?=\s*[A-Za-z0-9_(\\.])")
_STATIC_CAST = later(rf"(?:static|reinterpret)_cast\s*<\s*(?:(?P<whole>{_WHOLE})|(?P<real>{_REAL}))\s*>(?=\s*\()")
#: What may stand right before a cast; behind a value the bracket is a remark, "4N (float)".
_BEFORE_CAST = frozenset("+-*/%(,=<>?:;{[&|!^")
_CASTS = ("int)", "long)", "short)", "_t)", "float)", "double)", "signed)", "Int)", "Integer)", "Float)", "Double)")
_TICKED = later(r"`\s?(div|mod|quot|rem)\s?`")
_INFIX = {"div": "//", "mod": "mod", "quot": "\\quot", "rem": "\\rem"}
_DOTS = later(r"(\b(?:sum|prod|product)\s?[(\[][\w ^*+()-]{1,40}?)\.\.(?![./*^])")
#: Haskell's remark on a type, behind a value and on a line of its own.
_TYPE = r"(?:Int|Integer|Double|Float|Rational|Word|Natural|Int64)"
_SIGNATURE = later(
    rf"^[ \t]*[a-z]\w*[ \t]*::[ \t]*(?:\(?[A-Z][\w ,]{{1,60}}\)?[ \t]*=>[ \t]*[a-z](?:[ \t]*->[ \t]*[a-z])*"
    rf"|{_TYPE}(?:[ \t]*->[ \t]*{_TYPE})*)[ \t]*$",
    re.MULTILINE,
)
_OF_TYPE = later(rf"[ \t]*::[ \t]*{_TYPE}(?!\w)")
_CHARACTER = later(r"\\\[(Capital)?([A-Z][A-Za-z]{1,11})\]")
_CHARACTERS = {
    **{"Times": "times", "CenterDot": "cdot", "Divide": "div", "LeftFloor": "lfloor", "RightFloor": "rfloor"},
    **{"LeftCeiling": "lceil", "RightCeiling": "rceil", "CurlyPhi": "varphi", "CurlyEpsilon": "varepsilon"},
}
_LIFTED = later(r"\b(?:fromIntegral|realToFrac|toInteger)(?=[ (])")


def in_signs(text: str) -> str:
    """Return `text` with C's casts, Haskell's infix names and ranges in the lexer's signs."""
    if ")" in text and any(mark in text for mark in _CASTS):
        text = _CAST.sub(lambda m: _cast(m) if _may_begin(text, m.start()) else m[0], text)
    if "_cast" in text:
        text = _STATIC_CAST.sub(_cast, text)
    if "\\[" in text:
        text = _CHARACTER.sub(_character, text)
    if "::" in text:
        text = _SIGNATURE.sub(lambda m: " " * len(m[0]), text)
        text = _OF_TYPE.sub(lambda m: " " * len(m[0]), text)
    if "`" in text:
        text = _TICKED.sub(lambda m: f" {_INFIX[m[1]]} ".ljust(len(m[0])), text)
    if ".." in text and ("sum" in text or "prod" in text):
        text = _DOTS.sub(r"\1 :", text)
    if "fromI" in text or "realTo" in text or "toI" in text:
        text = _LIFTED.sub(lambda m: " " * len(m[0]), text)
    return text


def _cast(match: re.Match[str]) -> str:
    return ("\\cut" if match["whole"] else "").ljust(len(match[0]))


def _character(match: re.Match[str]) -> str:
    """Mathematica's name of a character as LaTeX's, `\\[Rho]`; the capital one is `\\[CapitalSigma]`."""
    low = match[2].lower()
    if low in GREEK:
        return f"\\{match[2] if match[1] else low}".ljust(len(match[0]))
    return f"\\{_CHARACTERS[match[2]]}".ljust(len(match[0])) if match[2] in _CHARACTERS else match[0]


def _may_begin(text: str, position: int) -> bool:
    before = text[:position].rstrip()
    return not before or before[-1] in _BEFORE_CAST or before.endswith(("return", *_CASTS))
