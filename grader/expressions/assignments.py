"""How languages give a value a name or a type: arrows, declarations, `let … in`, suffixes of numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.expressions.patterns import later
from grader.expressions.vocabulary import vocabulary
from grader.expressions.whole_numbers import TYPED_FIRST

_ARROW = later(r"^([ \t]*[A-Za-z][\w.]*(?:\([\w, ]{0,40}\))?[ \t]*)(<-(?=[ \t])|←|⟵)", re.MULTILINE)
_LET = later(r"^([ \t]*)let(?=[ \t]+[A-Za-z]\w*'?[ \t]*=)", re.MULTILINE)
_IN = later(r"[ \t\n]in(?=[ \t\n])")
#: A letter that is an article too, before a definition.
_WHERE = later(r"(?<=[ *+/(-][aI])[ \t\n]where(?=[ \t\n]+[A-Za-z]\w*'?[ \t]*=)")
#: Letters behind a number that make code of it; a single L or u may be a symbol that is not declared.
_SUFFIX = later(
    r"(?<![\w.\\])(?:(?P<real>[0-9][0-9_]*\.[0-9]*)[fF]|(?P<long>[0-9][0-9_]*)(?:[uU][lL]{1,2}|[lL]{2}[uU]?|[lL][uU])"
    r"|(?P<grouped>[0-9]{1,3}(?:_[0-9]{3})+)[lLuU]|(?P<single>[0-9]+)(?P<letter>[lLuUfF]))(?![\w.])"
)
_SUFFIXED = later(r"[0-9][.]?[fFlLuU]")
_IN_CODE = later(
    r"<-[ \t]|%/%|%%|<<|;[ \t]*$|\breturn\b|\b(?:int|long|float|double|unsigned|auto|val|var)\b", re.MULTILINE
)
#: Nobody writes one times a symbol so.
_IN_CODE_OR_ONE = later(rf"{_IN_CODE.pattern}|(?<![\w.])1[lLuU](?!\w)", re.MULTILINE)


def plainly_named(text: str, symbols: Sequence[str], aside: list[str]) -> str:
    """Return `text` with what a language writes around a value put in signs that are read, all characters in place."""
    # the types of C that a subscript could be read of, `size_t n = …`; others are words, and set aside as such
    typed = TYPED_FIRST.search(text) if "_" in text and "{" not in text else None
    if typed is not None:
        aside.append(" ".join(typed[0].split()))
        text = text[: typed.start()] + " " * (typed.end() - typed.start()) + text[typed.end() :]
    if "<-" in text or "←" in text or "⟵" in text:
        text = _ARROW.sub(lambda m: m[1] + "=".rjust(len(m[2])), text)
    if "let" in text and (let := _LET.search(text)) is not None and (found := _IN.search(text, let.end())) is not None:
        text = text[: found.start()] + " , " + text[found.end() :]
        text = text[: let.end(1)] + "   " + text[let.end() :]
    if "where" in text:
        text = _WHERE.sub(",".ljust(6), text)
    return _without_suffixes(text, symbols)


def _without_suffixes(text: str, symbols: Sequence[str]) -> str:
    if _SUFFIXED.search(text) is None:
        return text
    names = vocabulary(tuple(symbols))
    in_code = {
        letter: (_IN_CODE if letter in "fF" else _IN_CODE_OR_ONE).search(text) is not None for letter in "fFlLuU"
    }
    for match in list(_SUFFIX.finditer(text)):
        letters = match[0].lstrip("0123456789_.")
        if any(names.cut(letter) is not None for letter in letters):
            continue
        alone = text.strip() == match[0]  # "2.0f" can be a scale, "3L" a volume
        if (match["single"] or (match["real"] and alone)) and not in_code[letters]:
            continue
        end = match.end()
        text = text[: end - len(letters)] + " " * len(letters) + text[end:]
    return text
