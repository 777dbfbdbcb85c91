"""Formulas of spreadsheets in other languages than English: names of functions, and the decimal comma."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.expressions.patterns import later
from grader.expressions.vocabulary import vocabulary

#: None is longer than the name it stands for.
_ENGLISH = {
    **dict.fromkeys(("POTENZ", "PUISSANCE", "POTENCIA"), "POWER"),
    **dict.fromkeys(("WURZEL", "RACINE", "RAIZ"), "SQRT"),
    **dict.fromkeys(("GANZZAHL", "ENT", "ENTERO"), "INT"),
    **dict.fromkeys(("REST", "RESIDUO"), "MOD"),
    **dict.fromkeys(("SUMME", "SOMME", "SUMA"), "SUM"),
    **dict.fromkeys(("PRODUKT", "PRODUIT", "PRODUCTO"), "PRODUCT"),
    **dict.fromkeys(("WENN", "SI"), "IF"),
    **dict.fromkeys(("KOMBINATIONEN", "COMBINAT"), "COMBIN"),
    **{"FAKULTÄT": "FACT", "KÜRZEN": "TRUNC", "TRONQUE": "TRUNC", "TRUNCAR": "TRUNC"},
    **dict.fromkeys(("ABRUNDEN", "AUFRUNDEN"), ""),  # read as they stand
    **{"ARRONDI.INF": "ROUNDDOWN", "ARRONDI.SUP": "ROUNDUP"},
    **dict.fromkeys(("REDONDEAR.MENOS",), "ROUNDDOWN"),
    **dict.fromkeys(("REDONDEAR.MAS", "REDONDEAR.MÁS"), "ROUNDUP"),
    **dict.fromkeys(("QUADRATESUMME", "SOMME.CARRES", "SUMA.CUADRADOS"), "SUMSQ"),
}
_CALL = later(rf"(?<![A-Za-z0-9_.])({'|'.join(map(re.escape, sorted(_ENGLISH, key=len, reverse=True)))})(?=\()")
_COMMA = later(r"(?<![\w.,])(\d+),(\d+)(?![\d.,])")
_SEMICOLON = later(r"(?<![A-Z])[A-Z]{2,}\([^\n();]*;")


def with_english_names(text: str, symbols: Sequence[str], *, listed: bool) -> str:
    """Return a formula that begins with `=` with English names and decimal points; `listed`: commas part values."""
    if not text.lstrip().startswith("=") or text.count("=") > 2:
        return text
    names = vocabulary(tuple(symbols))
    local = [match for match in _CALL.finditer(text) if names.cut(match[1]) is None]
    for match in local:
        text = text[: match.start()] + (_ENGLISH[match[1]] or match[1]).rjust(len(match[1])) + text[match.end() :]
    if "," not in text or listed or "\\" in text:
        return text
    sure = bool(local) or _SEMICOLON.search(text) is not None
    return _COMMA.sub(lambda m: _pointed(m, sure=sure), text) if sure or not _separates(text) else text


def _separates(text: str) -> bool:
    """Whether a comma stands inside the brackets of a function, or of a list."""
    openings: list[bool] = []
    for at, char in enumerate(text):
        if char in "([{":
            openings.append(char != "(" or text[at - 1].isalnum())
        elif char in ")]}" and openings:
            openings.pop()
        elif char == "," and any(openings):
            return True
    return False


def _pointed(match: re.Match[str], *, sure: bool) -> str:
    """Three digits behind the comma may be thousands, "= 12,544"."""
    thousands = len(match[2]) == 3 and not match[1].startswith("0")
    return match[0] if thousands and not sure else f"{match[1]}.{match[2]}"
